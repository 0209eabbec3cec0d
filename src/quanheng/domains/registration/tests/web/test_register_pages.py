"""The register on the screen: the list, one business, its errands, the import from upload to report."""

import socket
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.roles import Role
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.models import ImportRun, RunState
from quanheng.platform.testing.people import LONGTAN, MAWANG, account, area

pytestmark = pytest.mark.django_db

TODAY = date(2021, 12, 31)
HEADER = "企业名称,统一社会信用代码,住所\n"


@pytest.fixture(autouse=True)
def _county(tmp_path, settings):
    settings.HOME = tmp_path
    area("500242", "酉阳土家族苗族自治县")
    area(LONGTAN, "龙潭镇")
    area(MAWANG, "麻旺镇")


@pytest.fixture
def clerk(client):
    user = account(Role.CLERK)
    client.force_login(user)
    return client


def upload(client, content: bytes, name: str = "名录.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse("tables:upload", args=["registration.businesses"]), {"file": file}, follow=True
    )


def listed(*businesses: Business) -> None:
    file_new([one.pk for one in businesses])


def test_the_list_finds_by_part_of_a_name_and_keeps_filters(clerk):
    listed(business(1, name="龙潭茶油坊"), business(2, name="麻旺茶油坊", area_code=MAWANG))
    page = clerk.get(reverse("registration:businesses"), {"q": "茶油", "area": MAWANG}).content.decode()
    assert "麻旺茶油坊" in page
    assert "龙潭茶油坊" not in page


def test_the_list_shows_names_before_addresses(clerk):
    listed(business(1, name="茶馆", address="酉阳县油坊街"), business(2, name="油坊街茶馆"))
    page = clerk.get(reverse("registration:businesses"), {"q": "油坊街"}).content.decode()
    assert page.index(code(2)) < page.index(code(1))


def test_a_township_sees_only_its_own(client):
    listed(business(1, name="龙潭茶油坊"), business(2, name="麻旺茶油坊", area_code=MAWANG))
    client.force_login(account(Role.TOWNSHIP, area_code=MAWANG))
    page = client.get(reverse("registration:businesses")).content.decode()
    assert "麻旺茶油坊" in page
    assert "龙潭茶油坊" not in page
    assert client.get(reverse("registration:business", args=[code(1)])).status_code == 404


def test_the_public_is_sent_to_the_login(client):
    answer = client.get(reverse("registration:businesses"))
    assert (answer.status_code, "/accounts/login/" in answer["Location"]) == (302, True)


def test_an_inspector_may_not_export_the_register(client):
    client.force_login(account(Role.INSPECTOR))
    assert client.get(reverse("registration:businesses"), {"export": "csv"}).status_code == 403


def test_a_contact_is_masked_until_a_reason_is_given_and_the_look_is_recorded(clerk):
    business(1, contact_name="张三丰", contact_phone="13812345678")
    page = clerk.get(reverse("registration:business", args=[code(1)])).content.decode()
    assert "13812345678" not in page
    assert "138****5678" in page
    asked = reverse("registration:contact", args=[code(1)])
    assert "13812345678" not in clerk.post(asked, {"reason": ""}).content.decode()
    assert "13812345678" in clerk.post(asked, {"reason": "核实投诉"}).content.decode()
    assert Entry.objects.filter(act="contact_revealed").count() == 1


def test_correcting_a_township_refuses_another_county(clerk):
    listed(business(1))
    address = reverse("registration:township", args=[code(1)])
    assert clerk.post(address, {"area_code": "500118001", "reason": "x"}).status_code == 200
    assert Business.objects.get().area_code == LONGTAN
    clerk.post(address, {"area_code": MAWANG, "reason": "实地核实"})
    assert Business.objects.get().area_code == MAWANG


def test_entering_a_code_twice_is_refused_on_the_form(clerk):
    listed(business(1))
    answer = clerk.post(reverse("registration:new"), {"code": code(1), "name": "又一个"})
    assert "名录中已有这个代码" in answer.content.decode()
    clerk.post(reverse("registration:new"), {"code": code(2), "name": "新店", "address": "酉阳县麻旺镇"})
    assert Business.objects.get(code=code(2)).area_code == MAWANG


