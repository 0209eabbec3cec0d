"""The main errand: from a spreadsheet to a published inspection that a stranger can prove.

One story, told by those who do the work: a section officer, two witnesses, an inspector with a phone, the
owner of a restaurant, a leader, and somebody who trusts none of them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quanheng.domains.hazards.models import Hazard
from quanheng.domains.inspections.models import Inspection, Visit
from quanheng.domains.registration.models import Business
from quanheng.platform.draws.models import Draw
from quanheng.platform.people.models import Account, Officer

from .cast import CODES, PASSWORD, RISKY, TRUSTED, WRONG, Cast, open_county, roster
from .conftest import PHONE, photo, shot, sign

pytestmark = pytest.mark.django_db(transaction=True)

BALLS = "ssq-2021022-03-11-17-22-29-31-07"
FOUND = "两名后厨人员没有健康证明"
MENDED = "两名人员已于3月12日办理健康证明，今后先办证后上岗。"


@pytest.fixture
def cast(at) -> Cast:
    at("2021-03-01 09:00")
    return open_county()


def test_an_inspection_goes_from_a_spreadsheet_to_a_proof(visit, at, cast, tmp_path):
    desk = log_in(visit, cast.section)
    import_roster(desk)
    set_classes(desk)
    inspection = plan(desk)
    prepare_draw(desk, inspection)

    values = {one.username: hand_in(visit, one) for one in (cast.discipline, cast.association)}
    commit(desk, inspection)
    for one in (cast.discipline, cast.association):
        reveal(visit, one, values[one.username])
    at("2021-03-02 21:30")
    enter_outcome(desk, visit, cast, inspection)
    draw(desk, inspection)

    at("2021-03-10 09:30")
    mine = inspection.visits.get(business_code=RISKY)
    inspector = carry_out(visit, cast, mine)
    hazard = order_rectification(inspector, mine)

    at("2021-03-12 15:00")
    answer_over_the_link(visit, inspector, hazard)
    at("2021-03-15 10:00")
    recheck(visit, cast, hazard, not_by=inspector_of(mine))

    review(visit, cast, mine)
    publish(desk, inspection)
    stranger = find_the_result(visit)
    prove(stranger, tmp_path)


def log_in(visit, account: Account) -> Page:
    page = visit("/accounts/login/")
    page.get_by_label("用户名").fill(account.username)
    page.get_by_label("密码").fill(PASSWORD)
    shot(page, "01-login")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("待办")
    shot(page, "02-inbox-empty")
    return page


def import_roster(desk: Page) -> None:
    desk.get_by_role("link", name="导入名录").click()
    desk.get_by_role("link", name="导入经营主体名录").first.click()
    shot(desk, "03-import-upload")
    desk.get_by_label("表格文件").set_input_files(
        {"name": "餐饮名录.csv", "mimeType": "text/csv", "buffer": roster()}
    )
    desk.get_by_role("button", name="上传并核对").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("餐饮名录.csv")
    expect(desk.get_by_role("region", name="前几行")).to_contain_text("酉阳县第1家常饭馆")
    expect(desk.get_by_label("统一社会信用代码")).to_have_value("0")
    shot(desk, "04-import-match")
    desk.get_by_role("button", name="开始").click()
    expect(desk.get_by_text("已完成（试导）")).to_be_visible()
    assert not Business.objects.exists()
    shot(desk, "05-import-rehearsed")

    desk.get_by_role("button", name="正式导入").click()
    expect(desk.get_by_role("button", name="正式导入")).to_have_count(0)
    figures = desk.locator("#progress .figures")
    expect(figures).to_contain_text(re.compile(r"9\s*接收\s*1\s*标记\s*1\s*拒绝"))
    lines = desk.get_by_role("region", name="逐行报告")
    expect(lines).to_contain_text("不知道")
    shot(desk, "06-import-report")
    desk.get_by_role("link", name="标记 1").click()
    expect(lines).to_contain_text(WRONG)
    expect(lines).to_contain_text("校验")
    assert Business.objects.count() == 10
    assert Business.objects.get(code=RISKY).area_code == "500242102"  # read from the address


def set_classes(desk: Page) -> None:
    desk.get_by_role("link", name="信用风险", exact=True).click()
    shot(desk, "07-classes-empty")
    for code, klass, why in (
        (RISKY, "D", "一年内两次因食品安全被处罚"),
        (TRUSTED, "A", "连续三年无不良记录"),
    ):
        desk.goto(f"/credit/set/?code={code}")
        desk.get_by_role("radio", name=re.compile(f"^{klass}")).check()
        desk.get_by_label("理由").fill(why)
        shot(desk, f"08-class-{klass}")
        desk.get_by_role("button", name="确定", exact=True).click()
        expect(desk.get_by_role("heading", name="分类历史")).to_be_visible()
    shot(desk, "09-class-history")


def plan(desk: Page) -> Inspection:
    desk.get_by_role("link", name="双随机抽查").click()
    shot(desk, "10-inspections-empty")
    desk.get_by_role("link", name="制定抽查任务").first.click()
    desk.get_by_label("计划外抽查的原因").fill("县食安委部署的春季餐饮检查")
    desk.get_by_label("专项抽查").check()
    desk.get_by_label("任务名称").fill("春季餐饮服务专项抽查")
    desk.get_by_label("AMR-07").check()
    preview = desk.locator("#preview")
    expect(preview).to_contain_text("名单 10 户，将抽取 3 户")  # A 2 % and B 5 % round up, D all
    desk.get_by_label("B 类").fill("3")
    expect(preview).to_contain_text("将抽取 5 户")
    expect(preview).to_contain_text("4 人")
    desk.get_by_label("检查开始日期").fill("2021-03-08")
    desk.get_by_label("检查截止日期").fill("2021-03-31")
    shot(desk, "11-plan")
    desk.get_by_role("button", name="制定任务").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("春季餐饮服务专项抽查")
    shot(desk, "12-planned")
    return Inspection.objects.get()


def prepare_draw(desk: Page, inspection: Inspection) -> None:
    desk.get_by_role("link", name="准备抽取").click()
    for number, who in ((1, "驻局纪检监察组"), (2, "县个私协会")):
        box = desk.get_by_label(("见证人一", "见证人二")[number - 1])
        box.select_option(label=box.locator("option", has_text=who).inner_text())
    desk.get_by_label("公开结果", exact=False).first.fill("福彩双色球第2021022期")
    desk.get_by_label("公开结果揭晓时间").fill("2021-03-02T21:15")
    shot(desk, "13-prepare-draw")
    desk.get_by_role("button", name="生成名单，通知见证人").click()
    expect(desk.get_by_role("link", name="查看抽取进展")).to_be_visible()
    shot(desk, "14-draw-prepared")


def hand_in(visit, witness: Account) -> str:
    """The witness's own narrow desk: a value is made there and stays there; only its digest leaves."""
    page = visit("/desk/start/", witness)
    expect(page.get_by_role("navigation", name="工作台").get_by_role("link")).to_have_text(
        ["待办", "种子见证"]
    )
    page.get_by_role("link", name="提交摘要").click()
    shown = page.locator("[data-seed]")
    expect(shown).not_to_be_empty()
    value = "".join(shown.inner_text().split())
    page.get_by_label("种子值我已抄下或打印").check()
    shot(page, f"15-hand-in-{witness.username}")
    page.get_by_role("button", name="提交摘要").click()
    expect(page.get_by_text("等待计划公布")).to_be_visible()
    assert value not in page.content()
    return value


