"""Reading dates 日期识别: the four notations of the spreadsheets, Excel's serial days, full-width digits.

>>> [day_of(text) for text in ("2021-03-05", "2021/3/5", "2021年3月5日")]
['2021-03-05', '2021-03-05', '2021-03-05']
>>> [day_of(text) for text in ("20210305", "44260", "２０２１．３．５")]
['2021-03-05', '2021-03-05', '2021-03-05']
>>> day_of("2021-02-30") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

BLANK = frozenset({"", "N/A", "NA", "-", "--", "—", "——", "/", "无", "不详", "空", "NULL", "null", "None"})
"""What stands in a cell that says nothing."""

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_WRITTEN = re.compile(r"(\d{4})\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})\s*日?(?:[T\s]+[\d:.]+)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")


@lru_cache(maxsize=32768)
def day_of(text: str) -> str | None:
    """The day as ``YYYY-MM-DD``, or ``None`` for what is not a day between 1900 and 2199.

    Five digits (and four from Excel's 1900s on) are days counted the way Excel counts them. A bare year or
    a year and month is no day. Nothing is guessed: day before month is not read.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    day = _written(text)
    return day.isoformat() if day and EARLIEST <= day <= LATEST else None


def _written(text: str) -> date | None:
    parts = _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        if parts:
            return date(*map(int, parts.groups()))
        if _SERIAL.fullmatch(text) and float(text) >= 10000:
            return _EXCEL_DAY_ZERO + timedelta(days=int(float(text)))
    except ValueError:
        return None
    return None
