"""Postal outlets: opened, staffed, closed; what their clerks may see."""

from __future__ import annotations

import pytest

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Outlet
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.services.channels.outlets import OutletClosed, OutletIsOpen
from quanheng.domains.registration.tests.doors import people
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role

pytestmark = pytest.mark.django_db
TODAY = people.TODAY


@pytest.fixture(autouse=True)
def county():
    people.lay_out()


@pytest.fixture
def officer():
    return people.actor("officer", Role.SECTION)


@pytest.fixture
def operator():
    return people.actor("operator", Role.OPERATOR)


def opened(by, name="龙潭邮政所", area=people.LONGTAN) -> Outlet:
    return services.open_outlet(services.NewOutlet(name, area, "老街1号"), by=by, today=TODAY)


def seat(outlet, operator, username="postal") -> Account:
    new = services.NewClerk(username, "田邮政", people.PASSWORD)
    return services.seat_outlet_clerk(outlet.pk, new, by=operator, today=TODAY)


def test_an_outlet_is_an_organ_of_its_own_and_opening_it_is_recorded(officer):
    outlet = opened(officer)
    assert outlet.organ.kind == "postal"
    assert outlet.organ.area_id == people.LONGTAN
    assert [entry.act for entry in ledger.entries_about(outlet)] == ["outlet_opened"]


def test_two_outlets_of_one_township_are_two_organs(officer):
    assert opened(officer).organ_id != opened(officer, "龙潭火车站邮政所").organ_id


def test_an_open_outlet_keeps_its_name_to_itself(officer):
    opened(officer)
    with pytest.raises(OutletIsOpen) as refused:
        opened(officer)
    assert refused.value.cites


def test_a_clerk_of_the_window_opens_no_outlet():
    with pytest.raises(Forbidden):
        opened(people.actor("window", Role.CLERK))


def test_the_account_of_an_outlet_clerk_holds_the_one_role_and_is_bound_to_the_outlet(officer, operator):
    outlet = opened(officer)
    clerk = seat(outlet, operator)
    assert clerk.roles == ["postal"]
    assert clerk.organ_id == outlet.organ_id
    assert doors.outlet_of(clerk.as_actor()) == outlet


def test_an_outlet_clerk_reads_neither_the_register_nor_other_outlets(officer, operator):
    clerk = seat(opened(officer), operator).as_actor()
    from quanheng.domains.registration.rules import rights

    assert not clerk.may(rights.READ)
    assert not clerk.may(rights.READ_OUTLETS)
    assert not clerk.may(rights.REGISTER)


def test_closing_an_outlet_ends_its_accounts(officer, operator):
    outlet = opened(officer)
    clerk = seat(outlet, operator)
    services.close_outlet(outlet.pk, reason="合并到县城网点", by=officer, today=TODAY)
    clerk.refresh_from_db()
    assert not clerk.is_active
    with pytest.raises(Missing):
        doors.outlet_of(clerk.as_actor())
    with pytest.raises(OutletClosed):
        services.close_outlet(outlet.pk, reason="再撤一次", by=officer, today=TODAY)


def test_another_county_does_not_see_the_outlets(officer):
    outlet = opened(officer)
    from quanheng.platform.people.actors import Actor

    stranger = Actor("account:0", "外县", frozenset({Role.SECTION}), "500243-amr", "500243")
    assert list(doors.outlets(viewer=stranger)) == []
    with pytest.raises(Missing):
        services.close_outlet(outlet.pk, reason="越权", by=stranger, today=TODAY)
    assert queries.businesses(viewer=stranger).count() == 0
