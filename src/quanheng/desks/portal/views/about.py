"""How to verify, what we keep about readers, and how accessible the pages are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanheng.desks.portal.forms import LicenceForm
from quanheng.platform.certificates.authority import authority, fingerprint, published_keys
from quanheng.platform.ledger import keys
from quanheng.platform.ledger import queries as ledger

CHECKPOINTS_SHOWN = 30


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    return verify_page(request, LicenceForm())


def verify_page(request: HttpRequest, form: LicenceForm) -> HttpResponse:
    """The page on how to verify, with the form for a licence as it stands."""
    marks = ledger.checkpoints()
    given = {
        "form": form,
        "public_key": keys.public_key(),
        "licence_keys": published_keys(),
        "root_fingerprint": fingerprint(authority().root),
        "checkpoints": marks.reverse()[:CHECKPOINTS_SHOWN],
        "count": marks.count(),
    }
    return render(request, "portal/verify.html", given)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
