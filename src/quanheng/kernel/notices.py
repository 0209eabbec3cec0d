"""The State Council's yearly notice 节假日安排: what a bureau types in before the platform carries it.

A notice is a small table with a heading line: day or span, whether off or at work, which holiday.

>>> table = "日期,安排,节日\\n2027-01-01至2027-01-03,放假,元旦\\n2027-01-09,上班,元旦"
>>> [(day.isoformat(), kind) for day, kind in days_of(table, 2027, complete=False)]
[('2027-01-01', 'off'), ('2027-01-09', 'work')]
>>> days_of(table, 2027)
Traceback (most recent call last):
    ...
quanheng.kernel.notices.NoticeUnreadable: 没有写春节、清明节、劳动节、端午节、中秋节、国庆节的安排
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unicodedata import normalize

from quanheng.kernel.calendar import SATURDAY
from quanheng.kernel.refusal import Refused

HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
OFF, WORK = frozenset({"off", "放假", "休", "放假调休"}), frozenset({"work", "上班", "班"})
SPAN = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:(?:至|到|~|\.\.)(\d{4}-\d{2}-\d{2}))?$")
LONGEST = 20
"""No holiday has so many days; a longer span is a slip."""
WEEKDAYS = "一二三四五六日"


class NoticeUnreadable(Refused):
    """The table of a notice does not say what a year needs 节假日安排无法识别."""


def days_of(text: str, year: int, *, complete: bool = True) -> list[tuple[date, str]]:
    """The days of a notice that differ from Monday-to-Friday, with ``off`` or ``work``, by date.

    The end of the December before may belong to it. ``complete`` wants every holiday of the year to be there.
    Raises ``NoticeUnreadable``, which names the line.
    """
    found: dict[date, str] = {}
    named = []
    for at, line in enumerate(text.splitlines()[1:], start=2):
        if line.strip():
            days, kind, note = _line(line, at)
            named.append(note)
            for day in days:
                _require_fitting(day, kind, year, at, found)
                found[day] = kind
    missing = [name for name in HOLIDAYS if not any(name in note for note in named)]
    if complete and missing:
        raise NoticeUnreadable(f"没有写{'、'.join(missing)}的安排", instead="请照国务院办公厅的通知逐项录入")
    return sorted((day, kind) for day, kind in found.items() if _differs(day, kind))


def _line(line: str, at: int) -> tuple[list[date], str, str]:
    cells = [normalize("NFKC", cell).strip() for cell in line.split(",")]
    span = SPAN.fullmatch(cells[0].replace(" ", ""))
    if len(cells) != 3 or not span:
        raise NoticeUnreadable(
            f"第{at}行无法识别：{line.strip()[:60]}", instead="每行写：日期或者起止日期,放假或者上班,节日"
        )
    if cells[1] not in OFF | WORK:
        raise NoticeUnreadable(f"第{at}行的“{cells[1]}”无法识别", instead="安排一栏写“放假”或者“上班”")
    try:
        first, last = (date.fromisoformat(day or span[1]) for day in span.groups())
    except ValueError:
        raise NoticeUnreadable(f"第{at}行的日期不存在：{cells[0]}") from None
    if not 0 <= (last - first).days < LONGEST:
        raise NoticeUnreadable(f"第{at}行的起止日期不对：{cells[0]}")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return days, "off" if cells[1] in OFF else "work", cells[2]


def _require_fitting(day: date, kind: str, year: int, at: int, found: dict[date, str]) -> None:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise NoticeUnreadable(f"第{at}行的 {day.isoformat()} 不在{year}年")
    if kind == "work" and day.weekday() < SATURDAY:
        weekday = WEEKDAYS[day.weekday()]
        raise NoticeUnreadable(f"第{at}行的 {day.isoformat()} 是星期{weekday}，本来就上班")
    if found.get(day, kind) != kind:
        raise NoticeUnreadable(f"第{at}行的 {day.isoformat()} 前面写的安排不一样")


def _differs(day: date, kind: str) -> bool:
    return (kind == "off") == (day.weekday() < SATURDAY)


def written(days: list[tuple[date, str]]) -> Iterator[str]:
    """The lines of the table that holds such days: date and kind."""
    yield "date,kind"
    for day, kind in days:
        yield f"{day.isoformat()},{kind}"
