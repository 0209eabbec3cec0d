"""What officials see and do."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from quanheng.domains.publicity import services
from quanheng.domains.publicity.rules.stages import Stage
from quanheng.domains.publicity.tests.factories import DAY, SYSTEM, notice
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import COUNTY, LONGTAN, MAWANG, account

pytestmark = pytest.mark.django_db


def login(client: Client, role: Role, area: str = COUNTY) -> Client:
    client.force_login(account(role, area_code=area))
    return client


def token(page: str) -> dict[str, str]:
    """The form's own hidden fields."""
    return dict(re.findall(r'name="(_once|once|csrfmiddlewaretoken)" value="([^"]+)"', page))


def test_a_section_withdraws_a_notice_and_sees_the_tombstone(client: Client) -> None:
    made = notice()
    login(client, Role.SECTION)
    page = client.get(f"/publicity/{made.pk}/withdraw/").content.decode()
    done = client.post(
        f"/publicity/{made.pk}/withdraw/", {**token(page), "reason": "主体名称有误"}, follow=True
    )
    text = done.content.decode()
    made.refresh_from_db()
    assert made.state == Stage.WITHDRAWN
    assert "主体名称有误" in text
    assert "来福" not in text


def test_a_withdrawal_without_a_reason_stays_on_the_form(client: Client) -> None:
    made = notice()
    answer = login(client, Role.SECTION).post(f"/publicity/{made.pk}/withdraw/", {"reason": ""})
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.state == Stage.SHOWN


def test_a_refusal_of_the_act_is_shown_with_its_article(client: Client) -> None:
    made = notice()
    login(client, Role.SECTION)
    services.withdraw(made.pk, reason="有误", by=SYSTEM, today=DAY)
    answer = client.post(f"/publicity/{made.pk}/withdraw/", {"reason": "再次撤回"})
    assert answer.status_code == 422
    assert "第十二条" in answer.content.decode()


def test_an_inspector_reads_but_is_not_offered_and_not_allowed_the_withdrawal(client: Client) -> None:
    made = notice()
    login(client, Role.INSPECTOR)
    page = client.get(f"/publicity/{made.pk}/")
    assert page.status_code == 200
    assert "/withdraw/" not in page.content.decode()
    assert client.get(f"/publicity/{made.pk}/withdraw/").status_code == 403


def test_another_township_finds_nothing_and_the_public_is_sent_to_the_login(client: Client) -> None:
    made = notice()
    assert client.get(f"/publicity/{made.pk}/").status_code == 302
    login(client, Role.TOWNSHIP, MAWANG)
    assert client.get(f"/publicity/{made.pk}/").status_code == 404
    assert "来福" not in client.get("/publicity/").content.decode()


def test_the_list_of_the_own_area_finds_by_name_and_by_code(client: Client) -> None:
    made = notice()
    login(client, Role.TOWNSHIP, LONGTAN)
    for text in ("来福", made.business_code.lower()):
        assert "来福副食店" in client.get("/publicity/", {"q": text}).content.decode()
    assert "来福副食店" not in client.get("/publicity/", {"q": "没有这家"}).content.decode()
