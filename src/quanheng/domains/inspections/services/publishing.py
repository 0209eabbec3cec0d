"""Publication 公示: within 20 working days of the end of the inspection, one visit or all that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from quanheng.domains.inspections import events
from quanheng.domains.inspections.models import Inspection, Visit
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.results import spoken
from quanheng.domains.inspections.rules.stages import INSPECTION, VISIT, Stage, VisitStage
from quanheng.domains.inspections.services.planning import lock_inspection
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import Act, record, record_many
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item as WorklistItem
from quanheng.platform.worklist.services import settle_all

FINISHED = (VisitStage.PUBLISHED, VisitStage.REPLACED, VisitStage.ABANDONED)


class NothingToPublish(Refused):
    """No reviewed result waits for publication 没有待公示的结果."""


@transaction.atomic
def publish_visit(visit_id: int, *, by: Actor, today: date) -> Visit:
    """Publish one reviewed result 公示一户检查结果. Raises ``MoveNotAllowed``, ``Forbidden``, ``Missing``."""
    by.require(rights.PUBLISH)
    inspection_id = Visit.objects.filter(pk=visit_id).values_list("inspection_id", flat=True).first()
    if inspection_id is None:
        raise Missing()
    inspection = lock_inspection(inspection_id, by)
    visit = Visit.objects.select_for_update().get(pk=visit_id)
    VISIT.check(visit.state, VisitStage.PUBLISHED)
    publish(inspection, [visit], by=by, today=today)
    return visit


@transaction.atomic
def publish_results(inspection_id: int, *, by: Actor, today: date) -> list[Visit]:
    """Publish every reviewed result of an inspection 公示抽查结果.

    With the last one the inspection is complete. Raises ``NothingToPublish``, ``Forbidden``, ``Missing``.
    """
    by.require(rights.PUBLISH)
    inspection = lock_inspection(inspection_id, by)
    ready = list(inspection.visits.select_for_update().filter(state=VisitStage.REVIEWED))
    if not ready:
        raise NothingToPublish("没有审核同意、等待公示的检查结果", instead="请先完成检查和审核")
    publish(inspection, ready, by=by, today=today)
    return ready


def publish(inspection: Inspection, visits: Sequence[Visit], *, by: Actor, today: date) -> None:
    """Publish these results of one locked inspection: stage, ledger, worklist, facts, and completion."""
    for visit in visits:
        visit.state, visit.published_on = VisitStage.PUBLISHED, today
    Visit.objects.bulk_update(visits, ["state", "published_on"], batch_size=200)
    record_many(
        (
            Act(
                "visit_published",
                visit,
                {"business": visit.business_code, "codes": visit.codes, "due": f"{visit.publish_by}"},
            )
            for visit in visits
        ),
        by=by,
        today=today,
    )
    about = [f"inspections.visit:{visit.pk}" for visit in visits]
    WorklistItem.objects.open().filter(about__in=about).update(settled_on=today, settled_by=by.id)
    announce_results(inspection, visits)
    complete(inspection, by=by, today=today)


def announce_results(inspection: Inspection, visits: Sequence[Visit]) -> None:
    """Announce each published result as a fact."""
    rows = list(inspection.items.select_related("item", "organ"))
    organs = tuple(dict.fromkeys(row.organ.name for row in rows))
    basis = "；".join(dict.fromkeys(row.item.basis for row in rows))
    for visit in visits:
        announce(
            events.VisitPublished(
                visit_id=visit.pk,
                inspection_id=inspection.pk,
                number=inspection.number,
                title=inspection.title,
                kind=inspection.kind,
                business_code=visit.business_code,
                business_name=visit.business_name,
                area_code=visit.area_code,
                codes=tuple(visit.codes),
                result=spoken(visit.codes),
                organs=organs,
                basis=basis,
                ended_on=_day(visit.ended_on),
                published_on=_day(visit.published_on),
            )
        )


def complete(inspection: Inspection, *, by: Actor, today: date) -> None:
    """Complete the inspection if every visit that still counts is published 任务办结."""
    if inspection.state != Stage.VISITING or inspection.visits.exclude(state__in=FINISHED).exists():
        return
    last = inspection.visits.published().order_by("-ended_on").first()
    if last is None:
        return
    INSPECTION.check(inspection.state, Stage.PUBLISHED)
    inspection.state, inspection.completed_on, inspection.published_on = Stage.PUBLISHED, last.ended_on, today
    inspection.save(update_fields=["state", "completed_on", "published_on"])
    facts = {"completed_on": f"{last.ended_on}", "visits": inspection.visits.published().count()}
    record("inspection_published", on=inspection, by=by, today=today, facts=facts)
    settle_all(about=inspection, by=by, today=today)


def _day(value: date | None) -> date:
    if value is None:
        raise ValueError("a published visit has both days; the table's constraints say so")
    return value
