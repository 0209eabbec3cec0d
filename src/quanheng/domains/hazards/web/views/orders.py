"""The notice 责令改正通知书, as a page fit to be printed and as PDF."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from quanheng.domains.hazards import queries
from quanheng.domains.hazards.models import Hazard, Order, Point
from quanheng.domains.hazards.rules.stages import ANSWERABLE
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.render import render as typeset


def _order(request: HttpRequest, key: int, order: int) -> tuple[Hazard, Order]:
    found = queries.hazard(key, viewer=request.actor)  # type: ignore[attr-defined]
    row = found.orders.filter(pk=order).first()
    if row is None:
        raise Missing()
    return found, row


def _link(request: HttpRequest, found: Hazard) -> str:
    token = queries.answer_token(found)
    return request.build_absolute_uri(reverse("hazards:answer", args=[token]))


@require_safe
def notice(request: HttpRequest, key: int, order: int) -> HttpResponse:
    """The notice as a page."""
    found, row = _order(request, key, order)
    link = _link(request, found) if found.stage in ANSWERABLE else ""
    image = segno.make(link, error="m").svg_data_uri(scale=3, border=2) if link else ""
    given = {"hazard": found, "order": row, "points": points_of(found, row), "link": link, "image": image}
    return render(request, "hazards/notice.html", given)


@require_safe
def notice_pdf(request: HttpRequest, key: int, order: int) -> HttpResponse:
    """The notice as a PDF/A file, in the form of that day."""
    found, row = _order(request, key, order)
    return notice_file(found, row)


def notice_file(found: Hazard, row: Order) -> HttpResponse:
    """The notice as an answer, for a view that has found that the reader may have it."""
    made = typeset("hazards/rectification_order", notice_data(found, row), on=row.ordered_on)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{row.number}.pdf") or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


def notice_data(found: Hazard, row: Order) -> dict[str, object]:
    """What the notice says, as plain values."""
    return {
        "organ": found.organ.name,
        "number": row.number,
        "party": found.business_name,
        "code": found.business_code,
        "points": [_point(point) for point in points_of(found, row)],
        "violates": row.violates,
        "cites": row.cites,
        "at_once": row.at_once,
        "due_on": row.due_on.isoformat(),
        "demands": row.demands.splitlines(),
        "consequence": row.consequence.splitlines(),
        "contact": row.contact,
        "date": row.ordered_on.isoformat(),
    }


def points_of(found: Hazard, row: Order) -> list[Point]:
    """The points that the notice is about."""
    return list(found.points.filter(number__in=row.points))


def _point(point: Point) -> str:
    article = f"（{point.article}）" if point.article else ""
    return f"{point.number}. {point.text}{article}"
