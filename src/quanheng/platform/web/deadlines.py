"""What is left of a period, in words 期限余量: the same sentence on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from quanheng.kernel import calendar

SOON = 3


@dataclass(frozen=True)
class Left:
    """What is left of a period: the sentence, and how pressing it is (``stop``, ``warn``, ``note``)."""

    says: str
    tone: str


def left(on: date, today: date) -> Left:
    """What is left until ``on``: working days ahead, calendar days once it has passed 还剩、已超期.

    Where no holiday calendar is published for the days ahead, calendar days are counted and named so.
    """
    if on < today:
        days = (today - on).days
        return Left(ngettext("已超期 %(n)s 天", "已超期 %(n)s 天", days) % {"n": days}, "stop")
    if on == today:
        return Left(gettext("今天到期"), "warn")
    try:
        days = calendar.working_days_between(today, on)
    except calendar.CalendarNotPublished:
        days = (on - today).days
        return Left(ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", days) % {"n": days}, _tone(days))
    says = ngettext("还剩 %(n)s 个工作日", "还剩 %(n)s 个工作日", days) % {"n": days}
    return Left(says, _tone(days))


def _tone(days: int) -> str:
    return "warn" if days <= SOON else "note"
