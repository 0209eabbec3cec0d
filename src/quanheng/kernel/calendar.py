"""The calendar 日历: which days count, and where a legal period ends.

Three rules (期间). The day of the event does not count (《民法典》第二百零一条). A period of months or
years ends on the same day number, or on the last day of the month where there is none (第二百零二条). A
period whose last day is a day off ends on the next working day (第二百零三条;《市场监督管理行政处罚程序
规定》第八十条). Working days are those of the State Council's yearly notices: make-up workdays on a
weekend count, holidays do not.

The days that differ from Monday-to-Friday stand in `calendar_days.csv` (made by
`tools/refresh_calendar.py`); a bureau may add the next year's notice itself. A year whose notice is not known
is refused, never guessed.

>>> add_working_days(date(2026, 2, 13), 1)      # Saturday, but a make-up workday
datetime.date(2026, 2, 14)
>>> add_working_days(date(2026, 9, 30), 5)      # across the National Day holiday
datetime.date(2026, 10, 13)
>>> add_calendar_days(date(2026, 2, 3), 15)     # 18 February is a holiday: moved to the 24th
datetime.date(2026, 2, 24)
>>> add_working_days(date(2026, 12, 31), 1)
Traceback (most recent call last):
    ...
quanheng.kernel.calendar.CalendarNotPublished: 2027年的节假日安排尚未载入，不能计算期限
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from quanheng.kernel.refusal import Refused

CITES = "《民法典》第二百零一条至第二百零三条"
SATURDAY = 5


class CalendarNotPublished(Refused):
    """The holiday notice of that year is not in the table 节假日安排未公布."""


class Unit(StrEnum):
    """The units in which the law counts days 期间单位."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"


def is_working_day(day: date) -> bool:
    """Say whether `day` is a working day 工作日. Raises `CalendarNotPublished`."""
    _require(day)
    return day.toordinal() in _working_day_set()


def next_working_day(day: date) -> date:
    """Return `day` if it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(start: date, count: int) -> date:
    """Return the last day of a period of `count` working days, the day of the event not counted.

    Zero returns `start` itself. Raises `CalendarNotPublished` if the start or the end lies in a year
    without a published calendar, `ValueError` for a negative count.
    """
    _require_count(count)
    _require(start)
    if count == 0:
        return start
    days = _working_days()
    index = bisect_right(days, start.toordinal()) + count - 1
    if index >= len(days):
        raise _not_published(published_years()[-1] + 1)
    return date.fromordinal(days[index])


def add_calendar_days(start: date, count: int) -> date:
    """Return the last day of a period of `count` calendar days 自然日, moved off a day off.

    Raises `CalendarNotPublished` if the end lies in a year without a published calendar, `ValueError`
    for a negative count.
    """
    _require_count(count)
    return next_working_day(start + timedelta(days=count))


def add_months(start: date, count: int) -> date:
    """Return the last day of a period of `count` months, moved off a day off. Raises as above."""
    _require_count(count)
    return next_working_day(months_later(start, count))


def add_years(start: date, count: int) -> date:
    """Return the last day of a period of `count` years, moved off a day off. Raises as above."""
    return add_months(start, 12 * count)


def due(start: date, count: int, unit: str) -> date:
    """Return where a period of `count` units that starts with the event on `start` ends 届满之日.

    `unit` is a `Unit` or its text. Raises `CalendarNotPublished`; `ValueError` for another unit.
    """
    add = {
        Unit.WORKING_DAYS: add_working_days,
        Unit.CALENDAR_DAYS: add_calendar_days,
        Unit.MONTHS: add_months,
        Unit.YEARS: add_years,
    }
    return add[Unit(unit)](start, count)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative if `end` is earlier.

    The inverse of `add_working_days`: what is left of a period, or by how much it is overdue. Raises
    `CalendarNotPublished`.
    """
    _require(start)
    _require(end)
    days = _working_days()
    return bisect_right(days, end.toordinal()) - bisect_right(days, start.toordinal())


def months_later(start: date, count: int) -> date:
    """Return the same day number `count` months later, or that month's last day; no calendar needed.

    For validity rather than for periods: a licence valid for five years expires on this day even if it
    is a Sunday in a year whose holidays nobody has published yet.
    """
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_later(start: date, count: int) -> date:
    """Return the same date `count` years later (28 February for a leap day); see `months_later`."""
    return months_later(start, 12 * count)


def add_hours(start: datetime, count: int) -> datetime:
    """Return the end of a period of `count` hours; the hour of the event does not count.

    Hours run through nights and holidays (《市场监督管理行政处罚程序规定》第八十条 excludes the hour in
    which the period starts). An event at 10:20 starts to count at 11:00.
    """
    _require_count(count)
    return start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=count + 1)


@cache
def published_years() -> tuple[int, ...]:
    """Return the years whose holidays are known, ascending."""
    return tuple(sorted({day.year for day, _ in _shipped()} | _added.keys()))


def shipped_years() -> tuple[int, ...]:
    """Return the years whose holidays are in the package's table, ascending."""
    return tuple(sorted({day.year for day, _ in _shipped()}))


def add_year(year: int, days: Iterable[tuple[date, str]]) -> None:
    """Take up the notice of one more year 载入节假日安排: its days that differ, with `off` or `work`.

    What the package's table says of a year stays; another notice of an added year takes the place of the
    first. Raises `ValueError` for a year that does not follow the ones known.
    """
    if year in shipped_years():
        return
    if year > published_years()[-1] + 1:
        raise ValueError(f"{year} does not follow {published_years()[-1]}")
    _added[year] = tuple(days)
    _forget()


def forget_added() -> None:
    """Know again only the years of the package's table."""
    _added.clear()
    _forget()


_added: dict[int, tuple[tuple[date, str], ...]] = {}


def _forget() -> None:
    for remembered in (published_years, _exceptions, _working_days, _working_day_set):
        remembered.cache_clear()


def _require(day: date) -> None:
    if day.year not in published_years():
        raise _not_published(day.year)


def _require_count(count: int) -> None:
    if count < 0:
        raise ValueError(f"a period cannot be negative: {count}")


def _not_published(year: int) -> CalendarNotPublished:
    first, *_, last = published_years()
    known = f"现有{first}年至{last}年的安排"
    return CalendarNotPublished(
        f"{year}年的节假日安排尚未载入，不能计算期限",
        cites=CITES,
        instead=f"{known}；国务院办公厅公布后，请系统管理员载入（quanheng calendar add）",
    )


@cache
def _exceptions() -> tuple[tuple[date, str], ...]:
    """Every day that differs from the weekday rule, with `off` or `work`, by date."""
    return tuple(sorted(dict([*_shipped(), *(day for days in _added.values() for day in days)]).items()))


@cache
def _shipped() -> tuple[tuple[date, str], ...]:
    """Read the package's table."""
    text = files("quanheng.kernel").joinpath("calendar_days.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return tuple((date.fromisoformat(day), kind) for day, kind, _note in rows)


@cache
def _working_days() -> tuple[int, ...]:
    """All working days of the published years as ordinals, ascending."""
    kinds = {day.toordinal(): kind for day, kind in _exceptions()}
    first, last = date(published_years()[0], 1, 1), date(published_years()[-1], 12, 31)
    return tuple(
        day
        for day in range(first.toordinal(), last.toordinal() + 1)
        if kinds.get(day, "work" if date.fromordinal(day).weekday() < SATURDAY else "off") == "work"
    )


@cache
def _working_day_set() -> frozenset[int]:
    return frozenset(_working_days())
