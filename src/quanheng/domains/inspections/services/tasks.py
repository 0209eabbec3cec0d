"""What inspections put on the worklist 待办: draw, visit, review, and the publication with its clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse

from quanheng.domains.inspections.models import Inspection, TeamMember, Visit, VisitPart
from quanheng.platform.worklist.services import Handing, Task, assign, assign_each

DRAW, VISIT, REVIEW, PUBLISH = (
    "inspections.draw",
    "inspections.visit",
    "inspections.review",
    "inspections.publish",
)


def assign_draw(inspection: Inspection, today: date) -> None:
    """Put the draw before the initiating organ, due when the visits begin."""
    task = Task(
        DRAW,
        f"组织抽取：{inspection.title}",
        reverse("inspections:inspection", args=[inspection.pk]),
        due_on=inspection.visit_from,
    )
    assign(task, about=inspection, for_organ=inspection.organ_id, area_code=inspection.area_code, today=today)


def assign_visit(part: VisitPart, title: str, today: date) -> None:
    """Put a visit before the first officer of a department's standing team 派发检查任务."""
    team = list(part.team.filter(left_on__isnull=True).order_by("position")[:1])
    assign_each([_handing(part, team, title)], today=today)


def assign_visits(teams: Mapping[VisitPart, Sequence[TeamMember]], today: date) -> None:
    """Put new visits before the first officer of each department's team 派发检查任务."""
    handings = [
        _handing(part, team, f"双随机检查：{part.visit.business_name}") for part, team in teams.items()
    ]
    assign_each(handings, today=today)


def _handing(part: VisitPart, team: Sequence[TeamMember], title: str) -> Handing:
    visit = part.visit
    url = reverse("inspections:visit", args=[visit.pk])
    task = Task(VISIT, title, url, due_on=visit.inspection.visit_until)
    return Handing(task, part, part.organ_id, visit.area_code, team[0].officer_id if team else None)


def assign_review_and_publication(visit: Visit, today: date) -> None:
    """Put review and publication of a recorded visit before the initiating organ, with the legal deadline."""
    _assign(Task(REVIEW, f"审核检查记录：{visit.business_name}", due_on=visit.publish_by), visit, today)
    assign_publication(visit, today)


def assign_publication(visit: Visit, today: date) -> None:
    """Put the publication of a result before the initiating organ, with the legal deadline."""
    title = f"公示检查结果：{visit.business_name}"
    _assign(Task(PUBLISH, title, due_on=visit.publish_by, cites=visit.publish_cites), visit, today)


def _assign(task: Task, visit: Visit, today: date) -> None:
    inspection, url = visit.inspection, reverse("inspections:visit", args=[visit.pk])
    assign(
        replace(task, url=url),
        about=visit,
        for_organ=inspection.organ_id,
        area_code=inspection.area_code,
        today=today,
    )
