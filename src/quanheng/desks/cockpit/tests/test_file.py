"""The file on a business, and the one search box."""

import pytest

from quanheng.desks.cockpit import words
from quanheng.desks.cockpit.finding import find
from quanheng.desks.cockpit.shortcuts import shortcuts
from quanheng.domains.hazards.tests import factories as hazards
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.tests import factories as registration
from quanheng.kernel import clock
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people
from quanheng.platform.worklist import kinds
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.fixed(hazards.DAY):
        yield


@pytest.fixture
def business():
    people.area("500242101", "龙潭镇")
    made = registration.business(1, name="酉阳县老街小吃店")
    file_new([made.pk])
    return made


def login(client, role, **given):
    account = people.account(role, **given)
    client.force_login(account)
    return account


def test_the_file_puts_side_by_side_what_every_domain_knows(client, business):
    hazard = hazards.ordered(business_code=business.code)
    login(client, Role.SECTION)
    html = client.get(f"/desk/business/{business.code}/").content.decode()
    for words_ in ["登记信息", "信用风险", "检查", "隐患", hazard.number, "按 B 类管理", "责令整改"]:
        assert words_ in html


def test_the_file_shows_open_tasks_about_the_business_and_its_matters(client, business):
    hazard = hazards.ordered(business_code=business.code)
    title = Item.objects.open().get(about=f"hazards.hazard:{hazard.pk}").title
    login(client, Role.SECTION)
    assert title in client.get(f"/desk/business/{business.code}/").content.decode()


def test_the_file_of_another_area_is_missing(client, business):
    login(client, Role.TOWNSHIP, area_code=people.area("500242102", "麻旺镇").pk)
    assert client.get(f"/desk/business/{business.code}/").status_code == 404


@pytest.mark.parametrize("role", [Role.WITNESS, Role.BUSINESS, Role.LABORATORY])
def test_the_file_is_for_officials(client, business, role):
    login(client, role)
    assert client.get(f"/desk/business/{business.code}/").status_code == 403
    assert client.get("/desk/search?q=老街").status_code == 403


def test_a_code_leads_straight_to_the_file(client, business):
    login(client, Role.CLERK)
    answer = client.get("/desk/search", {"q": business.code.lower()})
    assert answer["Location"] == f"/desk/business/{business.code}/"


def test_a_name_lists_what_is_found_and_a_stranger_nothing(client, business):
    login(client, Role.CLERK)
    assert business.code in client.get("/desk/search", {"q": "老街"}).content.decode()
    assert "没有找到" in client.get("/desk/search", {"q": "查无此店"}).content.decode()


def test_a_hazard_is_found_by_its_number_within_the_area(business):
    hazard = hazards.found(business_code=business.code)
    here, away = people.actor(Role.SECTION), people.actor(Role.SECTION, area_code="500243")
    assert [hit.number for group in find(hazard.number, here) for hit in group.hits] == [hazard.number]
    assert find(hazard.number, away) == []


def test_a_ledger_number_is_found_by_auditors_only():
    entry = ledger.record(
        "officer_entered", on="people.officer:1", by=Actor.system("test"), today=hazards.DAY
    )
    number = str(entry.seq)
    assert [group.title for group in find(number, people.actor(Role.AUDITOR))] == ["台账"]
    assert find(number, people.actor(Role.CLERK)) == []


@pytest.mark.parametrize("text", ["'; DROP TABLE", "%", "_", "\\", "🏪", "９", "a" * 100])
def test_any_text_may_be_searched_for(client, text):
    login(client, Role.AUDITOR)
    assert client.get("/desk/search", {"q": text}).status_code == 200


def test_every_role_starts_on_a_page_it_may_open(client):
    for role in set(Role) - {Role.PUBLIC}:
        login(client, role)
        answer = client.get("/desk/start/", follow=True)
        assert answer.status_code == 200, (role, answer.redirect_chain)
        assert answer.redirect_chain[-1][1] == 302


def test_every_shortcut_opens_for_the_roles_it_is_for(client):
    for role in set(Role) - {Role.PUBLIC}:
        login(client, role)
        for address, label in shortcuts(people.actor(role)):
            assert client.get(address).status_code == 200, (role, label)


def test_every_kind_of_task_is_named_in_chinese(business):
    hazards.ordered(business_code=business.code)
    assert {kinds.says(kind) for kind in Item.objects.values_list("kind", flat=True)} & set(
        words.TASKS
    ) == set()
