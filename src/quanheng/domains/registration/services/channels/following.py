"""A visit at the door once it was asked for 上门跟进: its code, another place on the route, taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import HomeVisit
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.doors import NEAR_THE_APPLICANT, VisitStage
from quanheng.domains.registration.services.channels.visits import (
    GO,
    PLAN,
    held_visit,
    number_stops,
    stops_of,
)
from quanheng.kernel import access
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import settle


@transaction.atomic
def hand_out_visit_code(visit_id: int, *, by: Actor, today: date) -> str:
    """Give the requester a code 发放办理码 and return it; the public gets one for a visit that has none.

    An official may give a new one; the old one then opens nothing any more. Raises ``Refused``, ``Missing``.
    """
    visit = HomeVisit.objects.select_for_update().filter(pk=visit_id).first()
    if visit is None:
        raise Missing("没有这次上门办照，或者它不在您的辖区内。")
    by.require(rights.REQUEST_VISIT, area=None if by.is_public else visit.area_code)
    if by.is_public and visit.access:
        raise Refused(
            "这个电话号码已经申请过同一事项的上门，正在办理。",
            instead="请用申请时得到的编号和办理码查进度；遗失的，请打电话给登记机关。",
            field="applicant_phone",
        )
    code = access.new_code()
    visit.access = access.digest(visit.number, code)
    visit.save(update_fields=["access"])
    record("visit_code_handed_out", on=visit, by=by, today=today)
    return code


@transaction.atomic
def place_visit(visit_id: int, place: int, *, by: Actor, today: date) -> list[HomeVisit]:
    """Put a stop at another place of its day's route 调整路线顺序; the others move up or down.

    Returns the day's stops in their new order. Raises ``Refused`` for a visit that is on no route.
    """
    visit = held_visit(visit_id, rights.PLAN_VISITS, VisitStage.PLANNED, by=by)
    if visit.planned_on is None or visit.visitor_id is None:
        raise Refused("这次上门还没有排入路线。", cites=NEAR_THE_APPLICANT, instead="请先安排路线。")
    others = [stop for stop in stops_of(visit.planned_on, visit.visitor_id) if stop.pk != visit.pk]
    at = max(0, place - 1)
    ordered = number_stops([*others[:at], visit, *others[at:]])
    facts = {"day": visit.planned_on.isoformat(), "place": visit.place_in_route}
    record("visit_reordered", on=visit, by=by, today=today, facts=facts)
    return ordered


@transaction.atomic
def cancel_visit(visit_id: int, *, by: Actor, today: date) -> HomeVisit:
    """Take a request back 取消上门, by whoever asked for it. Raises ``Missing``, ``MoveNotAllowed``."""
    visit = held_visit(visit_id, rights.CANCEL_VISIT, VisitStage.CANCELLED, by=by)
    if by.applies_for != visit.number:
        raise Missing("没有这次上门办照，或者它不是您申请的。")
    visit.outcome = "申请人取消"
    visit.save(update_fields=["stage", "outcome"])
    record("visit_cancelled", on=visit, by=by, today=today)
    for kind in (PLAN, GO):
        settle(kind, about=visit, by=by, today=today)
    return visit
