"""The figures of the register 登记指标: businesses in existence by type, new ones, ended ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from quanheng.domains.registration.models import Business, BusinessQuerySet, Filing, Outlet
from quanheng.domains.registration.rules.filings import Channel, FilingKind, Stage
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS, Kind
from quanheng.platform.indicators import Column, Indicator, Period, declare
from quanheng.platform.people.actors import after

COLUMNS = (
    Column("统一社会信用代码", "code"),
    Column("名称", "name"),
    Column("类型", "kind"),
    Column("登记状态", "state"),
    Column("成立日期", "established_on"),
    Column("乡镇街道", "area_code"),
    Column("住所", "address"),
)
PAGE = ("registration:business", "code")
EXISTED = (
    "期末存续的经营主体：期末以前成立（成立日期不详的视为已成立），"
    "并且期末仍为存续、歇业，或者其后才吊销、注销、迁出。"
)
EXISTED_EN = (
    "Businesses in existence at the end of the period: established by then (or on an unknown day), "
    "and open or suspended, or ended only afterwards."
)


def in_existence(period: Period, area: str) -> BusinessQuerySet:
    """Businesses in existence at the period's end 期末存续."""
    begun = Q(established_on__lte=period.end) | Q(established_on__isnull=True)
    standing = Q(state__in=("open", "suspended")) | Q(ended_on__gt=period.end)
    return Business.objects.in_area(area).filter(begun & standing)


def established(period: Period, area: str) -> BusinessQuerySet:
    """Businesses established in the period 新设, wherever they stand now."""
    return Business.objects.in_area(area).filter(established_on__range=(period.start, period.end))


def growth(rows: QuerySet[Business], period: Period, area: str) -> Decimal:
    """Percent by which new businesses grew against the same period a year before; 0 without any then."""
    before = established(a_year_before(period), area).count()
    return Decimal(rows.count() - before) * 100 / before if before else Decimal(0)


def a_year_before(period: Period) -> Period:
    """The same days of the year before; a 29 February becomes the 28th.

    >>> a_year_before(Period.year(2021)).start
    datetime.date(2020, 1, 1)
    """
    return Period(_a_year_before(period.start), _a_year_before(period.end))


