"""The figures that publicity answers for 公示指标. A notice that has ended still counts; it names nobody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules.stages import Stage
from quanheng.platform.indicators import Column, Indicator, Period, declare
from quanheng.platform.people.actors import after

COLUMNS = (
    Column("公示编号", "id"),
    Column("名称", "business_name"),
    Column("统一社会信用代码", "business_code"),
    Column("检查结果", "result"),
    Column("公示日期", "published_on"),
    Column("状态", "state"),
    Column("结束日期", "ended_on"),
    Column("结束的理由", "ended_reason"),
)
PAGE = ("publicity:notice", "pk")


def _within(area: str) -> QuerySet[Notice]:
    rows = Notice.objects.order_by("published_on", "id")
    return rows.filter(area_code__gte=area, area_code__lt=after(area)) if area else rows


def published(period: Period, area: str) -> QuerySet[Any]:
    """Notices published in the period, whatever became of them."""
    return _within(area).filter(published_on__range=(period.start, period.end))


def withdrawn(period: Period, area: str) -> QuerySet[Any]:
    """Notices withdrawn in the period because they were wrong."""
    return _within(area).filter(state=Stage.WITHDRAWN, ended_on__range=(period.start, period.end))


declare(
    Indicator(
        id="notices_published",
        name="公示检查结果",
        name_en="Inspection results published",
        unit="条",
        definition="统计期内公示的检查结果，一户一次检查计一条；此后撤回或者期满停止的仍计入。",
        definition_en=(
            "inspection results published in the period, one per business and inspection, including those "
            "withdrawn or stopped since"
        ),
        records=published,
        day_lookup="published_on",
        columns=COLUMNS,
        record_page=PAGE,
    )
)
declare(
    Indicator(
        id="notices_withdrawn",
        name="撤回公示",
        name_en="Notices withdrawn",
        unit="条",
        definition="统计期内因不准确撤回的公示信息。",
        definition_en="notices withdrawn in the period because they were not accurate",
        records=withdrawn,
        day_lookup="ended_on",
        columns=COLUMNS,
        record_page=PAGE,
    )
)
