"""The pages about names: anybody checks and keeps one; officers see lists and take the steps of a dispute."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import NameDispute, NameReservation
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel import clock
from quanheng.platform.people import county
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
NAME = {
    "region": "酉阳县",
    "brand": "武陵春",
    "trade": "商贸",
    "form": "有限公司",
    "area_code": "500242",
    "subject": "company",
}
WHO = {"applicant_name": "田某", "applicant_phone": "13800000001"}


@pytest.fixture(autouse=True)
def _county(db: object):
    county.lay_out()
    made = business(1, name="酉阳县武林春商贸有限公司")
    file_new([made.pk])
    with clock.fixed(TODAY):
        yield


def officer(role: Role) -> tuple[Client, Account]:
    client, who = Client(), account(role)
    client.force_login(who)
    return client, who


def test_anybody_sees_what_is_near_and_why(client):
    page = client.get(reverse("registration:names"), NAME)
    assert page.status_code == 200
    text = page.content.decode()
    assert "酉阳县武林春商贸有限公司" in text
    assert "读音相近" in text
    assert "第十六条" in text


def test_a_refusal_stands_beside_its_field_with_its_article(client):
    page = client.get(reverse("registration:names"), NAME | {"brand": "北京"}, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert "<html" not in text
    assert 'id="said-brand"' in text
    assert "《企业名称登记管理规定》第八条" in text


def test_another_form_asks_under_its_own_names_and_gets_no_place_to_keep(client):
    given = {f"name_parts__{part}": NAME[part] for part in ("brand", "trade", "form")}
    page = client.get(reverse("registration:name_check"), given | {"area_code": "500242101"})
    text = page.content.decode()
    assert "酉阳县武陵春商贸有限公司" in text, "the county's name is put in front"
    assert "保留这个名称" not in text


def test_keeping_shows_the_code_once_and_to_this_browser_alone(client):
    sent = client.post(reverse("registration:name_retain"), NAME | WHO | {"promised": "on"})
    kept = NameReservation.objects.get()
    assert sent.url == reverse("registration:name_kept", args=[kept.pk])
    text = client.get(sent.url).content.decode()
    assert kept.number in text
    assert "2026年5月2日" in text
    assert Client().get(sent.url).status_code == 302


def test_without_the_promise_nothing_is_kept(client):
    page = client.post(reverse("registration:name_retain"), NAME | WHO)
    assert page.status_code == 200
    assert "应当作出承诺" in page.content.decode()
    assert not NameReservation.objects.exists()


def test_the_holder_finds_it_again_and_gives_it_up(client):
    asked = services.NameQuestion(**NAME)
    who = services.NameApplicant("田某", "13800000001")
    from quanheng.platform.people.actors import Actor

    kept = services.retain_name(asked, who, promised=True, by=Actor.public(), today=TODAY)
    mine = reverse("registration:name_mine")
    given = {"number": kept.reservation.number, "code": kept.code}
    assert "没有这个编号" in client.post(mine, given | {"number": "x"}).content.decode()
    assert kept.reservation.name in client.post(mine, given).content.decode()
    assert client.post(mine, given | {"release": "1"}).status_code == 302
    kept.reservation.refresh_from_db()
    assert kept.reservation.stage == "released"


@pytest.mark.parametrize("page", ["name_retained", "name_disputes", "name_dispute_new"])
def test_the_public_is_led_to_the_login_and_an_inspector_is_refused(client, page):
    assert client.get(reverse(f"registration:{page}")).status_code == 302
    inspector, _ = officer(Role.INSPECTOR)
    assert inspector.get(reverse(f"registration:{page}")).status_code == 403


def test_the_section_takes_a_dispute_through_its_steps():
    section, _ = officer(Role.SECTION)
    accused = business(2, name="酉阳县武陵春商贸有限公司")
    file_new([accused.pk])
    given = {
        "business_code": accused.code,
        "applicant_name": "武陵春集团",
        "request": "停止使用",
        "grounds": "在先使用",
    }
    made = section.post(reverse("registration:name_dispute_new"), given)
    dispute = NameDispute.objects.get()
    assert made.url == reverse("registration:name_dispute", args=[dispute.pk])
    text = section.get(made.url).content.decode()
    assert "受理" in text
    assert "2026-03-09" in text
    for step in ("accept", "serve"):
        url = reverse("registration:name_dispute_act", args=[dispute.pk, step])
        assert section.get(url).status_code == 200
        assert section.post(url, {"once": ""}).status_code == 302
    dispute.refresh_from_db()
    assert dispute.stage == "served"
    ruling = reverse("registration:name_dispute_act", args=[dispute.pk, "uphold"])
    page = section.post(ruling, {"ruling": "构成混淆", "factors": ["争议双方企业的主营业务"]})
    assert "答辩期限" in page.content.decode()


def test_a_retained_name_is_struck_with_reason_and_article(client):
    client.post(reverse("registration:name_retain"), NAME | WHO | {"promised": "on"})
    section, _ = officer(Role.SECTION)
    kept = NameReservation.objects.get()
    assert kept.name in section.get(reverse("registration:name_retained")).content.decode()
    url = reverse("registration:name_strike", args=[kept.pk])
    given = {"reason": "有不良影响", "cites": "《企业名称登记管理规定》第十一条"}
    assert section.post(url, given).status_code == 302
    page = section.get(reverse("registration:name_retained_one", args=[kept.pk])).content.decode()
    assert "不符合规定已取消" in page
    clerk, _ = officer(Role.CLERK)
    assert clerk.post(url, given).status_code == 403
