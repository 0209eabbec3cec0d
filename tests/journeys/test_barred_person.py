"""A clerk bars a defaulter, sees the company's application refused, and lifts the bar again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, shot
from tests.journeys.registering import DAY, OWNER_ID, Hand, lay_out, seat

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Person, PersonBar
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.people.roles import Role


@pytest.mark.parametrize(("size", "name"), [(DESK, "bars-1280"), (PHONE, "bars-360")])
def test_a_defaulter_is_barred_seen_masked_and_freed(live_server, at, visit, size, name):
    lay_out()
    at(DAY)
    row = business(9, kind="company", name="酉阳县桃源里商贸有限公司", trade="F5211")
    file_new([row.pk])
    given = {"role": "legal_representative", "name": "田小满", "id_number": OWNER_ID}
    Person.objects.create(business=row, from_on="2020-05-06", **given)
    page = visit("/registration/bars/", account=seat("clerk", Role.CLERK), size=size)
    hand = Hand(page)
    shot(page, f"{name}-0-empty")
    page.get_by_role("link", name="设置人员限制").first.click()
    hand.type("name", "田小满")
    hand.type("id_number", OWNER_ID)
    page.get_by_label("法定情形").select_option("bankruptcy")
    hand.type("source", "县人民法院")
    hand.type("reference", "（2025）渝0242破1号")
    page.locator("[name='from_on']").fill("2025-03-04")
    shot(page, f"{name}-1-form")
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("2028-03-04")
    expect(page.locator("main")).to_contain_text("桃源里商贸有限公司")
    expect(page.locator("main")).not_to_contain_text(OWNER_ID)
    shot(page, f"{name}-2-bar")
    page.goto(f"{live_server.url}/registration/bars/")
    expect(page.locator("main")).to_contain_text("有效")
    expect(page.locator("main")).not_to_contain_text(OWNER_ID)
    shot(page, f"{name}-3-list")
    page.get_by_role("link", name="田小满").first.click()
    page.get_by_role("link", name="解除").first.click()
    hand.type("reason", "（2026）渝0242民再3号，不负个人责任")
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("已解除")
    shot(page, f"{name}-4-lifted")
    assert PersonBar.objects.get().lifted_reason.endswith("不负个人责任")
