"""Official documents: the right form, the same bytes, and no empty box for a name."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from quanheng.platform.documents import fonts, templates_on
from quanheng.platform.documents.render import CharacterNotInFont, NoDocumentFont, render

DAY = date(2021, 3, 5)
needs_font = pytest.mark.skipif(
    not fonts.font_files(), reason="no Chinese font here: install fonts-noto-cjk or run tools/build_font.py"
)


def specimen(**given: Any) -> dict[str, Any]:
    return {
        "title": "责令改正通知书",
        "organ": "某县市场监督管理局",
        "number": "某市监责改〔2021〕12号",
        "facts": [["当事人", "龙潭镇来福副食店"]],
        "text": "经查，你单位经营场所内存放超过保质期的食品。",
        "head": ["序号", "问题"],
        "rows": [["1", "未建立进货查验记录"]],
        "date": "2021-03-05",
        **given,
    }


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace(" ", "")


@needs_font
def test_a_document_says_what_its_data_say() -> None:
    text = words(render("documents/specimen", specimen(), on=DAY))
    assert "龙潭镇来福副食店" in text
    assert "2021年3月5日" in text
    assert "某市监责改〔2021〕12号" in text


@needs_font
def test_the_same_data_give_the_same_bytes_and_other_data_other_bytes() -> None:
    first = render("documents/specimen", specimen(), on=DAY)
    assert render("documents/specimen", dict(reversed(specimen().items())), on=DAY) == first
    assert render("documents/specimen", specimen(number="某市监责改〔2021〕13号"), on=DAY) != first


@needs_font
def test_the_file_declares_itself_pdf_a_2b_and_carries_its_fonts() -> None:
    pdf = render("documents/specimen", specimen(), on=DAY)
    assert b"pdfaid" in pdf
    assert PdfReader(io.BytesIO(pdf)).xmp_metadata.pdfaid_part == "2"  # type: ignore[union-attr]
    assert b"/FontFile" in pdf


@needs_font
def test_a_character_that_no_font_can_show_is_named_and_stops_the_document() -> None:
    with pytest.raises(CharacterNotInFont) as refused:
        render("documents/specimen", specimen(rows=[["1", "\U0003fffd字"]]), on=DAY)
    assert "U+3FFFD" in refused.value.says
    assert "字（" not in refused.value.says


@pytest.mark.skipif(not fonts.system_fonts(), reason="Debian's fonts-noto-cjk is not installed")
def test_debians_font_sets_the_rare_characters_of_names() -> None:
    assert fonts.missing("㐂㙓𠮷䶮") == []
    assert "𠮷" in words(render("documents/specimen", specimen(text="𠮷祥副食店"), on=DAY))


def test_without_any_font_the_document_is_refused_and_not_drawn_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "font_files", list)
    with pytest.raises(NoDocumentFont):
        render("documents/specimen", specimen(), on=DAY)


def test_the_form_in_force_on_the_day_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = tmp_path / "documents" / "order"
    forms.mkdir(parents=True)
    for start in ("2019-04-01", "2021-07-15"):
        (forms / f"{start}.typ").write_text("")
    monkeypatch.setattr(templates_on.apps, "get_app_config", lambda app: SimpleNamespace(path=tmp_path))
    assert templates_on.template_path("app/order", date(2021, 7, 14)).stem == "2019-04-01"
    assert templates_on.template_path("app/order", date(2021, 7, 15)).stem == "2021-07-15"
    assert templates_on.template_path("app/order", None).stem == "2021-07-15"
    with pytest.raises(templates_on.NoFormForThatDay):
        templates_on.template_path("app/order", date(2019, 3, 31))


def test_an_unknown_template_is_a_fault_and_not_an_empty_page() -> None:
    with pytest.raises(LookupError):
        render("documents/no_such_form", {})
