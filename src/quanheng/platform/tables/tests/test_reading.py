"""Files as they come: each is read, or refused with a sentence that says why and what to do."""

import struct
import zipfile
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from quanheng.platform.tables.reading import Layout, TableNotReadable, kinds, open_source, text

HEADER = "企业名称,统一社会信用代码\n"


def file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return path


def rows(path: Path) -> list[list[str]]:
    return [cells for _, cells in open_source(path).data()]


def workbook(fill) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        fill(book)
    return content.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_every_encoding_gives_the_same_rows(tmp_path, encoding):
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    content = mark + f"{HEADER}重庆酉阳茶油店,91500242\n".encode(encoding)
    assert rows(file(tmp_path, content)) == [["重庆酉阳茶油店", "91500242"]]


def test_an_encoding_that_a_person_chose_is_kept(tmp_path):
    path = file(tmp_path, "企業名稱,代碼\n龍潭茶店,1\n".encode("big5"))
    source = open_source(path, layout=Layout("csv", encoding="big5", separator=","))
    assert [cells for _, cells in source.data()] == [["龍潭茶店", "1"]]


def test_rare_characters_survive_gb18030(tmp_path):
    assert rows(file(tmp_path, f"{HEADER}𠮷䶮商店,1\n".encode("gb18030"))) == [["𠮷䶮商店", "1"]]


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_separator_is_found(tmp_path, sign):
    body = f"名称{sign}代码{sign}住所\n一店{sign}1{sign}龙潭镇\n"
    assert rows(file(tmp_path, body.encode())) == [["一店", "1", "龙潭镇"]]


def test_blank_rows_are_left_out_and_numbers_stay_those_of_the_file(tmp_path):
    source = open_source(file(tmp_path, f"{HEADER}一店,1\n,,\n\n二店,2\n".encode()))
    assert [number for number, _ in source.data()] == [2, 5]


def test_a_cell_with_line_breaks_and_quotes_is_one_cell(tmp_path):
    assert rows(file(tmp_path, f'{HEADER}"一店\n""分店""",1\n'.encode())) == [['一店\n"分店"', "1"]]


def test_workbook_cells_become_what_they_show(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名录")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["名称", "代码", "日期", "时刻", "数", "长数"])
        sheet.write_string(1, 0, "一店")
        sheet.write_number(1, 1, 500242000001234)
        sheet.write_datetime(1, 2, date(2021, 3, 5), day)
        minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_number(1, 3, 44260 + 9.5 / 24, minute)
        sheet.write_number(1, 4, 0.5)
        sheet.write_number(1, 5, 915002427094554320)

    assert rows(file(tmp_path, workbook(fill))) == [
        ["一店", "500242000001234", "2021-03-05", "2021-03-05 09:30:00", "0.5", "9.150024270945544E+17"]
    ]


def test_a_formula_is_its_last_value_and_never_run(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["名称", "代码"])
        sheet.write_formula(1, 0, '=HYPERLINK("http://example.com","x")', None, "一店")
        sheet.write_formula(1, 1, "=1+1", None, 2)

    assert rows(file(tmp_path, workbook(fill))) == [["一店", "2"]]


def test_merged_cells_give_their_value_to_each(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["乡镇", "名称", "代码"])
        sheet.merge_range(1, 0, 3, 0, "龙潭镇")
        sheet.merge_range(1, 1, 1, 2, "合并的")
        for line in (2, 3):
            sheet.write_row(line, 1, [f"{line}店", str(line)])

    assert rows(file(tmp_path, workbook(fill))) == [
        ["龙潭镇", "合并的", "合并的"],
        ["龙潭镇", "2店", "2"],
        ["龙潭镇", "3店", "3"],
    ]


def test_the_first_sheet_with_anything_in_it_is_read(tmp_path):
    def fill(book):
        book.add_worksheet("封面")
        book.add_worksheet("名录").write_row(0, 0, ["名称"])

    assert open_source(file(tmp_path, workbook(fill))).layout.sheet == "名录"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的"),
        (b"  \n\n ", "文件是空的"),
        (b'<svg xmlns="x"><script>alert(1)</script></svg>', "按内容识别为SVG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', "按内容识别为SVG"),
        ("<html><table><tr><td>名称</td></tr></table></html>".encode(), "网页（HTML）"),
        (b"%PDF-1.7\n" + b"x" * 100, "按内容识别为PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "按内容识别为PNG"),
        (b"MZ\x90\x00" + b"\x00" * 100, "不是"),
        (b"a,b\x00c\x01,d\n" * 10, "二进制"),
        (zipped({"hello.txt": b"x"}), "不是表格（没有工作簿）"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "无法打开"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content(tmp_path, content, says):
    with pytest.raises(TableNotReadable, match=says) as refused:
        open_source(file(tmp_path, content))
    assert refused.value.instead or "空" in says


def test_a_bomb_is_refused_by_its_ratio(tmp_path):
    zeros = b"0" * (30 * kinds.MEGABYTE)
    content = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": zeros})
    with pytest.raises(TableNotReadable, match="压缩炸弹"):
        open_source(file(tmp_path, content))


def test_a_bomb_is_refused_by_its_sum(tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED_LIMIT", 2000)
    noise = bytes(zlib.crc32(struct.pack("<I", n)) % 251 for n in range(3000))
    with pytest.raises(TableNotReadable, match="压缩炸弹"):
        open_source(file(tmp_path, zipped({"xl/workbook.xml": noise})))


def test_an_entry_longer_than_it_says_is_refused(tmp_path):
    content = bytearray(zipped({"xl/workbook.xml": b"a" * 5000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.find(mark) + at
        content[start : start + 4] = struct.pack("<I", 100)
    with pytest.raises(TableNotReadable, match="已损坏"):
        open_source(file(tmp_path, bytes(content)))


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "CSV_LIMIT", 2 * kinds.MEGABYTE)
    with pytest.raises(TableNotReadable, match="文件有 3 MB，超过 2 MB 的上限") as refused:
        open_source(file(tmp_path, b"a,b\n" * (3 * kinds.MEGABYTE // 4)))
    assert "拆成几个文件" in refused.value.instead


def test_a_hundred_megabytes_of_text_are_read_as_a_stream(tmp_path):
    path = tmp_path / "upload"
    line = ("一店," + "9" * 90 + "\n").encode()
    with path.open("wb") as out:
        out.write(HEADER.encode())
        for _ in range(105):
            out.write(line * (kinds.MEGABYTE // len(line)))
    assert path.stat().st_size > 100 * kinds.MEGABYTE
    assert next(open_source(path).data()) == (2, ["一店", "9" * 90])


def test_a_file_that_breaks_its_encoding_says_where(tmp_path):
    path = file(tmp_path, HEADER.encode() + b"a,1\n" + b"\xff\xfe\xff,2\n")
    with pytest.raises(TableNotReadable, match="读到第"):
        list(text.rows(path, "utf-8-sig", ","))
