import pytest

from quanheng.domains.credit.services import set_class
from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import Inspection, SpentDraw, TeamMember, Visit
from quanheng.domains.inspections.queries import rosters
from quanheng.domains.inspections.rules.stages import Stage, VisitStage
from quanheng.domains.inspections.tests import factories as made
from quanheng.domains.registration.models import Business
from quanheng.kernel.draw import Count, QuotaNotMet, Ratio, verify
from quanheng.kernel.refusal import Forbidden, Refused
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.draws import queries as draw_queries
from quanheng.platform.draws import services as draws
from quanheng.platform.draws.models import Draw
from quanheng.platform.people.models import Officer, Recusal
from quanheng.platform.testing.people import BUREAU
from quanheng.platform.worklist.models import Item as Waiting

pytestmark = pytest.mark.django_db


def test_a_drawn_inspection_has_one_visit_per_business_with_the_team_the_draw_chose():
    made.county()
    inspection = made.drawn()
    assert (inspection.state, inspection.drawn_on) == (Stage.VISITING, made.DRAWN)
    draw = Draw.objects.get(pk=inspection.draw_id)
    places = draw_queries.drawn(draw)
    assert [v.business_code for v in inspection.visits.order_by("order")] == [place.code for place in places]
    visit = inspection.visits.get(order=1)
    names = [m.pseudonym for m in TeamMember.objects.filter(part__visit=visit).order_by("position")]
    assert tuple(names) == places[0].teams[BUREAU]
    assert visit.business_name == Business.objects.get(code=visit.business_code).name


def test_the_bundle_of_an_inspection_verifies():
    made.county()
    inspection = made.drawn()
    assert verify(draw_queries.bundle(Draw.objects.get(pk=inspection.draw_id))).agrees


def test_every_team_finds_its_visit_on_the_worklist_until_the_last_day_of_the_inspection():
    made.county()
    inspection = made.drawn()
    waiting = Waiting.objects.open().filter(kind="inspections.visit")
    assert waiting.count() == inspection.visits.count() == 2
    assert {item.due_on for item in waiting} == {made.VISITS[1]}
    first = TeamMember.objects.get(part__visit__order=1, position=1)
    assert waiting.get(about=f"inspections.visitpart:{first.part_id}").officer == first.officer
    assert not Waiting.objects.open().filter(kind="inspections.draw").exists()


def test_drawing_twice_gives_the_same_visits_once():
    made.county()
    inspection = made.drawn()
    before = list(Visit.objects.values_list("pk", "business_code"))
    services.draw_inspection(inspection.pk, by=made.section(), today=made.DRAWN)
    services.hear_draw_run(
        draw_queries_fact(inspection)  # the fact arrives late, or a second time
    )
    assert list(Visit.objects.values_list("pk", "business_code")) == before


def draw_queries_fact(inspection):
    from quanheng.platform.draws.events import DrawRun

    return DrawRun(inspection.draw_id, "", BUREAU, "2021-0001", made.DRAWN)


def test_a_draw_run_on_its_own_page_gives_the_teams_their_visits_too():
    made.county()
    inspection = made.seeded(made.planned())
    inspection.refresh_from_db()
    draws.run(inspection.draw_id, by=made.section(), today=made.DRAWN)
    services.hear_draw_run(draw_queries_fact(inspection))
    inspection.refresh_from_db()
    assert (inspection.state, inspection.visits.count()) == (Stage.VISITING, 2)


def test_nothing_is_drawn_before_the_seed_is_known():
    made.county()
    inspection = made.planned()
    with pytest.raises(Refused):
        services.draw_inspection(inspection.pk, by=made.section(), today=made.DRAWN)
    services.prepare_draw(inspection.pk, sources=made.SOURCES, by=made.section(), today=made.DRAWN)
    with pytest.raises(Refused):
        services.draw_inspection(inspection.pk, by=made.section(), today=made.DRAWN)
    assert not Visit.objects.exists()


def test_each_class_is_drawn_by_its_own_quota():
    made.county(6)
    codes = list(Business.objects.order_by("code").values_list("code", flat=True))
    for code in codes[:2]:
        set_class(code, "D", reason="列入异常名录", source="测试", by=made.section(), today=made.START)
    inspection = made.drawn(made.draft(quota={"B": Count(1), "D": Ratio("1")}))
    strata = sorted(inspection.visits.values_list("stratum", flat=True))
    assert strata == ["B", "D", "D"]
    assert set(codes[:2]) <= set(inspection.visits.values_list("business_code", flat=True))


def test_whoever_was_inspected_inside_the_exclusion_window_is_not_on_the_roster():
    made.county(6)
    first = made.drawn()
    visited = [made.finished(visit).business_code for visit in first.visits.all()]
    wanted = made.draft(quota={"B": Count(4)}, excluded_since=made.TODAY)
    second = made.planned(wanted)
    assert len(rosters(second, viewer=made.section()).objects.rows) == 4
    second = made.drawn(wanted)
    drawn = set(second.visits.values_list("business_code", flat=True))
    assert not drawn & set(visited)
    later = made.planned(made.draft(excluded_since=made.VISITS[1]))
    assert rosters(later, viewer=made.section()).objects.excluded == 0


