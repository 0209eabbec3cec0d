"""One search box that takes codes, names and numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quanheng.desks.cockpit import finding, rights
from quanheng.platform.people.actors import Actor


def search(request: HttpRequest) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ_FILES)
    text = request.GET.get("q", "").strip()[:100]
    groups = finding.find(text, viewer) if text else []
    only = finding.only_hit(groups, text)
    if only:
        return redirect(only)
    return render(request, "cockpit/search.html", {"find": text, "groups": groups})
