"""上门办照 for whoever asks for it: the request, where it stands, taking it back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.registration import services
from quanheng.domains.registration.models import HomeVisit
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules.doors import (
    VISIT,
    VISIT_RESULT_SAYS,
    VisitResult,
    VisitStage,
)
from quanheng.domains.registration.web.views.visits import RequestForm, ask_with_code
from quanheng.domains.registration.web.words import errand_said
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.web import applicants
from quanheng.platform.web.forms import act
from quanheng.platform.web.limits import limited

SLOT = "visits"


def remember(request: HttpRequest, visit: HomeVisit, code: str) -> None:
    """Keep number and code of a visit for this browser."""
    applicants.remember(request, SLOT, visit.pk, visit.number, code)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("visit-request", per_minute=10)
def visit_request(request: HttpRequest) -> HttpResponse:
    """Ask for a visit at the door."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = act(form, lambda: ask_with_code(form.request(), by=Actor.public()))
        if asked is not None:
            remember(request, *asked)
            messages.success(request, _("已收到上门办照申请。工作人员会打电话与您约定时间。"))
            return redirect("portal:visit", asked[0].pk)
    given = {
        "form": form,
        "title": _("申请上门办照"),
        "intro": _("行动不便、路远或者正忙的，工作人员带着设备上门，当场办好，执照留下。不收费。"),
        "submit": _("申请上门"),
    }
    return render(request, "page/errand.html", given, status=409 if form.errors else 200)


@never_cache
@require_safe
@limited("visit-progress", per_minute=60)
def visit(request: HttpRequest, key: int) -> HttpResponse:
    """Where one's visit stands."""
    number, code = applicants.remembered(request, SLOT, key)
    if not number:
        return redirect("portal:resume")
    found = doors.visit_with_code(number, code)
    given = {
        "visit": found,
        "kind": errand_said(found.asked_for, found.subject),
        "code": applicants.known_code(request, SLOT, key),
        "result": VISIT_RESULT_SAYS[VisitResult(found.result)] if found.result else "",
        "may_cancel": VISIT.allows(found.stage, VisitStage.CANCELLED),
        "phone": settings.PHONE,
    }
    return render(request, "portal/visit.html", given)


@require_POST
@limited("visit-request", per_minute=10)
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Take one's request for a visit back."""
    found = doors.visit_with_code(*applicants.remembered(request, SLOT, key))
    services.cancel_visit(found.pk, by=doors.requester(found), today=clock.today())
    messages.success(request, _("已取消上门。需要时可以重新申请。"))
    return redirect("portal:visit", key)
