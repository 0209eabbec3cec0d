from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.filing import file_new, search_made_anew
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.domains.registration.tests.factories import business, code
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, MAWANG, actor, area

pytestmark = pytest.mark.django_db

TODAY = date(2021, 6, 1)
SECTION = actor(Role.SECTION)
GIVEN = {"by": SECTION, "today": TODAY}


@pytest.fixture
def first():
    made = business(1)
    file_new([made.pk])
    return made


def test_a_deregistered_business_has_an_end_and_a_ledger_entry(first):
    services.change_state(code(1), State.DEREGISTERED, on=date(2021, 5, 31), reason="申请注销", **GIVEN)
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("deregistered", date(2021, 5, 31))
    assert Entry.objects.get(act="business_state_changed").subject == f"registration.business:{first.pk}"


def test_a_deregistered_business_cannot_be_suspended(first):
    services.change_state(code(1), State.DEREGISTERED, on=TODAY, reason="x", **GIVEN)
    with pytest.raises(MoveNotAllowed):
        services.change_state(code(1), State.SUSPENDED, on=TODAY, reason="x", **GIVEN)


def test_a_change_cannot_lie_in_the_future(first):
    with pytest.raises(Refused):
        services.change_state(code(1), State.SUSPENDED, on=date(2021, 6, 2), reason="x", **GIVEN)


def test_a_renamed_business_is_found_by_both_names(first):
    services.rename_business(code(1), "新字号茶油坊", on=TODAY, **GIVEN)
    assert queries.search("新字号", viewer=SECTION).get() == first
    assert queries.search("第1号商贸", viewer=SECTION).get() == first


def test_a_corrected_township_moves_the_business_between_desks(first):
    area(MAWANG, "麻旺镇")
    services.correct_township(code(1), MAWANG, reason="实地核实", **GIVEN)
    assert queries.search("商贸", viewer=actor(Role.TOWNSHIP, area_code=MAWANG)).count() == 1
    assert queries.search("商贸", viewer=actor(Role.TOWNSHIP, area_code=LONGTAN)).count() == 0


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.WITNESS, Role.LABORATORY, Role.BUSINESS])
def test_who_only_reads_changes_nothing(first, role):
    with pytest.raises((Forbidden, Missing)):
        services.rename_business(code(1), "x", on=TODAY, by=actor(role), today=TODAY)
    with pytest.raises(Forbidden):
        services.reveal_contact(code(1), reason="x", by=actor(role), today=TODAY)


def test_another_township_finds_nothing_to_change(first):
    other = actor(Role.TOWNSHIP, area_code=MAWANG)
    with pytest.raises(Missing):
        services.tag_business(code(1), "重点", by=other, today=TODAY)
    with pytest.raises(Missing):
        services.change_state(code(1), State.SUSPENDED, on=TODAY, reason="x", by=other, today=TODAY)


def test_many_are_tagged_once_with_one_entry(first):
    business(2, area_code="500118001")
    codes = [code(1), code(2), code(3)]
    assert services.tag_businesses(codes, "重点", **GIVEN) == 1
    assert services.tag_businesses(codes, "重点", **GIVEN) == 0
    assert Entry.objects.filter(act="businesses_tagged").count() == 2


def test_a_tag_with_a_separator_in_it_is_refused(first):
    with pytest.raises(Refused):
        services.tag_business(code(1), "重点、食品", **GIVEN)


def test_flags_are_put_to_rest_only_with_a_finding():
    business(1, flags=["校验位"])
    with pytest.raises(Refused):
        services.resolve_flags(code(1), reason=" ", **GIVEN)
    services.resolve_flags(code(1), reason="与执照一致", **GIVEN)
    assert Business.objects.get().flags == []


def test_the_search_can_be_filed_anew(first):
    business(2, name="未归档的店")
    assert queries.search("未归档", viewer=SECTION).count() == 0
    assert search_made_anew() == 2
    assert queries.search("未归档", viewer=SECTION).count() == 1


@pytest.mark.parametrize(
    "wrong", [{"state": "gone"}, {"kind": "x"}, {"code": "1"}, {"name": ""}, {"area_code": "5"}]
)
def test_the_database_itself_refuses_what_no_business_is(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        business(9, **wrong)
