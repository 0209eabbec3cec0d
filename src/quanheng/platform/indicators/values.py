"""Periods, values, and the counting itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quanheng.platform.indicators.registry import Indicator


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included 统计期."""

    start: date
    end: date

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class Value:
    """A counted figure: the exact number, as shown (rounded as declared), and how many records it counts."""

    number: Decimal
    shown: str
    records: int


def count(indicator: Indicator, period: Period, area: str) -> Value:
    """Count an indicator for a period and an area code (prefix). Money and shares are exact decimals."""
    rows = indicator.records(period, area)
    records = rows.count()
    number = Decimal(records if indicator.counts_records else indicator.measure(rows, period, area))
    step = Decimal(1).scaleb(-indicator.decimals)
    return Value(number, f"{number.quantize(step, ROUND_HALF_UP):,}", records)
