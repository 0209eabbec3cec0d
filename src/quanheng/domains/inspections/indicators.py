"""The figures that inspections answer for 双随机抽查指标."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from quanheng.domains.inspections.models import Inspection, Visit
from quanheng.domains.inspections.rules.kinds import OWN
from quanheng.domains.inspections.rules.results import NO_PROBLEM
from quanheng.domains.inspections.rules.stages import Stage, VisitStage
from quanheng.domains.licences import queries as licences
from quanheng.platform.indicators import Column, Indicator, Period, declare
from quanheng.platform.people.actors import after

INSPECTION_COLUMNS = (
    Column("编号", "number"),
    Column("任务", "title"),
    Column("类型", "kind"),
    Column("组织部门", "organ__short_name"),
    Column("抽取日期", "drawn_on"),
    Column("检查结束日期", "completed_on"),
    Column("公示日期", "published_on"),
)
VISIT_COLUMNS = (
    Column("任务编号", "inspection__number"),
    Column("任务", "inspection__title"),
    Column("名称", "business_name"),
    Column("统一社会信用代码", "business_code"),
    Column("乡镇街道", "area_code"),
    Column("检查结果", "codes"),
    Column("检查日期", "ended_on"),
    Column("应公示日期", "publish_by"),
    Column("公示日期", "published_on"),
)
INSPECTION_PAGE, VISIT_PAGE = ("inspections:inspection", "pk"), ("inspections:visit", "pk")


def _inspections(period: Period, area: str) -> QuerySet[Any]:
    """Inspections organised in the area, completed, and published in the period."""
    rows = Inspection.objects.published().in_area(area)
    return rows.filter(published_on__range=(period.start, period.end)).order_by("published_on", "id")


def own(period: Period, area: str) -> QuerySet[Any]:
    """The bureau's own special and comprehensive inspections published in the period."""
    return _inspections(period, area).filter(kind__in=OWN)


def joint(period: Period, area: str) -> QuerySet[Any]:
    """Joint-department inspections published in the period."""
    return _inspections(period, area).exclude(kind__in=OWN)


def _visits(area: str) -> QuerySet[Any]:
    rows = Visit.objects.filter(state=VisitStage.PUBLISHED).select_related("inspection")
    if area:
        rows = rows.filter(area_code__gte=area, area_code__lt=after(area))
    return rows.order_by("published_on", "id")


def own_visits(period: Period, area: str) -> QuerySet[Any]:
    """The published visits of own inspections that were published in the period."""
    return _visits(area).filter(
        inspection__kind__in=OWN,
        inspection__state=Stage.PUBLISHED,
        inspection__published_on__range=(period.start, period.end),
    )


def visits_published(period: Period, area: str) -> QuerySet[Any]:
    """Every visit, own or joint, whose result was published in the period."""
    return _visits(area).filter(published_on__range=(period.start, period.end))


def visits_with_problems(period: Period, area: str) -> QuerySet[Any]:
    """Those of them in which something was found."""
    return visits_published(period, area).exclude(codes=[NO_PROBLEM])


def different_businesses(rows: QuerySet[Any], period: Period, area: str) -> int:
    """How many businesses the visits went to, each counted once."""
    return rows.order_by().values("business_code").distinct().count()


def licence_holders(period: Period, area: str) -> QuerySet[Any]:
    """Industrial production licences in force at the end of the period: whom inspections must reach."""
    return licences.holders("industrial", on=period.end, area=area)


def share_inspected(rows: QuerySet[Any], period: Period, area: str) -> Decimal:
    """Percent of the holders inspected at least once in the period; 0 where there are none.

    A holder with several licences counts once; one whom the register does not know was not inspected.
    """
    known = set(rows.exclude(holder_code="").order_by().values_list("holder_code", flat=True))
    total = len(known) + rows.filter(holder_code="").count()
    seen = Visit.objects.filter(state=VisitStage.PUBLISHED, business_code__in=known)
    reached = seen.filter(ended_on__range=(period.start, period.end)).values("business_code").distinct()
    return Decimal(reached.count() * 100) / total if total else Decimal(0)


