"""What the public reads of permits: the answer first, nothing personal, and every end with its article."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.tests import factories as make

pytestmark = pytest.mark.django_db


def text(client: Client, page: str, **query: str) -> str:
    answer = client.get(page, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_answer_stands_first_with_its_last_day(client: Client) -> None:
    permit = make.permit()
    shown = text(client, f"/permits/{permit.number}/")
    assert "食品经营许可有效，至2029年3月3日" in shown
    assert "冉某" not in shown


def test_what_ended_says_since_when_why_and_by_which_article(client: Client) -> None:
    permit = make.permit()
    services.revoke_permit(
        permit, decision="酉市监处罚〔2024〕8号", reason="使用非食品原料", by=make.section(), today=make.DAY
    )
    shown = text(client, f"/permits/{permit.number}/")
    assert "已吊销，自2024年3月4日起失效" in shown
    assert "酉市监处罚〔2024〕8号" in shown
    assert "《行政处罚法》第九条第（三）项" in shown


def test_what_ran_out_says_so(client: Client) -> None:
    permit = make.permit()
    Permit.objects.filter(pk=permit.pk).update(state="expired")
    assert "没有延续，不能再凭它经营" in text(client, f"/permits/{permit.number}/")


def test_a_permit_is_found_by_name_number_and_place(client: Client) -> None:
    permit = make.permit()
    for said in ("第1家面馆", permit.number.lower(), "老街1号", permit.holder_code):
        assert permit.number in text(client, "/permits/", q=said), said
    assert permit.number not in text(client, "/permits/", q="没有这家店")


def test_the_front_search_knows_a_permit_by_its_number(client: Client) -> None:
    permit = make.permit()
    assert client.get("/search/", {"q": permit.number})["Location"] == f"/permits/{permit.number}/"


def test_a_business_shows_its_permits_on_its_page(client: Client) -> None:
    permit = make.permit()
    shown = text(client, f"/businesses/{permit.holder_code}/")
    assert permit.number in shown
    assert "2029-03-03" in shown


def test_a_number_that_there_is_not_is_a_page_that_says_so(client: Client) -> None:
    assert client.get("/permits/JY25002429999999/").status_code == 404


def test_an_industrial_licence_of_the_province_has_a_page_too(client: Client) -> None:
    given = services.Granted(
        "industrial", "渝XK08-001-00012", make.shop().code, "重庆市局", make.DAY, date(2029, 3, 3)
    )
    services.enter_permit(given, by=make.section(), today=make.DAY)
    assert "水泥" in text(client, "/permits/渝XK08-001-00012/")
