"""What the import pages say to whoever waits, or chose the wrong file."""

import socket

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quanheng.domains.registration.tests.factories import code
from quanheng.platform.people.roles import Role
from quanheng.platform.tables.models import ImportRun, Mode, RunState
from quanheng.platform.testing.people import account, area

pytestmark = pytest.mark.django_db

HEADER = "企业名称,统一社会信用代码,住所\n"
DEAD = f"{socket.gethostname()}|999999999"


@pytest.fixture
def clerk(client, tmp_path, settings):
    settings.HOME = tmp_path
    area("500242", "酉阳土家族苗族自治县")
    client.force_login(account(Role.SECTION))
    return client


def uploaded(client, rows: str = f"龙潭小店,{code(1)},酉阳县龙潭镇\n") -> tuple[ImportRun, str]:
    file = SimpleUploadedFile("名录.csv", (HEADER + rows).encode())
    address = reverse("tables:upload", args=["registration.businesses"])
    page = client.post(address, {"file": file}, follow=True)
    return ImportRun.objects.get(), page.content.decode()


def progress(client, run: ImportRun, **now: object) -> str:
    ImportRun.objects.filter(pk=run.pk).update(**now)
    return client.get(reverse("tables:progress", args=[run.pk])).content.decode()


def test_the_register_of_businesses_is_the_first_that_can_be_imported(clerk):
    page = clerk.get(reverse("tables:runs")).content.decode()
    links = page.split("/tables/new/")[1:]
    assert links[0].startswith("registration.businesses/")
    assert len(links) > 1


def test_whoever_waits_is_told_that_the_page_may_be_left(clerk):
    run, _ = uploaded(clerk)
    assert "可以离开这一页" in progress(clerk, run, state=RunState.WAITING)
    assert "可以离开这一页" not in progress(clerk, run, state=RunState.DONE)


def test_an_interrupted_import_says_what_became_of_its_rows_and_who_goes_on(clerk):
    run, _ = uploaded(clerk)
    page = progress(clerk, run, state=RunState.RUNNING, lease=DEAD, mode=Mode.IMPORT)
    assert "已写入的行保留，后台恢复后自动接着做" in page
    page = progress(clerk, run, mode=Mode.REHEARSAL)
    assert "试导没有写入任何行" in page


def test_a_file_with_headings_alone_is_said_to_hold_nothing(clerk):
    _, page = uploaded(clerk, rows="")
    assert "表头下面没有数据行" in page


def test_the_sample_of_a_column_shows_a_code_whole(clerk):
    _, page = uploaded(clerk)
    assert f"统一社会信用代码（{code(1)}）" in page


def test_whoever_may_import_nothing_is_told_who_does(client):
    client.force_login(account(Role.INSPECTOR))
    page = client.get(reverse("tables:runs"))
    assert page.status_code == 403
    assert "请交科室人员或者系统管理员办理" in page.content.decode()
