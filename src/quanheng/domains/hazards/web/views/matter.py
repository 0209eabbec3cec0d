"""The page of one hazard: where it stands, what comes next, and the evidence side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.domains.hazards import queries
from quanheng.domains.hazards.models import Hazard, Order
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.stages import ANSWERABLE, HAZARD, OPEN, SAYS, TONES, Stage
from quanheng.domains.hazards.rules.vocabulary import CAUSE_SAYS, CHANNEL_SAYS, METHOD_SAYS
from quanheng.domains.hazards.web.sources import visit_url
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.web.matters import Action, Deadline, MatterHead, timeline


@require_safe
def hazard(request: HttpRequest, key: int) -> HttpResponse:
    """One hazard."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    found = queries.hazard(key, viewer=viewer)
    orders = list(found.orders.order_by("-id"))
    given = {
        "head": _head(found, orders, viewer),
        "hazard": found,
        "points": [evidence_row(row, found) for row in queries.evidence(found, viewer=viewer)],
        "orders": orders,
        "reports": [(row, CHANNEL_SAYS[row.channel]) for row in found.rectifications.order_by("-id")],  # type: ignore[index]
        "rechecks": [(row, METHOD_SAYS[row.method]) for row in found.rechecks.order_by("-id")],  # type: ignore[index]
        "escalations": [(row, CAUSE_SAYS[row.cause]) for row in found.escalations.order_by("-id")],  # type: ignore[index]
        "timeline": timeline(found, viewer),
        "link": _link(request, found, viewer),
        "visit_url": visit_url(found.visit),
        "may_add": viewer.may(rights.REPORT) and found.stage in OPEN,
        "may_order": viewer.may(rights.ORDER) and found.stage in OPEN,
    }
    return render(request, "hazards/hazard.html", given)


def photo(row: Attachment, url: str = "") -> dict[str, Any]:
    """A photo as the photo component shows it."""
    return {"url": url or reverse("documents:download", args=[row.pk]), "name": f"{row.added_on:%Y-%m-%d}"}


def evidence_row(row: queries.PointEvidence, found: Hazard) -> dict[str, Any]:
    """One point with its photos before, after and at re-checks."""
    return {
        "point": row.point,
        "before": [photo(file) for file in row.before],
        "after": [photo(file) for file in row.after],
        "rechecked": [photo(file) for file in row.rechecked],
        "verdicts": row.verdicts,
        "standing": standing(row.point.passed_on is not None, found),
    }


def standing(passed: bool, found: Hazard) -> tuple[str, str]:
    """What is said of a point, and in which tone."""
    if passed:
        return _("已整改到位"), "good"
    return (_("待复查"), "note") if found.stage == Stage.RECTIFIED else (_("未整改到位"), "warn")


def _link(request: HttpRequest, found: Hazard, viewer: Actor) -> str:
    """The business's answer link, for those who may hand it out, while there is something to answer."""
    if found.stage not in ANSWERABLE or found.ordered_on is None or not viewer.may(rights.ORDER):
        return ""
    return request.build_absolute_uri(reverse("hazards:answer", args=[queries.answer_token(found)]))


def _head(found: Hazard, orders: list[Order], viewer: Actor) -> MatterHead:
    steps = _steps(found, viewer)
    return MatterHead(
        number=found.number,
        title=found.business_name,
        state=SAYS[Stage(found.stage)],
        tone=TONES[Stage(found.stage)],
        holder=found.holder.short_name,
        next=steps[0] if steps else None,
        due=_due(found, orders),
        more=steps[1:],
    )


def _due(found: Hazard, orders: list[Order]) -> Deadline | None:
    if found.stage in ANSWERABLE and found.due_on:
        return Deadline(found.due_on, orders[0].cites if orders else "", _("整改期限"))
    if found.stage == Stage.RECTIFIED and found.recheck_due_on:
        return Deadline(found.recheck_due_on, found.recheck_cites, _("复查期限"))
    return None


def _steps(found: Hazard, viewer: Actor) -> list[Action]:
    """The steps the viewer may take now, the most natural first."""
    table: list[tuple[str, Any, Right, bool]] = [
        ("instruct", _("督办并重新确定期限"), rights.INSTRUCT, found.stage == Stage.ESCALATED),
        ("hand_over", _("移送查处"), rights.INSTRUCT, _may(found, Stage.HANDED_OVER)),
        ("order", _("责令整改"), rights.ORDER, found.stage in {Stage.FOUND, Stage.FAILED}),
        ("recheck", _("复查"), rights.RECHECK, found.stage == Stage.RECTIFIED),
        (
            "rectified",
            _("报告整改情况"),
            rights.REPORT_RECTIFIED,
            found.stage in ANSWERABLE and found.ordered_on is not None,
        ),
        ("escalate", _("提请督办"), rights.ESCALATE, _may(found, Stage.ESCALATED)),
        ("regrade", _("重新定级"), rights.ORDER, found.stage in OPEN),
        ("withdraw", _("撤销"), rights.WITHDRAW, _may(found, Stage.WITHDRAWN)),
    ]
    return [
        Action(label, reverse(f"hazards:{name}", args=[found.pk]))
        for name, label, right, possible in table
        if possible and viewer.may(right)
    ]


def _may(found: Hazard, to: Stage) -> bool:
    return HAZARD.allows(found.stage, to)
