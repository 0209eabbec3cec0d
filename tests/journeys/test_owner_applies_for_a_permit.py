"""The owner of a noodle shop gets the food permit from home: asked once more, seen, decided, downloaded."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.tests import factories as make
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account

from .conftest import DESK, PHONE, Held, photo, shot

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def seats(live_server, at) -> dict[str, Account]:
    at("2024-03-04 09:30")
    make.section()
    return {
        "clerk": account(Role.CLERK, username="clerk"),
        "section": account(Role.SECTION, username="section"),
    }


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def proven(page: Page, code: str) -> None:
    """The owner says which shop, and who she is."""
    page.get_by_label("统一社会信用代码").fill(code)
    page.get_by_label("公民身份号码").fill(make.HEAD_ID)
    page.get_by_role("button", name="核对，看能办什么").click()


def hand_over(page: Page, name: str, colour: tuple[int, int, int], count: int = 1) -> None:
    """A photo of one paper; it leaves by itself."""
    row = page.locator("#papers li", has_text=name)
    row.locator("input[type=file]").set_input_files([photo("材料.jpg", colour)])
    expect(page.locator("#papers li", has_text=name).locator("img")).to_have_count(count)


@SIZES
def test_the_owner_applies_answers_and_downloads(visit, seats, at, size) -> None:
    width = size["width"]
    shop = make.shop()
    make.head(shop)
    owner = visit("/apply/", size=size)
    proven(owner, shop.code)
    expect(owner.get_by_role("button", name="申请食品经营许可")).to_contain_text("可能需要")
    assert fits(owner)
    shot(owner, f"online-permit-offers-{width}")

    owner.get_by_role("button", name="申请食品经营许可").click()
    expect(owner.locator("h1")).to_contain_text("食品经营许可")
    owner.get_by_label("餐饮服务经营者").check()
    for item in ("热食类食品制售", "自制饮品制售"):
        owner.get_by_label(item).check()
    owner.get_by_label("联系电话").fill("13800001234")
    expect(owner.locator(".saved")).to_have_attribute("data-state", "saved")
    hand_over(owner, "主要设备设施", (40, 90, 120))
    expect(owner.get_by_label("联系电话")).to_have_value("13800001234")
    assert fits(owner)
    shot(owner, f"online-permit-form-{width}")

    owner.get_by_role("button", name="核对并提交").click()
    expect(owner.get_by_text("还差这些")).to_be_visible()
    expect(owner.get_by_role("link", name="保证食品安全的规章制度目录清单")).to_be_visible()
    shot(owner, f"online-permit-lacking-{width}")
    owner.get_by_role("link", name="去补上").click()
    expect(owner.get_by_label("热食类食品制售")).to_be_checked()
    hand_over(owner, "规章制度目录清单", (120, 90, 40))
    owner.get_by_role("button", name="核对并提交").click()
    expect(owner.get_by_text("热食类食品制售、自制饮品制售")).to_be_visible()
    owner.get_by_role("checkbox").check()
    assert fits(owner)
    shot(owner, f"online-permit-check-{width}")
    owner.get_by_role("button", name="提交").click()
    expect(owner.locator(".standing")).to_contain_text("待受理")
    assert fits(owner)
    shot(owner, f"online-permit-handed-in-{width}")
    made = Application.objects.get()
    assert (made.channel, made.items, made.person) == ("online", ["hot", "drinks"], make.HEAD)

    desk = visit(f"/licences/applications/{made.pk}/", seats["clerk"], size=size)
    expect(desk.get_by_text("网上办理")).to_be_visible()
    expect(desk.get_by_text("网上提交的材料")).to_be_visible()
    assert fits(desk)
    shot(desk, f"online-permit-desk-{width}")
    desk.get_by_role("link", name="告知补正").click()
    desk.get_by_label("需要补正的内容").fill("后厨平面图看不清，请重新拍照")
    desk.get_by_role("button", name="发出补正告知书").click()
    expect(desk.get_by_text("已告知补正")).to_be_visible()

    at("2024-03-05 20:10")
    held = OnlineForm.objects.get()
    code = re.sub(r"\s", "", owner.locator(".secret").inner_text())
    phone = visit(f"/apply/resume/#number={held.number}&code={code}", size=PHONE)
    expect(phone.get_by_label("办理码")).to_have_value(code)
    phone.get_by_role("button", name="打开").click()
    expect(phone.get_by_text("后厨平面图看不清，请重新拍照")).to_be_visible()
    hand_over(phone, "主要设备设施", (10, 60, 60), count=2)
    phone.get_by_label("补正了什么").fill("重新拍了后厨平面图")
    expect(phone.locator(".secret")).to_have_text(code)
    assert fits(phone)
    shot(phone, f"online-permit-asked-{width}")
    phone.get_by_role("button", name="提交补正").click()
    expect(phone.locator(".standing")).to_contain_text("待受理")

    at("2024-03-06 10:10")
    desk.goto(f"/licences/applications/{made.pk}/accept/")
    desk.get_by_role("button", name="受理").click()
    expect(desk.get_by_text("已受理")).to_be_visible()
    services.record_check(made.pk, make.report(), by=make.section(), today=date(2024, 3, 6))
    at("2024-03-07 15:00")
    section = visit(f"/licences/applications/{made.pk}/decide/", seats["section"], size=size)
    section.get_by_role("button", name="作出决定").click()
    permit_says = re.compile("许可证 JY2500242.* 已颁发")
    expect(section.get_by_text(permit_says)).to_be_visible()

    owner.reload()
    expect(owner.locator(".standing")).to_contain_text("已办结")
    assert fits(owner)
    shot(owner, f"online-permit-issued-{width}")
    for says, begins in (("下载电子许可证", b"%PDF"), ("下载 OFD", b"PK")):
        with owner.expect_download() as file:
            owner.get_by_role("link", name=says).click()
        assert file.value.path().read_bytes().startswith(begins)
    permit = Permit.objects.get()
    assert (permit.holder_code, permit.valid_until) == (shop.code, date(2029, 3, 6))

    stranger = visit(f"/permits/{permit.number}/", size=size)
    stranger.get_by_role("link", name="网上办延续、变更、补办、注销").click()
    expect(stranger.get_by_label("统一社会信用代码")).to_have_value(shop.code)
    proven(stranger, shop.code)
    expect(stranger.get_by_role("button", name=f"变更 {permit.number}")).to_be_visible()
    shot(stranger, f"online-permit-holder-{width}")


def test_two_devices_on_one_form_do_not_write_over_each_other(visit, seats) -> None:
    shop = make.shop()
    make.head(shop)
    phone = visit("/apply/", size=PHONE)
    proven(phone, shop.code)
    phone.get_by_role("button", name="申请食品经营许可").click()
    expect(phone.locator("h1")).to_contain_text("食品经营许可")
    held = OnlineForm.objects.get()
    code = phone.locator("[data-code]").inner_text()
    desk = visit(f"/apply/resume/#number={held.number}&code={code}", size=DESK)
    expect(desk.get_by_label("办理码")).to_have_value(code)
    desk.get_by_role("button", name="打开").click()
    desk.get_by_label("热食类食品制售").check()
    desk.get_by_label("联系电话").fill("13800001234")
    expect(desk.locator(".saved")).to_have_attribute("data-state", "saved")
    expect(desk.locator(".saved")).to_contain_text("已保存")

    phone.get_by_label("餐饮服务经营者").check()
    phone.get_by_label("自制饮品制售").check()
    clash = phone.locator("[data-clash]")
    expect(clash).to_contain_text("这里填的是“自制饮品制售”，别处改成了“热食类食品制售”")
    expect(phone.get_by_label("联系电话")).to_have_value("13800001234")
    assert fits(phone)
    shot(phone, "online-permit-clash-360")
    clash.get_by_role("button", name="用别处的").click()
    expect(clash).to_be_hidden()
    expect(phone.get_by_label("热食类食品制售")).to_be_checked()
    expect(phone.get_by_label("自制饮品制售")).not_to_be_checked()
    expect(phone.locator(".saved")).to_have_attribute("data-state", "saved")

    desk.get_by_label("经营场所").fill("龙潭镇河边2号")
    desk.get_by_role("button", name="核对并提交").click()
    expect(desk.get_by_text("龙潭镇河边2号")).to_be_visible()
    expect(desk.get_by_text("餐饮服务经营者")).to_be_visible()
    details = OnlineForm.objects.get().details
    assert (details["items"], details["form"], details["premises"]) == (["hot"], "2", "龙潭镇河边2号")


def test_whoever_does_not_answer_for_the_shop_gets_no_form(visit, seats) -> None:
    shop = make.shop()
    make.head(shop)
    page = visit("/apply/", size=PHONE)
    page.get_by_label("统一社会信用代码").fill(shop.code)
    page.get_by_label("公民身份号码").fill("500242199001011234")
    page.get_by_role("button", name="核对，看能办什么").click()
    expect(page.get_by_text("身份号码与登记的不一致").first).to_be_visible()
    assert OnlineForm.objects.count() == 0


def test_a_photo_taken_before_the_script_has_come_leaves_when_it_has(visit, seats) -> None:
    shop = make.shop()
    make.head(shop)
    page = visit("/apply/", size=PHONE)
    proven(page, shop.code)
    page.get_by_role("button", name="申请食品经营许可").click()
    expect(page.locator("h1")).to_contain_text("食品经营许可")
    script = Held(page, "**/uploads*.js")
    page.goto(page.url, wait_until="commit")
    row = page.locator("#papers li", has_text="主要设备设施")
    row.locator("input[type=file]").set_input_files([photo("材料.jpg", (10, 60, 60))])
    expect(row.locator("img")).to_have_count(0)
    script.release()
    expect(page.locator("#papers li", has_text="主要设备设施").locator("img")).to_have_count(1)
