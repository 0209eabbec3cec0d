"""The signal goes in the middle of a checklist: what is entered is counted, then sent, and sent once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from quanheng.domains.inspections.models import Answer, AnswerEntry, Visit
from quanheng.domains.inspections.tests import factories as made
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.models import Account, Officer
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

from .conftest import PHONE, Held, photo, shot, sign

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def under_way(at) -> Visit:
    """A visit of the day whose team has arrived and begun."""
    at("2021-03-10 09:00")
    made.county()
    visit = made.drawn().visits.get(order=1)
    made.started(visit)
    return visit


def inspector_of(visit: Visit) -> Account:
    officer = Officer.objects.get(pk=made.team(visit)[0].officer_id)
    return people.account(Role.INSPECTOR, officer=officer)


def answer(page: Page, number: int, word: str) -> None:
    page.locator("[data-question]").nth(number - 1).get_by_text(word, exact=True).click()


def test_answers_and_a_photo_wait_without_signal_and_are_sent_once(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE)
    bar = page.locator("[data-words]")
    answer(page, 1, "是")
    expect(page.locator("[data-question]").first.get_by_text("已保存")).to_be_visible()

    page.context.set_offline(True)
    answer(page, 2, "是")
    answer(page, 3, "不适用")
    answer(page, 3, "是")  # a second thought takes the place of the first
    expect(bar).to_contain_text("未发送 2 项")
    page.locator("[data-question]").nth(2).get_by_label("第 3 题拍照").set_input_files(photo())
    expect(bar).to_contain_text("未发送 3 项")
    expect(bar).to_contain_text("没有信号")
    shot(page, "offline-counted")
    assert set(Answer.objects.values_list("question__number", flat=True)) == {1}

    page.context.set_offline(False)
    expect(bar).to_have_text("已全部发送")
    shot(page, "offline-sent")
    said = dict(Answer.objects.values_list("question__number", "value"))
    assert said == {1: "yes", 2: "yes", 3: "yes"}
    assert AnswerEntry.objects.count() == 3
    assert Attachment.objects.filter(kind__startswith="photo").count() == 1


def test_an_answer_whose_receipt_was_lost_on_the_way_is_sent_again_and_kept_once(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE, service_workers="block")
    lost = []

    def arrive_but_not_return(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    everything = f"**/field/visits/{under_way.pk}/*/"
    page.route(everything, arrive_but_not_return)
    with page.expect_event("requestfailed"):
        answer(page, 1, "是")
    page.locator("[data-question]").first.get_by_label("第 1 题拍照").set_input_files(photo())
    expect(page.locator("[data-words]")).to_contain_text("未发送 2 项")
    assert lost[0] == 200
    assert AnswerEntry.objects.count() == 1  # the server has it, the phone does not know

    page.unroute_all(behavior="wait")
    page.get_by_role("button", name="立即发送").click()
    expect(page.locator("[data-words]")).to_have_text("已全部发送")
    assert AnswerEntry.objects.count() == Answer.objects.count() == 1
    assert Attachment.objects.filter(kind__startswith="photo").count() == 1


def test_a_photo_taken_before_the_question_is_answered_is_no_answer(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE)
    first = page.locator("[data-question]").first
    first.get_by_label("第 1 题拍照").set_input_files(photo())
    expect(first.locator("li", has_text="已保存")).to_have_count(1)
    expect(page.locator("[data-words]")).to_have_text("已全部发送")
    assert not AnswerEntry.objects.exists()


def test_a_photo_carries_the_time_of_the_county_whatever_the_phone_is_set_to(visit, under_way):
    far = {"timezone_id": "America/New_York", "service_workers": "block"}
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE, **far)
    page.clock.set_fixed_time("2021-03-10T01:12:00Z")
    first = page.locator("[data-question]").first
    first.get_by_label("第 1 题拍照").set_input_files(photo())
    expect(first.locator("li", has_text="已保存")).to_have_count(1)
    assert "2021-03-10 09:12" in Attachment.objects.get(kind__startswith="photo").name


def test_what_is_entered_while_the_phone_is_sending_goes_out_too(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE, service_workers="block")
    answers = Held(page, f"**/field/visits/{under_way.pk}/answers/")
    with page.expect_request("**/answers/"):
        answer(page, 1, "是")
    page.locator("[data-question]").first.get_by_label("第 1 题拍照").set_input_files(photo())
    expect(page.locator("[data-words]")).to_contain_text("未发送 2 项")
    answers.release()
    expect(page.locator("[data-words]")).to_have_text("已全部发送")
    assert Attachment.objects.filter(kind__startswith="photo").count() == 1


def question(page: Page, number: int) -> Locator:
    return page.locator("[data-question]").nth(number - 1)


def words(page: Page) -> Locator:
    return page.locator("[data-words]")


def speak(page: Page, number: int) -> None:
    """Press, speak, press again: Chromium's device for tests beeps once a second."""
    press = question(page, number).get_by_role("button", name=f"第 {number} 题录音")
    press.click()
    expect(press).to_have_text(re.compile("停止 0:0[1-9]"))
    press.click()
    expect(question(page, number).locator("audio")).to_have_count(1)


