"""The clock 时钟: the one place where the product asks what time it is.

Periods of law run on the days of the place where the bureau sits, so every moment is in China Standard
Time (Asia/Shanghai) and carries its zone. Acts take `today`; only the edges (views, jobs, commands) call
`today()` or `now()`. Everything else would make an old case undecidable again.

>>> with fixed(date(2021, 3, 5)):
...     print(today(), now().isoformat())
2021-03-05 2021-03-05T09:00:00+08:00
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_OPENS = time(9, 0)  # the hour a clock fixed to a mere date shows

_fixed_moments: list[datetime] = []


def now() -> datetime:
    """Return the present moment 现在, aware, in Asia/Shanghai."""
    if _fixed_moments:
        return _fixed_moments[-1]
    return datetime.now(SHANGHAI)  # noqa: TID251 - this is the clock


def today() -> date:
    """Return the present date 今天 in Asia/Shanghai, whatever zone the machine is in."""
    return now().date()


@contextmanager
def fixed(at: datetime | date) -> Iterator[datetime]:
    """Hold the clock at a moment 定格: for tests and for building the demonstration county.

    A date stands for nine in the morning of that day. The hold applies to the whole process, all threads
    included, so that a test server sees it too; holds nest, the innermost counts. Raises `ValueError`
    for a moment without a zone.
    """
    moment = _moment(at)
    _fixed_moments.append(moment)
    try:
        yield moment
    finally:
        _fixed_moments.pop()


def _moment(at: datetime | date) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, OFFICE_OPENS, SHANGHAI)
    if at.tzinfo is None:
        raise ValueError(f"a moment needs its zone: {at.isoformat()}")
    return at.astimezone(SHANGHAI)
