"""The owner registers a noodle shop online, on a phone and on a desk, over a bad line, on two devices."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import DESK, PHONE, Held, eventually, shot
from tests.journeys.registering import DAY, OWNER_ID, Hand, lay_out, promise, seat

from quanheng.domains.registration.models import Business, Filing
from quanheng.platform.people.roles import Role


@pytest.fixture
def county(live_server, at):
    lay_out()
    at(DAY)
    return live_server


def begin(page: Page) -> Hand:
    hand = Hand(page)
    hand.tap("个体工商户")
    expect(page.locator("h1")).to_have_text("个体工商户设立登记")
    hand.saved()
    return hand


def fill_in(hand: Hand, name: str) -> None:
    """The eight things that a shop is asked for."""
    page = hand.page
    hand.choose("面馆小吃")
    expect(page.locator("[name='scope']")).to_have_value("餐饮服务；小餐饮")
    hand.type("name_parts__brand", "武陵谷")
    expect(page.locator("[data-full-name]")).to_have_text("酉阳县武陵谷面馆（个体工商户）")
    shot(page, f"{name}-1-shop")
    hand.on()
    hand.type("operator__name", "田小满")
    hand.type("operator__id_number", OWNER_ID)
    expect(page.locator("[data-born]").first).to_contain_text("男，1986年5月12日出生")
    hand.type("operator__phone", "13800001234")
    hand.tick(hand.page.locator("[name='operator__lives_here']"))
    shot(page, f"{name}-2-operator")
    hand.on()
    hand.choose("龙潭")
    hand.type("address", "老街12号")
    shot(page, f"{name}-3-place")
    hand.on()
    hand.saved()
    shot(page, f"{name}-4-form")


def hand_in(hand: Hand, name: str) -> None:
    page = hand.page
    hand.tap("核对并提交")
    expect(page.locator("h1")).to_contain_text("核对")
    expect(page.get_by_text("还差这些")).to_have_count(0)
    promise(hand)
    shot(page, f"{name}-5-check")
    hand.tap("提交")
    expect(page.locator(".standing")).to_contain_text("已提交")
    shot(page, f"{name}-6-handed-in")


@pytest.mark.parametrize(("size", "name"), [(PHONE, "noodles-360"), (DESK, "noodles-1280")])
def test_the_owner_registers_and_downloads_the_licence(county, visit, size, name):
    page = visit("/apply/", size=size)
    shot(page, f"{name}-0-entry")
    hand = begin(page)
    fill_in(hand, name)
    hand_in(hand, name)
    hand.told(f"网上开面馆（{size['width']} 像素）")
    officer = visit(f"/registration/filings/{Filing.objects.get().pk}/", account=seat("clerk", Role.CLERK))
    officer.get_by_role("button", name="准予登记并发照").click()
    expect(officer.locator(".standing")).to_contain_text("准予登记")
    page.reload()
    expect(page.locator(".licence-card")).to_contain_text(Business.objects.get().code)
    shot(page, f"{name}-7-licence")
    with page.expect_download() as held:
        page.get_by_role("link", name="下载电子营业执照").click()
    assert held.value.path().read_bytes().startswith(b"%PDF")


def test_a_lost_connection_loses_nothing_in_any_step(county, visit):
    page = visit("/apply/", size=PHONE)
    hand = begin(page)
    line = page.context
    for field, text in [
        ("name_parts__brand", "武陵谷"),
        ("operator__name", "田小满"),
        ("address", "老街12号"),
    ]:
        line.set_offline(True)
        hand.page.locator(f"[name='{field}']").press_sequentially(text)
        expect(page.locator(".saved")).to_have_attribute("data-state", "offline")
        line.set_offline(False)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        hand.saved()
        hand.on()
    assert Filing.objects.get().details["address"] == "老街12号"
    line.set_offline(True)
    page.locator("[name='capital_yuan']").press_sequentially("50000")
    expect(page.locator(".saved")).to_have_attribute("data-state", "offline")
    shot(page, "offline-360")
    line.set_offline(False)
    page.reload()
    hand.saved()
    assert Filing.objects.get().details["capital_yuan"] == "50000"


def test_a_submission_without_signal_says_so_and_is_sent_once(county, visit):
    page = visit("/apply/", size=PHONE)
    hand = begin(page)
    fill_in(hand, "unsent")
    hand.tap("核对并提交")
    promise(hand)
    page.context.set_offline(True)
    hand.tap("提交")
    expect(page.locator("[data-line]")).to_contain_text("没有信号")
    page.context.set_offline(False)
    hand.tap("提交")
    expect(page.locator(".standing")).to_contain_text("已提交")
    assert Filing.objects.get().stage == "submitted"


def test_it_is_taken_up_on_another_device_and_two_hands_do_not_overwrite(county, visit):
    page = visit("/apply/", size=PHONE)
    hand = begin(page)
    hand.type("name_parts__brand", "武陵谷")
    hand.saved()
    page.goto(f"/registration/filings/{Filing.objects.get().pk}/")
    number = Filing.objects.get().number
    code = re.sub(r"\s", "", page.locator(".secret").inner_text())
    other = visit(f"/apply/resume/#number={number}&code={code}", size=DESK)
    expect(other.locator("[name='code']")).to_have_value(code)
    other.get_by_role("button", name="打开").click()
    expect(other.locator("[name='name_parts__brand']")).to_have_value("武陵谷")
    page.go_back()
    expect(page.locator("[name='name_parts__brand']")).to_have_value("武陵谷")
    other.locator("[name='name_parts__brand']").fill("龙潭水")
    expect(other.locator(".saved")).to_have_attribute("data-state", "saved")
    page.locator("[name='name_parts__brand']").fill("桃花源里")
    expect(page.locator("[data-clash]")).to_contain_text("龙潭水")
    shot(page, "clash-360")
    page.locator("[data-keep='mine']").click()
    hand.saved()
    assert Filing.objects.get().details["name_parts"]["brand"] == "桃花源里"


def test_what_was_typed_before_the_script_ran_is_saved_too(county, visit):
    page = visit("/apply/", size=PHONE)
    script = Held(page, "**/registration/filing.js")
    page.get_by_role("button", name="个体工商户").click(no_wait_after=True)
    page.locator("[name='name_parts__brand']").fill("武陵谷")
    page.wait_for_timeout(300)
    script.release()
    eventually(page, lambda: Filing.objects.get().details.get("name_parts", {}).get("brand") == "武陵谷")
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")


def test_a_number_in_full_width_signs_is_no_other_answer_when_a_row_is_added(county, visit):
    page = visit("/apply/", size=DESK)
    hand = Hand(page)
    hand.tap("公司")
    hand.saved()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in OWNER_ID)
    page.locator("[name='persons__0__name']").fill("田　小满 ")
    page.locator("[name='persons__0__id_number']").fill(wide)
    page.locator("button[name='more'][value='persons']").click()
    expect(page.locator("[name='persons__1__name']")).to_be_visible()
    hand.saved()
    expect(page.locator("[data-clash]")).to_be_hidden()
    expect(page.locator("[name='persons__0__id_number']")).to_have_value(OWNER_ID)
