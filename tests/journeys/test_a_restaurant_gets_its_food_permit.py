"""A noodle shop applies at the window, is seen on the spot, gets its permit; a stranger checks it."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.tests import factories as make
from quanheng.platform.certificates import printing
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.printing import coded
from quanheng.platform.documents import fonts
from quanheng.platform.documents import render as rendering
from quanheng.platform.documents.templates_on import template_path
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account, officer

from .conftest import DESK, PHONE, photo, shot

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def seats(at) -> dict[str, Account]:
    at("2024-03-04 09:30")
    make.section()
    first, _second = officer("24200001", name="石检查"), officer("24200002", name="彭检查")
    return {
        "clerk": account(Role.CLERK, username="clerk"),
        "inspector": account(Role.INSPECTOR, username="inspector", officer=first),
        "section": account(Role.SECTION, username="section"),
    }


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page: Page, group: str, label: str) -> None:
    page.get_by_role("group", name=group).get_by_label(label, exact=True).check()


@SIZES
def test_a_restaurant_gets_its_food_permit(visit, seats, at, size) -> None:
    width = size["width"]
    shop = make.shop()
    window = visit(f"/licences/apply/?code={shop.code}", seats["clerk"], size=size)
    assert fits(window)
    shot(window, f"permit-choose-{width}")
    window.get_by_role("link", name="食品经营许可").click()
    choose(window, "主体业态", "餐饮服务经营者")
    for item in ("热食类食品制售", "自制饮品制售"):
        window.get_by_label(item).check()
    window.get_by_label("法定代表人（负责人）").fill("冉某")
    assert fits(window)
    shot(window, f"permit-apply-{width}")
    window.get_by_role("button", name="提交申请").click()
    expect(window.get_by_text("已受理，编号")).to_be_visible()
    assert fits(window)
    shot(window, f"permit-accepted-{width}")
    applied = Application.objects.get()
    assert (applied.stage, applied.due_on) == ("checking", date(2024, 3, 18))

    at("2024-03-06 10:10")
    spot = visit(f"/licences/applications/{applied.pk}/", seats["inspector"], size=PHONE)
    spot.get_by_role("link", name="现场核查", exact=True).click()
    expect(spot.get_by_label("核查人员", exact=True)).not_to_have_value("")
    spot.get_by_label("另一名核查人员").select_option(label="彭检查")
    for number in range(1, 5):
        choose(spot, f"第 {number} 项结论", "符合")
    spot.get_by_label("现场照片").set_input_files([photo("后厨.jpg"), photo("前厅.jpg", (40, 90, 120))])
    choose(spot, "核查结论", "符合要求")
    choose(spot, "申请人签名", "申请人核对无误并签名")
    assert fits(spot)
    shot(spot, f"permit-check-{width}")
    spot.get_by_role("button", name="提交核查记录").click()
    expect(spot.get_by_text("核查记录已保存")).to_be_visible()

    at("2024-03-07 15:00")
    desk = visit(f"/licences/applications/{applied.pk}/decide/", seats["section"], size=size)
    expect(desk.get_by_text("石检查").first).to_be_visible()
    assert fits(desk)
    shot(desk, f"permit-decide-{width}")
    desk.get_by_role("button", name="作出决定").click()
    permit = Permit.objects.get()
    expect(desk.get_by_text(f"许可证 {permit.number} 已颁发")).to_be_visible()
    assert fits(desk)
    shot(desk, f"permit-issued-{width}")
    assert (permit.from_on, permit.valid_until) == (date(2024, 3, 7), date(2029, 3, 6))

    certificate = certificates.current("food_business", permit.number)
    assert certificate is not None
    link = desk.get_by_role("link", name="打开许可证 PDF").get_attribute("href")
    made = desk.request.get(f"{desk.url.split('/licences')[0]}{link}")
    assert made.body().startswith(b"%PDF-")
    assert scanned(certificate, width) == coded(certificate)

    stranger = visit(f"/permits/?q={shop.name}", size=size)
    stranger.locator("table").get_by_role("link", name=shop.name).click()
    expect(stranger.get_by_text("食品经营许可有效，至2029年3月6日")).to_be_visible()
    assert fits(stranger)
    shot(stranger, f"permit-public-{width}")
    stranger.goto(f"/verify/{certificate.public_id}/#{certificate.payload}")
    stranger.wait_for_selector("[data-own-page][data-ready]")
    expect(stranger.locator("h1")).to_have_text("此证照有效")
    shot(stranger, f"permit-verified-{width}")


def scanned(certificate: Certificate, width: int) -> str:
    """What a phone reads in the code on the certificate, set as a picture instead of a PDF."""
    compiler = rendering._compilers.compiler(tuple(fonts.folders()))
    path = template_path("licences/permit", certificate.issued_on)
    data = rendering._inputs(printing.data_of(certificate))
    made = compiler.compile(str(path), format="png", ppi=150, sys_inputs=data)
    folder = os.environ.get("QUANHENG_SHOTS")
    if folder:
        Path(folder, f"permit-certificate-{width}.png").write_bytes(made)
    return str(zxingcpp.read_barcodes(Image.open(io.BytesIO(made)))[0].text)
