"""How the records of a figure spread over areas and months: for tiles and trends."""

from __future__ import annotations

from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear

from quanheng.platform.indicators.registry import Indicator
from quanheng.platform.indicators.values import Period


def by_area(indicator: Indicator, period: Period, area: str) -> dict[str, int]:
    """Records per area code as stored; empty where the figure does not spread over areas."""
    if indicator.area_lookup is None:
        return {}
    rows = indicator.records(period, area).order_by().values_list(indicator.area_lookup)
    return dict(rows.annotate(n=Count("pk")).values_list(indicator.area_lookup, "n"))


def by_month(indicator: Indicator, period: Period, area: str) -> list[tuple[str, int]]:
    """Records per month (``2021-03``) in the period, months without any included; empty without a day."""
    if indicator.day_lookup is None:
        return []
    rows = (
        indicator.records(period, area)
        .order_by()
        .annotate(_year=ExtractYear(indicator.day_lookup), _month=ExtractMonth(indicator.day_lookup))
    )
    counted = {
        (year, month): n for year, month, n in rows.values_list("_year", "_month").annotate(n=Count("pk"))
    }
    return [(f"{y}-{m:02}", counted.get((y, m), 0)) for y, m in _months(period)]


def _months(period: Period) -> list[tuple[int, int]]:
    first, last = period.start.year * 12 + period.start.month - 1, period.end.year * 12 + period.end.month - 1
    return [(n // 12, n % 12 + 1) for n in range(first, last + 1)]
