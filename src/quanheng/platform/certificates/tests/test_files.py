"""The files: made once, signed whole, picked up when a worker died before they were made."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from quanheng.platform.certificates import payload, printing, services
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.services import files
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents import fonts
from quanheng.platform.documents.queries import content
from quanheng.platform.ledger.models import Entry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here"),
]


def test_a_file_is_made_once_and_its_digest_is_in_the_ledger() -> None:
    row = make.issued()
    first = services.pdf_of(row)
    assert services.pdf_of(Certificate.objects.get(pk=row.pk)) == first
    entry = Entry.objects.get(act="certificate_file_made")
    assert first.digest in entry.body


def test_two_workers_that_make_the_same_file_end_with_one() -> None:
    row = make.issued()
    one, other = Certificate.objects.get(pk=row.pk), Certificate.objects.get(pk=row.pk)
    assert services.pdf_of(one) == services.pdf_of(other)
    assert Entry.objects.filter(act="certificate_file_made").count() == 1


def test_the_file_carries_one_pades_signature_that_allows_no_change() -> None:
    pdf = content(services.pdf_of(make.issued()).digest)
    field = PdfReader(io.BytesIO(pdf)).get_fields()["Certificate"]  # type: ignore[index]
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert field["/V"]["/Reference"][0]["/TransformParams"]["/P"] == 1
    _, _, after, length = field["/V"]["/ByteRange"]
    assert after + length == len(pdf)


def test_what_was_left_to_be_made_is_made_and_one_that_cannot_be_set_holds_up_nobody() -> None:
    rare = make.issued("R1", holder_name="\U0003fffd字号")
    plain = make.issued("R2")
    services.issue_many([make.new("R3")], by=make.SYSTEM, today=make.DAY)
    assert services.finish_pending() == 1
    rare.refresh_from_db()
    plain.refresh_from_db()
    assert rare.pdf is None
    assert plain.pdf is not None
    assert Certificate.objects.get(number="R3").pdf is None, "what was taken over is made when asked for"


def test_what_could_not_be_set_is_left_for_a_day_unless_every_file_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rare = make.issued("R1", holder_name="\U0003fffd字号")
    services.finish_pending()
    tried: list[int] = []
    monkeypatch.setattr(files, "_finished", lambda row: tried.append(row.pk) or False)
    services.finish_pending()
    assert tried == []
    services.finish_pending(every=True)
    assert tried == [rare.pk]


def test_a_replayed_year_leaves_its_files_to_whoever_asks() -> None:
    with services.files_on_request():
        row = make.issued("Y1")
    assert services.finish_pending() == 0
    assert services.pdf_of(row)
    assert make.issued("Y2").file_due


def test_the_code_on_the_page_reads_back_as_the_signed_address() -> None:
    row = make.issued()
    svg = printing.qr_svg(printing.coded(row))
    found = zxingcpp.read_barcode(_drawn(svg))
    assert found is not None
    assert found.text == printing.coded(row)
    assert payload.decode(found.text).statement.public_id == row.public_id


def _drawn(svg: str, scale: int = 4) -> Image.Image:
    """The SVG of a code as pixels, drawn by reading its runs."""
    import re

    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    image = Image.new("L", (side, side), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-", svg):
        image.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    return image.resize((side * scale, side * scale), Image.Resampling.NEAREST)
