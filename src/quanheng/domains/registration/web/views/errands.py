"""The errands on the register: a form in, one act, the business's page out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.domains.registration.web import forms as ours
from quanheng.domains.registration.web.views.businesses import actor_of
from quanheng.kernel import clock
from quanheng.platform.people.models import Area
from quanheng.platform.people.rights import Right
from quanheng.platform.web.forms import act

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def register_business(request: HttpRequest) -> HttpResponse:
    """Enter a business by hand."""
    viewer = actor_of(request)
    viewer.require(rights.REGISTER)
    form = ours.RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        made = act(form, lambda: services.register_business(details, by=viewer, today=clock.today()))
        if made is not None:
            messages.success(request, _("已录入名录。"))
            return redirect("registration:business", made.code)
    context = {
        "form": form,
        "title": _("录入经营主体"),
        "submit": _("录入"),
        "back": reverse("registration:businesses"),
    }
    return render(request, "page/errand.html", context)


@both
def township(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the township."""
    viewer = actor_of(request)
    found = _held(request, code, rights.CORRECT)
    rows = viewer.within(Area.objects.order_by("code"), "code")
    choices = [(area.code, area.name) for area in rows if len(area.code) == 9]
    form = ours.TownshipForm(choices, request.POST or None, initial={"area_code": found.area_code})
    return _errand(
        request,
        found,
        form,
        title=_("更正属地"),
        do=lambda given: services.correct_township(
            found.code, given["area_code"], reason=given["reason"], by=viewer, today=clock.today()
        ),
    )


@both
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Change the state."""
    viewer = actor_of(request)
    found = _held(request, code, rights.CORRECT)
    form = ours.StateForm(State(found.state), request.POST or None, initial={"on": clock.today()})
    return _errand(
        request,
        found,
        form,
        title=_("变更登记状态"),
        do=lambda given: services.change_state(
            found.code,
            State(given["state"]),
            on=given["on"],
            reason=given["reason"],
            by=viewer,
            today=clock.today(),
        ),
    )


@both
def name(request: HttpRequest, code: str) -> HttpResponse:
    """Change the name."""
    viewer = actor_of(request)
    found = _held(request, code, rights.CORRECT)
    form = ours.NameForm(request.POST or None, initial={"name": found.name, "on": clock.today()})
    return _errand(
        request,
        found,
        form,
        title=_("变更名称"),
        do=lambda given: services.rename_business(
            found.code, given["name"], on=given["on"], by=viewer, today=clock.today()
        ),
    )


@both
def flags(request: HttpRequest, code: str) -> HttpResponse:
    """Put the flags to rest."""
    viewer = actor_of(request)
    found = _held(request, code, rights.CORRECT)
    form = ours.FlagsForm(request.POST or None)
    return _errand(
        request,
        found,
        form,
        title=_("核实标记"),
        intro="；".join(found.flags),
        do=lambda given: services.resolve_flags(
            found.code, reason=given["reason"], by=viewer, today=clock.today()
        ),
    )


@both
def tag(request: HttpRequest, code: str) -> HttpResponse:
    """Put a tag on."""
    viewer = actor_of(request)
    found = _held(request, code, rights.TAG)
    form = ours.TagForm(request.POST or None)
    return _errand(
        request,
        found,
        form,
        title=_("加标签"),
        do=lambda given: services.tag_business(found.code, given["tag"], by=viewer, today=clock.today()),
    )


@require_POST
def untag(request: HttpRequest, code: str) -> HttpResponse:
    """Take a tag off."""
    word = request.POST.get("tag", "")
    services.untag_business(code, word, by=actor_of(request), today=clock.today())
    return redirect("registration:business", code)


def _held(request: HttpRequest, code: str, right: Right) -> Business:
    viewer = actor_of(request)
    viewer.require(right)
    return queries.business(code, viewer=viewer)


def _errand(
    request: HttpRequest,
    found: Business,
    form: forms.Form,
    *,
    title: str,
    do: Callable[[dict[str, Any]], object],
    intro: str = "",
) -> HttpResponse:
    back = reverse("registration:business", args=[found.code])
    if request.method == "POST" and form.is_valid():
        done = act(form, lambda: do(form.cleaned_data))
        if done is not None:
            messages.success(request, _("已办理：%(title)s。") % {"title": title})
            return redirect(back)
    context = {
        "form": form,
        "title": f"{title}：{found.name}",
        "intro": intro,
        "submit": title,
        "back": back,
    }
    return render(request, "page/errand.html", context)
