"""Indicators 指标: figures that open onto the records they count.

A domain declares its figures in ``indicators.py``. The board and the report show declared figures only;
a figure that cannot open its records does not exist. What the bureau wants to reach with them in a year
stands in ``goals`` (loaded by whoever shows or sets them: it needs the database).
"""

from quanheng.platform.indicators.registry import Column, Indicator, declare, declared, indicator, load_all
from quanheng.platform.indicators.spread import by_area, by_month
from quanheng.platform.indicators.values import Period, Value, count

__all__ = [
    "Column",
    "Indicator",
    "Period",
    "Value",
    "by_area",
    "by_month",
    "count",
    "declare",
    "declared",
    "indicator",
    "load_all",
]
