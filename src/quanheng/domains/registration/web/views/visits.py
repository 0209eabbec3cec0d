"""Visits at the door 上门办照, at the desk: the list, requests by telephone, the route of a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.registration import services
from quanheng.domains.registration.models import HomeVisit
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.doors import (
    FOUNDED_AT_THE_DOOR,
    VISIT_STAGE_SAYS,
    VisitStage,
)
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.domains.registration.web.errand.asks import DayInput
from quanheng.domains.registration.web.words import errand_said, errand_said_later
from quanheng.kernel import access, clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.web.forms import CodeField, NumberField, act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])
OF_A_BUSINESS = (
    FilingKind.CHANGE,
    FilingKind.REISSUE,
    FilingKind.SIMPLE_DEREGISTRATION,
    FilingKind.SUSPENSION,
    FilingKind.RESUMPTION,
)
ASKED = [
    *((FilingKind.ESTABLISHMENT.value, subject.value) for subject in FOUNDED_AT_THE_DOOR),
    *((kind.value, "") for kind in OF_A_BUSINESS),
]
"""What a visit may be asked for: the kind of filing, the kind of business to be founded."""
TONES = {VisitStage.REQUESTED: "warn", VisitStage.PLANNED: "note", VisitStage.DONE: "good"}


class RequestForm(forms.Form):
    """What a visit is asked for with; the same questions online and on the telephone."""

    asked_for = forms.ChoiceField(
        label=gettext_lazy("办什么"),
        choices=[("-".join(one).strip("-"), errand_said_later(*one)) for one in ASKED],
    )
    applicant_name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    applicant_phone = NumberField(
        label=gettext_lazy("手机号码"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        validators=[RegexValidator(r"^[0-9+\- ]{7,20}$", gettext_lazy("请填写能联系上您的电话号码。"))],
    )
    area_code = forms.ChoiceField(label=gettext_lazy("乡镇街道"))
    address = forms.CharField(
        label=gettext_lazy("到哪里"), max_length=300, help_text=gettext_lazy("村组、街道和门牌号。")
    )
    business_code = CodeField(
        label=gettext_lazy("统一社会信用代码"),
        required=False,
        max_length=18,
        help_text=gettext_lazy("已经有执照的，填执照上的代码。"),
    )
    note = forms.CharField(
        label=gettext_lazy("还有什么要说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        rows = Area.objects.filter(kind__in=["街道", "镇", "乡"]).order_by("code").values_list("code", "name")
        self.fields["area_code"].choices = [("", gettext_lazy("请选择")), *rows]  # type: ignore[attr-defined]

    def request(self) -> services.VisitRequest:
        """The request as the act takes it."""
        asked_for, _dash, subject = self.cleaned_data["asked_for"].partition("-")
        return services.VisitRequest(**self.cleaned_data | {"asked_for": asked_for, "subject": subject})


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("哪一天去"), widget=DayInput())
    visitor = forms.TypedChoiceField(label=gettext_lazy("谁去"), coerce=int)


@require_safe
def visits(request: HttpRequest) -> HttpResponseBase:
    """Every visit of the area."""
    viewer = actor_of(request)
    viewer.require(rights.READ_VISITS)
    names = dict(viewer.within(Area.objects.all(), "code").values_list("code", "short_name"))
    return list_page(request, _list(viewer, names), doors.visits(viewer=viewer))


def _list(viewer: Actor, names: dict[str, str]) -> ListSpec:
    actions = [(reverse("registration:visit_request"), _("登记上门申请"))]
    if viewer.may(rights.PLAN_VISITS):
        actions.insert(0, (reverse("registration:visits_plan"), _("安排路线")))
    return ListSpec(
        title=_("上门办照"),
        columns=[
            Column("number", _("编号"), link=page_of, kind="code", fixed=True),
            Column("applicant_name", _("申请人")),
            Column("asked_for", _("办什么"), value=lambda row: errand_said(row.asked_for, row.subject)),
            Column(
                "stage",
                _("环节"),
                value=lambda row: VISIT_STAGE_SAYS[VisitStage(row.stage)],
                kind="state",
                tone=lambda row: TONES.get(VisitStage(row.stage), "plain"),
            ),
            Column("area_code", _("乡镇街道"), value=lambda row: names.get(row.area_code, "")),
            Column("address", _("地址")),
            Column("requested_on", _("申请日期"), kind="date", sort="requested_on"),
            Column("planned_on", _("上门日期"), kind="date"),
            Column(
                "visitor", _("上门人员"), value=lambda row: row.visitor.display_name if row.visitor else ""
            ),
            Column("done_on", _("办结日期"), kind="date"),
            Column("outcome", _("结果"), spare=True),
        ],
        filters=[
            Filter("stage", _("环节"), choices=pairs(VISIT_STAGE_SAYS)),
            Filter("day", _("上门日期"), lookup="planned_on", kind="date"),
        ],
        search=lambda rows, text: (
            rows.filter(applicant_name__icontains=text) | rows.filter(number__icontains=text)
        ),
        search_hint=_("编号或者申请人"),
        empty=_("还没有上门办照申请。"),
        actions=actions,
    )


def page_of(row: HomeVisit) -> str:
    """The page of one visit."""
    return reverse("registration:visit", args=[row.pk])


@both
def ask(request: HttpRequest) -> HttpResponse:
    """Enter a request that came by telephone or at the counter."""
    viewer = actor_of(request)
    viewer.require(rights.REQUEST_VISIT)
    if viewer.is_public:
        return redirect("portal:visit_request")
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = act(form, lambda: ask_with_code(form.request(), by=viewer))
        if asked is not None:
            made, code = asked
            _tell(request, made, code)
            may_read = viewer.may(rights.READ_VISITS)
            return redirect(page_of(made)) if may_read else redirect("registration:visit_request")
    given = {"form": form, "title": _("登记上门申请"), "submit": _("登记")}
    return render(request, "page/errand.html", given, status=409 if form.errors else 200)


@transaction.atomic
def ask_with_code(asked: services.VisitRequest, *, by: Actor) -> tuple[HomeVisit, str]:
    """Ask for a visit and get the requester's code, in one go."""
    made = services.request_visit(asked, by=by, today=clock.today())
    return made, services.hand_out_visit_code(made.pk, by=by, today=clock.today())