def commit(desk: Page, inspection: Inspection) -> None:
    desk.goto(f"/inspections/{inspection.pk}/")
    desk.get_by_role("button", name="公布承诺值").click()
    expect(desk.get_by_text("承诺值已公布")).to_be_visible()
    shot(desk, "16-committed")


def reveal(visit, witness: Account, value: str) -> None:
    page = visit("/draws/witness/", witness)
    page.get_by_role("link", name="公开原值").click()
    page.get_by_label("种子值").fill(value)
    shot(page, f"17-reveal-{witness.username}")
    page.get_by_role("button", name="公开种子值").click()
    expect(page.get_by_text("等待其他来源")).to_be_visible()


def enter_outcome(desk: Page, visit, cast: Cast, inspection: Inspection) -> None:
    desk.goto(f"/inspections/{inspection.pk}/")
    desk.get_by_role("link", name="查看抽取进展").click()
    shot(desk, "18-draw-waits-for-outcome")
    desk.get_by_role("link", name="录入公开结果").click()
    desk.get_by_label("种子值").fill(BALLS)
    shot(desk, "19-enter-outcome")
    desk.get_by_role("button", name="录入").click()
    expect(desk.get_by_text("已录入，待确认")).to_be_visible()

    other = visit("/desk/", cast.colleague)
    shot(other, "20-colleague-inbox")
    other.get_by_role("link", name=re.compile("确认.*双色球")).first.click()
    other.get_by_label("种子值").fill(BALLS)
    shot(other, "21-confirm-outcome")
    other.get_by_role("button", name="确认").click()
    expect(other.get_by_text("种子已齐").first).to_be_visible()


