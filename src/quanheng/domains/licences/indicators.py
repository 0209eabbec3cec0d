"""The figures that permits answer for 许可指标."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import F, Q, QuerySet

from quanheng.domains.licences.models import Application, Permit, Term
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, Channel, Kind, Purpose
from quanheng.platform.indicators import Column, Indicator, Period, declare
from quanheng.platform.people.actors import after

COLUMNS = (
    Column("编号", "number"),
    Column("种类", "kind"),
    Column("持证人", "holder_name"),
    Column("统一社会信用代码", "holder_code"),
    Column("有效期起", "from_on"),
    Column("有效期止", "valid_until"),
    Column("状态", "state"),
    Column("发证机关", "issuer"),
)
PAGE = ("licences:permit", "pk")
SOON = timedelta(days=90)


def in_force(kind: Kind, period: Period, area: str) -> QuerySet[Any]:
    """Permits of a kind in force on the last day of the period."""
    return Permit.objects.filter(kind=kind).in_area(area).current_on(period.end).order_by("id")


def expiring(period: Period, area: str) -> QuerySet[Any]:
    """Permits in force on the last day of the period that run out within the next 90 days."""
    soon = Term.objects.filter(until_on__range=(period.end, period.end + SOON), from_on__lte=period.end)
    rows = Permit.objects.in_area(area).current_on(period.end)
    return rows.filter(pk__in=soon.values("permit_id")).order_by("valid_until", "id")


def unrenewed(period: Period, area: str) -> QuerySet[Any]:
    """Permits whose latest days had run out in the period, not renewed and not ended by its end."""
    over = Term.objects.filter(until_on__gte=period.start, until_on__lt=period.end)
    later = Term.objects.filter(Q(until_on__gte=period.end) | Q(until_on=None), from_on__lte=period.end)
    rows = Permit.objects.in_area(area).filter(pk__in=over.values("permit_id"))
    held = rows.filter(Q(ended_on=None) | Q(ended_on__gt=period.end))
    return held.exclude(pk__in=later.values("permit_id")).order_by("id")


def granted(period: Period, area: str) -> QuerySet[Any]:
    """First permits and filings that began in the period."""
    return Permit.objects.in_area(area).filter(first_on__range=(period.start, period.end)).order_by("id")


def decided_late(period: Period, area: str) -> QuerySet[Any]:
    """Applications decided in the period after their last day."""
    rows = Application.objects.order_by("decided_on", "id").exclude(purpose=Purpose.CANCELLATION)
    late = rows.filter(decided_on__range=(period.start, period.end), decided_on__gt=F("due_on"))
    return _within(late, area)


def asked_for(period: Period, area: str) -> QuerySet[Application]:
    """Applications that came in the period, whichever door they came through."""
    rows = Application.objects.filter(applied_on__range=(period.start, period.end))
    return _within(rows, area).order_by("applied_on", "id")


def share_online(rows: QuerySet[Application], period: Period, area: str) -> Decimal:
    """Percent of the applications that came online, without paper; 0 where there are none."""
    total = rows.count()
    return Decimal(rows.filter(channel=Channel.ONLINE).count() * 100) / total if total else Decimal(0)


def _within(rows: QuerySet[Application], area: str) -> QuerySet[Application]:
    return rows.filter(area_code__gte=area, area_code__lt=after(area)) if area else rows


_EN = {
    Kind.FOOD_PRODUCTION: "food production permits",
    Kind.FOOD_BUSINESS: "food business permits",
    Kind.PREPACKAGED: "filings of sellers of prepackaged food only",
    Kind.INDUSTRIAL: "industrial production licences",
    Kind.DRUG_RETAIL: "drug retail permits",
}
for _kind, _name in KIND_SAYS.items():
    declare(
        Indicator(
            id=f"permits_{_kind}",
            name=f"有效{_name}",
            name_en=f"{_EN[_kind].capitalize()} in force",
            unit="张",
            definition=f"期末当日处于有效期内、没有被吊销、撤销、撤回或者注销的{_name}数量，含暂扣的。",
            definition_en=f"{_EN[_kind]} in force on the last day of the period, suspended ones included",
            records=partial(in_force, _kind),
            columns=COLUMNS,
            record_page=PAGE,
        )
    )
declare(
    Indicator(
        id="permits_granted",
        name="新发许可和备案",
        name_en="Permits and filings granted",
        unit="张",
        definition="期内首次取得的各类许可和备案，不含变更、延续和补办。",
        definition_en="permits and filings obtained for the first time in the period",
        records=granted,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="first_on",
    )
)
declare(
    Indicator(
        id="permits_expiring",
        name="九十日内到期的许可",
        name_en="Permits that run out within 90 days",
        unit="张",
        definition="期末当日有效、此后九十日（自然日）内有效期届满的许可。",
        definition_en="permits in force at the end of the period that run out within the next 90 days",
        records=expiring,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="valid_until",
    )
)
declare(
    Indicator(
        id="permits_unrenewed",
        name="到期未延续的许可",
        name_en="Permits run out and not renewed",
        unit="张",
        definition="期内有效期届满，到期末既没有延续，也没有注销的许可。",
        definition_en="permits that ran out in the period and were neither renewed nor ended by its end",
        records=unrenewed,
        columns=COLUMNS,
        record_page=PAGE,
        day_lookup="valid_until",
    )
)
declare(
    Indicator(
        id="permits_decided_late",
        name="超期作出的许可决定",
        name_en="Permit decisions past their last day",
        unit="件",
        definition="期内作出决定的许可申请中，决定日期晚于法定（含依法延长的）期限的。",
        definition_en="permit applications decided in the period after the last day that the law allowed",
        records=decided_late,
        columns=(
            Column("编号", "number"),
            Column("种类", "kind"),
            Column("申请人", "holder_name"),
            Column("受理日期", "accepted_on"),
            Column("期限", "due_on"),
            Column("决定日期", "decided_on"),
        ),
        record_page=("licences:application", "pk"),
        day_lookup="decided_on",
    )
)
declare(
    Indicator(
        id="permit_applications_online_pct",
        name="网上提交的许可申请占比",
        name_en="Permit applications handed in online",
        unit="%",
        definition="期内收到的许可申请（首次、变更、延续、补办、注销）中，由申请人在网上提交、不用纸质材料的占比。",
        definition_en="share of the permit applications of the period that came online, without paper",
        records=asked_for,
        measure=share_online,
        decimals=1,
        columns=(
            Column("编号", "number"),
            Column("种类", "kind"),
            Column("事项", "purpose"),
            Column("申请人", "holder_name"),
            Column("渠道", "channel"),
            Column("申请日期", "applied_on"),
        ),
        record_page=("licences:application", "pk"),
        day_lookup="applied_on",
    )
)
