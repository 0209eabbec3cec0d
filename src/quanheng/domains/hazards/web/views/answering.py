"""The business's own page: it answers an order over its link, without an account.

The link is the key: signed, renewable, not to be indexed or kept by caches. How often it may be used is
limited per link and per address, on the shared cache.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.hazards import queries, services
from quanheng.domains.hazards.models import Hazard
from quanheng.domains.hazards.rules.stages import ANSWERABLE, SAYS, TONES, Stage
from quanheng.domains.hazards.web.forms import RectifiedForm
from quanheng.domains.hazards.web.views.matter import photo as shown
from quanheng.domains.hazards.web.views.matter import standing
from quanheng.domains.hazards.web.views.orders import notice_file
from quanheng.kernel import clock
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.web.views import answer_with
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.forms import act
from quanheng.platform.web.limits import too_often
from quanheng.platform.web.views import too_many

HOUR = 60 * 60
LOOKS, ANSWERS = 120, 10
"""So many looks and so many answers an hour over one link."""

PER_MINUTE = 60
"""So many requests a minute from one address, over any links: businesses behind one exchange share it."""


def _within(request: HttpRequest, token: str, kind: str, most: int) -> bool:
    """Whether this link and this address have been used seldom enough."""
    return _count(f"{kind}|{token}", most) and not too_often(request, "hazards", per_minute=PER_MINUTE)


def _count(what: str, most: int) -> bool:
    key = f"hazards.answer:{sha256_hex(what)[:32]}"
    if cache.add(key, 1, HOUR):
        return True
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # the count ran out between the two steps
        return True


def _unseen(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches and indexes: its address is a key (referrers stay within this site)."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The order as the business sees it, and the form to answer it."""
    most, kind = (ANSWERS, "answer") if request.method == "POST" else (LOOKS, "look")
    if not _within(request, token, kind, most):
        return _unseen(too_many(request))
    found, business = queries.by_link(token)
    points = list(found.points.filter(passed_on__isnull=True))
    sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = RectifiedForm(**sent, points=points)
    if request.method == "POST" and form.is_valid() and _answered(form, found, business):
        return _unseen(redirect("hazards:answer", token=token))
    status = 422 if form.errors else 200
    given = _given(found, business, form, token)
    return _unseen(render(request, "hazards/answer.html", given, status=status))


def _answered(form: RectifiedForm, found: Hazard, business: Actor) -> bool:
    made = act(
        form,
        lambda: services.report_rectified(
            found, form.cleaned_data["text"], by=business, today=clock.today(), photos=form.photos()
        ),
    )
    return made is not None


def _given(found: Hazard, business: Actor, form: RectifiedForm, token: str) -> dict[str, object]:
    evidence = [
        {
            "point": row.point,
            "before": [shown(file, _address(token, file.pk)) for file in row.before],
            "after": [shown(file, _address(token, file.pk)) for file in row.after],
            "verdicts": row.verdicts,
            "standing": standing(row.point.passed_on is not None, found),
        }
        for row in queries.evidence(found, viewer=business)
    ]
    return {
        "hazard": found,
        "order": found.orders.order_by("-id").first(),
        "state": SAYS[Stage(found.stage)],
        "tone": TONES[Stage(found.stage)],
        "answerable": found.stage in ANSWERABLE,
        "reports": found.rectifications.order_by("-id"),
        "evidence": evidence,
        "form": form,
        "token": token,
        "record": queries.visit_record(found, viewer=business),
    }


def _address(token: str, photo: int) -> str:
    return reverse("hazards:answer_photo", args=[token, photo])


@require_safe
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """The latest notice as a PDF file, over the link."""
    if not _within(request, token, "file", LOOKS):
        return _unseen(too_many(request))
    found, _business = queries.by_link(token)
    latest = found.orders.order_by("-id").first()
    if latest is None:
        raise Missing()
    return _unseen(notice_file(found, latest))


@require_safe
def record(request: HttpRequest, token: str) -> HttpResponse:
    """The record of the visit that found the hazard, over the link."""
    if not _within(request, token, "file", LOOKS):
        return _unseen(too_many(request))
    found, business = queries.by_link(token)
    filed = queries.visit_record(found, viewer=business)
    if filed is None:
        raise Missing()
    return _unseen(answer_with(request, filed))


@require_safe
def photo(request: HttpRequest, token: str, photo: int) -> HttpResponse:
    """One photo of the hazard, over the link."""
    if not _within(request, token, "photo", LOOKS * 5):
        return _unseen(too_many(request))
    found, business = queries.by_link(token)
    wanted = {
        file.pk: file
        for row in queries.evidence(found, viewer=business)
        for file in (*row.before, *row.after)
    }
    if photo not in wanted:
        raise Missing()
    return _unseen(answer_with(request, wanted[photo]))
