"""Until when a permit is good, and when its renewal may be asked for 有效期与延续申请期间.

A permit of five years from 2021-03-05 is good until 2026-03-04: the day of the decision is its first day.
The window for renewal is counted back from the last day, which itself counts as one; so counted, a holder
loses no day to how the article is read. Where the end lies in a year whose holidays nobody has published yet,
the window in working days is not known, and nothing is guessed.

>>> from datetime import date
>>> last_day("food_business", from_on=date(2021, 3, 5))
datetime.date(2026, 3, 4)
>>> held = window("food_business", date(2026, 3, 4), on=date(2026, 1, 5))
>>> held.opens_on.isoformat(), held.closes_on.isoformat()
('2025-10-22', '2026-02-05')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quanheng.domains.licences.rules.provisions import article, entry
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, Kind
from quanheng.kernel import calendar
from quanheng.kernel.law import Entry, Unit
from quanheng.kernel.refusal import Refused

DAY = timedelta(days=1)
WARN_AHEAD = (90, 60, 30)
"""So many days before its end a permit is put before the section: the bureau's habit, not law."""


class RenewalTooEarly(Refused):
    """The window for renewal has not opened 未到延续申请期间."""


class RenewalTooLate(Refused):
    """The permit has run out: it cannot be renewed, only applied for anew 已过有效期."""


class Timing(StrEnum):
    """How an application for renewal lies to its window 延续申请是否按时."""

    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True)
class Window:
    """When renewal may be asked for: first day (none: any day), last day; ``known`` is False where the
    calendar of the last year is not published, and ``closes_on`` is then None."""

    opens_on: date | None
    closes_on: date | None
    cites: str
    known: bool = True


def last_day(kind: str, *, from_on: date) -> date | None:
    """The last day of a permit that begins on a day; None where it has no end (a filing)."""
    if kind == Kind.PREPACKAGED:
        return None
    years = int(article(kind, "validity", on=from_on).value)
    same = calendar.years_later(from_on, years)
    return same if same.day != from_on.day else same - DAY


def window(kind: str, valid_until: date, *, on: date) -> Window:
    """When renewal of a permit may be asked for, by the law of the day of asking. Raises ``NoProvision``."""
    closing = article(kind, "renew_close", on=on)
    opening = entry(kind, "renew_open", on=on)
    try:
        opens = _back(valid_until, opening, first=True) if opening else None
        return Window(opens, _back(valid_until, closing, first=False), closing.cites)
    except calendar.CalendarNotPublished:
        return Window(None, None, closing.cites, known=False)


def timing(kind: str, valid_until: date, *, on: date) -> Timing:
    """Whether a renewal asked for on a day is in time. Raises ``RenewalTooEarly``, ``RenewalTooLate``.

    After its close the window still lets an application in, late: the article says what that costs.
    """
    held = window(kind, valid_until, on=on)
    if on > valid_until:
        raise RenewalTooLate(
            f"许可证的有效期已于{valid_until.isoformat()}届满，不能延续。",
            cites=article(kind, "cancel", on=on).cites,
            instead="请按首次申请重新办理。",
        )
    if not may_open(kind, valid_until, on=on):
        opens = f"可以从{held.opens_on.isoformat()}起申请延续。" if held.opens_on else "请临近到期再申请。"
        raise RenewalTooEarly(
            "还没有到可以申请延续的时间。",
            cites=held.cites,
            instead=f"{KIND_SAYS[Kind(kind)]}{opens}",
        )
    if held.closes_on and on > held.closes_on:
        return Timing.LATE
    return Timing.IN_TIME


def may_open(kind: str, valid_until: date, *, on: date) -> bool:
    """Whether the window for renewal may have opened by a day.

    Where the calendar of the last year is not known, twice the working days in calendar days are taken: more
    than the holidays of any year can fill, so a window is never said to be shut on a day it is open.
    """
    held, opening = window(kind, valid_until, on=on), entry(kind, "renew_open", on=on)
    if opening is None or held.opens_on:
        return held.opens_on is None or on >= held.opens_on
    return (valid_until - on).days <= 2 * int(opening.value)


def _back(end: date, rule: Entry, *, first: bool) -> date:
    """Where a period counted back from the last day begins (its first day, or its last day for the law)."""
    amount = int(rule.value)
    if rule.unit == Unit.MONTHS:
        return calendar.months_later(end, -amount)
    day = end - amount * DAY
    while calendar.working_days_between(day, end) < amount:
        day -= DAY
    while first and calendar.working_days_between(day - DAY, end) <= amount:
        day -= DAY
    while not first and calendar.working_days_between(day + DAY, end) >= amount:
        day += DAY
    return day
