from pathlib import Path

import pytest

from quanheng.platform.tables import headers
from quanheng.platform.tables.reading import open_source
from quanheng.platform.tables.sheet import Column, Sheet

SHEET = Sheet(
    key="test",
    title="测试",
    required=("code",),
    prepare=lambda context: lambda cells: ("accepted", cells[0], "", tuple(cells)),
    columns=(
        Column("code", "统一社会信用代码", ("信用代码",)),
        Column("name", "企业名称", ("名称",)),
        Column("address", "住所", ("住所(经营场所)",)),
    ),
)


def test_headings_match_by_name_first_then_by_alias():
    found = headers.match(["名称", "企业名称", "信用代码"], SHEET)
    assert found.mapping == {"name": 1, "code": 2}
    assert found.unused == ["名称"]


@pytest.mark.parametrize(
    "heading", [" 统一社会信用代码（必填）*", "统一社会\n信用代码", "【统一社会信用代码】"]
)
def test_remarks_and_signs_do_not_count(heading):
    assert headers.match([heading], SHEET).mapping == {"code": 0}


def test_what_is_only_alike_is_suggested_and_not_taken():
    found = headers.match(["统一社会信用号码", "电话"], SHEET)
    assert found.mapping == {}
    assert found.suggestions == {"code": 0}


def test_titles_above_the_headings_are_passed_over(tmp_path: Path):
    path = tmp_path / "upload"
    path.write_text("酉阳县名录,,\n2021年,,\n序号,信用代码,名称\n1,x,y\n", encoding="utf-8")
    source = headers.find_header_row(open_source(path), SHEET)
    assert source.layout.header_row == 3
    assert next(source.data()) == (4, ["1", "x", "y"])


def test_each_column_of_a_file_is_used_once():
    assert headers.match(["住所（经营场所）"], SHEET).mapping == {"address": 0}
    twice = headers.match(["住所", "住所"], SHEET)
    assert twice.mapping == {"address": 0}
