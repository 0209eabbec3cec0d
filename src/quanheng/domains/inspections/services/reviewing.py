"""Review of a recorded visit 审核: by somebody who was not on the team, who agrees or sends it back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.inspections.models import Review, TeamMember, Visit, VisitPart
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.stages import VISIT, VisitStage
from quanheng.domains.inspections.services.authority import lock_visit, require_acts_for
from quanheng.domains.inspections.services.tasks import assign_visit
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import settle


class OwnRecord(Refused):
    """Nobody reviews a record of one's own 不能审核自己的检查记录."""


@transaction.atomic
def approve_visit(visit_id: int, *, opinion: str = "", by: Actor, today: date) -> Visit:
    """Agree with a record 审核同意. Raises ``OwnRecord``, ``MoveNotAllowed``, ``Forbidden``, ``Missing``."""
    visit = _under_review(visit_id, by)
    VISIT.check(visit.state, VisitStage.REVIEWED)
    visit.state = VisitStage.REVIEWED
    visit.save(update_fields=["state"])
    Review.objects.create(
        visit=visit, agreed=True, opinion=opinion.strip(), by=by.id, by_name=by.name, reviewed_on=today
    )
    record("visit_approved", on=visit, by=by, today=today, facts={"opinion": opinion.strip()})
    settle("inspections.review", about=visit, by=by, today=today)
    return visit


@transaction.atomic
def return_visit(visit_id: int, *, reason: str, by: Actor, today: date) -> Visit:
    """Send a record back to its team 审核退回. The time for publication goes on running.

    Raises ``OwnRecord``, ``MoveNotAllowed``, ``Forbidden``, ``Missing``.
    """
    visit = _under_review(visit_id, by)
    VISIT.check(visit.state, VisitStage.VISITING)
    if not reason.strip():
        raise Refused("没有写明退回的原因", instead="请写明需要补充或者更正什么", field="reason")
    Review.objects.create(
        visit=visit, agreed=False, opinion=reason.strip(), by=by.id, by_name=by.name, reviewed_on=today
    )
    visit.state = VisitStage.VISITING
    visit.save(update_fields=["state"])
    VisitPart.objects.filter(visit=visit).update(recorded_on=None)
    record("visit_returned", on=visit, by=by, today=today, facts={"reason": reason.strip()})
    settle("inspections.review", about=visit, by=by, today=today)
    for part in visit.parts.select_related("organ"):
        assign_visit(part, f"退回重做：{visit.business_name}", today)
    return visit


def _under_review(visit_id: int, by: Actor) -> Visit:
    by.require(rights.REVIEW)
    visit = lock_visit(visit_id)
    if not by.covers(visit.inspection.area_code):
        raise Missing()
    require_acts_for(visit.inspection.organ, by)
    recorded = visit.parts.filter(recorded_by=by.id).exists()
    on_team = by.officer_id and TeamMember.objects.filter(part__visit=visit, officer=by.officer_id).exists()
    if recorded or on_team:
        raise OwnRecord("您是本户的检查人员，不能审核自己的检查记录", instead="请由其他人员审核")
    return visit
