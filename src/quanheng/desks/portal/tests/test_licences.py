"""What the public reads of a licence: the answer first, the truth beside a forgery, nothing of who asked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from quanheng.kernel import clock
from quanheng.platform.certificates import payload, queries, services
from quanheng.platform.certificates.bundled import verify_licence
from quanheng.platform.certificates.models import Certificate, Verification
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents import fonts
from quanheng.platform.documents.queries import content

pytestmark = pytest.mark.django_db
needs_font = pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here")
SUBMIT = "/verify/submit/"
FIELDS = {"fields": [["名称", "酉阳县第一家面馆"], ["经营场所", "龙潭镇老街1号"]]}


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: object) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def licence() -> Certificate:
    return make.issued(today=clock.today(), data=FIELDS)


def page(client: Client, row: Certificate, status: int = 200) -> str:
    answer = client.get(reverse("portal:certificate", args=[row.public_id]))
    assert answer.status_code == status
    return answer.content.decode()


def counts() -> list[tuple[str, str, int]]:
    rows = Verification.objects.order_by("result", "channel")
    return [(row.result, row.channel, row.count) for row in rows]


def test_the_page_answers_first_and_shows_what_is_printed(client: Client, licence: Certificate) -> None:
    text = page(client, licence)
    assert text.index("此证照有效") < text.index("龙潭镇老街1号")
    assert licence.number in text


def test_ended_licences_say_how_and_why(client: Client) -> None:
    today = clock.today()
    old, gone = make.issued("O1", today=today), make.issued("G1", today=today)
    make.issued("O1", today=today)
    services.revoke(gone.kind, "G1", "当事人申请注销", "《条例》第三十一条", by=make.SYSTEM, today=today)
    ended = make.issued("E1", valid_until=today - timedelta(1))
    assert "此证照已被新版本替代" in page(client, old)
    text = page(client, gone)
    assert "此证照已失效" in text
    assert "当事人申请注销" in text
    assert "《条例》第三十一条" in text
    assert "此证照已过期" in page(client, ended)


def test_an_old_version_of_a_licence_that_has_ended_says_that_too(client: Client) -> None:
    today = clock.today()
    old = make.issued("O1", today=today)
    make.issued("O1", today=today)
    services.revoke(old.kind, "O1", "注销", "第三十一条", by=make.SYSTEM, today=today)
    assert "新版本现在的状态：已注销、吊销或者撤销" in page(client, old)


def test_an_unknown_licence_is_said_to_be_none_of_ours(client: Client) -> None:
    answer = client.get(reverse("portal:certificate", args=["a" * 26]))
    assert answer.status_code == 404
    assert "不是本平台签发的" in answer.content.decode()
    assert client.get("/verify/no-such-name/").status_code == 404
    assert counts() == [("unknown", "page", 1)]


def test_verifications_are_counted_and_nothing_is_kept_of_who_asked(
    client: Client, licence: Certificate
) -> None:
    for _ in range(3):
        page(client, licence)
    client.head(reverse("portal:certificate", args=[licence.public_id]))
    assert counts() == [("valid", "page", 3)]
    kept = {field.name for field in Verification._meta.get_fields()}
    assert kept == {"id", "day", "certificate", "result", "channel", "count"}


def submit(client: Client, **given: object) -> HttpResponse:
    return client.post(SUBMIT, given)  # type: ignore[return-value]


def test_a_pasted_code_leads_to_its_licence(client: Client, licence: Certificate) -> None:
    own = reverse("portal:certificate", args=[licence.public_id])
    for text in (licence.payload, f"https://x.example{own}#{licence.payload}"):
        assert submit(client, text=text)["Location"] == f"{own}#{licence.payload}"
    for text in (licence.public_id, f"https://x.example{own}"):
        assert submit(client, text=text)["Location"] == own


def test_a_forged_code_is_called_forged_and_its_claims_are_not_repeated(
    client: Client, licence: Certificate
) -> None:
    found = payload.decode(licence.payload)
    other = payload.Statement(**{**vars(found.statement), "holder": "假冒面馆"})
    text = submit(client, text=payload.encode(other, found.signature)).content.decode()
    assert "这个二维码是伪造的" in text
    assert "假冒面馆" not in text
    assert counts() == [("forged", "text", 1)]


def test_nonsense_and_nothing_are_answered_beside_the_field(client: Client) -> None:
    assert "这段文字不能核验" in submit(client, text="你好").content.decode()
    assert "请选择电子证照文件" in submit(client).content.decode()
    large = SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(6 * 1024 * 1024))
    assert "文件太大" in submit(client, file=large).content.decode()


@needs_font
def test_an_uploaded_file_is_genuine_altered_or_of_a_licence_that_has_ended(
    client: Client, licence: Certificate
) -> None:
    pdf = content(services.pdf_of(licence).digest)
    at = pdf.index(b"stream") + 50
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]

    def said(given: bytes) -> str:
        return submit(client, file=SimpleUploadedFile("a.pdf", given)).content.decode()

    assert "文件真实，没有改动" in said(pdf)
    assert "文件被改动过" in said(changed)
    services.revoke(licence.kind, licence.number, "吊销", "第四十条", by=make.SYSTEM, today=clock.today())
    assert "此证照已失效" in said(pdf)
    assert "<h1" in said(b"hello")
    assert [(result, count) for result, _, count in counts()] == [
        ("altered", 1),
        ("genuine", 2),
        ("unreadable", 1),
    ]


@needs_font
def test_the_owner_fetches_the_files_and_nobody_without_the_secret(
    client: Client, licence: Certificate
) -> None:
    for suffix, kind in (("pdf", "application/pdf"), ("ofd", "application/ofd")):
        answer = client.get(queries.download_path(licence, suffix))
        assert answer["Content-Type"] == kind
        assert "attachment" in answer["Content-Disposition"]
    wrong = queries.download_path(licence).replace(queries.download_token(licence), "0" * 40)
    assert client.get(wrong).status_code == 404
    other = make.issued("X1", today=clock.today())
    stolen = queries.download_path(other).replace(
        queries.download_token(other), queries.download_token(licence)
    )
    assert client.get(stolen).status_code == 404
    path = queries.download_path(licence)
    make.issued(today=clock.today())
    assert client.get(path).status_code == 409, "an old version is not handed out any more"


def test_keys_list_and_program_are_published_for_anybody_anywhere(
    client: Client, licence: Certificate
) -> None:
    keys, listed = (client.get(f"/verify/{name}.json") for name in ("keys", "list"))
    assert keys["Access-Control-Allow-Origin"] == listed["Access-Control-Allow-Origin"] == "*"
    told = verify_licence.judge(
        licence.payload, json.loads(keys.content), json.loads(listed.content), clock.today()
    )
    assert told[0] == "valid"
    again = client.get("/verify/list.json", headers={"If-None-Match": listed["ETag"]})
    assert again.status_code == 304
    assert client.get("/verify/verify_licence.py").content == Path(verify_licence.__file__).read_bytes()
    assert b"BEGIN CERTIFICATE" in client.get("/verify/authority.pem").content
    assert b"PRIVATE" not in client.get("/verify/authority.pem").content


def test_the_downloaded_page_carries_everything_and_asks_for_nothing(
    client: Client, licence: Certificate
) -> None:
    text = client.get("/verify/check/file/").content.decode()
    assert "<link" not in text
    assert "src=" not in text
    assert "import {" not in text
    assert licence.public_id not in text
    assert services.published_key_file(today=clock.today())["keys"][0]["key"] in text


def test_the_worker_keeps_only_what_there_is(client: Client) -> None:
    import re

    from django.contrib.staticfiles import finders

    script = client.get("/verify/sw.js").content.decode()
    needed = re.findall(r'^  "(/[^"]+)",$', script, re.MULTILINE)
    assert len(needed) > 6
    for path in needed:
        if path.startswith("/static/"):
            assert finders.find(path.removeprefix("/static/")), path
        else:
            assert client.get(path).status_code == 200, path


def test_the_demonstration_day_is_the_clocks_day(client: Client) -> None:
    with clock.fixed(date(2021, 3, 5)):
        row = make.issued(valid_until=date(2021, 3, 5))
        assert "此证照有效" in page(client, row)
    with clock.fixed(date(2021, 3, 6)):
        assert "此证照已过期" in page(client, row)