def draw(desk: Page, inspection: Inspection) -> None:
    desk.goto(f"/inspections/{inspection.pk}/")
    desk.get_by_role("button", name="执行抽取").click()
    expect(desk.get_by_text("抽取完成，5 户已派发给检查组。")).to_be_visible()
    expect(desk.get_by_role("region", name="检查户").get_by_role("row")).to_have_count(6)
    shot(desk, "22-drawn")
    assert inspection.visits.filter(business_code=RISKY).exists()  # class D is drawn as a whole


def inspector_of(mine: Visit, position: int = 1) -> Officer:
    return mine.parts.get().team.get(position=position).officer


def carry_out(visit, cast: Cast, mine: Visit) -> Page:
    phone = visit("/desk/start/", cast.inspectors[inspector_of(mine).pk], PHONE)
    expect(phone).to_have_url(re.compile("/field/$"))
    shot(phone, "23-phone-today")
    phone.get_by_role("link", name=mine.business_name).click()
    shot(phone, "24-phone-before")
    phone.get_by_role("button", name="已出示证件，开始检查").click()
    questions = phone.locator("[data-question]")
    expect(questions).to_have_count(7)
    for number in range(7):
        questions.nth(number).get_by_text("否" if number == 1 else "是", exact=True).click()
    bad = questions.nth(1)
    bad.get_by_label("问题情况").fill(FOUND)
    bad.get_by_label("问题情况").blur()
    bad.get_by_label("第 2 题拍照").set_input_files(photo())
    expect(bad.locator("li", has_text="已保存")).to_have_count(1)
    expect(phone.locator("[data-words]")).to_have_text("已全部发送")
    shot(phone, "25-phone-answered")
    phone.get_by_role("link", name="填完了，核对并签字").click()
    phone.get_by_label("签字（盖章）人姓名").fill("田老板")
    sign(phone)
    shot(phone, "26-phone-signature")
    phone.get_by_role("button", name="提交检查记录").click()
    expect(phone.get_by_text("检查记录已于2021年3月10日提交。")).to_be_visible()
    shot(phone, "27-phone-finished")
    return phone


def order_rectification(phone: Page, mine: Visit) -> Hazard:
    hazard = Hazard.objects.get(business_code=mine.business_code)
    phone.get_by_role("link", name=hazard.number).click()  # the phone says what comes next
    expect(phone.get_by_text(FOUND).first).to_be_visible()
    before = phone.locator("ul.photos img")
    before.scroll_into_view_if_needed()
    expect(before).to_have_js_property("complete", True)
    assert before.evaluate("(one) => one.naturalWidth") == 160
    shot(phone, "28-hazard-found")
    expect(phone.get_by_role("link", name="查看这次检查")).to_have_attribute(
        "href", f"/inspections/visits/{mine.pk}/"
    )
    phone.get_by_role("link", name="责令整改").click()
    shot(phone, "29-hazard-order")
    phone.get_by_role("button", name="发出责令改正通知书").click()
    expect(phone.get_by_label("报告链接")).to_be_visible()
    shot(phone, "30-hazard-ordered")
    return hazard


