"""Giving an inspection up 终止抽查任务: always with a reason; what was drawn and published stays in sight."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.inspections.models import Inspection, Visit
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.stages import INSPECTION, OPEN, Stage, VisitStage
from quanheng.domains.inspections.services.drawing import GIVEN_UP, current_draw
from quanheng.domains.inspections.services.planning import lock_inspection
from quanheng.kernel.refusal import Refused
from quanheng.platform.draws import services as draws
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import settle_all


@transaction.atomic
def abandon_inspection(inspection_id: int, *, reason: str, by: Actor, today: date) -> Inspection:
    """Give an inspection up 终止抽查任务; what is published stays, what is open ends, the draw stays visible.

    Raises ``MoveNotAllowed`` once everything is published, ``Forbidden``, ``Missing``.
    """
    by.require(rights.ABANDON)
    inspection = lock_inspection(inspection_id, by)
    INSPECTION.check(inspection.state, Stage.ABANDONED)
    if not reason.strip():
        raise Refused("没有写明终止的原因", field="reason")
    _give_up_draw(inspection, reason, by=by, today=today)
    open_visits = list(inspection.visits.filter(state__in=[*OPEN, VisitStage.RECORDED, VisitStage.REVIEWED]))
    Visit.objects.filter(pk__in=[visit.pk for visit in open_visits]).update(state=VisitStage.ABANDONED)
    inspection.state, inspection.abandoned_on, inspection.abandoned_reason = Stage.ABANDONED, today, reason
    inspection.save(update_fields=["state", "abandoned_on", "abandoned_reason"])
    facts = {"reason": reason, "visits_ended": len(open_visits)}
    record("inspection_abandoned", on=inspection, by=by, today=today, facts=facts)
    settle_all(about=inspection, by=by, today=today)
    for visit in open_visits:
        settle_all(about=visit, by=by, today=today)
        for part in visit.parts.all():
            settle_all(about=part, by=by, today=today)
    return inspection


def _give_up_draw(inspection: Inspection, reason: str, *, by: Actor, today: date) -> None:
    """Abort a draw that is prepared or committed and not yet made; its serial stays spent."""
    draw = current_draw(inspection) if inspection.state == Stage.DRAWING else None
    if draw is not None and draw.state not in GIVEN_UP:
        draws.abort(draw.pk, reason, by=by, today=today)
