"""Who may act for an organ, and which part of a visit is an officer's own."""

from __future__ import annotations

from quanheng.domains.inspections.models import TeamMember, Visit, VisitPart
from quanheng.domains.inspections.rules.staffing import NotOnTheTeam, check_may_record
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ


def organ_of(code: str) -> Organ:
    """One organ. Raises ``Missing``."""
    organ = Organ.objects.filter(pk=code).first()
    if organ is None:
        raise Missing(f"没有代码为“{code}”的机关", field="organ")
    return organ


def require_acts_for(organ: Organ, by: Actor) -> None:
    """Raise ``Forbidden`` unless the actor belongs to the organ or to an office below it."""
    if by.is_system or by.organ == organ.pk:
        return
    seat = Organ.objects.filter(pk=by.organ).first()
    while seat is not None and seat.parent_id:
        if seat.parent_id == organ.pk:
            return
        seat = seat.parent
    raise Forbidden(f"您不是{organ.name}的人员，不能替它办理", instead=f"请由{organ.name}办理")


def part_of(visit: Visit, by: Actor) -> VisitPart:
    """The part of a visit that the actor's team checks, locked. Raises ``NotOnTheTeam``."""
    member = None
    if by.officer_id is not None:
        rows = TeamMember.objects.filter(part__visit=visit, officer=by.officer_id, left_on__isnull=True)
        member = rows.select_related("part").first()
    if member is None:
        check_may_record(None, ())
        raise NotOnTheTeam("不是本户的检查人员")
    parts = VisitPart.objects.select_for_update(of=("self",)).select_related("organ")
    return parts.get(pk=member.part_id)


def lock_visit(visit_id: int) -> Visit:
    """One visit, locked for an act. Raises ``Missing``."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("inspection")
    visit = rows.filter(pk=visit_id).first()
    if visit is None:
        raise Missing()
    return visit
