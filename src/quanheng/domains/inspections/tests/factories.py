"""A small county in which an inspection can be planned, drawn, visited, reviewed and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import Inspection, Visit, VisitPart
from quanheng.domains.inspections.rules.kinds import Kind
from quanheng.domains.inspections.rules.obstruction import Confirmed
from quanheng.domains.inspections.rules.results import Outcome
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel import clock
from quanheng.kernel.draw import Count, witness_digest
from quanheng.platform.draws import services as draws
from quanheng.platform.draws.models import Draw
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, COUNTY, actor, area, officer, organ

START = date(2021, 3, 1)
"""The day on which the lists are entered, a Monday."""
DRAWN = date(2021, 3, 8)
VISITS = (date(2021, 3, 10), date(2021, 3, 31))
TODAY = date(2021, 3, 10)
EDUCATION = "500242-education"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000006000000040806000000ad044e43"
    "0000001449444154789c6360c0074444e4fee3554014000055f501462df3418f00"
    "00000049454e44ae426082"
)


def section(**given: object) -> Actor:
    """A section officer of the bureau."""
    return actor(Role.SECTION, **given)  # type: ignore[arg-type]


def leader() -> Actor:
    """A leader of the bureau."""
    return actor(Role.LEADER)


def inspector(row: Officer, area_code: str = COUNTY) -> Actor:
    """An officer as an actor."""
    return actor(Role.INSPECTOR, area_code=area_code, organ_code=row.organ_id, officer_id=row.pk)


def county(businesses: int = 6, officers: int = 4) -> list[Officer]:
    """The bureau with officers, a second department with officers, businesses, and the item list."""
    area("500242101", "龙潭镇")
    area("500242102", "麻旺镇")
    organ()
    education = organ(EDUCATION, "教育委员会")
    type(education).objects.filter(pk=EDUCATION).update(kind="department")
    for number in range(1, businesses + 1):
        business(number, trade="H6210")
    team = [officer(f"2420{number:04}") for number in range(1, officers + 1)]
    team += [officer(f"2421{number:04}", organ=education) for number in range(1, 4)]
    services.seed_lists(by=section(), today=START)
    return team


def draft(**given: object) -> services.InspectionDraft:
    """A special inspection of two caterers of class B."""
    wanted = services.InspectionDraft(
        organ=BUREAU,
        kind=Kind.OWN_SPECIAL,
        title="餐饮服务专项抽查",
        items=(("AMR-07", BUREAU),),
        objects=BusinessFilter(trades=("H62",)),
        quota={"B": Count(2)},
        visit_from=VISITS[0],
        visit_until=VISITS[1],
        unplanned_reason="市局部署",
    )
    return replace(wanted, **given)  # type: ignore[arg-type]


def joint(**given: object) -> services.InspectionDraft:
    """A joint inspection of the bureau and the education department."""
    given.setdefault("items", (("AMR-07", BUREAU), ("EDU-01", EDUCATION)))
    return draft(kind=Kind.JOINT, title="校外培训机构联合抽查", **given)


VALUES = {"区纪检组": "witness-value-0001", "个私协会": "witness-value-0002"}
SOURCES = (
    services.SourceDraft(kind="witness", name="区纪检组", of_bureau=True),
    services.SourceDraft(kind="witness", name="个私协会"),
)


def planned(wanted: services.InspectionDraft | None = None) -> Inspection:
    """An inspection that is planned."""
    return services.plan_inspection(wanted or draft(), by=section(), today=START)


def seeded(inspection: Inspection) -> Inspection:
    """An inspection whose draw is prepared, committed and revealed: everything but run."""
    with clock.fixed(datetime(2021, 3, 8, 9, 0, tzinfo=clock.SHANGHAI)):
        services.prepare_draw(inspection.pk, sources=SOURCES, by=section(), today=DRAWN)
        inspection.refresh_from_db()
        draw = Draw.objects.get(pk=inspection.draw_id)
        for source in draw.sources.all():
            digest = witness_digest(VALUES[source.name])
            draws.hand_in(draw.pk, source.pk, digest, by=section(), today=DRAWN)
        services.commit_draw(inspection.pk, by=section(), today=DRAWN)
    with clock.fixed(datetime(2021, 3, 8, 10, 0, tzinfo=clock.SHANGHAI)):
        for source in draw.sources.all():
            draws.reveal(draw.pk, source.pk, VALUES[source.name], by=section(), today=DRAWN)
    return inspection


def drawn(wanted: services.InspectionDraft | None = None) -> Inspection:
    """An inspection that is drawn: visits wait for their teams."""
    inspection = seeded(planned(wanted))
    services.draw_inspection(inspection.pk, by=section(), today=DRAWN)
    inspection.refresh_from_db()
    return inspection


def team(visit: Visit, organ_code: str = BUREAU) -> list[Actor]:
    """The officers of a department's team as actors, in order."""
    part = VisitPart.objects.get(visit=visit, organ=organ_code)
    return [inspector(member.officer) for member in part.team.filter(left_on=None).order_by("position")]


def started(visit: Visit, organ_code: str = BUREAU, today: date = TODAY) -> list[Actor]:
    """Begin a department's part of a visit with its whole team, and return the team."""
    who = team(visit, organ_code)
    services.start_visit(visit.pk, present=[one.officer_id or 0 for one in who], by=who[0], today=today)
    return who


def answer_all(visit: Visit, by: Actor, organ_code: str = BUREAU, today: date = TODAY, **given: str) -> None:
    """Answer every required question of a department's sheets well, but those given as ``q3="no"``."""
    part = VisitPart.objects.get(visit=visit, organ=organ_code)
    for sheet in part.sheets.select_related("checklist"):
        assert sheet.checklist is not None
        for row in sheet.checklist.questions.filter(required=True):
            good = "no" if row.problem_on == ["yes"] else "yes"
            value = given.get(f"q{row.number}", good)
            note = "" if value == good else "现场发现不符合"
            wanted = services.AnswerDraft(sheet.pk, row.number, value, uuid4(), note=note)
            services.save_answer(visit.pk, wanted, by=by, today=today)


SIGNED = services.ConfirmationDraft(Confirmed.SIGNED, signer_name="田某某", signer_post="店长", signature=PNG)


def finished(visit: Visit, organ_code: str = BUREAU, today: date = TODAY, **given: str) -> Visit:
    """A department's part of a visit, carried out and closed."""
    who = started(visit, organ_code, today)
    answer_all(visit, who[0], organ_code, today, **given)
    record = services.RecordDraft(Outcome.CHECKED, SIGNED)
    services.finish_visit(visit.pk, record, by=who[0], today=today)
    visit.refresh_from_db()
    return visit


def approved(visit: Visit, today: date = TODAY) -> Visit:
    """A visit carried out by its one department, and agreed with."""
    finished(visit, today=today)
    services.approve_visit(visit.pk, by=leader(), today=today)
    visit.refresh_from_db()
    return visit
