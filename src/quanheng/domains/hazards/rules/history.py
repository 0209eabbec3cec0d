"""What a record of a hazard long closed must show before it is taken in 历史记录核对.

The same demands as on a hazard worked through on the platform: dates in order, a deadline not before the
order, a re-check by somebody else than who reported the rectification, points judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from quanheng.domains.hazards.rules import rechecks
from quanheng.domains.hazards.rules.vocabulary import Category, Method
from quanheng.kernel.refusal import Refused


class RecordIncomplete(Refused):
    """The record lacks what a closed hazard must show 记录不完整."""


class DatesOutOfOrder(Refused):
    """The dates of the record contradict each other 日期前后矛盾."""


@dataclass(frozen=True)
class Person:
    """Somebody named in an old record: an id that stands for the person (certificate number) and the name."""

    id: str
    name: str


@dataclass(frozen=True)
class Dates:
    """The days of a closed hazard, in the order they must have."""

    found: date
    ordered: date
    due: date
    rectified: date
    rechecked: date


def require_order(days: Dates, *, today: date) -> None:
    """Raise ``DatesOutOfOrder`` unless found ≤ ordered ≤ rectified ≤ re-checked ≤ today and due ≥ ordered."""
    steps = [
        ("发现日期", days.found),
        ("责令日期", days.ordered),
        ("整改报告日期", days.rectified),
        ("复查日期", days.rechecked),
        ("今天", today),
    ]
    for (name, day), (next_name, next_day) in pairwise(steps):
        if next_day < day:
            raise DatesOutOfOrder(f"{next_name} {next_day.isoformat()} 早于{name} {day.isoformat()}。")
    if days.due < days.ordered:
        raise DatesOutOfOrder(f"整改期限 {days.due.isoformat()} 早于责令日期 {days.ordered.isoformat()}。")


def require_people(
    *, reported_by: Person, rechecked_by: Person, second: Person | None, category: str, method: str, on: date
) -> None:
    """Raise the refusals of ``rules.rechecks`` for who re-checked, as on a living hazard."""
    if not reported_by.id or not rechecked_by.id:
        raise RecordIncomplete("没有写明整改报告人或者复查人。")
    team = {person.id for person in (rechecked_by, second) if person}
    rechecks.require_another(reported_by=reported_by.id, rechecking=team)
    rechecks.require_enough(len(team), Category(category), Method(method), on=on)