def _tell(request: HttpRequest, visit: HomeVisit, code: str) -> None:
    told = {"number": visit.number, "code": access.spoken(code)}
    says = _("已登记，编号 %(number)s，办理码 %(code)s。请告诉申请人，凭这两个号码可以查进度、取消。")
    messages.success(request, says % told)


@require_POST
def new_code(request: HttpRequest, key: int) -> HttpResponse:
    """Hand out a new code for the requester of a visit; the old one opens nothing any more."""
    viewer = actor_of(request)
    viewer.require(rights.READ_VISITS)
    found = doors.visit(key, viewer=viewer)
    _tell(request, found, services.hand_out_visit_code(found.pk, by=viewer, today=clock.today()))
    return redirect(page_of(found))


@both
def plan(request: HttpRequest) -> HttpResponse:
    """Put waiting requests on a visitor's route of a day."""
    viewer = actor_of(request)
    viewer.require(rights.PLAN_VISITS)
    form = DayForm(request.POST or None, initial={"day": clock.today()})
    people = [(row.pk, row.display_name) for row in doors.visitors(viewer=viewer)]
    form.fields["visitor"].choices = people  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        keys = [int(key) for key in request.POST.getlist("visits") if key.isdecimal() and len(key) < 10]
        given = form.cleaned_data
        done = act(
            form,
            lambda: services.plan_route(given["day"], keys, given["visitor"], by=viewer, today=clock.today()),
        )
        if done is not None:
            messages.success(request, _("已安排，当天共 %(count)s 户。") % {"count": len(done)})
            return redirect(f"{reverse('registration:visits')}?day={given['day']}&stage=planned")
    context = {
        "form": form,
        "waiting": with_places(doors.waiting_visits(viewer=viewer)),
        "people": people,
        "chosen": set(request.POST.getlist("visits")),
    }
    return render(request, "registration/visits/plan.html", context, status=409 if form.errors else 200)


def with_places(rows: Any) -> list[tuple[HomeVisit, str, str]]:
    """Visits with the names of their township and errand."""
    names = dict(Area.objects.values_list("code", "short_name"))
    return [(row, names.get(row.area_code, ""), errand_said(row.asked_for, row.subject)) for row in rows]
