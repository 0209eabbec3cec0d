from datetime import date, timedelta

import pytest
from django.urls import reverse

from quanheng.desks.cockpit.views import home
from quanheng.kernel import clock
from quanheng.platform.ledger import services as ledger
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people
from quanheng.platform.worklist import services as worklist

pytestmark = pytest.mark.django_db

TODAY = date(2021, 3, 5)


@pytest.fixture(autouse=True)
def on_a_friday():
    with clock.fixed(TODAY):
        yield


def login(client, role, **given):
    account = people.account(role, **given)
    client.force_login(account)
    return account


def assign(title, due_on, for_organ=""):
    worklist.assign(
        worklist.Task("hazards.recheck", title, url="/hazards/1/", due_on=due_on, cites="《条例》第三条"),
        about=f"x:{title}",
        for_organ=for_organ or people.organ().pk,
        area_code="500242",
        today=TODAY,
    )


def test_the_inbox_puts_the_overdue_first_and_says_by_how_much(client):
    login(client, Role.SECTION)
    assign("晚的", TODAY + timedelta(days=5))
    assign("超期的", TODAY - timedelta(days=2))
    html = client.get("/desk/").content.decode()
    assert html.index("超期的") < html.index("晚的")
    assert "已超期 2 天" in html
    assert "还剩 3 个工作日" in html
    assert "《条例》第三条" in html


def test_a_short_inbox_offers_the_kinds_that_are_in_it_and_the_one_chosen(client, monkeypatch):
    login(client, Role.CLERK)
    assign("晚的", TODAY + timedelta(days=5))
    every = ['value="hazards.recheck"', 'value="credit.review"', 'value="draws.run"']

    def offered(address):
        html = client.get(address).content.decode()
        return [option in html for option in every]

    assert offered("/desk/") == [True, False, False]
    assert offered("/desk/?kind=credit.review") == [True, True, False]
    monkeypatch.setattr(home, "LOOKED_AT", 0)
    assert offered("/desk/")[:2] == [True, True], "a long one is not looked through"


def test_the_inbox_can_be_narrowed_to_what_is_late(client):
    login(client, Role.SECTION)
    assign("晚的", TODAY + timedelta(days=5))
    assign("超期的", TODAY - timedelta(days=2))
    html = client.get("/desk/?when=late").content.decode()
    assert "晚的" not in html
    assert "超期的" in html


def test_only_those_who_oversee_can_look_at_the_whole_area(client):
    other = people.organ("500242-long", "龙潭所")
    assign("别的机构的", None, for_organ=other.pk)
    login(client, Role.LEADER)
    assert "别的机构的" not in client.get("/desk/").content.decode()
    assert "别的机构的" in client.get("/desk/?scope=area").content.decode()
    client.logout()
    login(client, Role.TOWNSHIP)
    assert "别的机构的" not in client.get("/desk/?scope=area").content.decode()


def test_what_waits_for_the_bureau_waits_for_its_sections(client):
    section = people.organ("500242-amr-food", "食品科")
    section.parent = people.organ()
    section.save()
    assign("审核记录", None)
    account = login(client, Role.SECTION)
    account.organ = section
    account.save()
    assert "审核记录" in client.get("/desk/").content.decode()
    account.roles = [Role.CLERK]
    account.save()
    assert "审核记录" not in client.get("/desk/").content.decode()


def test_nobody_sits_at_the_desk_without_logging_in(client):
    response = client.get("/desk/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_business_account_has_no_seat_at_the_desk(client):
    login(client, Role.BUSINESS)
    assert client.get("/desk/").status_code == 403


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.AUDITOR, True), (Role.LEADER, True), (Role.SECTION, False), (Role.CLERK, False)],
)
def test_the_ledger_is_read_by_those_who_hold_others_to_account(client, role, allowed):
    entry = ledger.record("officer_entered", on="people.officer:1", by=Actor.system("test"), today=TODAY)
    login(client, role)
    pages = ["/desk/ledger/", f"/desk/ledger/{entry.seq}/"]
    assert {client.get(page).status_code for page in pages} == {200 if allowed else 403}


def test_the_ledger_is_filtered_by_act_actor_and_subject(client):
    login(client, Role.AUDITOR)
    for n in (1, 2):
        ledger.record("officer_entered", on=f"people.officer:{n}", by=Actor.system("test"), today=TODAY)
    assert "共 1 条" in client.get("/desk/ledger/?subject=people.officer:2").content.decode()
    assert "共 2 条" in client.get("/desk/ledger/?by=system:test").content.decode()
    assert "共 1 条" in client.get("/desk/ledger/?q=1").content.decode()
    assert "登记执法人员" in client.get("/desk/ledger/?act=officer_entered").content.decode()


def test_a_sound_ledger_verifies_and_a_tampered_one_names_the_entry(client):
    login(client, Role.AUDITOR)
    entry = ledger.record("officer_entered", on="people.officer:1", by=Actor.system("test"), today=TODAY)
    assert client.get("/desk/ledger/verify/").status_code == 405
    assert "台账完整" in client.post("/desk/ledger/verify/").content.decode()
    Entry.objects.filter(seq=entry.seq).update(act="another")
    html = client.post("/desk/ledger/verify/").content.decode()
    assert "不完整" in html
    assert f"/desk/ledger/{entry.seq}/" in html


def test_an_entry_that_does_not_exist_is_missing(client):
    login(client, Role.AUDITOR)
    assert client.get("/desk/ledger/99/").status_code == 404


def test_the_register_warns_of_certificates_that_end(client):
    login(client, Role.SECTION)
    people.officer("24200001", certificate_until=TODAY + timedelta(days=30))
    people.officer("24200002", certificate_until=TODAY - timedelta(days=1))
    people.officer("24200003")
    html = client.get("/desk/people/").content.decode()
    assert "2 人的执法证已过期或将在 90 天内到期" in html
    assert "共 1 条" in client.get("/desk/people/?certificate=ended").content.decode()
    assert "共 1 条" in client.get("/desk/people/?certificate=ending").content.decode()
    assert "共 1 条" in client.get("/desk/people/?certificate=valid").content.decode()


def test_officers_of_another_county_are_not_there(client):
    far = people.organ("500243-amr", "彭水局", "500243")
    officer = people.officer("24300001", organ=far, area=people.area("500243"))
    login(client, Role.SECTION)
    assert "24300001" not in client.get("/desk/people/").content.decode()
    assert client.get(reverse("cockpit:officer", args=[officer.pk])).status_code == 404


def test_organs_lead_to_their_officers(client):
    login(client, Role.SECTION)
    people.officer("24200001")
    assert "/desk/people/?organ=500242-amr" in client.get("/desk/people/organs/").content.decode()
    assert "24200001" in client.get("/desk/people/?organ=500242-amr").content.decode()
