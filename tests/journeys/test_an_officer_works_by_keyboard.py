"""An officer logs in, works through the inbox without a mouse, and reads it at arm's length on a phone."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from quanheng.kernel import clock
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people
from quanheng.platform.worklist import services as worklist

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    cache.clear()
    account = people.account(Role.SECTION)
    account.set_password("correct horse battery")
    account.save()
    for n in range(30):
        task = worklist.Task(
            "hazards.recheck", f"复核整改：第{n:02d}户", url="/desk/people/", cites="《条例》第三条"
        )
        worklist.assign(
            task, about=f"x:{n}", for_organ=people.BUREAU, area_code=people.COUNTY, today=clock.today()
        )
    return account


def test_from_the_login_to_a_filtered_inbox(visit, officer):
    page = visit("/desk/")
    page.get_by_label("用户名").fill(officer.username)
    page.get_by_label("密码").fill("correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('待办')")
    page.get_by_label("查找", exact=True).fill("第07户")
    page.wait_for_selector("#list-count:has-text('共 1 条')")
    expect(page).to_have_url(re.compile(r"/desk/\?q=%E7%AC%AC07%E6%88%B7$"))
    page.get_by_role("link", name="全部清除").click()
    page.wait_for_selector("#list-count:has-text('共 30 条')")


def test_arrows_walk_the_rows_and_enter_opens(visit, officer):
    page = visit("/desk/", officer)
    page.locator(".table-scroll").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_contain_text("第01户")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/people/")


def test_the_first_stop_of_the_tab_key_leads_past_the_navigation(visit, officer):
    page = visit("/desk/", officer)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_pages_fit_a_phone_and_the_menu_opens(visit, officer):
    page = visit("/desk/", officer, PHONE)
    for address in ["/desk/", "/desk/people/", "/desk/search?q=x", "/accounts/2fa/"]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    page.get_by_role("button", name="菜单").click()
    expect(page.get_by_role("navigation", name="工作台").get_by_role("link", name="人员")).to_be_visible()


def test_a_second_press_does_not_send_twice(visit, officer):
    page = visit("/accounts/password/change/", officer)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/accounts/password/change/", lambda route: route.fulfill(status=204))
    for name in ["当前密码", "新密码", "新密码（重复）"]:
        page.get_by_label(name, exact=True).fill("correct horse battery")
    press = "() => document.querySelector('main form').requestSubmit()"
    page.evaluate(press)
    page.evaluate(press)
    page.wait_for_function("document.querySelector('main form button').disabled")
    assert len(sent) == 1
