"""The owner online: without an account, from the front page to the licence's file."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.tests.doors import people
from quanheng.domains.registration.tests.doors.shop import PROMISES, SHOP
from quanheng.kernel import clock
from quanheng.platform.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county():
    people.lay_out()
    with clock.fixed(people.TODAY):
        yield


def opened(client, subject="individual") -> Filing:
    answer = client.post(reverse("portal:apply_open"), {"kind": "establishment", "subject": subject})
    assert answer.status_code == 302, answer.content.decode()
    return Filing.objects.latest("pk")


def saved(client, filing, **fields):
    filing.refresh_from_db()
    url = reverse("registration:filing_save", args=[filing.pk])
    return client.post(url, {"revision": filing.revision, **fields}, headers={"Accept": "application/json"})


def submitted(client, filing):
    return client.post(reverse("registration:filing_check", args=[filing.pk]), PROMISES)


def code_of(client, filing) -> str:
    page = client.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    return re.search(r'class="secret">([0-9A-Z-]{14})<', page)[1]


def test_the_owner_registers_a_shop_without_an_account(client):
    filing = opened(client)
    answer = saved(client, filing, **SHOP).json()
    assert answer["name"] == "酉阳县武陵谷面馆（个体工商户）"
    assert answer["fields"]["scope"] == "餐饮服务；小餐饮"
    assert any("食品经营许可" in permit for permit in answer["permits"])
    page = client.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "还差这些" not in page
    assert "重庆市酉阳土家族苗族自治县龙潭镇老街12号" in page
    assert submitted(client, filing).status_code == 302
    filing.refresh_from_db()
    assert filing.stage == "submitted"
    clerk = people.account("clerk", Role.CLERK)
    officer = type(client)()
    officer.force_login(clerk)
    officer.post(reverse("registration:filing_approve", args=[filing.pk]))
    filing.refresh_from_db()
    assert filing.stage == "approved"
    assert Business.objects.get(code=filing.code).name == "酉阳县武陵谷面馆（个体工商户）"
    page = client.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    assert "下载电子营业执照" in page
    file = client.get(reverse("registration:filing_licence", args=[filing.pk]))
    assert file.content.startswith(b"%PDF")
    assert "尚未经独立阅读器验证" in page
    ofd = client.get(re.search(r'href="(/verify/[^"]+\.ofd)"', page)[1])
    assert ofd.content.startswith(b"PK")


def test_whoever_names_an_agent_is_asked_for_the_authority_at_once(client):
    filing = opened(client)
    assert "authorization" not in saved(client, filing, **SHOP).json()["wanted"]
    assert "authorization" in saved(client, filing, agent__name="冉代办").json()["wanted"]
    page = client.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert 'id="paper-authorization"' in page
    assert '<details class="inside" id="step-agent" open>' in page
    page = client.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "由代理人办理，但是没有上传授权委托书" in page


def test_a_shop_without_a_name_goes_by_its_operator(client):
    filing = opened(client)
    assert saved(client, filing, **{**SHOP, "name_parts__brand": ""}).json()["name"] == ""
    assert submitted(client, filing).status_code == 302


def test_what_is_to_be_supplemented_shows_the_address_as_it_was_typed(client):
    filing = opened(client)
    saved(client, filing, **SHOP)
    submitted(client, filing)
    whole = Filing.objects.get(pk=filing.pk).details["address"]
    assert whole.endswith("龙潭镇老街12号")
    officer = type(client)()
    officer.force_login(people.account("clerk", Role.CLERK))
    officer.post(reverse("registration:filing_supplement", args=[filing.pk]), {"points": "门牌号"})
    page = client.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert re.search(r'name="address" value="老街12号"', page)
    answer = saved(client, filing, operator__phone="13900000002").json()
    assert "address" not in answer["fields"]
    assert submitted(client, filing).status_code == 302
    assert Filing.objects.get(pk=filing.pk).details["address"] == whole


def test_another_browser_takes_the_application_up_with_number_and_code(client):
    filing = opened(client)
    code = code_of(client, filing)
    elsewhere = type(client)()
    assert elsewhere.get(reverse("registration:filing_form", args=[filing.pk])).status_code == 404
    answer = elsewhere.post(reverse("portal:resume"), {"number": filing.number, "code": code.lower()})
    assert answer.url == reverse("registration:filing_form", args=[filing.pk])
    assert saved(elsewhere, filing, operator__name="田小满").status_code == 200


def test_a_wrong_code_opens_nothing_and_ten_tries_a_minute_are_enough(client):
    filing = opened(client)
    stranger = type(client)()
    statuses = {
        stranger.post(
            reverse("portal:resume"), {"number": filing.number, "code": "AAAA-BBBB-CCCC"}
        ).status_code
        for _ in range(12)
    }
    assert statuses == {409, 429}


def test_a_new_code_closes_the_door_that_the_old_one_opened(client):
    filing = opened(client)
    officer = type(client)()
    officer.force_login(people.account("clerk", Role.CLERK))
    officer.post(reverse("registration:filing_code", args=[filing.pk]))
    assert client.get(reverse("registration:filing_form", args=[filing.pk])).status_code == 404
    assert code_of(officer, filing)


def test_what_two_devices_write_at_once_is_shown_and_not_written_over(client):
    filing = opened(client)
    before = Filing.objects.get(pk=filing.pk).revision
    assert saved(client, filing, address="老街12号").status_code == 200
    url = reverse("registration:filing_save", args=[filing.pk])
    answer = client.post(url, {"revision": before, "address": "新街1号"})
    assert answer.status_code == 409
    assert answer.json()["conflict"] is True
    assert answer.json()["fields"]["address"] == "老街12号"
    filing.refresh_from_db()
    assert filing.details["address"] == "老街12号"


def test_without_script_the_form_saves_and_leads_on(client):
    filing = opened(client)
    url = reverse("registration:filing_form", args=[filing.pk])
    filing.refresh_from_db()
    everything = {**SHOP, "revision": filing.revision, "next": "check", "form": "personal"}
    answer = client.post(url, {**everything, "address_proof": "declaration"})
    assert answer.url == reverse("registration:filing_check", args=[filing.pk])
    assert submitted(client, filing).status_code == 302


def test_without_script_a_conflict_is_shown_beside_what_was_typed(client):
    filing = opened(client)
    filing.refresh_from_db()
    old = filing.revision
    saved(client, filing, address="老街12号")
    url = reverse("registration:filing_form", args=[filing.pk])
    answer = client.post(url, {"revision": old, "address": "新街1号", "next": "check"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "新街1号" in page
    assert "老街12号" in page


def test_handing_in_twice_hands_in_once(client):
    filing = opened(client)
    saved(client, filing, **SHOP)
    assert submitted(client, filing).status_code == 302
    again = submitted(client, filing)
    assert again.url == reverse("registration:filing", args=[filing.pk])
    assert Filing.objects.count() == 1


def test_the_same_opening_sent_twice_opens_once(client):
    sent = {"kind": "establishment", "subject": "individual", "once": "a" * 32}
    first = client.post(reverse("portal:apply_open"), sent)
    second = client.post(reverse("portal:apply_open"), sent)
    assert first.url == second.url
    assert Filing.objects.count() == 1


def test_what_lacks_is_told_with_its_article_before_anything_is_handed_in(client):
    filing = opened(client)
    page = client.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "还差这些" in page
    assert "《市场主体登记管理条例》第八条" in page
    assert submitted(client, filing).status_code == 409


def test_a_stranger_changes_no_business_online(client):
    from quanheng.domains.registration.tests.factories import business

    found = business(kind="individual")
    answer = client.post(
        reverse("portal:apply_owner"), {"business": found.code, "id_number": SHOP["operator__id_number"]}
    )
    assert answer.status_code == 409
    assert "第十五条" in answer.content.decode()


def test_whoever_answers_for_a_business_is_offered_its_errands(client):
    from quanheng.domains.registration.models import Person
    from quanheng.domains.registration.tests.factories import business

    found = business(kind="individual")
    known = SHOP["operator__id_number"]
    Person.objects.create(
        business=found, role="operator", name="田小满", id_number=known, from_on="2020-01-01"
    )
    asked = {"business": found.code, "id_number": known}
    page = client.post(reverse("portal:apply_owner"), asked).content.decode()
    assert "变更登记" in page
    answer = client.post(reverse("portal:apply_owner"), {**asked, "errand": "change individual"})
    assert Filing.objects.get().kind == "change"
    assert answer.url == reverse("registration:filing_form", args=[Filing.objects.get().pk])
