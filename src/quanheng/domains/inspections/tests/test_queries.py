from datetime import date

import pytest

from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Visit, VisitPart
from quanheng.domains.inspections.tests import factories as made
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, LONGTAN, MAWANG, actor

pytestmark = pytest.mark.django_db
TODAY = made.TODAY


@pytest.fixture
def inspection():
    made.county()
    return made.drawn()


def test_an_inspectors_day_lists_the_own_visits_in_route_order(inspection):
    first, second = inspection.visits.order_by("order")
    Visit.objects.filter(pk=first.pk).update(area_code=MAWANG)
    who = made.team(first)[0]
    mine = [row for row in (first, second) if who.officer_id in {one.officer_id for one in made.team(row)}]
    found = list(queries.my_visits(viewer=who, day=TODAY))
    assert set(found) == set(mine)
    assert [row.area_code for row in found] == sorted(row.area_code for row in found)


def test_a_visit_leaves_the_day_when_the_own_department_has_recorded():
    made.county()
    visit = made.drawn(made.joint()).visits.get(order=1)
    bureau, school = made.team(visit)[0], made.team(visit, made.EDUCATION)[0]
    made.finished(visit)
    assert visit not in queries.my_visits(viewer=bureau, day=TODAY)
    assert visit in queries.my_visits(viewer=school, day=TODAY)


def test_nothing_is_on_the_day_before_the_inspection_begins(inspection):
    who = made.team(inspection.visits.first())[0]
    assert not queries.my_visits(viewer=who, day=date(2021, 3, 9)).exists()
    assert queries.my_visits(viewer=who, day=date(2021, 6, 1)).exists()


def test_a_township_sees_its_own_visits_and_no_others(inspection):
    visit = inspection.visits.first()
    assert visit in queries.visits(viewer=actor(Role.TOWNSHIP, area_code=LONGTAN))
    with pytest.raises(Missing):
        queries.visit(visit.pk, viewer=actor(Role.TOWNSHIP, area_code=MAWANG))
    with pytest.raises(Missing):
        queries.inspection(inspection.pk, viewer=actor(Role.TOWNSHIP, area_code=LONGTAN))


def test_an_officer_sees_the_visits_of_the_own_team_wherever_they_are(inspection):
    visit = inspection.visits.first()
    who = made.team(visit)[0]
    elsewhere = actor(Role.INSPECTOR, area_code=MAWANG, officer_id=who.officer_id)
    assert queries.visit(visit.pk, viewer=elsewhere) == visit


@pytest.mark.parametrize("role", [Role.CLERK, Role.POSTAL, Role.BUSINESS, Role.WITNESS, Role.LABORATORY])
def test_whoever_has_nothing_to_do_with_inspections_reads_nothing(inspection, role):
    viewer = actor(role)
    for read in (queries.inspections, queries.visits, queries.plans, queries.waiting_for_review):
        with pytest.raises(Forbidden):
            read(viewer=viewer)
    code = inspection.visits.first().business_code
    assert queries.about_business(code, viewer) is None


def test_the_public_reads_published_results_only(inspection):
    with pytest.raises(Forbidden):
        queries.visits(viewer=Actor.public())
    assert not queries.public_results().exists()


def test_a_business_file_shows_its_visits_and_the_latest_result(inspection):
    visit = made.finished(inspection.visits.first(), q2="no")
    found = queries.about_business(visit.business_code, made.section())
    assert found is not None
    assert (found.visits, found.latest) == ((visit,), "违反食品药品管理规定；发现问题待后续处理")


def test_progress_counts_each_stage_and_what_is_late(inspection):
    first, second = inspection.visits.order_by("order")
    made.approved(first)
    made.finished(second)
    services.publish_visit(first.pk, by=made.section(), today=TODAY)
    before = queries.progress(inspection, day=date(2021, 4, 8))
    after = queries.progress(inspection, day=date(2021, 4, 9))
    assert (before.visits, before.recorded, before.reviewed, before.published) == (2, 2, 1, 1)
    assert (before.late, after.late) == (0, 1)


def test_what_waits_for_publication_stands_with_the_earliest_deadline_first(inspection):
    first, second = inspection.visits.order_by("order")
    made.finished(first, today=date(2021, 3, 12))
    made.finished(second, today=date(2021, 3, 11))
    waiting = list(queries.waiting_for_publication(viewer=made.section()))
    assert waiting == [second, first]


def test_the_roster_shown_before_the_draw_is_the_one_that_is_drawn_from():
    made.county()
    inspection = made.planned()
    shown = queries.eligible_for(BusinessFilter(trades=("H62",)), None, BUREAU, viewer=made.section())
    made.seeded(inspection)
    inspection.refresh_from_db()
    assert inspection.roster_count == len(shown.rows) == 6


def test_a_planner_sees_only_the_businesses_of_the_own_area():
    made.county()
    viewer = actor(Role.SECTION, area_code=MAWANG)
    assert queries.eligible_for(BusinessFilter(), None, BUREAU, viewer=viewer).rows == ()


def test_the_sheets_before_a_visit_ask_what_the_sheets_of_the_visit_will_ask(inspection):
    visit = inspection.visits.first()
    part = VisitPart.objects.get(visit=visit)
    who = made.team(visit)[0]
    before = queries.sheets_to_come(part, viewer=who, day=TODAY)
    made.started(visit)
    after = queries.sheets(VisitPart.objects.get(visit=visit), viewer=who)
    assert [[line.text for line in sheet.lines] for sheet in before] == [
        [line.text for line in sheet.lines] for sheet in after
    ]
    assert [sheet.item_id for sheet in before] == [sheet.item_id for sheet in after]
