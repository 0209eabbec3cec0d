"""The register as a list, and the townships side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.domains.registration import queries
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules import rights, trades
from quanheng.domains.registration.rules.vocabulary import CONFIDENCE_SAYS, KIND_SAYS, STATE_SAYS, State
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.search.index import LIMIT
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.words import pairs

TONES = {
    State.OPEN: "good",
    State.SUSPENDED: "warn",
    State.REVOKED: "stop",
    State.DEREGISTERED: "plain",
    State.MOVED_OUT: "plain",
}


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


@require_safe
def register_list(request: HttpRequest) -> HttpResponseBase:
    """Every business of the viewer's area."""
    viewer = actor_of(request)
    viewer.require(rights.READ)
    if "export" in request.GET:
        viewer.require(rights.EXPORT)
    rows = queries.businesses(viewer=viewer, area=request.GET.get("area", ""))
    return list_page(request, _list(viewer, request.GET.get("q", "").strip()), rows)


@require_safe
def townships(request: HttpRequest) -> HttpResponse:
    """How many businesses each township has, as tiles and as a table."""
    viewer = actor_of(request)
    viewer.require(rights.READ)
    counted = queries.open_by_area(viewer=viewer)
    rows: list[dict[str, Any]] = [
        {
            "name": area.short_name,
            "value": counted.get(area.code, 0),
            "row": area.grid_row,
            "column": area.grid_column,
            "url": reverse("registration:businesses") + f"?area={area.code}&state=open",
        }
        for area in _areas(viewer)
        if len(area.code) == 9
    ]
    total = sum(counted.values())
    placed = sum(row["value"] for row in rows)
    context = {"tiles": rows, "total": total, "unplaced": total - placed}
    return render(request, "registration/townships.html", context)


def _list(viewer: Actor, text: str) -> ListSpec:
    actions = [(reverse("registration:townships"), _("各乡镇街道"))]
    if viewer.may(rights.REGISTER):
        actions.insert(0, (reverse("registration:new"), _("录入")))
    upload = (reverse("tables:upload", args=["registration.businesses"]), _("导入名录"))
    if viewer.may(rights.IMPORT):
        actions.insert(0, upload)
    found, cut = queries.search_and_limit(text[:100], viewer=viewer)
    return ListSpec(
        title=_("经营主体"),
        columns=_columns(_area_names(viewer)),
        filters=_filters(viewer),
        search=lambda rows, _text: rows & found,
        intro=_cut_notice(text) if cut else "",
        search_hint=_("名称、曾用名、代码或住所的任何一段"),
        empty=_("名录还是空的。先导入现有的经营主体名录（CSV 或 XLSX）。"),
        empty_action=upload if viewer.may(rights.IMPORT) else None,
        actions=actions,
    )


def _cut_notice(text: str) -> str:
    return _("含有“%(text)s”的很多，只查找前 %(limit)s 户；请多写几个字，或者用空格隔开几段。") % {
        "text": text[:30],
        "limit": f"{LIMIT:,}",
    }


def _columns(areas: dict[str, str]) -> list[Column]:
    return [
        Column("name", _("名称"), link=page_of, fixed=True),
        Column("code", _("统一社会信用代码"), kind="code", sort="code"),
        Column(
            "state",
            _("登记状态"),
            value=lambda row: STATE_SAYS[State(row.state)],
            kind="state",
            tone=lambda row: TONES[State(row.state)],
        ),
        Column("kind", _("类型"), value="get_kind_display"),
        Column("area", _("乡镇街道"), value=lambda row: areas.get(row.area_code, row.area_code)),
        Column("established_on", _("成立日期"), kind="date", sort="established_on"),
        Column("trade", _("行业"), value=lambda row: trades.name_of(row.trade)),
        Column("address", _("住所")),
        Column("capital_yuan", _("注册资本（元）"), kind="money", spare=True),
        Column("scope", _("经营范围"), spare=True),
        Column("flags", _("标记"), value=lambda row: "；".join(row.flags), spare=True),
        Column("area_confidence", _("属地可信度"), value="get_area_confidence_display", spare=True),
        Column("ended_on", _("注销吊销日期"), kind="date", spare=True),
    ]


def _filters(viewer: Actor) -> list[Filter]:
    return [
        Filter("state", _("登记状态"), choices=pairs(STATE_SAYS)),
        Filter(
            "area",
            _("乡镇街道"),
            choices=lambda: [(area.code, area.name) for area in _areas(viewer)],
            apply=_in_area,
        ),
        Filter("kind", _("类型"), choices=pairs(KIND_SAYS)),
        Filter(
            "trade",
            _("行业门类"),
            choices=[(code, f"{code} {name}") for code, name in trades.sections()],
            apply=_in_trade,
        ),
        Filter(
            "confidence",
            _("属地可信度"),
            choices=pairs(CONFIDENCE_SAYS),
            lookup="area_confidence",
        ),
        Filter(
            "flagged",
            _("标记"),
            choices=[("yes", _("有待核实的标记"))],
            apply=lambda rows, value: rows.exclude(flags=[]),
        ),
        Filter("tag", _("标签"), kind="text", apply=lambda rows, value: rows.filter(tags__tag=value)),
    ]


def _in_trade(rows: Any, value: str) -> Any:
    return rows.in_trades([value])


def _in_area(rows: Any, value: str) -> Any:
    """A township by its code; the county itself stands for those whose township is not known."""
    return rows.filter(area_code=value)


def _areas(viewer: Actor) -> list[Area]:
    return [area for area in viewer.within(Area.objects.all(), "code") if len(area.code) >= 6]


def _area_names(viewer: Actor) -> dict[str, str]:
    return {area.code: area.short_name for area in _areas(viewer)}


def page_of(row: Business) -> str:
    """The page of one business."""
    return reverse("registration:business", args=[row.code])
