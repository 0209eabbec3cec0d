"""Visits at the door 上门办照: asked for, put on a day's route, made, or not possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from quanheng.domains.registration.models import Business, Filing, HomeVisit
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.doors import (
    NEAR_THE_APPLICANT,
    VISIT,
    VISIT_PREFIX,
    VISIT_RESULT_SAYS,
    Stop,
    VisitResult,
    VisitStage,
    errand_says,
    fitted,
    route,
)
from quanheng.domains.registration.rules.filings import FilingKind, Stage
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services.matter import desk_of
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account, Area, Organ
from quanheng.platform.people.rights import Right
from quanheng.platform.people.roles import Role
from quanheng.platform.worklist.services import Task, assign, settle

PLAN, GO = "registration.plan_visit", "registration.visit"
COUNTY = 6


class NotAVisitor(Refused):
    """The person chosen does not visit at the door 不是上门办照人员."""


class NothingToShow(Refused):
    """The result says more than the filings of the visit bear out 没有相应的办理记录."""


@dataclass(frozen=True)
class VisitRequest:
    """What a visit is asked for with 上门办照申请: where, by whom, which errand (a ``FilingKind``).

    ``subject`` is the kind of business that is to be founded; an individual one if nothing is said.
    """

    area_code: str
    address: str
    applicant_name: str
    applicant_phone: str
    asked_for: str
    business_code: str = ""
    subject: str = ""
    note: str = ""


@transaction.atomic
def request_visit(request: VisitRequest, *, by: Actor, today: date) -> HomeVisit:
    """Ask for a visit at the door 申请上门办照, by anybody, or for somebody on the telephone by a clerk.

    Asked for twice with the same telephone for the same errand, it is one visit. Raises ``Refused`` where
    no bureau serves the place or the business is not in the register.
    """
    by.require(rights.REQUEST_VISIT, area=None if by.is_public else request.area_code)
    bureau = _bureau(request.area_code)
    known = HomeVisit.objects.filter(
        applicant_phone=request.applicant_phone.strip(),
        asked_for=FilingKind(request.asked_for),
        area_code=request.area_code,
        stage__in=[VisitStage.REQUESTED, VisitStage.PLANNED],
    ).first()
    if known:
        return known
    visit = _create(request, bureau, by=by, today=today)
    record("visit_requested", on=visit, by=by, today=today, facts={"kind": visit.asked_for})
    assign(
        Task(PLAN, f"安排上门：{_what(visit)}", reverse("registration:visits_plan")),
        about=visit,
        for_organ=desk_of(bureau),
        area_code=visit.area_code,
        today=today,
    )
    return visit


@transaction.atomic
def plan_route(
    day: date, visit_ids: Sequence[int], visitor_id: int, *, by: Actor, today: date
) -> list[HomeVisit]:
    """Put visits on a visitor's route of a day 安排路线; the day is put in order (``rules.doors.fitted``).

    Returns the day's visits in driving order. Raises ``NotAVisitor``, ``Missing``, ``MoveNotAllowed``.
    """
    by.require(rights.PLAN_VISITS)
    visitor = _visitor(visitor_id, by=by)
    if day < today:
        raise Refused("不能安排到已经过去的日子。", cites=NEAR_THE_APPLICANT, field="day")
    chosen = list(HomeVisit.objects.select_for_update().filter(pk__in=visit_ids).order_by("pk"))
    if not chosen or len(chosen) != len(set(visit_ids)):
        raise Missing("请先勾选要安排的上门申请。", instead="请从待安排列表中勾选。", field="visits")
    for visit in chosen:
        by.require(rights.PLAN_VISITS, area=visit.area_code)
        VISIT.check(visit.stage, VisitStage.PLANNED)
        visit.stage, visit.planned_on, visit.visitor = VisitStage.PLANNED, day, visitor
        visit.save(update_fields=["stage", "planned_on", "visitor"])
    ordered = _put_in_order(day, visitor, [visit.pk for visit in chosen])
    for visit in chosen:
        facts = {"day": day.isoformat(), "visitor": visitor.display_name}
        record("visit_planned", on=visit, by=by, today=today, facts=facts)
        settle(PLAN, about=visit, by=by, today=today)
        _put_before_visitor(visit, visitor, today=today)
    return ordered


@transaction.atomic
def put_off_visit(visit_id: int, *, reason: str, by: Actor, today: date) -> HomeVisit:
    """Take a visit off its route to plan it anew 改期."""
    visit = held_visit(visit_id, rights.PLAN_VISITS, VisitStage.REQUESTED, by=by)
    _require_reason(reason)
    visit.planned_on = visit.place_in_route = visit.visitor = None
    visit.save(update_fields=["stage", "planned_on", "place_in_route", "visitor"])
    record("visit_put_off", on=visit, by=by, today=today, facts={"reason": reason.strip()[:200]})
    settle(GO, about=visit, by=by, today=today)
    task = Task(PLAN, f"安排上门：{_what(visit)}", reverse("registration:visits_plan"))
    assign(task, about=visit, for_organ=desk_of(visit.organ), area_code=visit.area_code, today=today)
    return visit


@transaction.atomic
def finish_visit(visit_id: int, result: VisitResult, *, note: str = "", by: Actor, today: date) -> HomeVisit:
    """Close a visit that was made 上门办结, with what came of it.

    A licence left needs an approved filing of this visit, a hand-over a submitted one. Raises
    ``NothingToShow``, ``MoveNotAllowed``.
    """
    visit = held_visit(visit_id, rights.VISIT, VisitStage.DONE, by=by)
    if not by.is_system and by.id != f"account:{visit.visitor_id}":
        raise Missing("这次上门不在您的路线上。", instead="请由安排的上门人员办结，或者先改派。")
    _require_borne_out(visit, result)
    visit.done_on, visit.result = today, result
    visit.outcome = note.strip()[:300] or VISIT_RESULT_SAYS[result]
    visit.save(update_fields=["stage", "done_on", "result", "outcome"])
    filings = list(visit.filings.values_list("number", flat=True))
    record("visit_made", on=visit, by=by, today=today, facts={"result": result.value, "filings": filings})
    settle(GO, about=visit, by=by, today=today)
    return visit


@transaction.atomic
def give_up_visit(visit_id: int, *, reason: str, by: Actor, today: date) -> HomeVisit:
    """Say that a visit is not possible, and why 未能上门办理."""
    visit = held_visit(visit_id, rights.PLAN_VISITS, VisitStage.CANCELLED, by=by)
    _require_reason(reason)
    visit.outcome = reason.strip()[:300]
    visit.save(update_fields=["stage", "outcome"])
    record("visit_given_up", on=visit, by=by, today=today, facts={"reason": visit.outcome})
    for kind in (PLAN, GO):
        settle(kind, about=visit, by=by, today=today)
    return visit


def _create(request: VisitRequest, bureau: Organ, *, by: Actor, today: date) -> HomeVisit:
    code = request.business_code.strip().upper()
    if code and not Business.objects.filter(code=code).exists():
        raise Missing(
            "名录中没有这个统一社会信用代码。", instead="请核对营业执照，或者留空。", field="business_code"
        )
    made = HomeVisit.objects.filter(organ=bureau, requested_on__year=today.year).count()
    return HomeVisit.objects.create(
        number=f"{VISIT_PREFIX}{bureau.area_id}{today.year}{made + 1:05}",
        organ=bureau,
        area_code=request.area_code,
        business_code=code,
        asked_for=FilingKind(request.asked_for),
        subject=_subject(request),
        applicant_name=request.applicant_name.strip(),
        applicant_phone=request.applicant_phone.strip(),
        address=request.address.strip(),
        note=request.note.strip()[:300],
        requested_on=today,
        requested_by=by.id,
        stage=VisitStage.REQUESTED,
    )


def _subject(request: VisitRequest) -> str:
    if request.asked_for != FilingKind.ESTABLISHMENT:
        return ""
    return Kind(request.subject or Kind.INDIVIDUAL)


def _bureau(area_code: str) -> Organ:
    """The bureau of the county, locked so that two requests do not take one number."""
    rows = Organ.objects.select_for_update().filter(kind="bureau", area_id=area_code[:COUNTY])
    found = rows.order_by("code").first()
    if found is None or not Area.objects.filter(pk=area_code).exists():
        raise Refused(
            "这个地方没有设置登记机关，不能安排上门。",
            cites=NEAR_THE_APPLICANT,
            instead="请从列表中选择乡镇街道。",
            field="area_code",
        )
    return found


def _visitor(key: int, *, by: Actor) -> Account:
    visitor = Account.objects.select_for_update().filter(pk=key, is_active=True).first()
    if visitor is None or Role.HOME_VISIT not in visitor.roles or not by.covers(visitor.area_id or ""):
        raise NotAVisitor(
            "只能安排本辖区的上门办照人员。",
            cites=NEAR_THE_APPLICANT,
            instead="请从列表中选择；没有人选时，请系统管理员给账号加上“上门办照人员”的岗位。",
            field="visitor",
        )
    return visitor


def _put_in_order(day: date, visitor: Account, fresh: Sequence[int]) -> list[HomeVisit]:
    visits = {visit.pk: visit for visit in stops_of(day, visitor.pk)}
    places = _places(visits.values())
    stops = [Stop(visit.pk, visit.area_code, address) for visit, address in _behind_township(visits.values())]
    placed = [key for key, visit in visits.items() if visit.place_in_route and key not in fresh]
    usual = route((stop for stop in stops if stop.key in placed), places)
    return number_stops([visits[key] for key in fitted(placed, usual, route(stops, places))])


def stops_of(day: date, visitor_id: int) -> list[HomeVisit]:
    """The stops of a visitor's day in the order they have, those that were made included."""
    rows = HomeVisit.objects.filter(visitor=visitor_id, planned_on=day)
    return list(rows.exclude(stage=VisitStage.CANCELLED).order_by("place_in_route", "id"))


