"""Postal outlets 政邮合作网点: the list with counts, opening and closing, an outlet's own desk."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Outlet
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.domains.registration.web.views.starting import foundings
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.matters import Action, MatterHead, timeline

both = require_http_methods(["GET", "HEAD", "POST"])
RECENT = 20


class OutletForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("网点名称"), max_length=80)
    area_code = forms.ChoiceField(label=gettext_lazy("所在乡镇街道"))
    address = forms.CharField(label=gettext_lazy("地址"), max_length=300, required=False)


class CloseForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("撤销原因"), max_length=200)


class ClerkForm(forms.Form):
    display_name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    username = forms.CharField(label=gettext_lazy("账号"), max_length=40)
    password = forms.CharField(
        label=gettext_lazy("初始密码"),
        min_length=10,
        max_length=100,
        help_text=gettext_lazy("至少十位；本人第一次登录后应当修改。"),
    )


@require_safe
def outlets(request: HttpRequest) -> HttpResponseBase:
    """Every outlet of the area with what it handed in this year."""
    viewer = actor_of(request)
    viewer.require(rights.READ_OUTLETS)
    today = clock.today()
    rows = doors.with_counts(doors.outlets(viewer=viewer), since=date(today.year, 1, 1), until=today)
    return list_page(request, _list(viewer), rows)


def _list(viewer: Actor) -> ListSpec:
    names = dict(viewer.within(Area.objects.all(), "code").values_list("code", "short_name"))
    new = (reverse("registration:outlet_new"), _("开设网点"))
    may = viewer.may(rights.KEEP_OUTLETS)
    return ListSpec(
        title=_("邮政网点"),
        intro=_("提交和准予的件数按今年提交的申请计算。"),
        columns=[
            Column("name", _("网点"), link=page_of, fixed=True),
            Column("area_code", _("乡镇街道"), value=lambda row: names.get(row.area_code, "")),
            Column(
                "state",
                _("状态"),
                value=lambda row: _("已撤销") if row.closed_on else _("在办"),
                kind="state",
                tone=lambda row: "plain" if row.closed_on else "good",
            ),
            Column("submitted_count", _("今年提交"), kind="number", sort="submitted_count"),
            Column("approved_count", _("其中准予登记"), kind="number"),
            Column("address", _("地址")),
            Column("opened_on", _("开设日期"), kind="date"),
            Column("closed_on", _("撤销日期"), kind="date", spare=True),
        ],
        filters=[
            Filter(
                "open",
                _("状态"),
                choices=[("yes", _("在办")), ("no", _("已撤销"))],
                apply=lambda rows, value: rows.filter(closed_on__isnull=value == "yes"),
            )
        ],
        search=lambda rows, text: rows.filter(name__icontains=text),
        search_hint=_("网点名称"),
        empty=_("还没有开设邮政网点。"),
        empty_action=new if may else None,
        actions=[new] if may else [],
    )


def page_of(row: Outlet) -> str:
    """The page of one outlet."""
    return reverse("registration:outlet", args=[row.pk])


@require_safe
def outlet(request: HttpRequest, key: int) -> HttpResponse:
    """One outlet: who sits there, what they handed in."""
    viewer = actor_of(request)
    viewer.require(rights.READ_OUTLETS)
    found, today = doors.outlet(key, viewer=viewer), clock.today()
    given = {
        "head": _head(found, viewer),
        "outlet": found,
        "clerks": doors.clerks(found),
        "counts": doors.counts_by_clerk(found, since=date(today.year, 1, 1), until=today),
        "filings": doors.own_filings(viewer=viewer).filter(outlet=found).order_by("-id")[:RECENT],
        "timeline": timeline(found, viewer),
    }
    return render(request, "registration/outlets/outlet.html", given)


def _head(found: Outlet, viewer: Actor) -> MatterHead:
    more = []
    if not found.closed_on and viewer.may(rights.SEAT_OUTLET_CLERK):
        more.append(Action(_("为人员开户"), reverse("registration:outlet_clerk", args=[found.pk])))
    if not found.closed_on and viewer.may(rights.KEEP_OUTLETS):
        more.append(Action(_("撤销网点"), reverse("registration:outlet_close", args=[found.pk])))
    return MatterHead(
        number=found.organ_id,
        title=found.name,
        state=_("已撤销") if found.closed_on else _("在办"),
        tone="plain" if found.closed_on else "good",
        more=more,
    )


@both
def new(request: HttpRequest) -> HttpResponse:
    """Open an outlet."""
    viewer = actor_of(request)
    viewer.require(rights.KEEP_OUTLETS)
    form = OutletForm(request.POST or None)
    areas = viewer.within(Area.objects.order_by("code"), "code").values_list("code", "name")
    form.fields["area_code"].choices = [(code, name) for code, name in areas if len(code) == 9]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        wanted = services.NewOutlet(**form.cleaned_data)
        made = act(form, lambda: services.open_outlet(wanted, by=viewer, today=clock.today()))
        if made is not None:
            messages.success(request, _("网点已开设。下一步请系统管理员为网点人员开户。"))
            return redirect("registration:outlet", made.pk)
    return _form_page(request, form, _("开设邮政网点"), reverse("registration:outlets"))


@both
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close an outlet."""
    viewer = actor_of(request)
    viewer.require(rights.KEEP_OUTLETS)
    found = doors.outlet(key, viewer=viewer)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = act(
            form, lambda: services.close_outlet(found.pk, reason=reason, by=viewer, today=clock.today())
        )
        if done is not None:
            messages.success(request, _("网点已撤销，网点账号同时停用。"))
            return redirect("registration:outlet", key)
    return _form_page(request, form, _("撤销 %(name)s") % {"name": found.name}, page_of(found))


