"""The figures that hazards answer for 隐患指标."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from quanheng.domains.hazards.models import Hazard
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.rules.vocabulary import Category
from quanheng.platform.indicators import Column, Indicator, Period, declare
from quanheng.platform.people.actors import after

COLUMNS = (
    Column("编号", "number"),
    Column("经营者", "business_name"),
    Column("统一社会信用代码", "business_code"),
    Column("类别", "category"),
    Column("等级", "grade"),
    Column("状态", "stage"),
    Column("发现日期", "found_on"),
    Column("整改期限", "due_on"),
    Column("报告整改日期", "rectified_on"),
    Column("销号日期", "closed_on"),
)
PAGE = ("hazards:hazard", "pk")


def _within(area: str) -> QuerySet[Hazard]:
    rows = Hazard.objects.order_by("found_on", "id")
    return rows.filter(area_code__gte=area, area_code__lt=after(area)) if area else rows


def found(period: Period, area: str) -> QuerySet[Any]:
    """Hazards found in the period; those withdrawn by its end were none."""
    rows = _within(area).filter(found_on__range=(period.start, period.end))
    return rows.exclude(withdrawn_on__lte=period.end)


def rectified(period: Period, area: str) -> QuerySet[Any]:
    """Food and drug hazards found in the period, re-checked and closed by its end."""
    return found(period, area).filter(
        category__in=[Category.FOOD, Category.DRUG], stage=Stage.CLOSED, closed_on__lte=period.end
    )


def open_at_end(period: Period, area: str) -> QuerySet[Any]:
    """Hazards found by the end of the period and neither closed nor withdrawn by then."""
    gone = Q(closed_on__lte=period.end) | Q(withdrawn_on__lte=period.end)
    return _within(area).filter(found_on__lte=period.end).exclude(gone)


def overdue_at_end(period: Period, area: str) -> QuerySet[Any]:
    """Hazards still open at the end of the period, whose deadline had passed without a report."""
    since_order = Q(rectified_on__gte=F("ordered_on"), rectified_on__lte=period.end)
    late = open_at_end(period, area).filter(due_on__lt=period.end, ordered_on__lte=period.end)
    return late.filter(Q(rectified_on__isnull=True) | ~since_order)


declare(
    Indicator(
        id="hazards_rectified",
        name="排查整改食品药品安全风险隐患",
        name_en="Food and drug hazards rectified",
        unit="个",
        definition="当年发现的食品、药品隐患中，整改情况已经复查并在年底前销号的数量。",
        definition_en=(
            "food and drug hazards found in the year whose rectification was re-checked and closed "
            "by the end of the year"
        ),
        records=rectified,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="closed_on",
    )
)
declare(
    Indicator(
        id="hazards_found",
        name="发现隐患",
        name_en="Hazards found",
        unit="个",
        definition="期内发现的各类隐患，不含期末前已撤销的。",
        definition_en="hazards of every category found in the period, without those withdrawn by its end",
        records=found,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="found_on",
    )
)
declare(
    Indicator(
        id="hazards_open",
        name="未销号隐患",
        name_en="Hazards open",
        unit="个",
        definition="期末以前发现、到期末既未销号也未撤销的隐患。",
        definition_en="hazards found by the end of the period and neither closed nor withdrawn by then",
        records=open_at_end,
        columns=COLUMNS,
        record_page=PAGE,
    )
)
declare(
    Indicator(
        id="hazards_overdue",
        name="逾期未整改隐患",
        name_en="Hazards overdue",
        unit="个",
        definition="期末未销号的隐患中，最近一次责令的期限在期末前已过、整改情况还没有报告的。",
        definition_en=(
            "hazards open at the end of the period whose latest deadline had passed before it and whose "
            "rectification had not been reported"
        ),
        records=overdue_at_end,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="due_on",
    )
)
