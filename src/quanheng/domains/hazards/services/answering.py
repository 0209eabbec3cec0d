"""Reporting a hazard rectified 报告整改, by an officer or by the business over its own link."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from quanheng.domains.hazards import queries
from quanheng.domains.hazards.models import Hazard, Rectification
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.deadlines import recheck_due
from quanheng.domains.hazards.rules.limits import Step
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.rules.vocabulary import Channel
from quanheng.domains.hazards.services import tasks
from quanheng.domains.hazards.services.evidence import AFTER, Photos, file_photos
from quanheng.domains.hazards.services.matter import hold, move
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role


class NotYetOrdered(Refused):
    """No order was issued, so there is nothing to answer 尚未责令整改."""


class ReportEmpty(Refused):
    """The report says nothing about what was done 未写明整改情况."""


@transaction.atomic
def report_rectified(
    hazard: Hazard | int, text: str, *, by: Actor, today: date, photos: Photos | None = None
) -> Rectification:
    """Report that a hazard has been rectified 报告整改 (《食品生产经营监督检查管理办法》第三十三条第二款).

    ``photos`` are stored files by the key of the open point they show. Starts the clock of the re-check.
    Raises ``MoveNotAllowed``, ``NotYetOrdered``, ``ReportEmpty``; ``Missing`` for a photo of no open point.
    """
    held = hold(hazard, rights.REPORT_RECTIFIED, by=by)
    move(held, Stage.RECTIFIED)
    if held.ordered_on is None:
        raise NotYetOrdered("还没有责令整改，不能报告整改情况。", instead="请先责令整改，可以要求立即改正。")
    if not text.strip():
        raise ReportEmpty("没有写明整改情况。", instead="请写明做了哪些整改。", field="text")
    open_points = {row.pk: row for row in held.points.filter(passed_on__isnull=True)}
    shown = {key: files for key, files in (photos or {}).items() if files}
    if shown.keys() - open_points.keys():
        raise Missing()
    report = _enter(held, text.strip(), by=by, today=today)
    file_photos(shown, AFTER, points=open_points, hazard=held, by=by, today=today)
    _start_recheck_clock(held, by=by, today=today)
    digests = sorted(file.digest for files in shown.values() for file in files)
    facts = {"text": report.text, "photos": digests, "recheck_due_on": str(held.recheck_due_on)}
    ledger.record("rectification_reported", on=held, by=by, today=today, facts=facts)
    tasks.wait_for_recheck(held, by=by, today=today)
    return report


def _enter(held: Hazard, text: str, *, by: Actor, today: date) -> Rectification:
    return Rectification.objects.create(
        hazard=held,
        order=held.orders.order_by("-id").first(),
        text=text,
        reported_on=today,
        channel=Channel.LINK if Role.BUSINESS in by.roles and not by.is_system else Channel.OFFICER,
        by=by.id,
        by_name=by.name[:40],
    )


def _start_recheck_clock(held: Hazard, *, by: Actor, today: date) -> None:
    ordered_on = held.ordered_on or today
    own = queries.limit_in_force(held.organ_id, Step.RECHECK, held.category, held.grade, on=today)
    due = recheck_due(
        reported_on=today, ordered_on=ordered_on, category=held.category, source=held.source, own=own
    )
    held.rectified_on, held.rectified_by, held.rectified_by_name = today, by.id, by.name[:40]
    held.recheck_due_on, held.recheck_cites = due.on, due.cites
    held.save(
        update_fields=[
            "stage",
            "rectified_on",
            "rectified_by",
            "rectified_by_name",
            "recheck_due_on",
            "recheck_cites",
        ]
    )


@transaction.atomic
def renew_link(hazard: Hazard | int, *, by: Actor, today: date) -> Hazard:
    """Give the business a new answer link; the old one no longer opens 更换报告链接."""
    held = hold(hazard, rights.ORDER, by=by)
    Hazard.objects.filter(pk=held.pk).update(link_round=F("link_round") + 1)
    held.refresh_from_db(fields=["link_round"])
    ledger.record("hazard_link_renewed", on=held, by=by, today=today, facts={"round": held.link_round})
    return held
