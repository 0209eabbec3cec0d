"""The pages on credit-risk classes."""

from __future__ import annotations

import pytest
from django.test import Client

from quanheng.domains.credit.models import CreditClass
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import MAWANG, account

pytestmark = pytest.mark.django_db

PAGES = ["/credit/", "/credit/set/", f"/credit/{code()}/"]
READERS = {Role.SECTION, Role.INSPECTOR, Role.LEADER, Role.AUDITOR, Role.OPERATOR}


def seat(role: Role, area_code: str = "500242") -> Client:
    client = Client()
    client.force_login(account(role, area_code=area_code))
    return client


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_what_it_may_and_no_more(role: Role) -> None:
    business()
    client = seat(role)
    reads = 200 if role in READERS else 403
    assert client.get("/credit/").status_code == reads
    assert client.get(f"/credit/{code()}/").status_code == reads
    assert client.get("/credit/set/").status_code == (200 if role in {Role.SECTION, Role.LEADER} else 403)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_reads_a_class_without_logging_in(client: Client, page: str) -> None:
    business()
    assert client.get(page).status_code == 302


def test_a_business_of_another_township_is_missing() -> None:
    business()
    assert seat(Role.SECTION, MAWANG).get(f"/credit/{code()}/").status_code == 404


def test_a_class_is_set_and_shown_with_its_history() -> None:
    business()
    client = seat(Role.SECTION)
    sent = {"code": code(), "klass": "D", "reason": "列入经营异常名录", "source": "本局研判"}
    answer = client.post("/credit/set/", sent, follow=True)
    assert answer.redirect_chain == [(f"/credit/{code()}/", 302)]
    page = answer.content.decode()
    assert "D 类（信用风险高）" in page
    assert "列入经营异常名录" in page
    assert "不公示" in page
    assert code() in client.get("/credit/?klass=D").content.decode()
    assert code() not in client.get("/credit/?klass=A").content.decode()


def test_an_unknown_code_is_an_error_of_the_form_and_sets_nothing() -> None:
    business()
    sent = {"code": code(9), "klass": "D", "reason": "x", "source": "y"}
    answer = seat(Role.SECTION).post("/credit/set/", sent)
    assert answer.status_code == 422
    assert "请核对统一社会信用代码" in answer.content.decode()
    assert not CreditClass.objects.exists()
