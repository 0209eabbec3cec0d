"""What the register makes public of acts: simple deregistrations, open to objections; annulments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.desks.portal import words
from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Annulment, Filing
from quanheng.domains.registration.rules.deadlines import provisions
from quanheng.domains.registration.rules.leaving import OBJECTED, listed_grounds
from quanheng.domains.registration.rules.needs import PROMISE_SAYS
from quanheng.domains.registration.services import NewObjection
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.forms import NumberField, act
from quanheng.platform.web.limits import limited
from quanheng.platform.web.lists import Column, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows


class ObjectionForm(forms.Form):
    """An objection of a creditor or of somebody else who is concerned."""

    raised_by = forms.ChoiceField(
        label=gettext_lazy("您是"),
        choices=[("creditor", gettext_lazy("债权人")), ("other", gettext_lazy("其他利害关系人"))],
        widget=forms.RadioSelect,
        initial="creditor",
    )
    name = forms.CharField(label=gettext_lazy("姓名或者单位名称"), max_length=120)
    contact = NumberField(
        label=gettext_lazy("联系电话"), max_length=60, help_text=gettext_lazy("只供登记机关核实，不公开。")
    )
    text = forms.CharField(
        label=gettext_lazy("异议的事实和理由"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("例如尚欠货款、工资的时间和数额。"),
    )


def address(row: Filing) -> str:
    """The public page of one."""
    return reverse("portal:deregistration", args=[row.pk])


@require_safe
@limited("deregistrations", per_minute=120)
def deregistrations(request: HttpRequest) -> HttpResponseBase:
    """Every simple deregistration that is open to objections."""
    names = words.area_names()
    spec = ListSpec(
        template="portal/list.html",
        title=_("简易注销公示"),
        intro=_("这些经营主体承诺没有未清偿的债务，正在公示。公示期内可以提出异议，不用登录。"),
        columns=[
            Column("name", _("名称"), link=address, fixed=True),
            Column("area", _("所在地"), value=lambda row: names.get(row.area_code, "")),
            Column("publicised_on", _("公示自"), kind="date"),
            Column("publicised_until", _("至"), kind="date", sort="publicised_until"),
            Column("code", _("统一社会信用代码"), kind="code", spare=True),
        ],
        filters=[],
        actions=[(reverse("portal:annulments"), _("虚假登记公示"))],
        search=_search,
        search_hint=_("名称或者统一社会信用代码"),
        empty=_("现在没有公示中的简易注销申请。"),
    )
    return list_page(request, spec, queries.public_deregistrations(on=clock.today()))


def _search(rows: Rows, text: str) -> Rows:
    return rows.filter(Q(name__contains=text) | Q(code=text.upper()))


@require_safe
@limited("deregistrations", per_minute=120)
def deregistration(request: HttpRequest, key: int) -> HttpResponse:
    """One simple deregistration: what was promised, until when to object."""
    return _page(request, queries.public_deregistration(key), ObjectionForm())


@require_http_methods(["POST"])
@limited("objections", per_minute=10)
def objection(request: HttpRequest, key: int) -> HttpResponse:
    """Object to it."""
    found = queries.public_deregistration(key)
    form = ObjectionForm(request.POST)
    if form.is_valid():
        new = NewObjection(**form.cleaned_data)
        by: Actor = request.actor  # type: ignore[attr-defined]
        made = act(
            form,
            lambda: services.object_to_simple_deregistration(found.pk, new, by=by, today=clock.today()),
        )
        if made:
            return redirect(f"{address(found)}?objected=1")
    return _page(request, found, form)


def _page(request: HttpRequest, found: Filing, form: forms.Form) -> HttpResponse:
    until = found.publicised_until
    given: dict[str, Any] = {
        "filing": found,
        "form": form,
        "is_open": found.stage == "publicised" and bool(until and clock.today() <= until),
        "objected": "objected" in request.GET,
        "promises": [PROMISE_SAYS[key] for key in found.details.get("promises", ()) if key in PROMISE_SAYS],
        "grounds": listed_grounds(),
        "cites": found.due_cites if found.due_on == until else OBJECTED,
        "area": words.area_names().get(found.area_code, ""),
    }
    return render(request, "portal/deregistration.html", given, status=422 if form.errors else 200)


@require_safe
@limited("annulments", per_minute=120)
def annulments(request: HttpRequest) -> HttpResponseBase:
    """Registrations suspected to be got by fraud, and those annulled (《市场主体登记管理条例》第四十条)."""
    spec = ListSpec(
        template="portal/list.html",
        title=_("虚假登记公示"),
        intro=_(
            "涉嫌虚假登记、无法联系的，公示%(period)s；相关市场主体及其利害关系人可以在公示期内向登记机关"
            "提出异议。已经撤销的登记长期公示（《市场主体登记管理条例》第四十条）。"
        )
        % {"period": provisions()["annul_publicity"].describe(clock.today()).amount},
        columns=[
            Column("name", _("名称"), value="business.name", link=_business, fixed=True),
            Column("stage", _("状态"), value="get_stage_display", kind="state", tone=_tone),
            Column("established_on", _("登记时间"), value="business.established_on", kind="date"),
            Column("published_on", _("公示自"), kind="date"),
            Column("published_until", _("至"), kind="date"),
            Column("decided_on", _("撤销日期"), kind="date"),
            Column("organ", _("登记机关"), value="organ.name"),
            Column("code", _("统一社会信用代码"), value="business.code", kind="code", spare=True),
        ],
        filters=[],
        search=lambda rows, text: rows.filter(
            Q(business__name__contains=text) | Q(business__code=text.upper())
        ),
        search_hint=_("名称或者统一社会信用代码"),
        empty=_("没有公示中的虚假登记。"),
    )
    return list_page(request, spec, queries.public_annulments(on=clock.today()))


def _business(row: Annulment) -> str:
    return reverse("portal:business", args=[row.business.code])


def _tone(row: Annulment) -> str:
    return "stop" if row.stage == "annulled" else "warn"
