"""Which businesses are drawn 抽取企业: in each stratum, the smallest keys.

`k(code) = h(S + "|object|" + code)` (DESIGN section 5, step 5). A key depends on the seed and on the code and
on nothing else: not on the order of the roster, not on the neighbours, not on how often one runs it.
Whatever was not drawn stands in line as a substitute, in the order of its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from quanheng.kernel.canonical import csv_bytes, parse_csv
from quanheng.kernel.draw.quota import Quota
from quanheng.kernel.refusal import Refused

CITES = "quanheng-draw/1 第 5 条（抽取企业）"
ROSTER_HEADER = ("code", "stratum")


class BadRoster(Refused):
    """The roster holds a business twice or an empty field 企业名单有误."""


class QuotaNotMet(Refused):
    """A stratum holds fewer businesses than its quota asks 该层企业不足."""


class NothingToDraw(Refused):
    """The quotas draw no business at all 一户也抽不到."""


class Drawn(NamedTuple):
    """One drawn business: its key (64 hex characters), code and stratum."""

    key: str
    code: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The eligible businesses 企业名单: codes by stratum."""

    strata: Mapping[str, list[str]]

    @property
    def sizes(self) -> dict[str, int]:
        """Businesses per stratum."""
        return {stratum: len(codes) for stratum, codes in self.strata.items()}

    @property
    def size(self) -> int:
        """Businesses in all strata."""
        return sum(map(len, self.strata.values()))


@dataclass(frozen=True, slots=True)
class Selection:
    """What the seed selects 抽取结果: `drawn` in drawing order, `substitutes` by stratum, next first."""

    drawn: list[Drawn]
    substitutes: Mapping[str, list[str]]


def parse_roster(content: bytes) -> Roster:
    """Return the roster that `roster.csv` holds. Raises `BadRoster` or `NotCanonical` naming the fault."""
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for code, stratum in parse_csv(content, ROSTER_HEADER):
        strata[stratum].append(code)
    _check_roster(strata)
    return Roster(dict(strata))


def roster_bytes(strata: Mapping[str, str]) -> bytes:
    """Return `roster.csv` for a mapping of code to stratum."""
    return csv_bytes(ROSTER_HEADER, strata.items())


def _check_roster(strata: Mapping[str, list[str]]) -> None:
    codes = set(chain.from_iterable(strata.values()))
    if "" in codes or "" in strata:
        raise BadRoster("roster.csv 有一行缺少代码或分层", field="roster.csv")
    if len(codes) < sum(map(len, strata.values())):
        seen: set[str] = set()
        for code in chain.from_iterable(strata.values()):
            if code in seen:
                raise BadRoster(f"企业 {code} 在 roster.csv 中同时属于两层", field="roster.csv")
            seen.add(code)


def wanted(quota: Mapping[str, Quota], sizes: Mapping[str, int]) -> dict[str, int]:
    """Return how many businesses each stratum with a quota yields.

    A ratio is rounded up; a ratio of an absent stratum is 0. Raises `QuotaNotMet` for a count above the
    stratum's size (so also for a count of an absent stratum).
    """
    numbers = {stratum: share.wanted(sizes.get(stratum, 0)) for stratum, share in quota.items()}
    for stratum, number in numbers.items():
        if number > sizes.get(stratum, 0):
            raise QuotaNotMet(
                f"“{stratum}”层要抽 {number} 户，名单里只有 {sizes.get(stratum, 0)} 户",
                cites=CITES,
                instead="请减少该层户数，或者改用比例",
                field="quota",
            )
    return numbers


def require_some(numbers: Mapping[str, int]) -> None:
    """Raise `NothingToDraw` when the strata yield no business: a serial would be spent for nothing."""
    if not any(numbers.values()):
        raise NothingToDraw("按计划的数量和名单，一户也抽不到", cites=CITES, field="quota")


def select(roster: Roster, quota: Mapping[str, Quota], seed: str) -> Selection:
    """Return the drawn businesses of all strata in drawing order, and each stratum's substitutes.

    `seed` is S, 64 hex characters. Raises `QuotaNotMet`. Sixty thousand businesses take about 0.1 s.
    """
    numbers = wanted(quota, roster.sizes)
    drawn: list[Drawn] = []
    substitutes: dict[str, list[str]] = {}
    for stratum, number in numbers.items():
        line = ranked(roster.strata.get(stratum, []), seed)
        drawn += [Drawn(key.hex(), code, stratum) for key, code in line[:number]]
        substitutes[stratum] = [code for _, code in line[number:]]
    return Selection(sorted(drawn), substitutes)


def ranked(codes: list[str], seed: str) -> list[tuple[bytes, str]]:
    """Return (key as 32 bytes, code) of each business, smallest key first, ties by code."""
    head, digest = f"{seed}|object|".encode(), sha256
    return sorted([(digest(head + code.encode()).digest(), code) for code in codes])


def object_key(seed: str, code: str) -> str:
    """Return k(code) = h(S + "|object|" + code) of one business.

    >>> object_key("00", "91") == sha256(b"00|object|91").hexdigest()
    True
    """
    return sha256(f"{seed}|object|{code}".encode()).hexdigest()
