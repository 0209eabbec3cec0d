"""Until when, and by which article 整改与复查期限.

Where the law names the days they come from ``law/hazards.toml`` by the day that matters; elsewhere from the
bureau's own limits (``rules/limits.py``), and the basis then says so. Computed periods end on working days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from quanheng.domains.hazards.rules.limits import Amount
from quanheng.domains.hazards.rules.vocabulary import Category, Grade, Source
from quanheng.kernel import calendar
from quanheng.kernel.law import Entry, NoProvision, Provisions
from quanheng.kernel.law.provision import MARKS
from quanheng.kernel.refusal import Refused

OWN = "本局确定的时限"


class DeadlineInPast(Refused):
    """The deadline lies before the order 期限早于责令之日."""


class DeadlineBeyondLaw(Refused):
    """The deadline is later than the law allows 期限超过法定上限."""


@dataclass(frozen=True)
class Due:
    """A deadline and what it rests on; ``lawful`` tells the law's own number from the bureau's choice."""

    on: date
    cites: str
    lawful: bool


@cache
def provisions() -> Provisions:
    """The articles on hazards."""
    return Provisions.load(files("quanheng.domains.hazards") / "law" / "hazards.toml")


def _order_keys(category: str, grade: str, source: str) -> list[str]:
    if category == Category.EQUIPMENT and grade == Grade.MAJOR:
        return ["order_equipment_major"]
    if category == Category.QUALITY and source == Source.SAMPLING:
        return ["order_quality_sampling"]
    special = f"order_{category}"
    return [special, "order_other"] if special in provisions() else ["order_other"]


def order_basis(category: str, grade: str, source: str, *, on: date) -> Entry:
    """The article an order of that day rests on 责令整改的依据.

    The special article of the category, or the general one of 《行政处罚法》 for days on which the platform
    holds no special one. Raises ``NoProvision`` before 1996-10-01.
    """
    for key in _order_keys(category, grade, source):
        try:
            return provisions()[key].entry_on(on)
        except NoProvision:
            continue
    return provisions()["order_other"].entry_on(on)


def mark_of(entry: Entry) -> str:
    """What to warn an officer of where an article was not checked in the text; empty where it was."""
    return MARKS[entry.checked.value]


def rectify_due(*, ordered_on: date, category: str, source: str, own: Amount) -> Due:
    """By when an order of that day asks for rectification, unless the officer says sooner 整改期限.

    Sixty days after a failed product sampling (《产品质量监督抽查管理暂行办法》第四十六条), else the bureau's
    limit. Raises ``CalendarNotPublished``.
    """
    limit = _lawful("order_quality_sampling", category, source, on=ordered_on)
    if limit:
        return Due(_period(ordered_on, limit), limit.cites, True)
    return Due(calendar.due(ordered_on, own.amount, own.unit), OWN, False)


def settle_due(due_on: date, *, ordered_on: date, category: str, source: str) -> date:
    """The deadline an officer chose, as it takes effect: one that falls on a day off moves to a working day.

    The day of the order itself means at once and stays. Raises ``DeadlineInPast``; ``DeadlineBeyondLaw``
    where the law names a longest period; ``CalendarNotPublished``.
    """
    if due_on < ordered_on:
        raise DeadlineInPast(
            "整改期限早于责令之日。", instead="请选择今天（立即改正）或者以后的日期。", field="due_on"
        )
    if due_on == ordered_on:
        return due_on
    limit = _lawful("order_quality_sampling", category, source, on=ordered_on)
    latest = _period(ordered_on, limit) if limit else None
    if limit and latest and due_on > latest:
        raise DeadlineBeyondLaw(
            f"整改期限超过法定上限 {limit.value} 日。",
            cites=limit.cites,
            instead=f"期限不能晚于 {latest.isoformat()}。",
            field="due_on",
        )
    return calendar.next_working_day(due_on)


def recheck_due(*, reported_on: date, ordered_on: date, category: str, source: str, own: Amount) -> Due:
    """By when a reported rectification is to be re-checked 复查期限.

    Special equipment: ten working days after the report (《特种设备安全监督检查办法》第二十九条, from
    2022-07-01). Product sampling: seventy-five days after the order (第四十七条), never before the report.
    Elsewhere, and for equipment before 2022-07-01, the bureau's limit.
    """
    sampling = _lawful("recheck_quality_sampling", category, source, on=ordered_on)
    if sampling:
        return Due(max(_period(ordered_on, sampling), reported_on), sampling.cites, True)
    equipment = _in_force("recheck_equipment", reported_on) if category == Category.EQUIPMENT else None
    if equipment:
        return Due(_period(reported_on, equipment), equipment.cites, True)
    return Due(calendar.due(reported_on, own.amount, own.unit), OWN, False)


def _lawful(key: str, category: str, source: str, *, on: date) -> Entry | None:
    applies = category == Category.QUALITY and source == Source.SAMPLING
    return _in_force(key, on) if applies else None


def _in_force(key: str, on: date) -> Entry | None:
    return next((entry for entry in provisions()[key].in_force if entry.holds_on(on)), None)


def _period(start: date, entry: Entry) -> date:
    return calendar.due(start, int(entry.value), entry.unit.value)