def test_a_file_goes_from_upload_to_report(clerk):
    content = f"{HEADER}龙潭小店,{code(1)},酉阳县龙潭镇\n坏码店,123,\n".encode()
    page = upload(clerk, content)
    run = ImportRun.objects.get()
    assert "龙潭小店" in page.content.decode()
    fields = {f"match-{name}": str(at) for name, at in run.mapping.items()}
    clerk.post(reverse("tables:match", args=[run.pk]), {**fields, "match-mode": "rehearsal"})
    assert not Business.objects.exists()
    page = clerk.get(reverse("tables:run", args=[run.pk])).content.decode()
    assert "试导" in page
    assert "实为3位" in page
    clerk.post(reverse("tables:again", args=[run.pk]))
    real = ImportRun.objects.first()
    report = b"".join(clerk.get(reverse("tables:report", args=[real.pk])).streaming_content).decode(
        "utf-8-sig"
    )
    assert report.splitlines()[1] == f"2,接收,{code(1)},"
    assert Business.objects.get().name == "龙潭小店"


def test_progress_asks_again_while_the_import_runs_and_reloads_at_its_end(clerk):
    upload(clerk, f"{HEADER}龙潭小店,{code(1)},酉阳县龙潭镇\n".encode())
    run = ImportRun.objects.get()
    ImportRun.objects.update(state=RunState.RUNNING, total_rows=10)
    seen = {"seen": RunState.RUNNING.value}
    moving = clerk.get(reverse("tables:progress", args=[run.pk]), seen)
    assert "every 2s" in moving.content.decode()
    assert "HX-Refresh" not in moving.headers
    ImportRun.objects.update(state=RunState.DONE)
    ended = clerk.get(reverse("tables:progress", args=[run.pk]), seen)
    assert ended.headers["HX-Refresh"] == "true"


def test_an_import_whose_worker_died_offers_to_go_on(clerk):
    upload(clerk, f"{HEADER}龙潭小店,{code(1)},酉阳县龙潭镇\n".encode())
    run = ImportRun.objects.get()
    ImportRun.objects.update(state=RunState.RUNNING, lease=f"{socket.gethostname()}|999999999")
    page = clerk.get(reverse("tables:run", args=[run.pk])).content.decode()
    assert "已中断" in page
    assert "从中断处继续" in page
    clerk.post(reverse("tables:resume", args=[run.pk]))
    assert Business.objects.get().name == "龙潭小店"


def test_a_page_dressed_as_a_spreadsheet_is_refused_on_the_form(clerk):
    page = upload(clerk, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.xlsx")
    assert "按内容识别为SVG" in page.content.decode()
    assert not ImportRun.objects.exists()


def test_a_wrongly_read_file_can_be_read_another_way(clerk):
    content = f"名录\n{HEADER}龙潭小店,{code(1)},酉阳县龙潭镇\n".encode("gb18030")
    upload(clerk, content)
    run = ImportRun.objects.get()
    assert run.layout["header_row"] == 2
    fields = {"layout-header_row": "1", "layout-encoding": "gb18030", "layout-separator": ",", "read": "1"}
    clerk.post(reverse("tables:match", args=[run.pk]), fields)
    run.refresh_from_db()
    assert run.layout["header_row"] == 1


def test_an_import_of_another_area_is_not_found(clerk, client):
    upload(clerk, f"{HEADER}龙潭小店,{code(1)},酉阳县龙潭镇\n".encode())
    run = ImportRun.objects.get()
    area("500118", "永川区")
    client.force_login(account(Role.CLERK, area_code="500118", username="other"))
    for name in ("run", "match", "progress", "report"):
        assert client.get(reverse(f"tables:{name}", args=[run.pk])).status_code == 404


def test_the_template_can_be_filled_and_imported(clerk):
    answer = clerk.get(reverse("tables:template", args=["registration.businesses"]))
    assert answer.content.startswith(b"PK")
    page = upload(clerk, answer.content, "模板.xlsx")
    assert page.status_code == 200
    assert set(ImportRun.objects.get().mapping) >= {"code", "name", "address", "tags"}


def test_a_workbook_with_titles_and_merged_cells_is_read(clerk):
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "酉阳县经营主体名录")
        sheet.write_row("A2", ["企业名称", "统一社会信用代码", "住所"])
        sheet.write_row("A3", ["一店", code(1)])
        sheet.write_row("A4", ["二店", code(2)])
        sheet.merge_range("C3:C4", "酉阳县龙潭镇")
    upload(clerk, content.getvalue(), "名录.xlsx")
    run = ImportRun.objects.get()
    tables.carry_out(run.pk, today=TODAY)
    assert list(Business.objects.values_list("area_code", flat=True)) == [LONGTAN, LONGTAN]
