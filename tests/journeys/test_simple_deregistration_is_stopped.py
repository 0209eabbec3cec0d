"""A company wants to leave the simple way; a case is opened against it meanwhile, and the law stops it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import DESK, PHONE, shot
from tests.journeys.registering import lay_out, seat

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.services import NewFiling
from quanheng.domains.registration.tests import factories
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role

NAME = "酉阳县乌江商贸有限公司"
BEFORE, AFTER = "2026-03-02 09:30", "2026-03-24 10:00"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 24)


@pytest.fixture
def filing(live_server, at) -> Filing:
    """The application of the company, handed in and public."""
    lay_out()
    at(BEFORE)
    business = factories.business(1, name=NAME)
    file_new([business.pk])
    by = Actor.system("journey")
    new = NewFiling("simple_dereg", "company", "online", business.area_code, business.code)
    opened = services.open_filing(new, by=by, today=FIRST)
    promises = {"promises": ["no_debts", "all_investors"]}
    services.save_draft(opened.pk, promises, by=by, today=FIRST)
    return services.submit_filing(opened.pk, by=by, today=FIRST)


def place_hold(page: Page, name: str) -> None:
    """The section enters that a case was opened."""
    page.get_by_label("法定情形").select_option("case_open")
    page.get_by_label("由谁提出").fill("县市场监管局执法支队")
    page.get_by_label("文书号或者案号").fill("市监立〔2026〕18号")
    shot(page, f"{name}-2-hold")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".standing")).to_contain_text("有效")
    expect(page.locator("article.matter")).to_contain_text("简易注销登记")
    shot(page, f"{name}-3-held")


def refuse(page: Page, name: str) -> None:
    """The clerk finds the ground ready, with its article, and refuses."""
    page.get_by_role("link", name="按这些理由不予登记").click()
    expect(page.get_by_label("不予登记的理由")).to_have_value(
        "正在被立案调查（县市场监管局执法支队 市监立〔2026〕18号），不能办理简易注销登记。"
    )
    expect(page.get_by_label("依据的条文")).to_have_value(
        "《市场主体登记管理条例实施细则》第四十八条第（三）项"
    )
    shot(page, f"{name}-6-refusal")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".standing")).to_contain_text("不予登记")
    shot(page, f"{name}-7-refused")


@pytest.mark.parametrize(("size", "name"), [(PHONE, "dereg-360"), (DESK, "dereg-1280")])
def test_an_open_case_stops_a_simple_deregistration(filing, visit, at, size, name):
    stranger = visit("/deregistrations/", size=size)
    stranger.get_by_role("link", name=NAME).click()
    expect(stranger.locator(".answer")).to_contain_text("2026年3月23日")
    shot(stranger, f"{name}-1-public")

    section, clerk = seat("section", Role.SECTION), seat("clerk", Role.CLERK)
    place_hold(visit(f"/registration/holds/new/?code={filing.code}", account=section, size=size), name)

    at(AFTER)
    services.close_publicity(by=Actor.system("journey"), today=LAST)
    page = visit(f"/registration/filings/{filing.pk}/", account=clerk, size=size)
    expect(page.get_by_role("heading", name="审查意见")).to_be_visible()
    shot(page, f"{name}-4-findings")
    page.get_by_role("button", name="准予注销登记").click()
    expect(page.locator("main")).to_contain_text("第四十八条第（三）项")
    shot(page, f"{name}-5-stopped")
    filing.refresh_from_db()
    assert filing.stage == "publicised"

    page.goto(f"/registration/filings/{filing.pk}/")
    refuse(page, name)
    stranger.reload()
    expect(stranger.locator(".answer")).to_contain_text("简易注销已终止")
    shot(stranger, f"{name}-8-public-after")


def test_a_creditor_objects_from_a_phone(filing, visit):
    page = visit(f"/deregistrations/{filing.pk}/", size=PHONE)
    page.get_by_label("姓名或者单位名称").fill("龙潭建材经营部")
    page.get_by_label("联系电话").fill("13900000000")
    page.get_by_label("异议的事实和理由").fill("尚欠2026年货款三万元。")
    page.get_by_role("button", name="提交异议").click()
    expect(page.get_by_role("status")).to_contain_text("异议已经提交")
    shot(page, "dereg-objected-360")
    assert filing.objections.count() == 1
    clerk = visit(f"/registration/filings/{filing.pk}/", account=seat("clerk", Role.CLERK))
    expect(clerk.locator("article.matter")).to_contain_text("尚欠2026年货款三万元")
    shot(clerk, "dereg-objected-officer-1280")