def test_a_voice_note_is_spoken_without_signal_heard_kept_and_played_at_the_desk(visit, under_way):
    account = inspector_of(under_way)
    page = visit(f"/field/visits/{under_way.pk}/", account, PHONE)
    page.context.set_offline(True)
    speak(page, 2)
    speak(page, 3)
    expect(words(page)).to_contain_text("未发送 2 项")
    assert question(page, 2).locator("audio").evaluate(LOADS)
    shot(page, "voice-decide")
    question(page, 3).get_by_role("button", name="删除").click()
    expect(words(page)).to_contain_text("未发送 1 项")

    page.context.set_offline(False)
    page.get_by_role("button", name="立即发送").click()
    expect(words(page)).to_have_text("未发送 1 项")  # what is not decided is kept and not sent
    assert not Attachment.objects.exists()
    question(page, 2).get_by_role("button", name="保存").click()
    expect(words(page)).to_have_text("已全部发送")
    row = Attachment.objects.get()
    assert (row.kind.split(":")[0], row.stored.media_type) == ("voice", "audio/webm")

    desk = visit(f"/inspections/visits/{under_way.pk}/", account)
    assert desk.locator(".voices audio").evaluate(LOADS)
    shot(desk, "voice-desk")


LOADS = """(audio) => new Promise((done) => {
  audio.onloadedmetadata = () => done(true);
  audio.onerror = () => done(false);
  audio.preload = "metadata";
  audio.load();
})"""


def test_a_voice_note_nobody_decided_about_goes_with_the_record(visit, under_way):
    made.answer_all(under_way, made.team(under_way)[0])
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE)
    speak(page, 2)
    page.get_by_role("link", name="填完了，核对并签字").click()
    expect(words(page)).to_have_text("未发送 1 项")
    page.get_by_label("签字（盖章）人姓名").fill("田某某")
    sign(page)
    page.get_by_role("button", name="提交检查记录").click()
    expect(page.get_by_text("检查记录已于2021年3月10日提交。")).to_be_visible()
    assert Attachment.objects.filter(kind__startswith="voice:").count() == 1


def test_where_the_browser_cannot_record_no_button_shows(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE, service_workers="block")
    expect(question(page, 1).get_by_role("button", name="第 1 题录音")).to_be_visible()
    page.add_init_script("delete window.MediaRecorder")
    page.reload()
    expect(page.locator("article.scripted")).to_have_count(1)
    expect(page.get_by_role("button", name="录音")).to_have_count(0)


def test_a_photo_is_not_lost_by_whoever_turns_the_page_at_once(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE)
    page.evaluate("() => { window.createImageBitmap = () => new Promise(() => {}); }")  # a large photo
    question(page, 1).get_by_label("第 1 题拍照").set_input_files(photo("IMG_1.jpg"))
    expect(words(page)).to_contain_text("未发送 1 项")
    page.reload()
    expect(words(page)).to_have_text("已全部发送")
    assert Attachment.objects.get().name.endswith("IMG_1.jpg")


def late_store(page: Page) -> None:
    """From the next page on, the phone takes a while to open what it keeps."""
    page.add_init_script("""
        const open = indexedDB.open.bind(indexedDB);
        indexedDB.open = (...given) => {
          const late = {}, real = open(...given);
          const pass = (name) => () => { late.result = real.result; late[name](); };
          real.onupgradeneeded = pass("onupgradeneeded");
          real.onsuccess = () => setTimeout(pass("onsuccess"), 1500);
          return late;
        };
    """)


