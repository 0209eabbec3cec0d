"""The licence as it is printed: original and duplicate, each on one page however long the scope is."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from quanheng.domains.registration.certificates import BUSINESS_LICENCE, printed
from quanheng.domains.registration.rules.licence import Licence
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.platform.certificates import ofd, printing
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.ofd import sheet
from quanheng.platform.certificates.ofd.font import Face, subset
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents import fonts
from quanheng.platform.documents.render import render

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here"),
]
ITEM = "食品销售（仅销售预包装食品）；农副产品收购与销售；"


def licence(items: int) -> Certificate:
    told = Licence(
        Kind.COMPANY,
        "酉阳土家族苗族自治县龙潭镇某某农业综合开发有限责任公司",
        head="冉启明",
        type_text="有限责任公司（自然人投资或控股）",
        capital="壹佰万元整",
        established="2021年3月5日",
        seat="重庆市酉阳土家族苗族自治县龙潭镇老街12号附1号",
        scope="一般项目：" + ITEM * items,
    )
    return make.issued(kind=BUSINESS_LICENCE.key, data=printed(told))


@pytest.mark.parametrize("items", [1, 15, 25, 42, 55, 80])
def test_original_and_duplicate_take_one_page_each(items: int) -> None:
    row = licence(items)
    pdf = render(BUSINESS_LICENCE.template, printing.data_of(row), on=make.DAY)
    pages = [
        page.extract_text().replace(" ", "").replace("\n", "") for page in PdfReader(io.BytesIO(pdf)).pages
    ]
    assert len(pages) == 2
    for text, copy in zip(pages, ("正", "副"), strict=True):
        assert copy in text
        assert "法定代表人冉启明" in text
        assert "壹佰万元整" in text
        assert row.number in text
        assert "不是国家统一二维码" in text


@pytest.mark.parametrize("items", [1, 20, 60])
def test_the_ofd_page_holds_the_longest_scope_too(items: int) -> None:
    row = licence(items)
    data = printing.data_of(row)
    face = Face(subset(sheet.signs(data, ofd.NOTE)))
    laid = sheet.laid_out(data, [b"\x01"], face, ofd.NOTE)
    organ = next(line for line, _ in laid.lines if line.text.startswith("签发机关"))
    rows = [line for line, _ in laid.lines if line.x == sheet.VALUE]
    assert max(line.y for line in rows) < organ.y