def number_stops(ordered: list[HomeVisit]) -> list[HomeVisit]:
    """Give the stops of a day their places, from one on."""
    for place, visit in enumerate(ordered, start=1):
        visit.place_in_route = place
    HomeVisit.objects.bulk_update(ordered, ["place_in_route"])
    return ordered


def _places(visits: Iterable[HomeVisit]) -> dict[str, tuple[int, int]]:
    codes = {visit.area_code for visit in visits}
    rows = Area.objects.filter(pk__in=codes, grid_row__isnull=False, grid_column__isnull=False)
    places = rows.values_list("pk", "grid_row", "grid_column")
    return {code: (row or 0, column or 0) for code, row, column in places}


def _behind_township(visits: Iterable[HomeVisit]) -> list[tuple[HomeVisit, str]]:
    """Each visit with its address behind the township's name: some write the county out, some do not."""
    rows = list(visits)
    names = dict(Area.objects.filter(pk__in=[row.area_code for row in rows]).values_list("pk", "name"))
    return [(row, row.address.split(names[row.area_code], 1)[-1].strip()) for row in rows]


def _put_before_visitor(visit: HomeVisit, visitor: Account, *, today: date) -> None:
    assign(
        Task(
            GO, f"上门办照：{_what(visit)}", reverse("registration:visit", args=[visit.pk]), visit.planned_on
        ),
        about=visit,
        for_organ=visitor.organ_id or visit.organ_id,
        area_code=visit.area_code,
        today=today,
        officer_id=visitor.officer_id,
    )


