"""The year's inspections 全年抽查: what is planned, for whom, how many, and what will be found.

At scale 1 the bureau's own 25 inspections visit 874 businesses, as the source says; other scales keep the
proportions. What is found is drawn from ``pools/problems.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from quanheng.config.demo.people import BUREAU, COUNTY
from quanheng.domains.inspections.rules.kinds import Kind
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel import calendar
from quanheng.kernel.draw import Count

DEPARTMENT_OF = {
    "HOU": "housing",
    "EDU": "education",
    "LAB": "labour",
    "POL": "police",
    "TRA": "transport",
    "AGR": "agriculture",
    "CUL": "culture",
    "HEA": "health",
    "EME": "emergency",
    "ENV": "environment",
    "COM": "commerce",
    "TAX": "tax",
}
"""Which department checks the items of a prefix."""

WEIGHTS = {"A": 2, "B": 5, "C": 20, "D": 60}
"""How much likelier a business of a class is to be drawn: the higher the risk, the likelier."""

LIVE, ABORT, SUBSTITUTE, IMPORT = "live", "abort", "substitute", "import"
"""How an inspection is carried out here: filled in on site, drawn anew after a silent witness, with a
substitute, or with its results imported."""


@dataclass(frozen=True)
class Errand:
    """One inspection. ``count`` is how many businesses it visits at scale 1, ``planned_on`` its first day."""

    planned_on: date
    title: str
    kind: Kind
    items: tuple[tuple[str, str], ...]
    trades: tuple[str, ...]
    kinds: tuple[str, ...]
    count: int
    problems: int
    way: str
    qualification: str = ""
    tags: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year of its plan."""
        return self.planned_on.year

    @property
    def objects(self) -> BusinessFilter:
        """The businesses it may visit."""
        return BusinessFilter(trades=self.trades, kinds=self.kinds, tags=self.tags)

    def wanted(self, scale: float) -> int:
        """How many businesses it visits at a scale, at least two."""
        return max(2, round(self.count * scale))

    def found(self, scale: float) -> int:
        """In how many of its visits a problem is found."""
        return min(round(self.problems * scale), self.wanted(scale))


@dataclass(frozen=True)
class Problem:
    """One problem that may be found, and how a business mends it."""

    text: str
    article: str
    code: str
    grade: str
    mended: str


@cache
def errands() -> tuple[Errand, ...]:
    """Every inspection of the year: the bureau's own, then the joint ones."""
    own, joint = _read("own.csv"), _read("joint.csv")
    return tuple(
        [_own(number, row) for number, row in enumerate(own, start=1)]
        + [_joint(number, row) for number, row in enumerate(joint, start=len(own) + 1)]
    )


def _own(number: int, row: Mapping[str, str]) -> Errand:
    items = tuple((item, BUREAU) for item in row["items"].split())
    return _errand(number, row, Kind.OWN_SPECIAL if len(items) == 1 else Kind.OWN_COMPREHENSIVE, items)


def _joint(number: int, row: Mapping[str, str]) -> Errand:
    partners = tuple((item, f"{COUNTY}-{DEPARTMENT_OF[item[:3]]}") for item in row["partners"].split())
    return _errand(number, row, Kind.JOINT, ((row["item"], BUREAU), *partners))


def _errand(number: int, row: Mapping[str, str], kind: Kind, items: tuple[tuple[str, str], ...]) -> Errand:
    return Errand(
        planned_on=calendar.next_working_day(date(2021, int(row["month"]), 2 + 2 * (number % 6))),
        title=f"2021年{row['title']}",
        kind=kind,
        items=items,
        trades=tuple(row["trades"].split()),
        kinds=tuple(row["kinds"].split()),
        count=int(row["count"]),
        problems=int(row["problems"]),
        way=row["way"],
        tags=tuple(row["tags"].split()),
    )


@cache
def problems(field: str) -> tuple[Problem, ...]:
    """What may be found in a field of law; ``department`` for the other departments."""
    rows = [row for row in _read("problems.csv") if row["field"] == field]
    return tuple(Problem(r["text"], r["article"], r["code"], r["grade"], r["mended"]) for r in rows)


def _read(name: str) -> list[dict[str, str]]:
    text = files("quanheng.config.demo").joinpath(f"pools/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def quota(wanted: int, sizes: Mapping[str, int]) -> dict[str, Count]:
    """Share ``wanted`` businesses out among the classes by size and risk, never more than a class has.

    >>> {k: c.value for k, c in quota(10, {"A": 100, "B": 200, "C": 20, "D": 1}).items()}
    {'A': 1, 'B': 6, 'C': 3}
    """
    counts = dict.fromkeys(sorted(sizes), 0)
    for _ in range(min(wanted, sum(sizes.values()))):
        room = [k for k in counts if counts[k] < sizes[k]]
        most = max(room, key=lambda k: (sizes[k] * WEIGHTS.get(k, 1) / (2 * counts[k] + 1), k))
        counts[most] += 1
    return {k: Count(number) for k, number in counts.items() if number}
