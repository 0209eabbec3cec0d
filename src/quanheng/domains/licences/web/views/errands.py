"""What every errand on permits does: hold the record, show the form, act, lead back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from quanheng.domains.licences import queries
from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.web.views.listing import items_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.web.forms import act

both = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Errand:
    """What an errand page says: title, the button, introduction, the template, more for the template."""

    title: str
    submit: str
    intro: str = ""
    template: str = "licences/errand.html"
    more: dict[str, Any] = field(default_factory=dict)


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, for a form; nothing on the first look."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def held_application(request: HttpRequest, key: int, right: Right) -> Application:
    """The application of an errand; whoever may not do it is told before the form."""
    viewer = actor_of(request)
    viewer.require(right)
    return queries.application(key, viewer=viewer)


def held_permit(request: HttpRequest, key: int, right: Right) -> Permit:
    """The permit of an errand; whoever may not do it is told before the form."""
    viewer = actor_of(request)
    viewer.require(right)
    return queries.permit(key, viewer=viewer)


def run(
    request: HttpRequest,
    found: Application | Permit | None,
    form: forms.Form,
    errand: Errand,
    do: Callable[[], Any],
    said: Callable[[Any], str],
) -> HttpResponse:
    """Show the form; when it was sent, act, say what happened, and lead to what it is about."""
    if request.method == "POST" and form.is_valid():
        made = act(form, do)
        if made is not None:
            messages.success(request, said(made))
            return redirect(page_of(made if isinstance(made, Application | Permit) else found))
    given = {
        "form": form,
        "title": errand.title,
        "submit": errand.submit,
        "intro": errand.intro,
        "found": found,
        "items": items_of(found) if found else "",
        "back": page_of(found),
    } | errand.more
    return render(request, errand.template, given, status=422 if form.errors else 200)


def page_of(found: Application | Permit | None) -> str:
    """The page of an application or a permit; the list where there is neither yet."""
    if isinstance(found, Application):
        return reverse("licences:application", args=[found.pk])
    if isinstance(found, Permit):
        return reverse("licences:permit", args=[found.pk])
    return reverse("licences:permits")
