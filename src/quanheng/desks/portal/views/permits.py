"""Looking a permit up: whose it is, whether it is in force, until when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.desks.portal import words
from quanheng.desks.portal.views.results import townships
from quanheng.domains.licences import queries as licences
from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules.catalogue import forms, item_names
from quanheng.domains.licences.rules.stages import STATE_SAYS
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS
from quanheng.domains.registration import queries as register
from quanheng.platform.web.limits import limited
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.words import pairs


def address(row: Permit) -> str:
    """The public page of a permit."""
    return reverse("portal:permit", args=[row.number])


@require_safe
@limited("permits", per_minute=60)
def permits(request: HttpRequest) -> HttpResponseBase:
    names = words.area_names()
    spec = ListSpec(
        template="portal/list.html",
        title=_("许可查询"),
        intro=_("食品生产、食品经营、预包装食品备案、工业产品生产和药品零售许可。看清状态和有效期再交易。"),
        columns=[
            Column("holder_name", _("名称"), link=address, fixed=True),
            Column("state", _("状态"), value="get_state_display", kind="state", tone=lambda row: row.tone),
            Column("valid_until", _("有效期至"), kind="date", sort="valid_until"),
            Column("number", _("编号"), link=address, kind="code"),
            Column("kind", _("种类"), value="get_kind_display"),
            Column("area", _("所在地"), value=lambda row: names.get(row.area_code, "")),
            Column("premises", _("场所"), spare=True),
            Column("issuer", _("发证机关"), spare=True),
        ],
        filters=[
            Filter("kind", _("种类"), choices=pairs(KIND_SAYS)),
            Filter("state", _("状态"), choices=pairs(STATE_SAYS)),
            Filter("area", _("乡镇街道"), choices=townships, lookup="area_code"),
        ],
        search=licences.search,  # type: ignore[arg-type]
        search_hint=_("名称、许可证编号、统一社会信用代码或者场所"),
        empty=_("没有查到。没有查到许可的，不等于一定没有许可：外地颁发的许可请向发证机关查询。"),
    )
    return list_page(request, spec, licences.public_permits())


@require_safe
@limited("permit", per_minute=120)
def permit(request: HttpRequest, number: str) -> HttpResponse:
    found = licences.public_permit(number)
    known = found.holder_code and register.public_businesses().filter(code=found.holder_code).exists()
    return render(
        request,
        "portal/permit.html",
        {
            "permit": found,
            "form": forms(found.kind).get(found.form, ""),
            "items": "、".join(item_names(found.kind, found.items)),
            "area": words.area_names().get(found.area_code, ""),
            "business_known": known,
        },
    )
