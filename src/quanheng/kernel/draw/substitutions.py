"""Substitutes 替补: who comes when a drawn business turns out closed, moved or gone.

The next keys of the same stratum stand in line; each use names who is replaced, by whom, why and when
(`substitutions.csv`, DESIGN section 5, step 5). Taking anybody else than the next in line is a second draw
under another name, and the verifiers say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quanheng.kernel.canonical import csv_bytes, parse_csv
from quanheng.kernel.draw.form import is_day
from quanheng.kernel.draw.selection import Selection
from quanheng.kernel.refusal import Refused

CITES = "quanheng-draw/1 第 5 条（替补）"
HEADER = ("code", "replaced_by", "reason", "on")


class BadSubstitution(Refused):
    """A substitution skips the line or replaces a business that does not stand 替补不合规则."""


class Substitution(NamedTuple):
    """One use of a substitute 一次替补; `on` is YYYY-MM-DD, `reason` plain text without commas."""

    code: str
    replaced_by: str
    reason: str
    on: str


def parse_substitutions(content: bytes) -> list[Substitution]:
    """Return the substitutions of `substitutions.csv`. Raises `BadSubstitution` or `NotCanonical`."""
    rows = [Substitution(*row) for row in parse_csv(content, HEADER)]
    for row in rows:
        if not all(row) or not is_day(row.on):
            raise BadSubstitution(f"企业 {row.code} 的替补记录缺少原因，或日期“{row.on}”不对", cites=CITES)
    return rows


def substitutions_bytes(rows: Iterable[Substitution]) -> bytes:
    """Return `substitutions.csv`; the header alone when nobody was replaced."""
    return csv_bytes(HEADER, rows)


def standing(rows: Sequence[Substitution], selection: Selection) -> set[str]:
    """Return the codes that stand to be inspected after these substitutions."""
    codes = {one.code for one in selection.drawn} | {row.replaced_by for row in rows}
    return codes - {row.code for row in rows}


def next_substitute(code: str, rows: Sequence[Substitution], selection: Selection) -> str:
    """Return who replaces `code` next. Raises `BadSubstitution` when it does not stand or nobody is left."""
    stratum = _stratum_by_code(selection).get(code)
    if stratum is None or code not in standing(rows, selection):
        raise BadSubstitution(f"企业 {code} 不在待查名单中，不能替补", cites=CITES)
    used = {row.replaced_by for row in rows}
    for candidate in selection.substitutes[stratum]:
        if candidate not in used:
            return candidate
    raise BadSubstitution(f"“{stratum}”层已没有可替补的企业", cites=CITES)


def faults(rows: Iterable[Substitution], selection: Selection) -> list[str]:
    """Return a sentence for each substitution that the line of substitutes does not bear out.

    Per stratum, the n-th substitute in line must be the n-th used; who is replaced must have stood at that
    moment; dates may not run backwards along the line.
    """
    by_stratum: defaultdict[str, list[Substitution]] = defaultdict(list)
    found: list[str] = []
    strata = _stratum_by_code(selection)
    for row in rows:
        if row.replaced_by in strata:
            by_stratum[strata[row.replaced_by]].append(row)
        else:
            found.append(f"企业 {row.code} 的替补 {row.replaced_by} 不在可替补的名单中")
    for stratum, used in sorted(by_stratum.items()):
        found += _faults_of_stratum(used, stratum, selection)
    return found


def _faults_of_stratum(used: list[Substitution], stratum: str, selection: Selection) -> list[str]:
    line = selection.substitutes[stratum]
    rank = {code: place for place, code in enumerate(line)}
    used.sort(key=lambda row: (rank.get(row.replaced_by, len(line)), row.code))
    stand = {one.code for one in selection.drawn if one.stratum == stratum}
    found, day = [], ""
    for place, row in enumerate(used):
        due = line[place] if place < len(line) else "（无）"
        if row.replaced_by != due:
            found.append(f"“{stratum}”层第 {place + 1} 次替补应为 {due}，记录的是 {row.replaced_by}")
        if row.code not in stand:
            found.append(f"企业 {row.code} 当时不在“{stratum}”层待查名单中，不能由 {row.replaced_by} 替补")
        if row.on < day:
            found.append(f"企业 {row.code} 的替补日期 {row.on} 早于排在其前的替补")
        stand = (stand - {row.code}) | {row.replaced_by}
        day = row.on
    return found


def _stratum_by_code(selection: Selection) -> dict[str, str]:
    drawn = {one.code: one.stratum for one in selection.drawn}
    return drawn | {code: stratum for stratum, line in selection.substitutes.items() for code in line}
