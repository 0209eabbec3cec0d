"""Who goes where 抽取检查人员: the least loaded of those who may go, in an order the seed decides.

DESIGN section 5, step 6. An inspector without the named qualification, recused from the business, or at the
cap of this draw is not eligible; the others are ordered by (load, h(S|inspector|code|id), id). Only
inspectors with equal load are ever told apart by a hash, so only those are hashed: the order is the same as
that of the definition, and a test compares the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from quanheng.kernel.canonical import csv_bytes, parse_csv
from quanheng.kernel.draw.selection import Drawn
from quanheng.kernel.refusal import Refused

CITES = "quanheng-draw/1 第 6 条（抽取检查人员）"
INSPECTORS_HEADER = ("id", "organ", "quals", "cap")
RECUSALS_HEADER = ("code", "id")
CAP = re.compile(r"0|[1-9][0-9]{0,8}")

Recusals = Mapping[str, frozenset[str]]
"""Ids of the recused inspectors by business code."""


class BadInspectors(Refused):
    """The list of inspectors or of recusals cannot be read 检查人员名单或回避名单有误."""


class NotStaffable(Refused):
    """Too few may go to a business 无法组队, so the draw fails as a whole, before anything is announced."""

    def __init__(self, says: str, *, code: str, organ: str) -> None:
        super().__init__(
            says,
            cites=CITES,
            instead="请提高人员上限、增加检查人员、减少抽取数量或每组人数，另立计划后重抽",
            field="inspectors.csv",
        )
        self.code = code
        self.organ = organ


@dataclass(frozen=True, slots=True)
class Inspector:
    """One inspector as a draw sees them 检查人员: a pseudonym, an organ, qualifications, a cap."""

    id: str
    organ: str
    quals: frozenset[str]
    cap: int


class Assignment(NamedTuple):
    """The team that one organ sends to one business, ids in the order chosen."""

    code: str
    organ: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """All teams in drawing order, and each inspector's load afterwards 组队结果."""

    teams: list[Assignment]
    loads: Mapping[str, int]


def parse_inspectors(content: bytes) -> list[Inspector]:
    """Return the inspectors of `inspectors.csv`. Raises `BadInspectors` or `NotCanonical`."""
    inspectors = [_inspector(*row) for row in parse_csv(content, INSPECTORS_HEADER)]
    seen: set[str] = set()
    for inspector in inspectors:
        if inspector.id in seen:
            raise BadInspectors(
                f"检查人员 {inspector.id} 在 inspectors.csv 中出现两次", field="inspectors.csv"
            )
        seen.add(inspector.id)
    return inspectors


def _inspector(id: str, organ: str, quals: str, cap: str) -> Inspector:
    held = quals.split(" ") if quals else []
    if not id or " " in id or not organ:
        raise BadInspectors(f"inspectors.csv 中“{id}”的编号或单位为空，或编号含空格", field="inspectors.csv")
    if "" in held:
        raise BadInspectors(f"检查人员 {id} 的资质之间应当恰好一个空格", field="inspectors.csv")
    if not CAP.fullmatch(cap):
        raise BadInspectors(f"检查人员 {id} 的上限“{cap}”不是整数", field="inspectors.csv")
    return Inspector(id, organ, frozenset(held), int(cap))


def inspectors_bytes(inspectors: Iterable[Inspector]) -> bytes:
    """Return `inspectors.csv`, qualifications of each inspector sorted."""
    rows = [(one.id, one.organ, " ".join(sorted(one.quals)), str(one.cap)) for one in inspectors]
    return csv_bytes(INSPECTORS_HEADER, rows)


def parse_recusals(content: bytes) -> dict[str, frozenset[str]]:
    """Return the recused inspectors by business of `recusals.csv`. Raises `BadInspectors`."""
    recused: defaultdict[str, set[str]] = defaultdict(set)
    for code, id in parse_csv(content, RECUSALS_HEADER):
        if not code or not id:
            raise BadInspectors("recusals.csv 有一行缺少企业代码或人员编号", field="recusals.csv")
        recused[code].add(id)
    return {code: frozenset(ids) for code, ids in recused.items()}


