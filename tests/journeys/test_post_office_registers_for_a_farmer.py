"""A village post office registers a farmer's shop: on one page, and the owner walks out with a licence."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, photo, shot
from tests.journeys.registering import DAY, FARMER_ID, Hand, lay_out, outlet, promise, seat

from quanheng.domains.registration.models import Business, Filing
from quanheng.platform.people.roles import Role


@pytest.fixture
def county(live_server, at):
    lay_out()
    at(DAY)
    return live_server


@pytest.mark.parametrize(("size", "name"), [(DESK, "post-1280"), (PHONE, "post-360")])
def test_the_clerk_takes_it_in_the_bureau_decides_and_the_farmer_has_the_licence(county, visit, size, name):
    here, clerk = outlet()
    page = visit("/desk/start/", account=clerk, size=size)
    expect(page.locator("h1")).to_have_text("龙潭邮政所")
    shot(page, f"{name}-0-desk")
    hand = Hand(page)
    hand.tap("个体工商户")
    expect(page.locator(".picks input[value='500242101']")).to_be_checked()
    hand.choose("茶叶土特产")
    hand.type("name_parts__brand", "麻旺坡")
    hand.on()
    hand.type("operator__name", "冉阿婆")
    hand.type("operator__id_number", FARMER_ID)
    hand.type("operator__phone", "13900005678")
    hand.tick(hand.page.locator("[name='operator__lives_here']"))
    hand.on()
    hand.type("address", "石板村3组12号")
    hand.on()
    hand.saved()
    page.locator("#files-identity").set_input_files([photo("id.jpg")])
    expect(page.locator("#paper-identity .kept")).to_contain_text("1")
    hand.clicks += 2
    shot(page, f"{name}-1-form")
    hand.tap("核对并提交")
    promise(hand)
    shot(page, f"{name}-2-check")
    expect(page.get_by_role("button", name="提交并当场登记发照")).to_have_count(0)
    hand.tap("提交")
    expect(page.locator(".standing")).to_contain_text("已提交")
    expect(page.get_by_role("button", name="准予登记并发照")).to_have_count(0)
    shot(page, f"{name}-3-handed-over")
    hand.told(f"邮政网点替农户办照（{size['width']} 像素）")

    officer = visit("/desk/", account=seat("clerk", Role.CLERK))
    officer.get_by_role("link", name="审查设立登记").click()
    officer.get_by_role("button", name="准予登记并发照").click()
    expect(officer.locator(".standing")).to_contain_text("准予登记")

    page.reload()
    expect(page.locator(".licence-card")).to_contain_text(Business.objects.get().code)
    shot(page, f"{name}-4-licence")
    with page.expect_download() as held:
        page.get_by_role("link", name="下载电子营业执照").click()
    assert held.value.path().read_bytes().startswith(b"%PDF")
    page.goto("/registration/outlets/desk/")
    expect(page.locator(".figures")).to_contain_text("1")
    shot(page, f"{name}-5-desk-after")
    assert Filing.objects.get().outlet == here


def test_a_clerk_sees_no_filing_of_another_outlet(county, visit):
    outlet()
    from tests.journeys.registering import TODAY

    from quanheng.domains.registration import services
    from quanheng.domains.registration.services.filing import NewFiling
    from quanheng.platform.people.actors import Actor

    system = Actor.system("journey")
    new = NewFiling("establishment", "individual", "window", "500242")
    filing = services.open_filing(new, by=system, today=TODAY)
    from quanheng.platform.people.models import Account

    page = visit(f"/registration/filings/{filing.pk}/", account=Account.objects.get(username="postal"))
    expect(page.locator("h1")).to_have_text("查无此项")
