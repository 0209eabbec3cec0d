"""A visit at the door 上门办照, on the way: the route of the day, one visit, what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from quanheng.domains.registration import services
from quanheng.domains.registration.models import HomeVisit
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.doors import (
    VISIT,
    VISIT_RESULT_SAYS,
    VISIT_STAGE_SAYS,
    VisitResult,
    VisitStage,
    errand_says,
)
from quanheng.domains.registration.rules.filings import Channel, FilingKind, Stage
from quanheng.domains.registration.rules.founding import head_field
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services.filing import NewFiling
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.domains.registration.web.opening import open_prepared
from quanheng.domains.registration.web.views.visits import TONES, both, page_of, with_places
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.models import Area
from quanheng.platform.web.forms import CodeField, act
from quanheng.platform.web.matters import Action, Deadline, MatterHead, timeline
from quanheng.platform.web.words import said


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class LicenceForm(forms.Form):
    """Whom the errand is about, as the licence at the door says it."""

    business_code = CodeField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=18,
        help_text=gettext_lazy("申请时没有填，请照营业执照填写。"),
    )


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The visitor's route of today, or of another day."""
    viewer = actor_of(request)
    viewer.require(rights.VISIT)
    day = _day(request.GET.get("day", ""))
    stops = with_places(doors.route_of(viewer, day))
    done = sum(1 for row, _name, _kind in stops if row.stage == VisitStage.DONE)
    given = {
        "stops": stops,
        "day": day,
        "done": done,
        "is_today": day == clock.today(),
        "may_move": viewer.may(rights.PLAN_VISITS),
    }
    return render(request, "registration/visits/today.html", given)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


@require_POST
def place(request: HttpRequest, key: int) -> HttpResponse:
    """Put a stop at another place of its day's route."""
    viewer = actor_of(request)
    wanted = request.POST.get("place", "")
    if not (wanted.isdecimal() and len(wanted) < 5):
        raise Missing(_("没有写明排到第几户。"))
    ordered = services.place_visit(key, int(wanted), by=viewer, today=clock.today())
    return redirect(f"{reverse('registration:visits_today')}?day={ordered[0].planned_on}")


@require_safe
def visit(request: HttpRequest, key: int) -> HttpResponse:
    """One visit: where, whom, what for; on site the errand, the result, or why it is not possible."""
    viewer = actor_of(request)
    viewer.require(rights.READ_VISITS)
    found = doors.visit(key, viewer=viewer)
    filings = list(found.filings.order_by("id"))
    given = {
        "head": _head(found),
        "visit": found,
        "township": Area.objects.filter(pk=found.area_code).values_list("name", flat=True).first(),
        "kind": errand_says(found.asked_for, found.subject),
        "filings": filings,
        "may_visit": viewer.may(rights.VISIT) and found.stage == VisitStage.PLANNED,
        "may_plan": viewer.may(rights.PLAN_VISITS) and not VISIT.allows(found.stage, VisitStage.REQUESTED),
        "may_put_off": viewer.may(rights.PLAN_VISITS) and VISIT.allows(found.stage, VisitStage.REQUESTED),
        "may_give_up": viewer.may(rights.PLAN_VISITS) and VISIT.allows(found.stage, VisitStage.CANCELLED),
        "results": _results(filings),
        "licence_form": LicenceForm(),
        "begins": not any(row.stage == Stage.DRAFT for row in filings),
        "asks_code": found.asked_for != FilingKind.ESTABLISHMENT and not found.business_code,
        "timeline": timeline(found, viewer),
    }
    return render(request, "registration/visits/visit.html", given)


def _results(filings: list[Any]) -> list[tuple[str, str]]:
    """The results that the filings of the visit bear out, the best first."""
    stages = {row.stage for row in filings}
    possible = [VisitResult.LICENCE_LEFT] if Stage.APPROVED in stages else []
    possible += [VisitResult.HANDED_OVER] if stages - {Stage.DRAFT} else []
    return [(one.value, said(VISIT_RESULT_SAYS[one])) for one in [*possible, VisitResult.ADVISED]]


