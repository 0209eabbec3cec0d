"""The list of hazards, and the townships side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.domains.hazards import queries
from quanheng.domains.hazards.models import Hazard
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.stages import SAYS, TONES, Stage
from quanheng.domains.hazards.rules.vocabulary import CATEGORY_SAYS, GRADE_SAYS, SOURCE_SAYS
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.words import pairs


def areas_of(actor: Actor) -> list[tuple[str, str]]:
    """The townships in the actor's area, for a choice."""
    rows = actor.within(Area.objects.filter(parent__parent__isnull=False), "code").exclude(grid_row=None)
    found = [(area.code, area.name) for area in rows]
    own = actor.within(Area.objects.all(), "code")
    return found or [(area.code, area.name) for area in own if len(area.code) >= 6]


@require_safe
def hazards(request: HttpRequest) -> HttpResponseBase:
    """Every hazard of the viewer's area."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    rows = queries.hazards(viewer=viewer)
    return list_page(request, _list(viewer, clock.today()), rows)


def _list(viewer: Actor, today: date) -> ListSpec:
    report = [(reverse("hazards:report"), _("上报隐患"))] if viewer.may(rights.REPORT) else []
    more = [(reverse("hazards:townships"), _("各乡镇街道")), (reverse("hazards:limits"), _("时限"))]
    return ListSpec(
        title=_("隐患"),
        columns=_columns(),
        filters=_filters(viewer, today),
        search=_search,
        search_hint=_("编号、名称、代码或问题"),
        empty=_("还没有隐患记录。检查中发现的隐患会自动进入这里，也可以手工上报。"),
        empty_action=report[0] if report else None,
        actions=[*report, *more],
    )


def _columns() -> list[Column]:
    return [
        Column("number", _("编号"), link=_page, fixed=True, kind="code"),
        Column("business_name", _("经营者"), sort="business_name"),
        Column(
            "stage",
            _("状态"),
            value=lambda row: SAYS[Stage(row.stage)],
            kind="state",
            tone=lambda row: TONES[Stage(row.stage)],
        ),
        Column("category", _("类别"), value="get_category_display"),
        Column(
            "grade",
            _("等级"),
            value="get_grade_display",
            kind="state",
            tone=lambda row: "stop" if row.grade == "major" else "plain",
        ),
        Column("due_on", _("整改期限"), kind="date", sort="due_on"),
        Column("found_on", _("发现日期"), kind="date", sort="found_on"),
        Column("recheck_due_on", _("复查期限"), kind="date", spare=True),
        Column("closed_on", _("销号日期"), kind="date", spare=True),
        Column("source", _("来源"), value="get_source_display", spare=True),
        Column("business_code", _("统一社会信用代码"), kind="code", spare=True),
        Column("text", _("问题"), spare=True),
    ]


def _page(row: Hazard) -> str:
    return reverse("hazards:hazard", args=[row.pk])


def _filters(viewer: Actor, today: date) -> list[Filter]:
    return [
        Filter("stage", _("状态"), choices=pairs(SAYS)),
        Filter(
            "late",
            _("逾期"),
            choices=[("rectify", _("逾期未整改")), ("recheck", _("逾期未复查"))],
            apply=lambda rows, value: _late(rows, value, today),
        ),
        Filter("category", _("类别"), choices=pairs(CATEGORY_SAYS)),
        Filter("grade", _("等级"), choices=pairs(GRADE_SAYS)),
        Filter("area", _("乡镇街道"), choices=areas_of(viewer), lookup="area_code"),
        Filter("source", _("来源"), choices=pairs(SOURCE_SAYS)),
    ]


def _late(rows: QuerySet[Any], value: str, today: date) -> QuerySet[Any]:
    late = {"rectify": "overdue", "recheck": "recheck_overdue"}.get(value)
    return getattr(rows, late)(today) if late else rows


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    for part in text.split():
        rows = rows.filter(
            Q(number__contains=part)
            | Q(business_name__contains=part)
            | Q(business_code__startswith=part.upper())
            | Q(text__contains=part)
        )
    return rows


@require_safe
def townships(request: HttpRequest) -> HttpResponse:
    """Open hazards of each township as tiles; what is overdue is marked."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    counts = queries.by_township(viewer=viewer, today=clock.today())
    tiles: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for area in viewer.within(Area.objects.exclude(grid_row=None), "code"):
        count = counts.get(area.code) or queries.TownshipCount(area.code, 0, 0)
        url = f"{reverse('hazards:hazards')}?area={area.code}"
        rows.append({"name": area.name, "url": url, "open": count.open, "overdue": count.overdue})
        tiles.append(_tile(area, count, url))
    rows.sort(key=lambda row: (-row["overdue"], -row["open"]))
    return render(request, "hazards/townships.html", {"tiles": tiles, "rows": rows})


def _tile(area: Area, count: queries.TownshipCount, url: str) -> dict[str, Any]:
    late = _("超期 %(n)s") % {"n": count.overdue} if count.overdue else ""
    tone = "stop" if count.overdue else "note" if count.open else "plain"
    return {
        "code": area.code,
        "name": area.short_name,
        "row": area.grid_row,
        "column": area.grid_column,
        "value": count.open,
        "url": url,
        "tone": tone,
        "note": late,
    }
