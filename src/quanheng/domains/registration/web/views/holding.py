"""Holds 登记限制: the list, one of them, placing and lifting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Hold, PersonBar
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.hold_sheet import HOLDS
from quanheng.domains.registration.rules.holds import STEP_SAYS, Step, grounds, stops_of
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services import NewHold
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.domains.registration.web.forms import DayInput
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.tables.sheet import Sheet
from quanheng.platform.web.forms import CodeField, act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import Action, MatterHead, timeline

OF_INDIVIDUALS = frozenset({Step.LEAVE_INDIVIDUAL, Step.CONVERT})
"""Steps that only an individual business can take."""
both = require_http_methods(["GET", "HEAD", "POST"])


def ground_choices() -> list[tuple[str, str]]:
    """The grounds of the law, with what each stops; none stands chosen before somebody chose."""
    said = [(word, f"{ground.says}（{_stops(word)}）") for word, ground in grounds().items()]
    return [("", _("请选择")), *said]


def _stops(word: str) -> str:
    shown = stops_of(word, on=clock.today()) - OF_INDIVIDUALS
    return "、".join(STEP_SAYS[step] for step in Step if step in shown)


class HoldForm(forms.Form):
    """A hold to place."""

    code = CodeField(label=gettext_lazy("统一社会信用代码"), max_length=18)
    ground = forms.ChoiceField(label=gettext_lazy("法定情形"), choices=ground_choices)
    source = forms.CharField(
        label=gettext_lazy("由谁提出"),
        max_length=120,
        help_text=gettext_lazy("机关、法院或者登记机构的名称。"),
    )
    reference = forms.CharField(
        label=gettext_lazy("文书号或者案号"),
        max_length=120,
        help_text=gettext_lazy("同一份文书只设置一次限制。"),
    )
    from_on = forms.DateField(label=gettext_lazy("自"), widget=DayInput())
    until_on = forms.DateField(
        label=gettext_lazy("至"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("没有期限的不填。"),
    )
    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)


class LiftForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("解除的理由或者文书"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
def holds(request: HttpRequest) -> HttpResponseBase:
    """Every hold of the viewer's area."""
    viewer = actor_of(request)
    place = [(reverse("registration:hold_new"), _("设置登记限制"))] if viewer.may(rights.HOLD) else []
    seen = viewer.may(rights.READ_ANNULMENTS)
    more = [(reverse("registration:annulments"), _("撤销虚假登记"))] if seen else []
    spec = ListSpec(
        title=_("登记限制"),
        columns=[
            Column("reference", _("文书号或者案号"), link=page_of, fixed=True),
            Column("name", _("经营主体"), value="business.name"),
            Column("code", _("统一社会信用代码"), value="business.code", kind="code"),
            Column("ground", _("法定情形"), value=lambda row: grounds()[row.ground].says),
            Column("state", _("状态"), value=state_of, kind="state", tone=tone_of),
            Column("source", _("由谁提出")),
            Column("from_on", _("自"), kind="date", sort="from_on"),
            Column("until_on", _("至"), kind="date"),
            Column("lifted_on", _("解除日期"), kind="date", spare=True),
            Column("placed_by_name", _("设置人"), spare=True),
        ],
        filters=[
            standing_filter(),
            Filter("ground", _("法定情形"), choices=[(word, one.says) for word, one in grounds().items()]),
        ],
        search=_search,
        search_hint=_("名称、代码、文书号或者提出机关"),
        empty=_("还没有登记限制。立案、查封、诉讼等情形由有关部门通知后在这里设置。"),
        empty_action=place[0] if place else None,
        actions=[*place, *importing(viewer, HOLDS, rights.IMPORT_HOLDS), *more],
    )
    return list_page(request, spec, queries.holds(viewer=viewer))


def importing(viewer: Actor, sheet: Sheet, right: Right) -> list[tuple[str, str]]:
    """The way to import a list that another office sent, where the viewer may."""
    return [(reverse("tables:upload", args=[sheet.key]), _("导入名单"))] if viewer.may(right) else []