def _head(found: HomeVisit) -> MatterHead:
    stage = VisitStage(found.stage)
    return MatterHead(
        number=found.number,
        title=_("上门办照　%(name)s") % {"name": found.applicant_name},
        state=VISIT_STAGE_SAYS[stage],
        tone=TONES.get(stage, "plain"),
        holder=found.visitor.display_name if found.visitor else found.organ.short_name,
        due=Deadline(found.planned_on, says=_("上门日期"))
        if found.planned_on and stage == VisitStage.PLANNED
        else None,
        more=[Action(_("今天的路线"), reverse("registration:visits_today"))],
    )


@require_POST
def begin(request: HttpRequest, key: int) -> HttpResponse:
    """Open the application of this visit, with what the request said; a draft that exists is gone on with."""
    viewer = actor_of(request)
    viewer.require(rights.VISIT)
    found = doors.visit(key, viewer=viewer)
    if found.stage != VisitStage.PLANNED or f"account:{found.visitor_id}" != viewer.id:
        raise Missing(_("这次上门不在您的路线上。"), instead=_("请从“今天的路线”进入。"))
    draft = found.filings.filter(stage__in=[Stage.DRAFT, Stage.SUPPLEMENT]).first()
    if draft is None:
        subject = found.subject or Kind.INDIVIDUAL
        new = NewFiling(
            kind=found.asked_for,
            subject=subject,
            channel=Channel.HOME_VISIT,
            area_code=found.area_code,
            business_code=found.business_code or _code_at_the_door(request, found),
            visit_id=found.pk,
        )
        draft = open_prepared(request, new, by=viewer, place=found.area_code, known=_known(found, subject))
    return redirect("registration:filing_form", draft.pk)


def _code_at_the_door(request: HttpRequest, found: HomeVisit) -> str:
    """The code on the licence, where it was not said when the visit was asked for. Raises ``Missing``."""
    if found.asked_for == FilingKind.ESTABLISHMENT:
        return ""
    form = LicenceForm(request.POST)
    if not form.is_valid():
        raise Missing(
            _("还不知道办哪一户：申请上门时没有填统一社会信用代码。"),
            instead=_("请返回上一页，按营业执照填写 18 位代码，再点“现场办理”。"),
        )
    return str(form.cleaned_data["business_code"])


def _known(found: HomeVisit, subject: str) -> dict[str, Any]:
    if found.asked_for != FilingKind.ESTABLISHMENT:
        return {}
    person = {"name": found.applicant_name, "phone": found.applicant_phone}
    return {head_field(subject): person, "address": found.address}


@require_POST
def finish(request: HttpRequest, key: int) -> HttpResponse:
    """Close the visit with what came of it."""
    viewer = actor_of(request)
    try:
        result = VisitResult(request.POST.get("result", ""))
    except ValueError:
        raise Missing(_("请选择上门的结果。")) from None
    note = request.POST.get("note", "")
    services.finish_visit(key, result, note=note, by=viewer, today=clock.today())
    messages.success(request, _("这一户已办结。"))
    return redirect("registration:visits_today")


@both
def give_up(request: HttpRequest, key: int) -> HttpResponse:
    """Say why the visit is not possible."""
    return _with_reason(request, key, _("未能上门办理"), services.give_up_visit)


@both
def put_off(request: HttpRequest, key: int) -> HttpResponse:
    """Take the visit off its route."""
    return _with_reason(request, key, _("改期"), services.put_off_visit)


def _with_reason(request: HttpRequest, key: int, title: str, do: Any) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.PLAN_VISITS)
    found = doors.visit(key, viewer=viewer)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = act(form, lambda: do(found.pk, reason=reason, by=viewer, today=clock.today()))
        if done is not None:
            messages.success(request, _("已办理：%(what)s。") % {"what": title})
            return redirect("registration:visit", key)
    intro = f"{found.number} {found.applicant_name} {found.address}"
    given = {"form": form, "title": title, "intro": intro, "back": page_of(found)}
    return render(request, "page/errand.html", given, status=409 if form.errors else 200)
