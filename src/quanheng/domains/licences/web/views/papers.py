"""The documents of an application and the certificate of a permit, as PDF."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from quanheng.domains.licences import queries
from quanheng.domains.licences.models import Application
from quanheng.domains.licences.rules.catalogue import check_points, forms, item_names
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.rules.vocabulary import (
    CHECK_SAYS,
    ITEM_SAYS,
    KIND_SAYS,
    PURPOSE_SAYS,
    CheckVerdict,
    ItemVerdict,
    Kind,
    Purpose,
)
from quanheng.kernel.refusal import Missing
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.certificates.services import pdf_of
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.render import render

TITLES = {
    "application": "许可申请书",
    "acceptance": "受理通知书",
    "supplement": "补正告知书",
    "check": "现场核查记录",
    "decision": "准予许可决定书",
    "refusal": "不予许可决定书",
    "not_accepted": "不予受理通知书",
}


@require_safe
def paper(request: HttpRequest, key: int, paper: str) -> HttpResponse:
    """One document of an application, in the form of its day."""
    return paper_of(queries.application(key, viewer=request.actor), paper)  # type: ignore[attr-defined]


def paper_of(found: Application, paper: str) -> HttpResponse:
    """One document of an application that the caller has found the reader may see."""
    if paper == "decision" and found.stage == Stage.REFUSED:
        paper = "refusal"
    on, data = _content(found, paper)
    made = render(f"licences/{paper}", data, on=on)
    return _pdf(made, f"{found.number} {TITLES[paper]}.pdf")


@require_safe
def certificate(request: HttpRequest, key: int) -> HttpResponse:
    """The electronic certificate of a permit, its newest version."""
    found = queries.permit(key, viewer=request.actor)  # type: ignore[attr-defined]
    newest = certificates.newest(found.kind, found.number)
    if newest is None:
        raise Missing("这个许可没有本平台签发的电子许可证。", instead="变更、延续或者补办后会有电子许可证。")
    stored = pdf_of(newest)
    return _pdf(documents.content(stored.digest), f"{found.number}.pdf")


def _pdf(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _content(found: Application, paper: str) -> tuple[date, dict[str, Any]]:
    """The day of a document and what it says. Raises ``Missing`` for one that there is not."""
    days = {
        "application": found.applied_on,
        "acceptance": found.accepted_on,
        "decision": found.decided_on,
        "refusal": found.decided_on if found.stage == Stage.REFUSED else None,
        "not_accepted": found.decided_on if found.stage == Stage.NOT_ACCEPTED else None,
    }
    more: dict[str, Any] = {}
    if paper == "supplement":
        asked = found.supplements.order_by("-id").first()
        days[paper] = asked.asked_on if asked else None
        more = (
            {"points": asked.points, "answer_by": _iso(asked.answer_by), "rule": asked.cites} if asked else {}
        )
    if paper == "check":
        done = found.checks.filter(checked_on__isnull=False).order_by("-id").first()
        days[paper] = done.checked_on if done else None
        more = _check(found, done) if done else {}
    on = days.get(paper)
    if on is None:
        raise Missing("还没有这份文书。")
    return on, _common(found) | {"date": _iso(on)} | more


def _common(found: Application) -> dict[str, Any]:
    return {
        "organ": found.organ.name,
        "number": found.number,
        "kind": KIND_SAYS[Kind(found.kind)],
        "purpose": PURPOSE_SAYS[Purpose(found.purpose)],
        "holder": found.holder_name,
        "code": found.holder_code,
        "person": found.person,
        "residence": found.residence,
        "premises": found.premises,
        "form": forms(found.kind).get(found.form, ""),
        "items": "、".join(item_names(found.kind, found.items)),
        "products": found.products,
        "applied_on": _iso(found.applied_on),
        "accepted_on": _iso(found.accepted_on),
        "due_on": _iso(found.due_on),
        "due_cites": found.due_cites,
        "reason": found.reason,
        "cites": found.cites,
        "permit": found.permit.number if found.permit else "",
        "until": _iso(found.permit.valid_until) if found.permit and found.permit.valid_until else "",
    }


def _check(found: Application, check: Any) -> dict[str, Any]:
    texts = {point.number: point for point in check_points(found.kind)}
    return {
        "rows": [
            [
                str(row["number"]),
                texts[row["number"]].text if row["number"] in texts else "",
                ITEM_SAYS[ItemVerdict(row["verdict"])],
                row["remark"],
            ]
            for row in check.findings
        ],
        "verdict": CHECK_SAYS[CheckVerdict(check.verdict)],
        "note": check.note,
        "redo_by": _iso(check.redo_by),
        "officers": "、".join(check.officer_names),
        "signed": check.signed,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
