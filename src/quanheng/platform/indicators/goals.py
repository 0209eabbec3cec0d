"""Goals 年度目标: what the bureau wants to reach in a year, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.indicators.models import Goal
from quanheng.platform.indicators.registry import declared
from quanheng.platform.indicators.rights import SET_GOALS
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

MOST = Decimal(10) ** 11


class NoSuchGoal(Refused):
    """A goal that cannot be one 目标不对: no number above zero, or a share over 100."""


class BasisMissing(Refused):
    """It is not said which plan or meeting set the goals 没有写明依据."""


class GoalsUnchanged(Refused):
    """Nothing is different from what holds 目标没有变化."""


def subject_of(year: int, area: str) -> str:
    """The name under which the goals of a year and area stand in the ledger."""
    return f"indicators.goals:{year}:{area}"


def in_force(year: int, area: str) -> dict[str, Goal]:
    """The goals that hold for a year and area, by figure."""
    rows = Goal.objects.filter(year=year, area_code=area).order_by("pk")
    last = {row.indicator: row for row in rows}
    return {key: row for key, row in last.items() if row.number is not None}


def history(year: int, area: str) -> list[Goal]:
    """Every goal ever set for a year and area, the newest first."""
    return list(Goal.objects.filter(year=year, area_code=area).order_by("-pk"))


@transaction.atomic
def set_goals(
    year: int, wanted: Mapping[str, Decimal | None], *, basis: str, by: Actor, today: date
) -> list[Goal]:
    """Set the goals of a year for the actor's own area 确定年度目标; ``None`` takes one back.

    Figures that are not named keep their goal. Returns the rows added. Raises ``NoSuchGoal``,
    ``BasisMissing``, ``GoalsUnchanged``, and ``Missing`` for a figure that is not declared.
    """
    by.require(SET_GOALS)
    for key, number in wanted.items():
        _require_possible(key, number)
    if not basis.strip():
        raise BasisMissing("请写明目标的依据，如年度工作计划的文号或者会议。", field="basis")
    now = {key: row.number for key, row in in_force(year, by.area).items()}
    changed = {key: number for key, number in wanted.items() if number != now.get(key)}
    if not changed:
        raise GoalsUnchanged("目标和现在的一样，没有需要保存的。")
    basis = basis.strip()[:200]
    facts = {key: str(number) if number is not None else "" for key, number in changed.items()}
    record("goals_set", on=subject_of(year, by.area), by=by, today=today, facts={"basis": basis, **facts})
    return [
        Goal.objects.create(
            indicator=key,
            year=year,
            area_code=by.area,
            number=number,
            basis=basis,
            set_on=today,
            set_by=by.id,
            set_by_name=by.name[:60],
        )
        for key, number in changed.items()
    ]


def _require_possible(key: str, number: Decimal | None) -> None:
    if key not in declared():
        raise Missing("没有这个指标。")
    figure = declared()[key]
    if number is None:
        return
    if not 0 < number < MOST:
        raise NoSuchGoal(f"“{figure.name}”的目标须大于零；没有目标的不填。", field=key)
    if figure.unit == "%" and number > 100:
        raise NoSuchGoal(f"“{figure.name}”以百分比计，目标不能超过100。", field=key)