def test_an_officer_whose_certificate_ends_before_the_last_day_is_not_sent():
    made.county(officers=3)
    Officer.objects.filter(certificate_number="24200001").update(certificate_until="2021-03-20")
    inspection = made.planned()
    ids = {row[0] for row in rosters(inspection, viewer=made.section()).inspectors}
    names = draw_queries.officers_of(ids, 2021)
    assert {one.certificate_number for one in names.values()} == {"24200002", "24200003"}


def test_a_department_with_too_few_officers_is_named():
    made.county(officers=1)
    inspection = made.planned()
    with pytest.raises(services.NobodyToSend) as refused:
        services.prepare_draw(inspection.pk, sources=made.SOURCES, by=made.section(), today=made.DRAWN)
    assert "市场监督管理局" in refused.value.says


def test_a_declared_recusal_keeps_the_officer_from_that_business():
    team = made.county(3, officers=3)
    inspection = made.planned(made.draft(quota={"B": Count(3)}))
    code = Business.objects.order_by("code").values_list("code", flat=True)[0]
    Recusal.objects.create(officer=team[0], subject_code=code, reason="亲属", declared_on=made.START)
    made.seeded(inspection)
    services.draw_inspection(inspection.pk, by=made.section(), today=made.DRAWN)
    members = TeamMember.objects.filter(part__visit__business_code=code)
    assert {member.officer for member in members} == {team[1], team[2]}


def test_a_count_above_its_class_is_refused_before_anything_is_committed():
    made.county(2)
    inspection = made.planned(made.draft(quota={"B": Count(3)}))
    with pytest.raises(QuotaNotMet):
        services.prepare_draw(inspection.pk, sources=made.SOURCES, by=made.section(), today=made.DRAWN)
    assert Inspection.objects.get().state == Stage.PLANNED
    assert not Draw.objects.exists()


def test_a_second_preparation_is_refused_while_the_first_draw_is_good():
    made.county()
    inspection = made.seeded(made.planned())
    with pytest.raises(services.DrawUnderWay):
        services.prepare_draw(inspection.pk, sources=made.SOURCES, by=made.section(), today=made.DRAWN)


def test_after_an_aborted_draw_a_new_one_is_made_and_the_spent_one_stays():
    made.county()
    inspection = made.seeded(made.planned())
    inspection.refresh_from_db()
    spent = inspection.draw_id
    draws.abort(spent, "见证人的值泄露", by=made.section(), today=made.DRAWN)
    made.seeded(inspection)
    services.draw_inspection(inspection.pk, by=made.section(), today=made.DRAWN)
    inspection.refresh_from_db()
    assert inspection.draw_id != spent
    assert SpentDraw.objects.get(inspection=inspection).draw_id == spent
    serials = sorted(draw.serial for draw in Draw.objects.all())
    assert serials == ["2021-0001", "2021-0002"]


def test_a_draw_that_cannot_be_staffed_leaves_the_inspection_waiting_for_another():
    team = made.county(2, officers=2)
    for code in Business.objects.values_list("code", flat=True):
        Recusal.objects.create(officer=team[0], subject_code=code, reason="亲属", declared_on=made.START)
    inspection = made.seeded(made.planned())
    services.draw_inspection(inspection.pk, by=made.section(), today=made.DRAWN)
    inspection.refresh_from_db()
    assert inspection.state == Stage.DRAWING
    assert Draw.objects.get(pk=inspection.draw_id).failed_code
    assert not Visit.objects.exists()


def test_in_a_joint_inspection_every_department_sends_a_team_to_the_same_business():
    made.county()
    inspection = made.drawn(made.joint())
    for visit in inspection.visits.all():
        assert [part.organ_id for part in visit.parts.all()] == [BUREAU, made.EDUCATION]
        assert all(part.team.count() == 2 for part in visit.parts.all())
    assert Waiting.objects.open().filter(kind="inspections.visit", for_organ=made.EDUCATION).count() == 2


def test_a_substitute_takes_the_place_of_a_business_that_is_gone():
    made.county()
    inspection = made.drawn()
    visit = inspection.visits.get(order=1)
    new = services.substitute_visit(visit.pk, reason="已迁出", by=made.section(), today=made.TODAY)
    visit.refresh_from_db()
    assert (visit.state, visit.replaced_reason) == (VisitStage.REPLACED, "已迁出")
    assert (new.order, new.replaces, new.state) == (1, visit, VisitStage.ASSIGNED)
    assert new.parts.get().team.count() == 2
    about = set(Waiting.objects.open().filter(kind="inspections.visit").values_list("about", flat=True))
    assert f"inspections.visitpart:{visit.parts.get().pk}" not in about
    assert f"inspections.visitpart:{new.parts.get().pk}" in about
    again = services.substitute_visit(visit.pk, reason="已迁出", by=made.section(), today=made.TODAY)
    assert again == new


def test_a_visit_that_has_begun_is_not_replaced_any_more():
    made.county()
    visit = made.drawn().visits.get(order=1)
    made.started(visit)
    with pytest.raises(MoveNotAllowed):
        services.substitute_visit(visit.pk, reason="已迁出", by=made.section(), today=made.TODAY)


def test_an_inspector_cannot_draw_or_substitute():
    made.county()
    inspection = made.drawn()
    visit = inspection.visits.get(order=1)
    by = made.team(visit)[0]
    with pytest.raises(Forbidden):
        services.draw_inspection(inspection.pk, by=by, today=made.DRAWN)
    with pytest.raises(Forbidden):
        services.substitute_visit(visit.pk, reason="x", by=by, today=made.TODAY)