def recusals_bytes(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return `recusals.csv` for pairs of business code and inspector id."""
    return csv_bytes(RECUSALS_HEADER, pairs)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the plan says about teams 组队规则; `seed` is S."""

    organs: Sequence[str]
    team_size: int
    qualification: str
    seed: str


class _Bench:
    """The inspectors of one organ who may still be sent, by load; ids as bytes, ready to be hashed."""

    def __init__(self, organ: str, inspectors: Iterable[Inspector], rules: Rules, loads: Mapping[str, int]):
        self.members = [one for one in inspectors if one.organ == organ]
        self.organ = organ
        self.rules = rules
        self.able = {
            one.id.encode(): one.cap
            for one in self.members
            if not rules.qualification or rules.qualification in one.quals
        }
        self.load = {id: loads.get(id.decode(), 0) for id in self.able}
        self.levels: dict[int, set[bytes]] = {}
        for id in self.able:
            self._wait(id)

    def _wait(self, id: bytes) -> None:
        if self.load[id] < self.able[id]:
            self.levels.setdefault(self.load[id], set()).add(id)

    def send(self, code: str, barred: frozenset[bytes]) -> tuple[str, ...]:
        """Choose the team for one business and raise the loads of those who go."""
        team = self._choose(f"{self.rules.seed}|inspector|{code}|".encode(), barred)
        if len(team) < self.rules.team_size:
            raise NotStaffable(self._why(code, barred), code=code, organ=self.organ)
        for id in team:
            level = self.levels[self.load[id]]
            level.remove(id)
            if not level:
                del self.levels[self.load[id]]
            self.load[id] += 1
            self._wait(id)
        return tuple(id.decode() for id in team)

    def _choose(self, head: bytes, barred: frozenset[bytes]) -> list[bytes]:
        team: list[bytes] = []
        digest = sha256
        for load in sorted(self.levels):
            tied = self.levels[load] - barred if barred else self.levels[load]
            line = sorted([(digest(head + id).digest(), id) for id in tied])
            team += [id for _, id in line[: self.rules.team_size - len(team)]]
            if len(team) == self.rules.team_size:
                break
        return team

    def _why(self, code: str, barred: frozenset[bytes]) -> str:
        recused = sum(id in barred for id in self.able)
        full = sum(self.load[id] >= cap for id, cap in self.able.items() if id not in barred)
        return (
            f"企业 {code} 无法组队：{self.organ} 需派 {self.rules.team_size} 人，"
            f"共 {len(self.members)} 人，其中具备资质 {len(self.able)} 人、"
            f"回避 {recused} 人、已达上限 {full} 人，只剩 {len(self.able) - recused - full} 人可派"
        )


def staff(
    drawn: Iterable[Drawn],
    inspectors: Iterable[Inspector],
    recusals: Recusals,
    rules: Rules,
    loads: Mapping[str, int] | None = None,
) -> Staffing:
    """Return the team of each organ for each business, in drawing order.

    Raises `NotStaffable` naming the first business that cannot be staffed and why. `loads` continues an
    earlier staffing (a substitute is staffed after all drawn businesses).
    """
    everyone = list(inspectors)
    benches = [_Bench(organ, everyone, rules, loads or {}) for organ in rules.organs]
    barred = {code: frozenset(id.encode() for id in ids) for code, ids in recusals.items()}
    nobody: frozenset[bytes] = frozenset()
    teams = [
        Assignment(code, bench.organ, bench.send(code, barred.get(code, nobody)))
        for _, code, _ in drawn
        for bench in benches
    ]
    after = {id.decode(): load for bench in benches for id, load in bench.load.items()}
    return Staffing(teams, after)


def inspector_hash(seed: str, code: str, id: str) -> str:
    """Return h(S + "|inspector|" + code + "|" + id), which orders inspectors of equal load."""
    return sha256(f"{seed}|inspector|{code}|{id}".encode()).hexdigest()