def test_an_answer_tapped_before_the_page_has_read_back_what_waits_stands(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE, service_workers="block")
    page.route("**/answers/", lambda route: route.abort("internetdisconnected"))
    answer(page, 1, "否")
    question(page, 1).get_by_label("问题情况").fill("许可证过期")
    question(page, 1).get_by_label("问题情况").blur()
    expect(words(page)).to_contain_text("未发送 1 项")

    late_store(page)
    page.reload(wait_until="commit")
    answer(page, 1, "不适用")
    expect(words(page)).to_contain_text("未发送 1 项")
    expect(question(page, 1).get_by_label("不适用")).to_be_checked()
    page.unroute_all(behavior="wait")
    page.get_by_role("button", name="立即发送").click()
    expect(words(page)).to_have_text("已全部发送")
    said = Answer.objects.get()
    assert (said.value, said.note) == ("na", "许可证过期")


def test_an_answer_tapped_before_the_script_has_come_is_saved(visit, under_way):
    page = visit("/field/", inspector_of(under_way), PHONE, service_workers="block")
    script = Held(page, "**/field/visit.js")
    page.goto(f"/field/visits/{under_way.pk}/", wait_until="commit")
    answer(page, 1, "是")
    expect(question(page, 1).get_by_label("是", exact=True)).to_be_checked()
    script.release()
    expect(question(page, 1).get_by_text("已保存")).to_be_visible()
    assert Answer.objects.get().value == "yes"


def test_a_refusal_of_an_answer_that_was_changed_meanwhile_brings_it_not_back(visit, under_way):
    page = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE, service_workers="block")
    held: list[Route] = []
    page.route("**/answers/", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/answers/"):
        answer(page, 1, "否")
    answer(page, 1, "是")
    expect(words(page)).to_contain_text("未发送 1 项")
    held[0].fulfill(status=409, json={"says": "不能接收"})
    expect(words(page)).to_have_text("已全部发送")
    expect(question(page, 1).get_by_text("已保存")).to_be_visible()
    assert Answer.objects.get().value == "yes"


def test_two_pages_of_one_visit_show_the_same_answers_and_the_same_count(visit, under_way):
    first = visit(f"/field/visits/{under_way.pk}/", inspector_of(under_way), PHONE)
    second = first.context.new_page()
    second.goto(f"/field/visits/{under_way.pk}/")
    expect(words(second)).to_have_text("已全部发送")
    answer(first, 1, "是")
    expect(question(second, 1).get_by_label("是", exact=True)).to_be_checked()
    expect(question(second, 1).get_by_text("已保存")).to_be_visible()
    first.context.set_offline(True)
    answer(first, 2, "是")
    for page in (first, second):
        expect(words(page)).to_contain_text("未发送 1 项")
    first.context.set_offline(False)
    for page in (first, second):
        expect(words(page)).to_contain_text("已全部发送")
    answer(second, 1, "否")
    expect(question(first, 1).get_by_text("已保存")).to_be_visible()
    assert Answer.objects.count() == 2


def test_a_record_of_refusal_that_is_not_accepted_stands_in_its_form_as_written(visit, at):
    at("2021-03-10 09:00")
    made.county()
    row = made.drawn().visits.get(order=1)
    page = visit(f"/field/visits/{row.pk}/refusal/", inspector_of(row), PHONE)
    page.get_by_label("进入被检查场所").check()
    page.get_by_label("经过").fill("老板关门不让进")
    page.get_by_label("见证人姓名").fill("冉主任")
    page.get_by_role("button", name="提交，结束本户检查").click()
    expect(page.get_by_role("alert")).to_contain_text("请先确认到场人员")
    expect(page.get_by_role("alert")).not_to_contain_text("<")

    page.get_by_role("link", name="返回检查表").click()
    expect(page.locator(".notice[data-refused]")).to_contain_text("还没有开始检查")
    expect(page.locator("[data-closing]")).to_be_hidden()  # no signal will send what was refused
    page.get_by_role("button", name="已出示证件，开始检查").click()
    page.get_by_role("link", name="拒绝检查").click()
    expect(page.get_by_label("经过")).to_have_value("老板关门不让进")
    page.get_by_role("button", name="提交，结束本户检查").click()
    expect(page.get_by_text("检查记录已于2021年3月10日提交。")).to_be_visible()
    expect(words(page)).to_have_text("已全部发送")
