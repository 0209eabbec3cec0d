"""Write the kernel's holiday table from the package `chinesecalendar` 刷新节假日表.

Run it after the General Office of the State Council has published the next year's arrangement and
`chinesecalendar` has taken it up; then commit the changed table:

    .venv/bin/python tools/refresh_calendar.py

Only the days that differ from Monday-to-Friday are written: `off` for a weekday without work, `work` for
a weekend day with work. The kernel itself needs no third-party package to count days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
from chinese_calendar.constants import holidays

TABLE = Path(__file__).parents[1] / "src" / "quanheng" / "kernel" / "calendar_days.csv"
NOTES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def exceptions() -> Iterator[tuple[date, str, str]]:
    """Yield every published day that differs from the weekday rule, with kind and holiday, by date."""
    day, end = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)
    while day <= end:
        if chinese_calendar.is_workday(day) != (day.weekday() < 5):
            kind = "work" if chinese_calendar.is_workday(day) else "off"
            _, holiday = chinese_calendar.get_holiday_detail(day)
            yield day, kind, NOTES[holiday]
        day += timedelta(days=1)


if __name__ == "__main__":
    lines = ["date,kind,note", *(f"{day},{kind},{note}" for day, kind, note in exceptions())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines) - 1} days written to {TABLE.name}")