def _a_year_before(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def ended(period: Period, area: str) -> BusinessQuerySet:
    """Businesses deregistered in the period 注销."""
    rows = Business.objects.in_area(area).filter(state="deregistered")
    return rows.filter(ended_on__range=(period.start, period.end))


declare(
    Indicator(
        id="businesses_in_existence",
        name="经营主体存量",
        name_en="Businesses in existence",
        unit="户",
        definition=EXISTED,
        definition_en=EXISTED_EN,
        records=in_existence,
        columns=COLUMNS,
        record_page=PAGE,
    )
)
declare(
    Indicator(
        id="new_businesses",
        name="新增经营主体",
        name_en="New businesses",
        unit="户",
        definition="成立日期在统计期内的经营主体，不论现在的登记状态。",
        definition_en="Businesses whose day of establishment lies in the period, whatever their state now.",
        records=established,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="established_on",
    )
)
declare(
    Indicator(
        id="new_businesses_growth_pct",
        name="新增经营主体比上年同期增长",
        name_en="Growth of new businesses",
        unit="%",
        definition="统计期内新增经营主体与上年同期新增经营主体相比的增长百分比；上年同期没有的，为0。",
        definition_en=(
            "New businesses of the period against those of the same period a year before, in percent."
        ),
        records=established,
        measure=growth,
        decimals=2,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="established_on",
    )
)
declare(
    Indicator(
        id="businesses_deregistered",
        name="注销经营主体",
        name_en="Businesses deregistered",
        unit="户",
        definition="注销日期在统计期内的经营主体。",
        definition_en="Businesses whose day of deregistration lies in the period.",
        records=ended,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="ended_on",
    )
)


def _declare_kind(kind: Kind) -> None:
    def of_kind(period: Period, area: str) -> QuerySet[Business]:
        return in_existence(period, area).filter(kind=kind.value)

    declare(
        Indicator(
            id=f"businesses_in_existence_{kind.value}",
            name=f"经营主体存量：{KIND_SAYS[kind]}",
            name_en=f"Businesses in existence: {kind.value}",
            unit="户",
            definition=f"{EXISTED}类型为{KIND_SAYS[kind]}。",
            definition_en=f"{EXISTED_EN} Of the kind {kind.value}.",
            records=of_kind,
            columns=COLUMNS,
            record_page=PAGE,
        )
    )


for _kind in Kind:
    _declare_kind(_kind)


FILING_COLUMNS = (
    Column("申请编号", "number"),
    Column("申请事项", "kind"),
    Column("名称", "name"),
    Column("统一社会信用代码", "code"),
    Column("办理渠道", "channel"),
    Column("邮政网点", "outlet__name"),
    Column("申请日期", "opened_on"),
    Column("决定日期", "decided_on"),
    Column("使用纸质材料的原因", "paper_reason"),
    Column("乡镇街道", "area_code"),
)
FILING_PAGE = ("registration:filing", "pk")
REGISTRATIONS = (
    FilingKind.ESTABLISHMENT,
    FilingKind.CHANGE,
    FilingKind.SIMPLE_DEREGISTRATION,
    FilingKind.DEREGISTRATION,
    FilingKind.CONVERSION,
)
"""The applications that are registrations 登记; the others are put on file 备案 or only reissue a licence."""


def _in_area(rows: QuerySet[Filing], area: str) -> QuerySet[Filing]:
    return rows.filter(area_code__gte=area, area_code__lt=after(area)) if area else rows


def registrations(period: Period, area: str) -> QuerySet[Filing]:
    """Registrations granted in the period 准予登记."""
    rows = Filing.objects.filter(stage=Stage.APPROVED, kind__in=REGISTRATIONS)
    return _in_area(rows, area).filter(decided_on__range=(period.start, period.end))


def share_without_paper(rows: QuerySet[Filing], period: Period, area: str) -> Decimal:
    """Percent of the registrations in which nothing was on paper; 0 where there are none."""
    total = rows.count()
    return Decimal(rows.filter(paper_reason="").count() * 100) / total if total else Decimal(0)


def outlets_at_work(period: Period, area: str) -> QuerySet[Outlet]:
    """Postal outlets that took at least one application in the period."""
    took = Filing.objects.filter(outlet__isnull=False, opened_on__range=(period.start, period.end))
    rows = Outlet.objects.filter(pk__in=took.values("outlet_id"))
    return rows.filter(area_code__gte=area, area_code__lt=after(area)) if area else rows


def licences_at_the_door(period: Period, area: str) -> QuerySet[Filing]:
    """Applications granted on a visit in the period that issue or renew a licence."""
    kinds = (FilingKind.ESTABLISHMENT, FilingKind.CHANGE, FilingKind.REISSUE, FilingKind.CONVERSION)
    rows = Filing.objects.filter(stage=Stage.APPROVED, channel=Channel.HOME_VISIT, kind__in=kinds)
    return _in_area(rows, area).filter(decided_on__range=(period.start, period.end))


def different_businesses(rows: QuerySet[Filing], period: Period, area: str) -> int:
    """How many businesses the applications are about, each counted once."""
    return rows.order_by().values("business_id").distinct().count()


declare(
    Indicator(
        id="paperless_registration_pct",
        name="无纸电子化登记占比",
        name_en="Registrations without paper",
        unit="%",
        definition="统计期内准予登记的设立、变更、注销、转型中，从申请到发照没有使用纸质材料的占比。",
        definition_en=(
            "Share of the registrations granted in the period in which nothing was on paper, from the "
            "application to the licence."
        ),
        records=registrations,
        measure=share_without_paper,
        decimals=1,
        columns=FILING_COLUMNS,
        record_page=FILING_PAGE,
        day_lookup="decided_on",
    )
)
declare(
    Indicator(
        id="postal_outlets",
        name="办理登记的邮政网点",
        name_en="Postal outlets that take registrations",
        unit="个",
        definition="统计期内至少收取过一件登记申请的邮政网点。",
        definition_en="Postal outlets that took at least one registration application in the period.",
        records=outlets_at_work,
        columns=(
            Column("网点", "name"),
            Column("乡镇街道", "area_code"),
            Column("地址", "address"),
            Column("开办日期", "opened_on"),
        ),
    )
)
declare(
    Indicator(
        id="home_visit_licences",
        name="上门办照换证",
        name_en="Licences issued or renewed at the door",
        unit="户",
        definition="统计期内通过上门服务发放或者换发营业执照的经营主体，一户只计一次。",
        definition_en=(
            "Businesses whose licence was issued or renewed by a visit to their premises, each once."
        ),
        records=licences_at_the_door,
        measure=different_businesses,
        columns=FILING_COLUMNS,
        record_page=FILING_PAGE,
        day_lookup="decided_on",
    )
)
