"""Closing a visit on site: the summary with the signature, and the refusal."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanheng.desks.field.forms import RecordForm, RefusalForm
from quanheng.desks.field.views.pages import actor_of, facts
from quanheng.desks.field.views.saving import JSON, recorded_by_me, wants_json
from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Visit
from quanheng.domains.inspections.services.visiting import AlreadyRecorded
from quanheng.kernel import clock
from quanheng.platform.web.forms import act

both = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[], Visit]


@both
def finish(request: HttpRequest, key: int) -> HttpResponse:
    """The summary before the record is closed, and closing it."""
    viewer = actor_of(request)
    form = RecordForm(request.POST if request.method == "POST" else None)
    return _close(
        request,
        key,
        form,
        lambda: services.finish_visit(key, form.draft(), by=viewer, today=clock.today()),
        "field/finish.html",
    )


@both
def refusal(request: HttpRequest, key: int) -> HttpResponse:
    """Recording a refusal of inspection."""
    viewer = actor_of(request)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    return _close(
        request,
        key,
        form,
        lambda: services.record_refusal(key, form.draft(), by=viewer, today=clock.today()),
        "field/refusal.html",
    )


def _close(request: HttpRequest, key: int, form: forms.Form, do: Act, template: str) -> HttpResponse:
    viewer = actor_of(request)
    row = queries.visit(key, viewer=viewer)
    part = queries.my_part(row, viewer=viewer)
    if request.method == "POST" and form.is_valid() and act(form, lambda: _once(request, key, do)):
        if wants_json(request):
            return JsonResponse({"state": "recorded"}, json_dumps_params=JSON)
        messages.success(request, _("检查记录已提交。"))
        return redirect("field:visit", key=key)
    if request.method == "POST" and wants_json(request):
        return JsonResponse({"says": _errors(form)}, status=409, json_dumps_params=JSON)
    given: dict[str, Any] = facts(row, part, viewer) | {"form": form}
    return render(request, template, given, status=409 if form.errors else 200)


def _once(request: HttpRequest, key: int, do: Act) -> bool:
    """Close the record; one that this officer has closed already is closed."""
    try:
        do()
    except AlreadyRecorded:
        if not recorded_by_me(key, request):
            raise
    return True


def _errors(form: forms.Form) -> str:
    """What is wrong, in plain text: the phone shows it letter by letter and reads no markup."""
    found = [str(error["message"]) for errors in form.errors.get_json_data().values() for error in errors]
    return " ".join(unescape(strip_tags(message)) for message in found)
