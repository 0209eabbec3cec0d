"""Holds 登记限制: on which grounds a business may not change or leave, and what each ground stops.

>>> from datetime import date
>>> held, day = Held("case_open", "县市场监管局", "案〔2021〕3号"), date(2026, 3, 2)
>>> stopped([held], Step.SIMPLE_LEAVE, on=day)[0].cites
'《市场主体登记管理条例实施细则》第四十八条第（三）项'
>>> stopped([held], Step.CHANGE, on=day)
[]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.tables import rows

FROM = date(2022, 3, 1)
INDIVIDUALS_FROM = date(2025, 7, 15)
INDIVIDUALS = "《个体工商户登记管理规定》第二十九条"
CONVERTING = "《个体工商户登记管理规定》第十八条第一款"


class Step(StrEnum):
    """What a hold may stop 受限事项."""

    CHANGE = "change"
    LEAVE = "leave"
    SIMPLE_LEAVE = "simple_leave"
    CONVERT = "convert"
    LEAVE_INDIVIDUAL = "leave_individual"


STEP_SAYS: dict[Step, str] = {
    Step.CHANGE: "变更登记",
    Step.LEAVE: "注销登记",
    Step.SIMPLE_LEAVE: "简易注销登记",
    Step.CONVERT: "变更经营者、转型为企业",
    Step.LEAVE_INDIVIDUAL: "个体工商户注销登记",
}


@dataclass(frozen=True)
class Ground:
    """One ground of the list: its word, how it reads, what it stops, the article and the one before."""

    word: str
    says: str
    stops: frozenset[Step]
    cites: str
    before: str

    def cites_on(self, day: date) -> str:
        """The article by the day of the application."""
        return self.cites if day >= FROM else self.before


@dataclass(frozen=True)
class Held:
    """One hold as a rule sees it: ground, source, their document; ``stops`` adds to the ground's."""

    ground: str
    source: str
    reference: str
    stops: frozenset[str] = frozenset()


@cache
def grounds() -> dict[str, Ground]:
    """The grounds by their word (``law/hold_grounds.csv``)."""
    return {
        row["ground"]: Ground(
            row["ground"],
            row["says"],
            frozenset(map(Step, row["stops"].split())),
            row["cites"],
            row["before"],
        )
        for row in rows("hold_grounds.csv")
    }


def stopped(holds: Iterable[Held], step: Step, *, on: date) -> list[Finding]:
    """What each hold that stops the step says of it; nothing where none does."""
    return [_finding(held, step, on) for held in holds if step in stops_of(held.ground, held.stops, on=on)]


def stops_of(ground: str, more: Iterable[str] = (), *, on: date) -> frozenset[Step]:
    """What a hold on this ground stops: what the law attaches to it, and what the hold itself adds.

    Whatever stops leaving also stops leaving the simple way and converting. That individuals with an open
    case may not leave at all is law from 2025-07-15.
    """
    listed = grounds()[ground].stops | frozenset(map(Step, more))
    if on < INDIVIDUALS_FROM:
        listed -= {Step.LEAVE_INDIVIDUAL}
    if Step.LEAVE in listed:
        listed |= {Step.SIMPLE_LEAVE, Step.LEAVE_INDIVIDUAL}
    return frozenset(listed)


def _finding(held: Held, step: Step, on: date) -> Finding:
    ground = grounds()[held.ground]
    special = {Step.LEAVE_INDIVIDUAL: INDIVIDUALS, Step.CONVERT: CONVERTING}
    cites = special.get(step) if on >= INDIVIDUALS_FROM else None
    says = f"{ground.says}（{held.source} {held.reference}），不能办理{STEP_SAYS[step]}。"
    return Finding("", says, cites or ground.cites_on(on))