def page_of(row: Hold) -> str:
    """The page of one hold."""
    return reverse("registration:hold", args=[row.pk])


def state_of(row: Hold | PersonBar) -> str:
    """Whether it stops anything today, in a word."""
    today = clock.today()
    if row.lifted_on:
        return _("已解除")
    if row.until_on and row.until_on < today:
        return _("已到期")
    return _("有效") if row.from_on <= today else _("未开始")


def tone_of(row: Hold | PersonBar) -> str:
    """The tone of that word."""
    today = clock.today()
    ended = row.lifted_on or (row.until_on and row.until_on < today)
    return "plain" if ended else "stop"


def standing_filter() -> Filter:
    """Chooses what stands, or what is over."""
    return Filter(
        "standing", _("状态"), choices=[("on", _("有效")), ("off", _("已解除或者到期"))], apply=_by_state
    )


def _by_state(rows: Rows, value: str) -> Rows:
    """What stands or is still to come (``on``), or is over."""
    today = clock.today()
    over = Q(lifted_on__isnull=False) | Q(until_on__lt=today)
    return rows.exclude(over) if value == "on" else rows.filter(over)


def _search(rows: Rows, text: str) -> Rows:
    named = Q(business__name__contains=text) | Q(business__code=text.upper())
    return rows.filter(named | Q(reference__contains=text) | Q(source__contains=text))


@require_safe
def hold(request: HttpRequest, key: int) -> HttpResponse:
    """One hold."""
    viewer = actor_of(request)
    found = queries.hold(key, viewer=viewer)
    ground = grounds()[found.ground]
    lift = Action(_("解除"), reverse("registration:hold_lift", args=[found.pk]))
    head = MatterHead(
        number=found.reference,
        title=found.business.name,
        state=state_of(found),
        tone=tone_of(found),
        holder=found.source,
        next=lift if viewer.may(rights.HOLD) and not found.lifted_on else None,
    )
    steps = stops_of(found.ground, found.stops, on=clock.today())
    if found.business.kind != Kind.INDIVIDUAL:
        steps -= OF_INDIVIDUALS
    given = {
        "head": head,
        "hold": found,
        "ground": ground,
        "stops": [STEP_SAYS[step] for step in Step if step in steps],
        "timeline": timeline(found, viewer),
    }
    return render(request, "registration/holds/hold.html", given)


@both
def place(request: HttpRequest) -> HttpResponse:
    """Place a hold."""
    viewer = actor_of(request)
    viewer.require(rights.HOLD)
    initial = {"code": request.GET.get("code", ""), "from_on": clock.today()}
    form = HoldForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        new = NewHold(**form.cleaned_data)
        made = act(form, lambda: services.place_hold(new, by=viewer, today=clock.today()))
        if made:
            messages.success(request, _("已设置登记限制，正在办理的申请同时受限。"))
            return redirect("registration:hold", made.pk)
    return errand(request, form, _("设置登记限制"), reverse("registration:holds"))


@both
def lift(request: HttpRequest, key: int) -> HttpResponse:
    """Lift a hold."""
    viewer: Actor = actor_of(request)
    viewer.require(rights.HOLD)
    found = queries.hold(key, viewer=viewer)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "by": viewer, "today": clock.today()}
        if act(form, lambda: services.lift_hold(found.pk, **given)):
            messages.success(request, _("已解除登记限制。"))
            return redirect("registration:hold", found.pk)
    title = _("解除登记限制：%(name)s") % {"name": found.business.name}
    return errand(request, form, title, page_of(found))


def errand(request: HttpRequest, form: forms.Form, title: str, back: str) -> HttpResponse:
    """The page of one form."""
    given: dict[str, Any] = {"form": form, "title": title, "back": back}
    return render(request, "page/errand.html", given, status=422 if form.errors else 200)
