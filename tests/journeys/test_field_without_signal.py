"""An inspector walks into a valley without signal, fills the checklist in, and loses nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import PHONE, eventually, shot, sign

from quanheng.domains.inspections.models import Answer, AnswerEntry, Visit, VisitPart
from quanheng.domains.inspections.rules.stages import VisitStage
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel import clock
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.models import Officer
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def the_day():
    with clock.fixed(datetime(2021, 3, 10, 9, 0, tzinfo=clock.SHANGHAI)):
        yield


@pytest.fixture
def drawn() -> Visit:
    made.county()
    return made.drawn().visits.get(order=1)


def inspector_of(visit: Visit, position: int = 0):
    row = Officer.objects.get(pk=made.team(visit)[position].officer_id)
    return account(Role.INSPECTOR, username=f"officer-{row.pk}", officer=row)


def bar(page):
    return page.locator("[data-status] [data-words]")


def kept(page, path: str) -> None:
    """Wait until the service worker has the page on the phone."""
    look = "async (path) => !!(await (await caches.open('field-pages-1')).match(path, { ignoreVary: true }))"
    eventually(page, lambda: page.evaluate(look, path))


def test_a_whole_visit_without_signal_reaches_the_server_when_the_signal_returns(visit, drawn):
    page = visit("/field/", inspector_of(drawn), PHONE)
    path = f"/field/visits/{drawn.pk}/"
    kept(page, path)
    kept(page, f"{path}finish/")
    context = page.context
    context.set_offline(True)

    page.locator(f"a[href='{path}']").click()
    page.wait_for_url(f"**{path}")  # and its script
    page.get_by_role("button", name="已出示证件，开始检查").click()
    expect(page.get_by_role("button", name="已出示证件，开始检查")).to_be_hidden()
    for question in page.locator("[data-question]").all():
        question.get_by_text("是", exact=True).click()
    second = page.locator("[data-question]").nth(1)
    second.get_by_text("否", exact=True).click()
    second.locator("[name='note']").fill("两名员工没有健康证明")
    second.locator("[name='note']").blur()
    second.locator("input[type='file']").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": made.PNG}
    )
    expect(bar(page)).to_contain_text("未发送 9 项", timeout=40_000)
    shot(page, "field-offline")

    page.reload()
    expect(second.locator("[value='no']")).to_be_checked()  # what waits is read back after the page is shown
    expect(second.locator("[name='note']")).to_have_value("两名员工没有健康证明")
    assert not Answer.objects.exists()

    page.get_by_role("link", name="填完了，核对并签字").click()
    page.get_by_label("签字（盖章）人姓名").fill("田某某")
    sign(page)
    shot(page, "field-signature")
    page.get_by_role("button", name="提交检查记录").click()
    page.get_by_text("检查记录已在本机，待发送").wait_for()

    context.set_offline(False)
    expect(bar(page)).to_contain_text("已全部发送", timeout=40_000)
    drawn.refresh_from_db()
    assert (drawn.state, drawn.codes) == (VisitStage.RECORDED, ["3", "A"])
    assert Answer.objects.get(question__number=2).note == "两名员工没有健康证明"
    kinds = set(Attachment.objects.values_list("kind", flat=True))
    assert {kind.split(":")[0] for kind in kinds} - {"record"} == {"photo", "signature", "hazard_before"}


def test_what_was_answered_before_a_closed_browser_is_still_there_to_be_sent(visit, drawn):
    page = visit("/field/", inspector_of(drawn), PHONE)
    path = f"/field/visits/{drawn.pk}/"
    kept(page, path)
    page.context.set_offline(True)
    page.goto(path)
    page.get_by_role("button", name="已出示证件，开始检查").click()
    page.locator("[data-question]").first.get_by_text("是", exact=True).click()
    expect(bar(page)).to_contain_text("未发送 2 项", timeout=40_000)
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto("/field/")
    expect(bar(again)).to_contain_text("已全部发送", timeout=40_000)
    assert AnswerEntry.objects.count() == 1
    assert VisitPart.objects.get(visit=drawn).started_on is not None


def test_two_officers_with_two_phones_decide_which_answer_stands(visit, drawn):
    made.started(drawn)
    path = f"/field/visits/{drawn.pk}/"
    mine, theirs = visit(path, inspector_of(drawn), PHONE), visit(path, inspector_of(drawn, 1), PHONE)
    theirs.locator("[data-question]").first.get_by_text("是", exact=True).click()
    theirs.locator("[data-question]").first.get_by_text("已保存").wait_for()
    mine.locator("[data-question]").first.get_by_text("不适用", exact=True).click()
    mine.get_by_role("button", name="用我的").wait_for()
    assert Answer.objects.get().value == "yes"
    shot(mine, "field-conflict")
    mine.get_by_role("button", name="用我的").click()
    mine.locator("[data-question]").first.get_by_text("已保存").wait_for()
    assert Answer.objects.get().value == "na"