@both
def clerk(request: HttpRequest, key: int) -> HttpResponse:
    """Open the account of an outlet's clerk."""
    viewer = actor_of(request)
    viewer.require(rights.SEAT_OUTLET_CLERK)
    found = doors.outlet(key, viewer=viewer)
    form = ClerkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = services.NewClerk(**form.cleaned_data)
        done = act(form, lambda: services.seat_outlet_clerk(found.pk, wanted, by=viewer, today=clock.today()))
        if done is not None:
            messages.success(request, _("账号已开立。"))
            return redirect("registration:outlet", key)
    return _form_page(request, form, _("为 %(name)s 的人员开户") % {"name": found.name}, page_of(found))


def _form_page(request: HttpRequest, form: forms.Form, title: str, back: str) -> HttpResponse:
    given = {"form": form, "title": title, "back": back}
    return render(request, "page/errand.html", given, status=409 if form.errors else 200)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """An outlet clerk's own desk: begin, go on, today's count, this year's."""
    viewer = actor_of(request)
    viewer.require(rights.SIT_AT_OUTLET)
    here, today = doors.outlets_of(viewer).first(), clock.today()
    mine = doors.own_filings(viewer=viewer)
    handed_in = mine.filter(submitted_on__isnull=False)
    given = {
        "outlet": here,
        "foundings": foundings(),
        "drafts": mine.filter(stage__in=[Stage.DRAFT, Stage.SUPPLEMENT]).order_by("-id")[:RECENT],
        "recent": handed_in.order_by("-id")[:RECENT],
        "today_count": handed_in.filter(submitted_on=today).count(),
        "month_count": handed_in.filter(submitted_on__gte=today.replace(day=1)).count(),
        "year_count": handed_in.filter(submitted_on__gte=date(today.year, 1, 1)).count(),
        "approved_count": handed_in.filter(
            submitted_on__gte=date(today.year, 1, 1), stage=Stage.APPROVED
        ).count(),
    }
    return render(request, "registration/outlets/desk.html", given)