def _what(visit: HomeVisit) -> str:
    return f"{errand_says(visit.asked_for, visit.subject)}，{visit.applicant_name}，{visit.address}"[:180]


def held_visit(visit_id: int, right: Right, to: VisitStage, *, by: Actor) -> HomeVisit:
    """A visit, locked and moved on (not yet saved). Raises ``Missing``, ``Forbidden``, ``MoveNotAllowed``."""
    by.require(right)
    visit = HomeVisit.objects.select_for_update().filter(pk=visit_id).first()
    if visit is None:
        raise Missing("没有这次上门办照，或者它不在您的辖区内。")
    by.require(right, area=visit.area_code)
    VISIT.check(visit.stage, to)
    visit.stage = to
    return visit


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("请说明原因。", cites=NEAR_THE_APPLICANT, field="reason")


def _require_borne_out(visit: HomeVisit, result: VisitResult) -> None:
    stages = set(Filing.objects.filter(visit=visit).values_list("stage", flat=True))
    says = ""
    if Stage.DRAFT in stages:
        says = "这次上门还有没提交的申请，不能办结。"
    elif result is VisitResult.LICENCE_LEFT and Stage.APPROVED not in stages:
        says = "这次上门还没有准予登记的申请，没有营业执照可以留下。"
    elif result is VisitResult.HANDED_OVER and not stages:
        says = "这次上门没有提交申请，没有可以交回的材料。"
    if says:
        raise NothingToShow(
            says,
            cites="《市场主体登记管理条例》第十九条、第二十一条",
            instead="请先提交或者撤回申请，或者选择相符的结果；确实不能办理的，选“未能办理”并说明原因。",
        )
