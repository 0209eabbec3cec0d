"""Visits at the door: asked for, put on a route, made, or not possible."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quanheng.domains.registration import services
from quanheng.domains.registration.models import HomeVisit
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules.doors import VisitResult, VisitStage
from quanheng.domains.registration.services.channels.visits import GO, PLAN, NotAVisitor, NothingToShow
from quanheng.domains.registration.tests.doors import people
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
TODAY = people.TODAY
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def county():
    people.lay_out()


@pytest.fixture
def officer():
    return people.actor("officer", Role.SECTION)


@pytest.fixture
def visitor():
    return people.account("visitor", Role.HOME_VISIT)


def asked(number=1, area=people.LONGTAN, address="老街1号", by=None, **given) -> HomeVisit:
    request = services.VisitRequest(
        area, address, f"张{number}", f"1380000{number:04}", given.pop("kind", "establishment"), **given
    )
    return services.request_visit(request, by=by or Actor.public(), today=TODAY)


def planned(officer, visitor, *visits, day=TOMORROW) -> list[HomeVisit]:
    keys = [visit.pk for visit in visits]
    return services.plan_route(day, keys, visitor.pk, by=officer, today=TODAY)


def test_anybody_may_ask_and_the_registration_section_has_it_on_its_list():
    visit = asked()
    assert visit.stage == VisitStage.REQUESTED
    assert visit.number == "SM500242202600001"
    task = Item.objects.get(kind=PLAN)
    assert task.for_organ_id == "500242-amr-registration"


def test_asking_twice_with_one_telephone_is_one_visit():
    assert asked() == asked()
    assert asked(kind="reissue") != asked()


def test_a_place_without_a_bureau_is_refused_with_the_article():
    with pytest.raises(Refused) as refused:
        asked(area="999999")
    assert refused.value.cites


def test_a_code_that_the_register_does_not_hold_is_refused():
    with pytest.raises(Missing):
        asked(business_code="91500242MA00000000")


def test_a_route_goes_township_by_township_and_counts_house_numbers_as_numbers(officer, visitor):
    far = asked(1, people.GONGTAN, "古镇2号")
    ten, nine = asked(2, people.LONGTAN, "老街10号"), asked(3, people.LONGTAN, "老街9号")
    start = asked(4, people.TAOHUAYUAN, "桃花源路1号")
    ordered = planned(officer, visitor, far, ten, nine, start)
    assert [visit.pk for visit in ordered] == [start.pk, nine.pk, ten.pk, far.pk] or (
        [visit.pk for visit in ordered] == [start.pk, far.pk, nine.pk, ten.pk]
    )
    assert [visit.place_in_route for visit in ordered] == [1, 2, 3, 4]
    assert list(doors.route_of(visitor.as_actor(), TOMORROW)) == ordered


def test_an_address_with_the_county_written_out_lies_where_it_lies(officer, visitor):
    addresses = ["重庆市酉阳县龙潭镇石堤村3组", "石堤村4组", "石堤村2组"]
    three, four, two = (asked(at, address=address) for at, address in enumerate(addresses, start=1))
    ordered = planned(officer, visitor, three, four, two)
    assert [visit.pk for visit in ordered] == [two.pk, three.pk, four.pk]


def test_a_later_request_is_fitted_into_the_route_of_the_day(officer, visitor):
    ten = asked(1, address="老街10号")
    planned(officer, visitor, ten)
    one = asked(2, address="老街1号")
    assert [visit.pk for visit in planned(officer, visitor, one)] == [one.pk, ten.pk]


def test_planning_moves_the_task_from_the_section_to_the_visitor(officer, visitor):
    visit = asked()
    planned(officer, visitor, visit)
    assert not Item.objects.open().filter(kind=PLAN).exists()
    assert Item.objects.open().get(kind=GO).due_on == TOMORROW


def test_only_a_visitor_of_the_county_is_sent(officer):
    visit, clerk = asked(), people.account("clerk", Role.CLERK)
    with pytest.raises(NotAVisitor):
        planned(officer, clerk, visit)


def test_no_route_is_planned_for_yesterday(officer, visitor):
    with pytest.raises(Refused):
        planned(officer, visitor, asked(), day=TODAY - timedelta(days=1))


def test_a_visit_put_off_waits_again(officer, visitor):
    visit = asked()
    planned(officer, visitor, visit)
    put_off = services.put_off_visit(visit.pk, reason="店主外出", by=officer, today=TODAY)
    assert (put_off.stage, put_off.planned_on, put_off.visitor) == ("requested", None, None)
    assert list(doors.waiting_visits(viewer=officer)) == [put_off]


def test_no_licence_is_left_where_none_was_issued(officer, visitor):
    visit = asked()
    planned(officer, visitor, visit)
    for result in (VisitResult.LICENCE_LEFT, VisitResult.HANDED_OVER):
        with pytest.raises(NothingToShow) as refused:
            services.finish_visit(visit.pk, result, by=visitor.as_actor(), today=TOMORROW)
        assert refused.value.cites


def test_a_visit_that_only_advised_is_done_and_settled(officer, visitor):
    visit = asked()
    planned(officer, visitor, visit)
    done = services.finish_visit(
        visit.pk, VisitResult.ADVISED, note="说明了要带的材料", by=visitor.as_actor(), today=TOMORROW
    )
    assert (done.stage, done.done_on) == (VisitStage.DONE, TOMORROW)
    assert not Item.objects.open().exists()
    with pytest.raises(MoveNotAllowed):
        services.finish_visit(visit.pk, VisitResult.ADVISED, by=visitor.as_actor(), today=TOMORROW)


def test_a_visit_that_is_not_possible_says_why(officer):
    visit = asked()
    with pytest.raises(Refused):
        services.give_up_visit(visit.pk, reason=" ", by=officer, today=TODAY)
    given_up = services.give_up_visit(visit.pk, reason="道路塌方", by=officer, today=TODAY)
    assert (given_up.stage, given_up.outcome) == (VisitStage.CANCELLED, "道路塌方")
    assert not Item.objects.open().exists()


def test_the_public_plans_no_routes(visitor):
    visit = asked()
    with pytest.raises(Forbidden):
        services.plan_route(TOMORROW, [visit.pk], visitor.pk, by=Actor.public(), today=TODAY)


def route_of(visitor) -> list[int]:
    return [visit.pk for visit in doors.route_of(visitor.as_actor(), TOMORROW)]


def test_an_order_made_by_hand_is_kept_and_later_stops_come_last(officer, visitor):
    one, two, three = (asked(number, address=f"老街{number}号") for number in (1, 2, 3))
    planned(officer, visitor, two, three)
    moved = services.place_visit(three.pk, 1, by=visitor.as_actor(), today=TODAY)
    assert [visit.pk for visit in moved] == [three.pk, two.pk] == route_of(visitor)
    planned(officer, visitor, one)
    assert route_of(visitor) == [three.pk, two.pk, one.pk]
    assert "visit_reordered" in {entry.act for entry in ledger.entries_about(three)}


def test_a_place_beyond_the_ends_is_the_end(officer, visitor):
    one, two = asked(1, address="老街1号"), asked(2, address="老街2号")
    planned(officer, visitor, one, two)
    services.place_visit(one.pk, 99, by=officer, today=TODAY)
    assert route_of(visitor) == [two.pk, one.pk]
    services.place_visit(one.pk, 0, by=officer, today=TODAY)
    assert route_of(visitor) == [one.pk, two.pk]


def test_what_is_on_no_route_has_no_place(officer):
    with pytest.raises(Refused):
        services.place_visit(asked().pk, 1, by=officer, today=TODAY)


def test_the_public_gets_one_code_and_only_for_the_visit_it_asked_for(officer):
    visit = asked()
    code = services.hand_out_visit_code(visit.pk, by=Actor.public(), today=TODAY)
    assert doors.visit_with_code(visit.number.lower(), code.lower()) == visit
    with pytest.raises(Refused, match="已经申请过"):
        services.hand_out_visit_code(visit.pk, by=Actor.public(), today=TODAY)
    services.hand_out_visit_code(visit.pk, by=officer, today=TODAY)
    with pytest.raises(Missing):
        doors.visit_with_code(visit.number, code)


def test_who_asked_may_cancel_until_it_is_done_and_nobody_else(officer, visitor):
    visit, other = asked(1), asked(2)
    planned(officer, visitor, visit, other)
    with pytest.raises(Missing):
        services.cancel_visit(other.pk, by=doors.requester(visit), today=TODAY)
    cancelled = services.cancel_visit(visit.pk, by=doors.requester(visit), today=TODAY)
    assert (cancelled.stage, cancelled.outcome) == (VisitStage.CANCELLED, "申请人取消")
    assert Item.objects.open().filter(kind=GO).count() == 1
    services.finish_visit(other.pk, VisitResult.ADVISED, by=visitor.as_actor(), today=TOMORROW)
    with pytest.raises(MoveNotAllowed):
        services.cancel_visit(other.pk, by=doors.requester(other), today=TODAY)


def test_a_visit_says_what_is_to_be_founded():
    assert asked(1).subject == "individual"
    assert asked(2, subject="cooperative").subject == "cooperative"
    assert asked(3, kind="reissue").subject == ""
