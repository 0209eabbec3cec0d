"""Somebody who wants to open a company finds a free name, on a phone and at a desk, and keeps it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import NameReservation
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.people import county

from .conftest import DESK, PHONE, shot

pytestmark = pytest.mark.django_db(transaction=True)

TAKEN, NEAR = "酉阳县武陵春商贸有限公司", "酉阳县毛霸云雾茶业有限公司"


@pytest.fixture
def register(at) -> None:
    """Two companies, one of them deregistered a few weeks ago."""
    at("2026-03-02 09:00")
    county.lay_out()
    file_new(
        [
            business(1, name=TAKEN, state="deregistered", ended_on="2026-01-20").pk,
            business(2, name=NEAR).pk,
        ]
    )


def write(page: Page, brand: str, trade: str) -> None:
    page.get_by_label("字号", exact=True).fill(brand)
    page.get_by_label("行业", exact=True).fill(trade)
    page.get_by_label("组织形式").fill("有限公司")


@pytest.mark.parametrize(("size", "where"), [(PHONE, "phone"), (DESK, "desk")])
def test_a_name_is_found_free_and_kept(visit, register, size, where):
    page = visit("/", size=size)
    page.goto(reverse("registration:names"))
    write(page, "武陵春", "贸易")
    answer = page.locator("#name-answer")
    expect(answer).to_contain_text("这个名称不能使用")
    expect(answer).to_contain_text("2027-01-19以后可以申报")
    expect(answer).to_contain_text("第二十四条第（三）项")
    expect(page.locator("#said-brand")).to_contain_text("第十七条第（二）项")
    expect(page.get_by_role("button", name="保留名称")).to_have_count(0)
    shot(page, f"names-taken-{where}")

    write(page, "毛坝云雾", "茶叶")
    expect(answer).to_contain_text("但有近似的名称")
    expect(answer).to_contain_text(NEAR)
    expect(answer).to_contain_text("读音相同")
    expect(page.locator("#said-brand")).to_be_empty()
    shot(page, f"names-near-{where}")

    page.get_by_label("申请人姓名").fill("田某")
    page.get_by_label("联系电话").fill("13800000001")
    page.get_by_role("button", name="保留名称").click()
    expect(page.get_by_text("有近似的名称，申报时应当作出承诺")).to_be_visible()
    assert not NameReservation.objects.exists()
    page.get_by_label("本人承诺").check()
    page.get_by_role("button", name="保留名称").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("名称已保留")
    expect(page.get_by_text("2026年5月2日").first).to_be_visible()
    shot(page, f"names-kept-{where}")
    number, code = NameReservation.objects.get().number, page.locator(".code-once").inner_text()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0

    page.goto(reverse("registration:name_mine"))
    page.get_by_label("保留编号").fill(number)
    page.get_by_label("取用码").fill(code.lower())
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text("酉阳县毛坝云雾茶叶有限公司")).to_be_visible()
    shot(page, f"names-mine-{where}")


def test_without_script_the_button_asks(browser, live_server, register):
    given = {"viewport": PHONE, "base_url": live_server.url, "locale": "zh-CN"}
    context = browser.new_context(java_script_enabled=False, **given)
    page = context.new_page()
    page.goto(reverse("registration:names"))
    write(page, "武陵春", "贸易")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("#name-answer")).to_contain_text("这个名称不能使用")
    write(page, "花田贡米", "粮油")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("#name-answer")).to_contain_text("这个名称可以申报。")
    context.close()
