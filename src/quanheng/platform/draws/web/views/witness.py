"""The narrow seat of a witness: own sources, handing in a digest, revealing a value."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.kernel import clock
from quanheng.platform.draws import queries, services
from quanheng.platform.draws.models import Source
from quanheng.platform.draws.states import State
from quanheng.platform.draws.web import forms
from quanheng.platform.draws.web.views import posted, viewer_of
from quanheng.platform.web.forms import act

methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    rows = list(queries.own_sources(viewer=viewer_of(request))[:200])
    rows.sort(key=_is_over)
    return render(request, "draws/witness.html", {"rows": rows})


def _is_over(source: Source) -> bool:
    """Whether nobody waits for this witness any more: such draws come last."""
    return source.draw.state not in (State.DRAFTED, State.COMMITTED)


@methods
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    source = queries.own_source(pk, viewer=viewer_of(request))
    form = forms.Digest(posted(request))
    if request.method == "POST" and form.is_valid():
        handed = act(
            form,
            lambda: services.hand_in(
                source.draw_id, pk, form.cleaned_data["digest"], by=viewer_of(request), today=clock.today()
            ),
        )
        if handed is not None:
            return redirect(_home(source))
    given = {
        "form": form,
        "source": source,
        "title": _("提交种子值摘要"),
        "submit": _("提交摘要"),
        "back": _home(source),
        "fixed": source.draw.state != State.DRAFTED,
    }
    return render(request, "draws/hand_in.html", given, status=409 if form.errors else 200)


@methods
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    source = queries.own_source(pk, viewer=viewer_of(request))
    form = forms.Value(posted(request))
    if request.method == "POST" and form.is_valid():
        revealed = act(
            form,
            lambda: services.reveal(
                source.draw_id, pk, form.cleaned_data["value"], by=viewer_of(request), today=clock.today()
            ),
        )
        if revealed is not None:
            return redirect(_home(source))
    given = {
        "form": form,
        "source": source,
        "title": _("公开种子值"),
        "submit": _("公开种子值"),
        "back": _home(source),
        "waiting": source.draw.state == State.DRAFTED,
        "over": source.draw.state in (State.ABORTED, State.DISCARDED),
    }
    return render(request, "draws/reveal.html", given, status=409 if form.errors else 200)


def _home(source: Source) -> str:
    """Where this errand leads back to: the witness's list, or the draw for who files a paper."""
    if source.account_id is None:
        return reverse("draws:draw", args=[source.draw_id])
    return reverse("draws:witness")
