"""Units of law 法定单位: in what a provision counts, and how that is said on a screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = int | Decimal | str


class Unit(StrEnum):
    """What the number of a provision means 单位."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MINUTES = "minutes"
    YUAN = "yuan"
    PERCENT = "percent"  # 20 means 20 %
    RATIO = "ratio"  # 0.2 means 20 %
    TIMES = "times"  # a multiple or a frequency
    POINTS = "points"
    PEOPLE = "people"
    COUNT = "count"  # of whatever the provision speaks
    METRES = "metres"
    SQUARE_METRES = "square_metres"
    MONTH_DAY = "month_day"  # a day of every year, as text "06-30"
    TEXT = "text"


SAID = {
    Unit.WORKING_DAYS: "{}个工作日",
    Unit.CALENDAR_DAYS: "{}日（自然日）",
    Unit.MONTHS: "{}个月",
    Unit.YEARS: "{}年",
    Unit.HOURS: "{}小时",
    Unit.MINUTES: "{}分钟",
    Unit.YUAN: "{}元",
    Unit.PERCENT: "{}%",
    Unit.RATIO: "{}",
    Unit.TIMES: "{}次（倍）",
    Unit.POINTS: "{}分",
    Unit.PEOPLE: "{}人",
    Unit.COUNT: "{}",
    Unit.METRES: "{}米",
    Unit.SQUARE_METRES: "{}平方米",
    Unit.MONTH_DAY: "{}",
    Unit.TEXT: "{}",
}

TEXT_UNITS = frozenset({Unit.MONTH_DAY, Unit.TEXT})


def said(value: Value, unit: Unit) -> str:
    """Return a value with its unit in Chinese.

    >>> said(20, Unit.WORKING_DAYS), said(Decimal("2.5"), Unit.PERCENT), said("06-30", Unit.MONTH_DAY)
    ('20个工作日', '2.5%', '6月30日')
    """
    if unit is Unit.MONTH_DAY:
        month, day = str(value).split("-")
        return f"{int(month)}月{int(day)}日"
    return SAID[unit].format(value)


def fits(value: object, unit: Unit) -> bool:
    """Say whether a value read from a law file has the shape its unit needs.

    >>> fits(90, Unit.CALENDAR_DAYS), fits(Decimal("0.5"), Unit.CALENDAR_DAYS), fits("02-30", Unit.MONTH_DAY)
    (True, False, False)
    """
    if unit is Unit.MONTH_DAY:
        return isinstance(value, str) and _is_month_day(value)
    if unit is Unit.TEXT:
        return isinstance(value, str) and bool(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        return False
    fractional = unit in {Unit.YUAN, Unit.PERCENT, Unit.RATIO, Unit.TIMES, Unit.POINTS, Unit.COUNT}
    fractional |= unit in {Unit.METRES, Unit.SQUARE_METRES}
    return fractional or isinstance(value, int)


def _is_month_day(text: str) -> bool:
    try:
        return f"{date.fromisoformat(f'2000-{text}'):%m-%d}" == text
    except ValueError:
        return False
