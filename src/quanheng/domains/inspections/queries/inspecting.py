"""Plans and inspections 计划、抽查任务."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from quanheng.domains.inspections.models import Inspection, InspectionQuerySet, Plan, PlanEntry
from quanheng.domains.inspections.models.planning import PlanEntryQuerySet, PlanQuerySet
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.stages import INSPECTED, OPEN, VisitStage
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor


@dataclass(frozen=True)
class Progress:
    """How far an inspection is: visits that count, recorded, reviewed, published, overdue for publication."""

    visits: int
    recorded: int
    reviewed: int
    published: int
    late: int


def inspections(*, viewer: Actor) -> InspectionQuerySet:
    """Inspections of the viewer's area, the newest first."""
    viewer.require(rights.READ)
    return viewer.within(Inspection.objects.select_related("organ"))  # type: ignore[return-value]


def inspection(key: int, *, viewer: Actor) -> Inspection:
    """One inspection. Raises ``Missing`` for another area's."""
    found = inspections(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing()
    return found


def progress(row: Inspection, *, day: date) -> Progress:
    """How far one inspection is."""
    counted = row.visits.aggregate(
        visits=Count("id", filter=~Q(state=VisitStage.REPLACED)),
        recorded=Count("id", filter=Q(state__in=INSPECTED)),
        reviewed=Count("id", filter=Q(state__in=[VisitStage.REVIEWED, VisitStage.PUBLISHED])),
        published=Count("id", filter=Q(state=VisitStage.PUBLISHED)),
        late=Count("id", filter=Q(published_on__isnull=True, publish_by__lt=day, state__in=INSPECTED)),
    )
    return Progress(**counted)


def with_progress(rows: InspectionQuerySet) -> InspectionQuerySet:
    """Inspections with how many visits count, are open, and are published, for a list."""
    return rows.annotate(
        visit_count=Count("visits", filter=~Q(visits__state=VisitStage.REPLACED)),
        open_count=Count("visits", filter=Q(visits__state__in=OPEN)),
        published_count=Count("visits", filter=Q(visits__state=VisitStage.PUBLISHED)),
    )


def joint_departments(row: Inspection) -> list[str]:
    """The names of the organs that take part, the initiator first."""
    names = [(item.organ_id != row.organ_id, item.organ.name) for item in row.items.select_related("organ")]
    return [name for _, name in sorted(set(names))]


def plans(*, viewer: Actor) -> PlanQuerySet:
    """Annual plans of the viewer's area, the newest first."""
    viewer.require(rights.READ)
    rows = Plan.objects.select_related("organ").annotate(entry_count=Count("entries"))
    return viewer.within(rows)  # type: ignore[return-value]


def plan(key: int, *, viewer: Actor) -> Plan:
    """One annual plan. Raises ``Missing``."""
    found = plans(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing()
    return found


def plan_entries(*, viewer: Actor, year: int) -> PlanEntryQuerySet:
    """The lines of adopted plans of a year in the viewer's area, with how many inspections each has."""
    viewer.require(rights.READ)
    rows = PlanEntry.objects.of_year(year).filter(plan__adopted_on__isnull=False).select_related("plan")
    counted = rows.annotate(inspection_count=Count("inspections"))
    return viewer.within(counted, "plan__area_code")  # type: ignore[return-value]
