"""A shop moves to another township: changed at the window, the licence and the township with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, shot
from tests.journeys.registering import DAY, OWNER_ID, TODAY, Hand, lay_out, promise, seat

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Filing, Person
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.people.roles import Role


@pytest.fixture
def shop(live_server, at):
    lay_out()
    at(DAY)
    given = {"kind": "individual", "name": "酉阳县老田理发店", "trade": "O8040", "scope": "理发服务"}
    row = business(7, type_text="个体工商户（个人经营）", **given)
    file_new([row.pk])
    Person.objects.create(business=row, role="operator", name="田师傅", id_number=OWNER_ID, from_on=TODAY)
    return row


@pytest.mark.parametrize(("size", "name"), [(DESK, "move-1280"), (PHONE, "move-360")])
def test_the_window_moves_a_shop_and_renews_its_licence_on_the_spot(shop, visit, size, name):
    page = visit("/registration/apply/", account=seat("clerk", Role.CLERK), size=size)
    hand = Hand(page)
    page.locator("main [name='q']").fill("老田理发")
    hand.clicks, hand.keys = hand.clicks + 1, hand.keys + 4
    hand.click(page.locator("main").get_by_role("button", name="查找"))
    shot(page, f"{name}-0-found")
    hand.tap("变更登记")
    expect(page.locator("h1")).to_have_text("个体工商户变更登记")
    expect(page.locator("main")).to_contain_text("龙潭镇老街7号")
    hand.click(page.locator("summary", has_text="住所或者经营场所"))
    hand.choose("麻旺")
    hand.type("change__address", "桂香路9号")
    hand.saved()
    shot(page, f"{name}-1-form")
    hand.tap("核对并提交")
    expect(page.locator("main")).to_contain_text("重庆市酉阳土家族苗族自治县麻旺镇桂香路9号")
    promise(hand)
    shot(page, f"{name}-2-check")
    hand.tap("提交并当场登记发照")
    expect(page.locator(".standing")).to_contain_text("准予登记")
    expect(page.locator(".licence-card")).to_contain_text("麻旺镇桂香路9号")
    shot(page, f"{name}-3-licence")
    hand.told(f"窗口变更住所（{size['width']} 像素）")
    shop.refresh_from_db()
    assert shop.area_code == "500242102"
    assert Filing.objects.get().stage == "approved"
