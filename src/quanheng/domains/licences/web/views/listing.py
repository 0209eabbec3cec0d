"""The list of permits and the list of applications."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from quanheng.domains.licences import queries
from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.catalogue import item_names
from quanheng.domains.licences.rules.stages import STAGE_SAYS, STATE_SAYS
from quanheng.domains.licences.rules.vocabulary import CHANNEL_SAYS, KIND_SAYS, PURPOSE_SAYS
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.people.queries import area_names
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.words import pairs

SOON = [("30", lazy("30 天内到期")), ("60", lazy("60 天内到期")), ("90", lazy("90 天内到期"))]


def townships(viewer: Actor) -> list[tuple[str, str]]:
    """The townships in the viewer's area, for a choice."""
    rows = viewer.within(Area.objects.exclude(grid_row=None), "code")
    return list(rows.values_list("code", "name"))


@require_safe
def permits(request: HttpRequest) -> HttpResponseBase:
    """Every permit of the viewer's area."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    return list_page(request, _permits(viewer, clock.today()), queries.permits(viewer=viewer))


def _permits(viewer: Actor, today: date) -> ListSpec:
    names = area_names()
    actions = [
        (reverse("licences:apply"), _("办理许可"), rights.APPLY),
        (reverse("licences:file"), _("预包装食品备案"), rights.FILE),
        (reverse("licences:enter"), _("登记上级颁发的许可"), rights.ENTER),
        (reverse("licences:applications"), _("许可申请"), rights.READ),
        (reverse("tables:upload", args=["licences.permits"]), _("导入台账"), rights.IMPORT),
        (reverse("licences:law"), _("期限和依据"), rights.READ),
    ]
    may = [(url, label) for url, label, right in actions if viewer.may(right)]
    return ListSpec(
        title=_("许可"),
        columns=[
            Column("number", _("编号"), link=permit_page, fixed=True, kind="code"),
            Column("holder_name", _("持证人"), sort="holder_name", link=permit_page),
            Column("kind", _("种类"), value="get_kind_display"),
            Column("state", _("状态"), value="get_state_display", kind="state", tone=lambda row: row.tone),
            Column("valid_until", _("有效期止"), kind="date", sort="valid_until"),
            Column("area", _("所在地"), value=lambda row: names.get(row.area_code, "")),
            Column("items", _("许可项目"), value=items_of, spare=True),
            Column("premises", _("场所"), spare=True),
            Column("holder_code", _("统一社会信用代码"), kind="code", spare=True),
            Column("first_on", _("首次发证"), kind="date", sort="first_on", spare=True),
            Column("issuer", _("发证机关"), spare=True),
            Column("flags", _("待核实"), value=lambda row: "；".join(row.flags), spare=True),
        ],
        filters=_permit_filters(viewer, today),
        search=queries.search,  # type: ignore[arg-type]
        search_hint=_("编号、名称、代码、场所或产品"),
        empty=_("还没有许可。可以从表格导入现有的许可台账，也可以直接办理。"),
        empty_action=(reverse("tables:upload", args=["licences.permits"]), _("导入许可台账"))
        if viewer.may(rights.IMPORT)
        else None,
        actions=may,
    )


def _permit_filters(viewer: Actor, today: date) -> list[Filter]:
    return [
        Filter("kind", _("种类"), choices=pairs(KIND_SAYS)),
        Filter("state", _("状态"), choices=pairs(STATE_SAYS)),
        Filter(
            "soon",
            _("到期"),
            choices=[*SOON, ("over", _("到期未延续"))],
            apply=lambda rows, value: _soon(rows, value, today),
        ),
        Filter("area", _("乡镇街道"), choices=lambda: townships(viewer), lookup="area_code"),
        Filter(
            "flagged",
            _("核实"),
            choices=[("yes", _("有待核实的标记"))],
            apply=lambda rows, value: rows.exclude(flags=[]) if value == "yes" else rows,
        ),
    ]


def _soon(rows: Any, value: str, today: date) -> Any:
    if value == "over":
        return rows.unrenewed()
    return rows.expiring(today, within=int(value)) if value in dict(SOON) else rows


def permit_page(row: Permit) -> str:
    """The page of a permit."""
    return reverse("licences:permit", args=[row.pk])


def items_of(row: Any) -> str:
    """What a permit or an application is for, in words."""
    return "、".join(item_names(row.kind, row.items))


@require_safe
def applications(request: HttpRequest) -> HttpResponseBase:
    """Every application of the viewer's area."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    apply = [(reverse("licences:apply"), _("办理许可"))] if viewer.may(rights.APPLY) else []
    spec = ListSpec(
        title=_("许可申请"),
        columns=[
            Column("number", _("编号"), link=application_page, fixed=True, kind="code"),
            Column("holder_name", _("申请人"), link=application_page),
            Column("kind", _("种类"), value="get_kind_display"),
            Column("purpose", _("事项"), value="get_purpose_display"),
            Column("channel", _("渠道"), value="get_channel_display", spare=True),
            Column("stage", _("环节"), value="get_stage_display", kind="state", tone=lambda row: row.tone),
            Column("applied_on", _("申请日期"), kind="date", sort="applied_on"),
            Column("due_on", _("决定期限"), kind="date", sort="due_on"),
            Column("decided_on", _("决定日期"), kind="date", sort="decided_on", spare=True),
            Column("holder_code", _("统一社会信用代码"), kind="code", spare=True),
        ],
        filters=[
            Filter("stage", _("环节"), choices=pairs(STAGE_SAYS)),
            Filter("kind", _("种类"), choices=pairs(KIND_SAYS)),
            Filter("purpose", _("事项"), choices=pairs(PURPOSE_SAYS)),
            Filter("channel", _("渠道"), choices=pairs(CHANNEL_SAYS)),
            Filter(
                "open",
                _("办理"),
                choices=[("yes", _("在办")), ("late", _("决定已超期"))],
                apply=lambda rows, value: _open(rows, value, today),
            ),
            Filter("area", _("乡镇街道"), choices=lambda: townships(viewer), lookup="area_code"),
        ],
        search=_search_applications,
        search_hint=_("编号、名称或代码"),
        empty=_("没有许可申请。"),
        empty_action=apply[0] if apply else None,
        actions=[*apply, (reverse("licences:permits"), _("全部许可"))],
    )
    return list_page(request, spec, queries.applications(viewer=viewer))


def _open(rows: Any, value: str, today: date) -> Any:
    return {"yes": rows.underway, "late": lambda: rows.overdue(today)}.get(value, rows.all)()


def application_page(row: Application) -> str:
    """The page of an application."""
    return reverse("licences:application", args=[row.pk])


def _search_applications(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    for part in text.split():
        rows = rows.filter(
            Q(number__contains=part) | Q(holder_name__contains=part) | Q(holder_code__startswith=part.upper())
        )
    return rows