def share_on_time(rows: QuerySet[Any], period: Period, area: str) -> Decimal:
    """Percent of the results that were published by their last day; 0 where nothing was published."""
    total = rows.count()
    on_time = rows.filter(published_on__lte=F("publish_by")).count()
    return Decimal(on_time * 100) / total if total else Decimal(0)


declare(
    Indicator(
        id="own_random_inspections",
        name="“双随机”专项抽查和综合抽查",
        name_en="Own double-random inspections",
        unit="项",
        definition="本局自行组织的双随机专项抽查和综合抽查中，检查全部完成并在期内公示完毕的项数。",
        definition_en=(
            "the bureau's own special and comprehensive double-random inspections completed and published"
        ),
        records=own,
        columns=INSPECTION_COLUMNS,
        record_page=INSPECTION_PAGE,
        area_lookup=None,
        day_lookup="published_on",
    )
)
declare(
    Indicator(
        id="own_random_inspected",
        name="“双随机”专项抽查和综合抽查户数",
        name_en="Businesses inspected in own double-random inspections",
        unit="户",
        definition="期内公示完毕的本局双随机抽查所检查的经营主体户数，每项抽查每户计一次，被替补的不计。",
        definition_en=(
            "businesses inspected in those inspections, each once per inspection, without those substituted"
        ),
        records=own_visits,
        columns=VISIT_COLUMNS,
        record_page=VISIT_PAGE,
        day_lookup="published_on",
    )
)
declare(
    Indicator(
        id="joint_random_inspections",
        name="部门联合“双随机”抽查",
        name_en="Joint-department double-random inspections",
        unit="项",
        definition="部门联合双随机抽查中，检查全部完成并在期内公示完毕的项数。",
        definition_en="joint-department double-random inspections completed and published in the year",
        records=joint,
        columns=INSPECTION_COLUMNS,
        record_page=INSPECTION_PAGE,
        area_lookup=None,
        day_lookup="published_on",
    )
)
declare(
    Indicator(
        id="businesses_inspected",
        name="双随机检查的经营主体",
        name_en="Businesses inspected at random",
        unit="户",
        definition="期内公示了双随机检查结果的经营主体，一户无论检查几次只计一户。",
        definition_en=(
            "businesses with a random inspection's result published in the period, each counted once"
        ),
        records=visits_published,
        measure=different_businesses,
        columns=VISIT_COLUMNS,
        record_page=VISIT_PAGE,
        day_lookup="published_on",
    )
)
declare(
    Indicator(
        id="inspections_with_problems",
        name="双随机检查发现问题户次",
        name_en="Random inspections that found something",
        unit="户次",
        definition="期内公示的双随机检查结果中，结果不是“未发现问题”的户次。",
        definition_en="results of random inspections published in the period that are not “nothing found”",
        records=visits_with_problems,
        columns=VISIT_COLUMNS,
        record_page=VISIT_PAGE,
        day_lookup="published_on",
    )
)
declare(
    Indicator(
        id="published_on_time_pct",
        name="检查结果按时公示率",
        name_en="Results published on time",
        unit="%",
        definition="期内公示的双随机检查结果中，在检查结束之日起20个工作日内公示的占比。",
        definition_en=(
            "share of results published in the period that were published within 20 working days of the end "
            "of the inspection"
        ),
        records=visits_published,
        measure=share_on_time,
        decimals=1,
        columns=VISIT_COLUMNS,
        record_page=VISIT_PAGE,
        area_lookup="area_code",
        day_lookup="published_on",
    )
)
declare(
    Indicator(
        id="licence_holder_coverage_pct",
        name="生产许可获证企业检查覆盖率",
        name_en="Inspected holders of an industrial production licence",
        unit="%",
        definition="期末持有有效工业产品生产许可证的企业中，期内至少接受过一次双随机检查并已公示结果的占比。",
        definition_en=(
            "holders of an industrial production licence in force at the end of the period that were "
            "inspected at random at least once in it, with the result published / all such holders"
        ),
        records=licence_holders,
        measure=share_inspected,
        decimals=1,
        columns=(
            Column("许可证编号", "number"),
            Column("持证人", "holder_name"),
            Column("统一社会信用代码", "holder_code"),
            Column("有效期起", "from_on"),
            Column("有效期止", "valid_until"),
            Column("乡镇街道", "area_code"),
        ),
        record_page=("licences:permit", "pk"),
    )
)
