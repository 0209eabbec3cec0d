"""Telling a genuine file from one that differs in a single byte, from a stranger's, and from none at all."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pypdf import PdfReader, PdfWriter

from quanheng.platform.certificates import authority, checking, services
from quanheng.platform.certificates.checking import Found
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.signing import sign_pdf
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents import fonts
from quanheng.platform.documents.queries import content
from quanheng.platform.documents.render import render

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here"),
]


@pytest.fixture
def pdf() -> bytes:
    return content(services.pdf_of(make.issued()).digest)


def test_what_the_platform_keeps_is_genuine_and_leads_to_its_certificate(pdf: bytes) -> None:
    found = checking.check_file(pdf)
    assert found.found is Found.GENUINE
    assert found.certificate == Certificate.objects.get()
    assert checking.holds(pdf)


def test_one_byte_changed_anywhere_is_told_apart(pdf: bytes) -> None:
    step = len(pdf) // 40
    for at in [*range(0, len(pdf), step), len(pdf) - 1, pdf.index(b"/Contents <") + 6_000]:
        changed = bytearray(pdf)
        changed[at] ^= 1
        assert checking.check_file(bytes(changed)).found is not Found.GENUINE, at


def test_a_change_on_the_page_and_one_in_the_signatures_padding_are_both_alterations(pdf: bytes) -> None:
    at = pdf.index(b"stream") + 40
    assert checking.check_file(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]).found is Found.ALTERED
    end = pdf.index(b">", pdf.index(b"/Contents <")) - 3
    assert pdf[end : end + 1] == b"0"
    assert checking.check_file(pdf[:end] + b"1" + pdf[end + 1 :]).found is Found.ALTERED


def test_bytes_appended_or_cut_off_are_told_apart(pdf: bytes) -> None:
    for changed in (pdf + b"\n", pdf + b"%%EOF", pdf[:-1], pdf[: len(pdf) // 2]):
        assert checking.check_file(changed).found is not Found.GENUINE


def test_a_saved_again_file_loses_its_standing(pdf: bytes) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    out = io.BytesIO()
    writer.write(out)
    assert checking.check_file(out.getvalue()).found is not Found.GENUINE


def test_an_unsigned_file_and_no_file_at_all_are_told_apart() -> None:
    plain = render("documents/specimen", _specimen(), on=make.DAY)
    assert checking.check_file(plain).found is Found.UNSIGNED
    assert checking.check_file(b"hello").found is Found.UNREADABLE
    assert checking.check_file(b"").found is Found.UNREADABLE
    assert checking.check_file(b"%PDF-1.7 and then nothing").found is Found.UNREADABLE


def test_a_file_signed_by_somebody_else_is_foreign(pdf: bytes, tmp_path: Path, settings: object) -> None:
    ours = settings.HOME  # type: ignore[attr-defined]
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    theirs = sign_pdf(render("documents/specimen", _specimen(), on=make.DAY), reason="x", contact="y")
    settings.HOME = ours  # type: ignore[attr-defined]
    assert checking.check_file(theirs).found is Found.FOREIGN


def test_an_old_generations_file_stays_genuine_after_a_rotation(pdf: bytes) -> None:
    authority.rotate(today=make.DAY)
    assert checking.holds(pdf)
    newer = content(services.pdf_of(make.issued("N1")).digest)
    assert checking.holds(newer)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_accepts_the_signature_and_its_chain(pdf: bytes, tmp_path: Path) -> None:
    found = re.search(rb"/ByteRange \[\s*(\d+) (\d+) (\d+) (\d+)", pdf)
    assert found
    start, first, second, rest = map(int, found.groups())
    raw = bytes.fromhex(pdf[first + 1 : second - 1].decode())
    files = {
        "content": pdf[start:first] + pdf[second : second + rest],
        "signature": raw[: int.from_bytes(raw[2:4], "big") + 4],
        "root": authority.authority().root.public_bytes(Encoding.PEM),
    }
    for name, told in files.items():
        (tmp_path / name).write_bytes(told)
    words = "openssl cms -verify -cades -binary -inform DER -in signature -content content -CAfile root"
    words += " -purpose any -out nothing"
    done = subprocess.run(words.split(), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (tmp_path / "content").write_bytes(files["content"] + b" ")
    assert subprocess.run(words.split(), cwd=tmp_path, capture_output=True).returncode != 0


def _specimen() -> dict[str, object]:
    return {
        "title": "样张",
        "organ": "某县市场监督管理局",
        "number": "1",
        "facts": [],
        "text": "正文",
        "head": ["序号"],
        "rows": [["1"]],
        "date": "2021-03-05",
    }
