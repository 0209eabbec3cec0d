"""The front page: one search, what can be done here, the latest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanheng.domains.publicity import queries as publicity
from quanheng.platform.draws import queries as draws
from quanheng.platform.draws.web import standing
from quanheng.platform.ledger import queries as ledger

LATEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    recent = [{"draw": draw, "url": standing.public_url(draw)} for draw in draws.public_draws()[:LATEST]]
    return render(
        request,
        "portal/home.html",
        {
            "results": publicity.public_notices()[:LATEST],
            "draws": recent,
            "checkpoint": ledger.checkpoints().last(),
            "release": next(iter(publicity.releases()), None),
        },
    )
