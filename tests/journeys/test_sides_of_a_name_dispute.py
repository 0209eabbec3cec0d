"""A dispute about a name: the officer serves it, the answering side reads its paper and hands in evidence."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, shot
from tests.journeys.registering import DAY, lay_out, seat

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role

MONDAY = date(2026, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_the_answering_side_needs_no_account(live_server, visit, at):
    lay_out()
    at("2026-03-02 09:30")
    accused, system = business(1, name="酉阳县武陵春商贸有限公司"), Actor.system("journey")
    file_new([accused.pk])
    new = services.NewDispute(accused.code, "重庆武陵春集团有限公司", "停止使用“武陵春”", "字号在先使用十年")
    found = services.file_dispute(new, by=system, today=MONDAY)
    services.accept_dispute(found.pk, by=system, today=MONDAY)
    services.serve_dispute(found.pk, by=system, today=MONDAY)

    officer = visit(
        f"/registration/names/disputes/{found.pk}/", account=seat("田科员", Role.SECTION), size=DESK
    )
    officer.get_by_role("button", name="给被申请人发放查询码").click()
    expect(officer.locator(".secret")).to_be_visible()
    code = officer.locator(".secret").inner_text()
    shot(officer, "dispute-1280-1-served")

    side = visit("/registration/names/dispute/", size=PHONE)
    side.locator("[name='number']").fill(found.number)
    side.locator("[name='code']").fill(code.lower())
    shot(side, "dispute-360-0-enter")
    side.get_by_role("button", name="查看").click()
    expect(side.get_by_role("link", name="企业名称争议答辩告知书")).to_be_visible()
    paper = side.request.get(f"/registration/names/disputes/{found.pk}/papers/defence.pdf")
    assert paper.body().startswith(b"%PDF")
    side.locator("[name='files']").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    side.get_by_role("button", name="上传").click()
    expect(side.locator(".messages")).to_contain_text("已保存 1 个文件")
    shot(side, "dispute-360-1-side")
    officer.reload()
    expect(officer.get_by_role("link", name="被申请人证据")).to_be_visible()
    shot(officer, "dispute-1280-2-evidence")


def test_the_administrator_enters_the_segment_of_codes(live_server, visit, at):
    lay_out()
    at(DAY)
    page = visit("/registration/codes/", account=seat("龙管理", Role.OPERATOR), size=DESK)
    expect(page.get_by_text("尚未设置")).to_be_visible()
    page.locator("[name='segment']").fill("ma8")
    page.get_by_role("button", name="设置", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("码段已设为 MA8")
    shot(page, "codes-1280")
