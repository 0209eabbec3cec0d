"""What the public reads: the answer first, nothing that is not public, nothing that has ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from quanheng.domains.publicity import services
from quanheng.domains.publicity.services.opendata import release
from quanheng.domains.publicity.tests.factories import CODE, DAY, SYSTEM, notice
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business
from quanheng.platform.ledger import keys
from quanheng.platform.ledger.services import sign_checkpoint
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, account, area

pytestmark = pytest.mark.django_db
PAGES = ["/", "/search/", "/results/", "/open-data/", "/verify/", "/privacy/", "/accessibility/"]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: object) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]


def shop(**given: object) -> Business:
    area(LONGTAN, "龙潭镇")
    values: dict[str, object] = {
        "name": "龙潭镇来福副食店",
        "area_code": LONGTAN,
        "established_on": date(2019, 5, 6),
        "address": "龙潭镇老街5号",
        "contact_name": "张三丰",
        "contact_phone": "13800000000",
    }
    row = Business.objects.create(code=CODE, **values | given)
    file_new([row.pk])
    return row


def text(client: Client, address: str, status: int = 200, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_before_there_is_anything_to_show(client: Client, address: str) -> None:
    page = text(client, address)
    assert "<h1" in page
    assert "Set-Cookie" not in client.get(address).headers or "sessionid" not in client.get(address).cookies


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_english_too(client: Client, address: str) -> None:
    assert client.get(address, headers={"accept-language": "en"}).status_code == 200


def test_a_business_is_found_by_a_part_of_its_name_and_by_its_address(client: Client) -> None:
    shop()
    for asked in ("来福", "老街"):
        assert "龙潭镇来福副食店" in text(client, "/search/", q=asked)
    assert "没有" in text(client, "/search/", q="没有这家店")


def test_a_code_leads_straight_to_the_page_and_a_serial_to_the_draws(client: Client) -> None:
    shop()
    assert client.get("/search/", {"q": f" {CODE.lower()} "})["Location"] == f"/businesses/{CODE}/"
    assert client.get("/search/", {"q": "2021-0007"})["Location"] == "/draws/public/?q=2021-0007"


def test_a_business_page_says_first_whether_it_exists_and_keeps_the_contact_to_itself(client: Client) -> None:
    shop()
    notice()
    page = text(client, f"/businesses/{CODE}/")
    assert "存续" in page
    assert "2019年5月6日" in page
    assert "食品销售专项抽查" in page
    assert "第十二条" in page
    assert "13800000000" not in page
    assert "张三丰" not in page


def test_a_business_that_has_ended_says_so(client: Client) -> None:
    shop(state="deregistered", ended_on=date(2021, 3, 5))
    assert "注销" in text(client, f"/businesses/{CODE}/")


def test_an_unknown_code_is_a_clear_answer(client: Client) -> None:
    assert "没有查到" in text(client, "/businesses/91500242MA5U999999/", 404)


def test_a_result_says_until_when_why_and_how_to_object(client: Client) -> None:
    shop()
    made = notice()
    page = text(client, f"/results/{made.pk}/")
    assert "2026年6月5日" in page
    assert "公示期满三个月" in page
    assert "第十条第一款" in page
    assert "有权要求" in page
    assert "7个工作日" in page
    assert "信用修复申请书" not in text(client, f"/results/{notice(source='x:1', negative=False).pk}/")


def test_what_has_ended_is_gone_from_every_page_but_its_own_address(client: Client) -> None:
    shop()
    made = notice()
    services.withdraw(made.pk, reason="主体名称有误", by=SYSTEM, today=DAY)
    grave = text(client, f"/results/{made.pk}/", 410)
    assert "主体名称有误" in grave
    assert "来福" not in grave
    for address in ("/", "/results/", f"/businesses/{CODE}/"):
        assert "食品销售专项抽查" not in text(client, address)


def test_results_are_filtered_by_township_and_by_what_was_found(client: Client) -> None:
    shop()
    notice()
    assert "来福" in text(client, "/results/", area=LONGTAN, found="yes")
    assert "来福" not in text(client, "/results/", found="no")
    assert "来福" not in text(client, "/results/", since="2026-03-06")
    assert "来福" in client.get("/results/", {"export": "csv"}).getvalue().decode()


def test_open_data_are_listed_and_handed_out_with_the_key_that_checks_them(client: Client) -> None:
    shop()
    sign_checkpoint(day=DAY)
    release(by=SYSTEM, today=DAY)
    page = text(client, "/open-data/")
    assert keys.public_key() in page
    file = client.get(f"/open-data/{DAY}/businesses.csv")
    assert file["Content-Disposition"] == 'attachment; filename="businesses.csv"'
    assert "来福副食店" in file.getvalue().decode()
    assert client.get("/open-data/latest/manifest.json").getvalue().startswith(b"{")
    assert client.get(f"/open-data/{DAY}/..%2f..%2fkeys%2fledger.pem").status_code == 404
    assert client.get("/open-data/../keys/ledger.pem").status_code == 404


def test_the_checkpoints_and_the_key_are_shown(client: Client) -> None:
    mark = sign_checkpoint(day=DAY)
    page = text(client, "/verify/")
    assert mark.hash in page
    assert keys.public_key() in page


def test_whoever_asks_too_often_waits_and_officials_do_not(client: Client) -> None:
    cache.clear()
    codes = [client.get("/search/", {"q": "来福"}).status_code for _ in range(62)]
    assert codes[:60] == [200] * 60
    assert codes[60:] == [429] * 2
    assert client.get("/search/", {"q": "来福"}, REMOTE_ADDR="10.0.0.9").status_code == 200
    client.force_login(account(Role.SECTION))
    assert client.get("/search/", {"q": "来福"}).status_code == 200


@pytest.mark.parametrize(
    "asked", ["<script>alert(1)</script>", "'; DROP TABLE x --", "%", "\x00", "𠮷", "a" * 500]
)
def test_whatever_is_typed_is_answered(client: Client, asked: str) -> None:
    shop()
    page = text(client, "/search/", q=asked)
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_written_over_get(client: Client, address: str) -> None:
    assert client.post(address).status_code in {403, 405}
