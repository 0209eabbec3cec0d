"""A company changes its shareholders, then its officers; an officer refuses what somebody has just moved."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, shot
from tests.journeys.registering import DAY, OWNER_ID, TODAY, Hand, lay_out, promise, seat

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Filing, Person
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel.identifiers import resident_id
from quanheng.platform.people.roles import Role

STAYS_ID = resident_id.make("500242", date(1979, 4, 2), "205")
NEW_ID = resident_id.make("500242", date(1992, 9, 17), "418")


@pytest.fixture
def company(live_server, at):
    lay_out()
    at(DAY)
    given = {"kind": "company", "name": "酉阳县桃源里商贸有限公司", "trade": "F5211", "capital_yuan": 100000}
    row = business(9, type_text="有限责任公司", capital_text="10万元人民币", scope="日用百货销售", **given)
    file_new([row.pk])
    people = [
        ("legal_representative", "田小满", OWNER_ID, None),
        ("director", "田小满", OWNER_ID, None),
        ("shareholder", "田小满", OWNER_ID, 60000),
        ("shareholder", "冉小河", STAYS_ID, 40000),
    ]
    for role, name, number, share in people:
        known = {"role": role, "name": name, "id_number": number, "share_yuan": share}
        Person.objects.create(business=row, from_on=date(2020, 5, 6), **known)
    return row


def found(page, errand: str) -> Hand:
    hand = Hand(page)
    page.locator("main [name='q']").fill("桃源里商贸")
    hand.click(page.locator("main").get_by_role("button", name="查找"))
    hand.tap(errand)
    return hand


@pytest.mark.parametrize(("size", "name"), [(DESK, "people-1280"), (PHONE, "people-360")])
def test_a_shareholder_leaves_another_comes_and_the_shares_add_up(company, visit, size, name):
    page = visit("/registration/apply/", account=seat("clerk", Role.CLERK), size=size)
    hand = found(page, "变更登记")
    expect(page.locator("h1")).to_have_text("公司变更登记")
    hand.click(page.locator("#step-change-persons > summary"))
    section = page.locator("#step-change-persons")
    expect(section).to_contain_text("冉小河")
    expect(section).not_to_contain_text(STAYS_ID)
    leaving = section.locator("fieldset", has_text="田小满")
    hand.tick(leaving.get_by_label("退出"))
    hand.type("change__persons__0__name", "彭小梅")
    hand.type("change__persons__0__id_number", NEW_ID)
    hand.type("change__persons__0__share_yuan", "50000")
    hand.saved()
    shot(page, f"{name}-1-form")
    hand.tap("核对并提交")
    expect(page.locator("main")).to_contain_text("合计90000元，与注册资本100000元不一致")
    shot(page, f"{name}-2-refused")
    page.get_by_role("link", name="去补上").click()
    expect(page.locator("#step-change-persons")).to_have_attribute("open", "")
    page.locator("[name='change__persons__0__share_yuan']").fill("60000")
    hand.saved()
    hand.tap("核对并提交")
    expect(page.locator("main")).to_contain_text("退出")
    expect(page.locator("main")).to_contain_text("彭小梅")
    promise(hand)
    shot(page, f"{name}-3-check")
    hand.tap("提交并当场登记发照")
    expect(page.locator(".standing")).to_contain_text("准予登记")
    expect(page.locator("main")).to_contain_text("加入")
    shot(page, f"{name}-4-done")
    page.goto(f"/registration/{company.code}/")
    expect(page.locator("main")).to_contain_text("彭小梅")
    page.get_by_text("历任和已退出的人员").click()
    expect(page.get_by_role("listitem").filter(has_text="2020-05-06 至 2026-11-23")).to_be_visible()
    shot(page, f"{name}-5-file")
    hand.told(f"变更股东（{size['width']} 像素）")
    rows = Person.objects.filter(business=company, role="shareholder").order_by("id")
    assert [(row.name, row.until_on) for row in rows] == [
        ("田小满", TODAY),
        ("冉小河", None),
        ("彭小梅", None),
    ]


def test_a_supervisor_is_filed_and_a_director_is_none(company, visit):
    page = visit("/registration/apply/", account=seat("clerk", Role.CLERK))
    hand = found(page, "备案")
    hand.click(page.locator("#step-change-officers > summary"))
    section = page.locator("#step-change-officers")
    hand.click(section.locator(".picks label", has_text="监事"))
    hand.type("change__officers__0__name", "田小满")
    hand.type("change__officers__0__id_number", OWNER_ID)
    hand.saved()
    shot(page, "officers-1280-1-form")
    hand.tap("核对并提交")
    expect(page.locator("main")).to_contain_text("田小满不能既是监事又是董事或者高级管理人员")
    page.get_by_role("link", name="去补上").click()
    page.locator("[name='change__officers__0__name']").fill("彭小梅")
    page.locator("[name='change__officers__0__id_number']").fill(NEW_ID)
    hand.saved()
    hand.tap("核对并提交")
    promise(hand)
    shot(page, "officers-1280-2-check")
    hand.tap("提交并当场备案")
    expect(page.locator(".standing")).to_contain_text("已备案")
    assert Person.objects.get(business=company, role="supervisor").name == "彭小梅"


def test_the_second_of_two_clerks_is_told_that_the_first_was_there(company, visit):
    clerk = seat("clerk", Role.CLERK)
    page = visit("/registration/apply/", account=clerk)
    hand = found(page, "换发")
    hand.choose("营业执照遗失")
    hand.saved()
    hand.tap("核对并提交")
    promise(hand)
    hand.tap("只提交，交他人审查")
    expect(page.locator(".standing")).to_contain_text("已提交")
    other = visit(f"/registration/filings/{Filing.objects.get().pk}/", account=seat("second", Role.CLERK))
    page.get_by_role("link", name="要求补正").first.click()
    page.locator("[name='points']").fill("请补遗失声明")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".standing")).to_contain_text("补正")
    other.get_by_role("link", name="不予登记").first.click()
    other.locator("[name='reason']").fill("没有遗失")
    other.get_by_role("button", name="提交").click()
    expect(other.locator("main")).to_contain_text("刚刚被其他人修改过")
    shot(other, "two-clerks-1280")


def test_a_company_is_founded_with_a_supervisor_of_its_own(live_server, at, visit):
    lay_out()
    at(DAY)
    page = visit("/registration/apply/", account=seat("clerk", Role.CLERK), size=PHONE)
    hand = Hand(page)
    hand.tap("公司")
    hand.choose("商贸")
    hand.type("name_parts__brand", "桃源里")
    hand.on()
    for part, text in (("name", "田小满"), ("id_number", OWNER_ID), ("phone", "13800001234")):
        hand.type(f"legal_representative__{part}", text)
    hand.click(page.locator("#step-officers > summary"))
    for at_row, (office, name, number) in enumerate(
        [("董事", "田小满", OWNER_ID), ("监事", "彭小梅", NEW_ID)]
    ):
        row = page.locator("#step-officers fieldset.one-person").nth(at_row)
        hand.click(row.locator(".picks label", has_text=office))
        hand.type(f"officers__{at_row}__name", name)
        hand.type(f"officers__{at_row}__id_number", number)
        hand.saved()
        if at_row == 0:
            page.locator("#rows-officers button").click()
            expect(page.locator("[name='officers__1__name']")).to_be_visible()
    shot(page, "founding-360-1-officers")
    hand.on()
    hand.type("capital_yuan", "100000")
    hand.on()
    hand.choose("龙潭")
    hand.type("address", "老街12号")
    hand.on()
    hand.saved()
    hand.tap("核对并提交")
    expect(page.locator("main")).to_contain_text("（四）担任因违法被吊销营业执照")
    expect(page.get_by_text("经全体股东一致同意，不设监事")).to_have_count(0)
    promise(hand)
    shot(page, "founding-360-2-check")
    hand.tap("提交并当场登记发照")
    expect(page.locator(".standing")).to_contain_text("准予登记")
    assert Person.objects.get(role="supervisor").name == "彭小梅"