def answer_over_the_link(visit, phone: Page, hazard: Hazard) -> None:
    """The owner opens the link on a phone, without an account."""
    owner = visit(phone.get_by_label("报告链接").input_value(), None, PHONE)
    expect(owner.get_by_role("heading", level=1)).to_have_text(hazard.business_name)
    shot(owner, "31-owner-link")
    owner.get_by_label(re.compile("^整改情况")).fill(MENDED)
    owner.get_by_label(re.compile("整改后照片")).set_input_files(photo("after.jpg", (60, 120, 90)))
    owner.get_by_role("button", name="提交整改情况").click()
    expect(owner.get_by_text("等待复查，现在没有需要您办理的事项。")).to_be_visible()
    shot(owner, "32-owner-answered")


def recheck(visit, cast: Cast, hazard: Hazard, *, not_by: Officer) -> None:
    someone = next(row for key, row in cast.inspectors.items() if key != not_by.pk)
    page = visit("/field/", someone, PHONE)
    shot(page, "33-phone-rechecks")
    page.get_by_role("link", name=re.compile(hazard.number)).click()
    page.get_by_role("link", name="复查", exact=True).click()
    expect(page.get_by_text(MENDED)).to_be_visible()
    box = page.get_by_label("另一名检查人员")
    box.select_option(label=box.locator("option", has_text=not_by.name).inner_text())
    page.get_by_label("已整改到位").check()
    shot(page, "34-recheck")
    page.get_by_role("button", name="提交复查结论").click()
    expect(page.get_by_text("已销号").first).to_be_visible()
    shot(page, "35-hazard-closed")


def review(visit, cast: Cast, mine: Visit) -> None:
    page = visit("/desk/start/", cast.leader)
    shot(page, "36-leader-board")
    page.get_by_role("link", name="待办", exact=True).click()
    shot(page, "37-leader-inbox")
    page.get_by_role("link", name=f"审核检查记录：{mine.business_name}").click()
    page.get_by_role("link", name="审核", exact=True).click()
    expect(page.get_by_text(FOUND).first).to_be_visible()
    page.get_by_label("同意").check()
    shot(page, "38-review")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("审核意见已记录。")).to_be_visible()


def publish(desk: Page, inspection: Inspection) -> None:
    desk.goto(f"/inspections/{inspection.pk}/")
    desk.get_by_role("button", name="公示 1 户结果").click()
    expect(desk.get_by_text("已公示 1 户检查结果。")).to_be_visible()
    shot(desk, "39-published")


def find_the_result(visit) -> Page:
    stranger = visit("/")
    shot(stranger, "40-portal")
    stranger.get_by_role("searchbox").fill("第1家常")
    stranger.keyboard.press("Enter")
    stranger.get_by_role("link", name="酉阳县第1家常饭馆").click()
    shot(stranger, "41-portal-business")
    stranger.get_by_role("link", name=re.compile("春季餐饮")).first.click()
    expect(stranger.get_by_text("公示至").first).to_be_visible()
    shot(stranger, "42-portal-result")
    stranger.get_by_role("link", name="看这次抽取，并在浏览器里重算").click()
    return stranger


def prove(stranger: Page, folder: Path) -> None:
    made = Draw.objects.get()
    expect(stranger.get_by_text("抽中 5 户")).to_be_visible()
    shot(stranger, "43-public-draw")
    stranger.get_by_role("button", name="在浏览器中核验").click()
    expect(stranger.locator("[data-verify-status]")).to_contain_text("全部相符")
    expect(stranger.locator("[data-verify-checks] .stop")).to_have_count(0)
    assert made.seed in "".join(stranger.locator("code.digest").all_inner_texts()).replace(" ", "")
    shot(stranger, "44-verified")
    with stranger.expect_download() as begun:
        stranger.get_by_role("link", name="下载抽取包").click()
    archive = folder / "bundle.zip"
    begun.value.save_as(archive)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    bundle = next(folder.rglob("verify.py")).parent
    said = verify(bundle)
    assert said.returncode == 0, said.stdout + said.stderr
    result = bundle / "result.csv"
    result.write_bytes(result.read_bytes().replace(RISKY.encode(), CODES[8].encode()))
    assert verify(bundle).returncode == 1


def verify(bundle: Path) -> subprocess.CompletedProcess[str]:
    """What a stranger types: Python alone, apart from everything of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "."],
        cwd=bundle,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
