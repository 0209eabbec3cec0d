"""The draw of an inspection 抽取: lists and rules handed to `platform.draws`, and visits made of its result.

Who is drawn is decided there, from committed lists and revealed values; here the lists are built and the
result becomes work: one visit per business, one part per department, one officer's place per name drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.inspections.models import Inspection, SpentDraw, TeamMember, Visit, VisitPart
from quanheng.domains.inspections.queries.rosters import Rosters, organs_of, rosters
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.stages import INSPECTION, VISIT, Stage, VisitStage
from quanheng.domains.inspections.services.authority import lock_visit
from quanheng.domains.inspections.services.planning import lock_inspection
from quanheng.domains.inspections.services.tasks import DRAW, assign_draw, assign_visits
from quanheng.domains.registration import queries as registration
from quanheng.kernel.refusal import Refused
from quanheng.platform.draws import queries as draw_queries
from quanheng.platform.draws import services as draws
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.services import DrawDraft, SourceDraft
from quanheng.platform.draws.states import State
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.worklist.services import settle, settle_all

GIVEN_UP = (State.ABORTED, State.DISCARDED)


class DrawUnderWay(Refused):
    """A draw of this inspection is prepared or made already 抽取已在进行."""


class NobodyToSend(Refused):
    """A department has too few certified officers for the days of the inspection 没有可派的检查人员."""


@transaction.atomic
def prepare_draw(inspection_id: int, *, sources: Sequence[SourceDraft], by: Actor, today: date) -> Inspection:
    """Build the lists of an inspection and draft its draw 准备抽取.

    After an aborted draw a new one may be prepared; the spent one stays with its serial. Raises
    ``DrawUnderWay``, ``NobodyToSend``, ``QuotaNotMet``, ``NothingToDraw``, ``Forbidden``, ``Missing``.
    """
    by.require(rights.DRAW)
    inspection = lock_inspection(inspection_id, by)
    INSPECTION.check(inspection.state, Stage.DRAWING)
    _spend_given_up(inspection, today)
    lists = rosters(inspection, viewer=by)
    _require_staffed(inspection, lists)
    draw = draws.draft(
        _draft(inspection, sources),
        roster=lists.objects.rows,
        inspectors=lists.inspectors,
        recusals=lists.recusals,
        by=by,
        today=today,
    )
    inspection.state, inspection.draw_id = Stage.DRAWING, draw.pk
    inspection.roster_count = len(lists.objects.rows)
    inspection.save(update_fields=["state", "draw_id", "roster_count"])
    facts = {"draw": draw.pk, "excluded": lists.objects.excluded, "roster": len(lists.objects.rows)}
    record("inspection_draw_prepared", on=inspection, by=by, today=today, facts=facts)
    assign_draw(inspection, today)
    return inspection


def current_draw(inspection: Inspection) -> Draw | None:
    """The draw of an inspection as it stands, locked or not; None before one is prepared."""
    return Draw.objects.filter(pk=inspection.draw_id).first() if inspection.draw_id else None


def _spend_given_up(inspection: Inspection, today: date) -> None:
    """Put a draw that was given up on record; refuse if the current one is still good."""
    draw = current_draw(inspection)
    if draw is None:
        return
    if draw.state not in GIVEN_UP:
        raise DrawUnderWay("这次抽查已经准备了抽取", instead="需要重新抽取的，先作废当前抽取并写明原因")
    SpentDraw.objects.create(inspection=inspection, draw_id=draw.pk, spent_on=today)


def _require_staffed(inspection: Inspection, lists: Rosters) -> None:
    names = {row.organ_id: row.organ.name for row in inspection.items.select_related("organ")}
    for organ in organs_of(inspection):
        able = lists.sent_by(organ)
        if able < inspection.team_size:
            raise NobodyToSend(
                f"{names.get(organ, organ)}在检查期间可派的执法检查人员只有{able}人，"
                f"不够组成{inspection.team_size}人的检查组",
                instead="请核对执法检查人员名录库：证件有效期、资质、所属单位",
            )


def _draft(inspection: Inspection, sources: Sequence[SourceDraft]) -> DrawDraft:
    return DrawDraft(
        organ=inspection.organ_id,
        area_code=inspection.area_code,
        purpose=purpose_of(inspection),
        item=inspection.title,
        quota=inspection.quota,
        organs=organs_of(inspection),
        sources=sources,
        team_size=inspection.team_size,
        qualification=inspection.qualification,
        exclusion=inspection.excluded_since,
    )


def purpose_of(inspection: Inspection) -> str:
    """How a draw names the inspection it is made for."""
    return f"inspections.inspection:{inspection.pk}"


@transaction.atomic
def commit_draw(inspection_id: int, *, by: Actor, today: date) -> Inspection:
    """Commit the draw of an inspection: lists and rules are fixed and published 公布承诺值.

    Raises ``DigestMissing`` while a witness is awaited, ``Forbidden``, ``Missing``.
    """
    by.require(rights.DRAW)
    inspection = lock_inspection(inspection_id, by)
    draws.commit(_draw_id(inspection), by=by, today=today)
    return inspection


@transaction.atomic
def draw_inspection(inspection_id: int, *, by: Actor, today: date) -> Inspection:
    """Draw businesses and teams, and give every team its visits 抽取并派发.

    Runs once: a second call, a second click or a second worker returns the inspection as it is. A draw that
    cannot be staffed is aborted in sight of everybody, and the inspection waits for a new one. Raises
    ``SilentWitness`` while a value is missing, ``MoveNotAllowed``, ``Forbidden``, ``Missing``.
    """
    by.require(rights.DRAW)
    inspection = lock_inspection(inspection_id, by)
    if inspection.state in (Stage.VISITING, Stage.PUBLISHED):
        return inspection
    INSPECTION.check(inspection.state, Stage.VISITING)
    draw = draws.run(_draw_id(inspection), by=by, today=today)
    if draw.state == State.DRAWN:
        _take(inspection, draw, by=by, today=today)
    return inspection


@transaction.atomic
def take_result(draw_id: int, *, by: Actor, today: date) -> Inspection | None:
    """Make visits of a draw that was run on its own page 派发抽取结果; safe to repeat.

    Returns None for a draw that no inspection waits for.
    """
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("organ")
    inspection = rows.filter(draw_id=draw_id, state=Stage.DRAWING).first()
    draw = Draw.objects.filter(pk=draw_id, state=State.DRAWN).first()
    if inspection is not None and draw is not None:
        _take(inspection, draw, by=by, today=today)
    return inspection


def _take(inspection: Inspection, draw: Draw, *, by: Actor, today: date) -> None:
    visits = _create_visits(inspection, draw_queries.drawn(draw), today)
    inspection.state, inspection.drawn_on = Stage.VISITING, today
    inspection.save(update_fields=["state", "drawn_on"])
    facts = {"draw": draw.pk, "serial": draw.serial, "visits": len(visits)}
    record("inspection_drawn", on=inspection, by=by, today=today, facts=facts)
    settle(DRAW, about=inspection, by=by, today=today)


def _draw_id(inspection: Inspection) -> int:
    if inspection.draw_id is None:
        raise Refused("还没有准备抽取", instead="请先准备抽取：生成名单、确定种子来源")
    return inspection.draw_id


@dataclass(frozen=True)
class _Target:
    """A business as it stands in the register on the day of the draw."""

    code: str
    name: str
    address: str
    area_code: str


def _targets(codes: Iterable[str]) -> dict[str, _Target]:
    register = registration.businesses(viewer=Actor.system("inspections"))
    rows = register.in_bulk(list(codes), field_name="code").values()
    return {row.code: _Target(row.code, row.name, row.address, row.area_code) for row in rows}


def _create_visits(inspection: Inspection, places: Sequence[draw_queries.Place], today: date) -> list[Visit]:
    """One visit per drawn business, one part per organ, one member per officer; all on the worklist."""
    known = _targets(place.code for place in places)
    visits = Visit.objects.bulk_create(
        _visit(inspection, place.order, known[place.code], place.stratum, today) for place in places
    )
    _create_parts({visit: place.teams for visit, place in zip(visits, places, strict=True)}, today)
    return visits


def _visit(inspection: Inspection, order: int, target: _Target, stratum: str, today: date) -> Visit:
    return Visit(
        inspection=inspection,
        order=order,
        business_code=target.code,
        business_name=target.name,
        address=target.address,
        area_code=target.area_code,
        stratum=stratum,
        assigned_on=today,
    )


def _create_parts(teams: Mapping[Visit, Mapping[str, Sequence[str]]], today: date) -> None:
    """The parts of new visits of one inspection with their teams, given by organ as pseudonyms."""
    parts = [
        (VisitPart(visit=visit, organ_id=organ), team)
        for visit in teams
        for organ, team in teams[visit].items()
    ]
    officers = _officers([pseudonym for _, team in parts for pseudonym in team], teams)
    VisitPart.objects.bulk_create(part for part, _ in parts)
    members = {
        part: [
            TeamMember(part=part, officer=officers[pseudonym], pseudonym=pseudonym, position=position)
            for position, pseudonym in enumerate(team, start=1)
        ]
        for part, team in parts
    }
    TeamMember.objects.bulk_create(one for team in members.values() for one in team)
    assign_visits(members, today)


def _officers(pseudonyms: Iterable[str], visits: Iterable[Visit]) -> dict[str, Officer]:
    """The officers behind the pseudonyms, which are those of the year in which the visits begin."""
    years = {visit.inspection.visit_from.year for visit in visits}
    return {
        name: officer
        for year in years
        for name, officer in draw_queries.officers_of(sorted(set(pseudonyms)), year).items()
    }


@transaction.atomic
def substitute_visit(visit_id: int, *, reason: str, by: Actor, today: date) -> Visit:
    """Replace a business that cannot be visited by the next in line of its class 替补.

    The substitute's team is staffed by the draw; the replaced visit stays with its reason. Raises
    ``BadSubstitution`` when nobody is left in line, ``MoveNotAllowed`` once a visit has begun.
    """
    by.require(rights.DRAW)
    visit = lock_visit(visit_id)
    inspection = lock_inspection(visit.inspection_id, by)
    if visit.state == VisitStage.REPLACED:
        return Visit.objects.get(replaces=visit)
    VISIT.check(visit.state, VisitStage.REPLACED)
    if not reason.strip():
        raise Refused("没有写明替补的原因", instead="请写明不能检查的情况，如已迁出、已注销", field="reason")
    draw_id = _draw_id(inspection)
    code = draws.substitute(draw_id, visit.business_code, reason.strip(), by=by, today=today)
    return _replace(visit, code, reason.strip(), by=by, today=today)


@transaction.atomic
def take_substitution(draw_id: int, code: str, replaced_by: str, *, by: Actor, today: date) -> Visit | None:
    """Follow a substitution that was made on the draw's own page 同步替补; safe to repeat."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("inspection")
    visit = rows.filter(inspection__draw_id=draw_id, business_code=code, state=VisitStage.ASSIGNED).first()
    if visit is None:
        return None
    return _replace(visit, replaced_by, "见抽取记录", by=by, today=today)


def _replace(visit: Visit, code: str, reason: str, *, by: Actor, today: date) -> Visit:
    visit.state, visit.replaced_reason = VisitStage.REPLACED, reason
    visit.save(update_fields=["state", "replaced_reason"])
    for part in visit.parts.all():
        settle_all(about=part, by=by, today=today)
    new = _visit(visit.inspection, visit.order, _targets([code])[code], visit.stratum, today)
    new.replaces = visit
    new.save()
    draw = current_draw(visit.inspection)
    _create_parts({new: draw_queries.team_of(draw, code) if draw else {}}, today)
    facts = {"code": visit.business_code, "reason": reason, "replaced_by": code}
    record("visit_substituted", on=visit, by=by, today=today, facts=facts)
    record("visit_assigned", on=new, by=by, today=today, facts={"replaces": visit.business_code})
    return new
