"""A visit at the door: asked for online, planned as a route, the licence renewed on a phone and left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, shot
from tests.journeys.registering import DAY, OWNER_ID, TODAY, Hand, lay_out, promise, seat

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Filing, HomeVisit, Person
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.people.actors import Actor
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


def test_the_licence_is_renewed_at_the_door(shop, visit):
    owner = visit("/apply/visit/", size=PHONE)
    owner.locator("[name='asked_for']").select_option("reissue")
    owner.locator("[name='applicant_name']").fill("田师傅")
    owner.locator("[name='applicant_phone']").fill("13700002222")
    owner.locator("[name='area_code']").select_option("500242101")
    owner.locator("[name='address']").fill("老街7号")
    owner.locator("[name='business_code']").fill(shop.code)
    shot(owner, "visit-360-0-request")
    owner.get_by_role("button", name="申请上门").click()
    expect(owner.locator(".messages")).to_contain_text("已收到上门办照申请")
    shot(owner, "visit-360-0-asked")
    code = owner.locator(".secret").inner_text()
    number = HomeVisit.objects.get().number

    visitor = seat("彭上门", Role.HOME_VISIT)
    planner = visit("/registration/visits/plan/", account=seat("田科员", Role.SECTION), size=DESK)
    shot(planner, "visit-1280-1-plan")
    planner.locator("[name='visitor']").select_option("彭上门")
    planner.get_by_role("button", name="安排", exact=True).click()
    expect(planner.locator(".messages")).to_contain_text("当天共 1 户")

    follow = visit("/apply/resume/", size=PHONE)
    follow.locator("[name='number']").fill(number)
    follow.locator("[name='code']").fill(code)
    follow.get_by_role("button", name="打开").click()
    expect(follow.locator(".lead")).to_contain_text("2026年11月23日")
    shot(follow, "visit-360-1-planned")

    page = visit("/desk/start/", account=visitor, size=PHONE)
    shot(page, "visit-360-2-route")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="田师傅").first)
    shot(page, "visit-360-3-visit")
    hand.tap("现场办理")
    expect(page.locator("h1")).to_contain_text("换发营业执照")
    hand.choose("换领新版营业执照")
    hand.saved()
    shot(page, "visit-360-4-form")
    hand.tap("核对并提交")
    promise(hand)
    shot(page, "visit-360-5-check")
    hand.tap("提交并当场登记发照")
    expect(page.locator(".licence-card")).to_contain_text(shop.code)
    shot(page, "visit-360-6-licence")
    hand.click(page.get_by_role("link", name="回到这次上门"))
    hand.tap("已办结，营业执照已当面出示并留给经营者")
    expect(page.locator(".messages")).to_contain_text("这一户已办结")
    shot(page, "visit-360-7-done")
    hand.told("上门换照（360 像素）")
    follow.reload()
    expect(follow.locator(".lead")).to_contain_text("营业执照已当面出示")
    assert HomeVisit.objects.get().result == "licence_left"
    filing = Filing.objects.get()
    assert (filing.channel, filing.stage) == ("home_visit", "approved")


def test_the_visitor_puts_the_second_stop_first(shop, visit):
    system, visitor = Actor.system("journey"), seat("彭上门", Role.HOME_VISIT)
    visits = [
        services.request_visit(
            services.VisitRequest("500242101", f"老街{n}号", f"田{n}", f"1370000222{n}", "establishment"),
            by=system,
            today=TODAY,
        )
        for n in (1, 2, 3)
    ]
    services.plan_route(TODAY, [one.pk for one in visits], visitor.pk, by=system, today=TODAY)
    page = visit("/registration/visits/today/", account=visitor, size=PHONE)
    shot(page, "visit-360-8-order")
    page.get_by_role("button", name="田2提前一户").click()
    expect(page.locator(".route li").first).to_contain_text("田2")
    expect(page.locator(".route li").nth(1)).to_contain_text("田1")
    shot(page, "visit-360-9-reordered")
