"""Small steps that every page of inspections takes with a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.web.forms import act


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, for a form; nothing on the first look."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def errand(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], Any],
    done: Callable[[Any], str],
    *,
    said: str,
    page: dict[str, Any],
    template: str = "inspections/errand.html",
) -> HttpResponse:
    """Show the form; when it was sent, act and lead on to ``done(value)``.

    ``page`` holds title, intro, submit and back. A refusal stands in the form, with status 409.
    """
    if request.method == "POST" and form.is_valid():
        value = act(form, do)
        if value is not None:
            messages.success(request, said)
            return redirect(done(value))
    return render(request, template, {"form": form} | page, status=409 if form.errors else 200)


def bureau_of(viewer: Actor) -> Organ:
    """The organ for which the viewer plans: the own one, or the bureau or department above an office."""
    seat = Organ.objects.select_related("parent").filter(pk=viewer.organ).first()
    while seat is not None and seat.kind not in ("bureau", "department") and seat.parent is not None:
        seat = seat.parent
    if seat is None:
        raise Missing("您的账号没有所属机关，不能制定计划", instead="请联系系统管理员设置所属机关")
    return seat
