"""The file on a business."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.desks.cockpit import rights
from quanheng.desks.cockpit.sections import file_on
from quanheng.domains.registration import queries as registration
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.matters import Action, MatterHead, timeline_of
from quanheng.platform.worklist import queries as worklist

TONES = {"open": "good", "suspended": "warn", "revoked": "stop"}


def file(request: HttpRequest, code: str) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ_FILES)
    business = registration.business(code, viewer=viewer)
    found = file_on(business.code, viewer)
    head = MatterHead(
        number=business.code,
        title=business.name,
        state=business.get_state_display(),
        tone=TONES.get(business.state, "plain"),
        more=[Action(_("登记详情"), reverse("registration:business", args=[business.code]))],
    )
    given = {
        "head": head,
        "business": business,
        "sections": found.sections,
        "tasks": worklist.about_any(found.subjects, viewer=viewer),
        "timeline": timeline_of(found.subjects, viewer),
    }
    return render(request, "cockpit/business.html", given)
