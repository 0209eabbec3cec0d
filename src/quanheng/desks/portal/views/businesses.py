"""Looking a business up, and what is public about it."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.desks.portal import words
from quanheng.domains.licences import queries as licences
from quanheng.domains.publicity import queries as publicity
from quanheng.domains.registration import queries as register
from quanheng.domains.registration.models import Business
from quanheng.platform.draws.queries.publishing import SERIAL
from quanheng.platform.web.limits import limited
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows

CODE = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{18}")
NOTICES_SHOWN = 50


def address(row: Business) -> str:
    """The public page of a business."""
    return reverse("portal:business", args=[row.code])


@require_safe
@limited("search", per_minute=60)
def search(request: HttpRequest) -> HttpResponseBase:
    text = request.GET.get("q", "").strip()
    if CODE.fullmatch(text.upper()) and Business.objects.filter(code=text.upper()).exists():
        return HttpResponseRedirect(reverse("portal:business", args=[text.upper()]))
    if text.isprintable() and text and licences.public_permits().filter(number=text.upper()).exists():
        return HttpResponseRedirect(reverse("portal:permit", args=[text.upper()]))
    if SERIAL.fullmatch(text):
        return HttpResponseRedirect(f"{reverse('draws:public_list')}?q={text}")
    rows = Business.objects.all() if text else Business.objects.none()
    return list_page(request, _spec(text), rows)


def _spec(text: str) -> ListSpec:
    names = words.area_names()
    return ListSpec(
        template="portal/list.html",
        title=_("经营主体查询"),
        columns=[
            Column("name", _("名称"), value="public_name", link=address, fixed=True),
            Column("code", _("统一社会信用代码"), link=address, kind="code"),
            Column("state", _("登记状态"), value="get_state_display", kind="state", tone=words.tone),
            Column("type_text", _("类型")),
            Column("area_code", _("所在地"), value=lambda row: names.get(row.area_code, "")),
            Column("address", _("住所（经营场所）")),
            Column("established_on", _("成立日期"), kind="date", sort="established_on"),
        ],
        filters=[Filter("state", _("登记状态"), choices=words.state_choices)],
        search=_found,
        search_hint=_("名称、统一社会信用代码、地址或者抽取编号"),
        empty=_("没有查到。请输入名称的一部分、统一社会信用代码或者地址。")
        if text
        else _("请输入要查的名称、统一社会信用代码或者地址。"),
    )


def _found(rows: Rows, text: str) -> Rows:
    return register.public_search(text)


@require_safe
@limited("business", per_minute=120)
def business(request: HttpRequest, code: str) -> HttpResponse:
    found = register.public_business(code)
    notices = publicity.about_business(found.code)
    return render(
        request,
        "portal/business.html",
        {
            "business": found,
            "area": words.area_names().get(found.area_code, ""),
            "trade": words.trade_name(found.trade),
            "permits": licences.public_about(found.code)[:NOTICES_SHOWN],
            "notices": notices[:NOTICES_SHOWN],
            "notice_count": notices.count(),
            "suspension": register.suspension_of(found),
            "former_names": found.former_names.all(),
            "objection": words.objection(),
        },
    )
