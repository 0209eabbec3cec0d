"""What a file is 文件识别: by its first bytes, never by its name.

Refused with what to do instead: pages and drawings dressed up as spreadsheets (HTML, SVG), encrypted
workbooks, archives that unpack to far more than they are, anything that is no table.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import filetype

from quanheng.kernel.refusal import Refused

MEGABYTE = 1024 * 1024
CSV_LIMIT = 1024 * MEGABYTE
"""Text is read as a stream; this is about four million rows."""

WORKBOOK_LIMIT = 100 * MEGABYTE
UNPACKED_LIMIT = 600 * MEGABYTE
"""A workbook is unpacked in memory: what its sheets may come to."""

RATIO_LIMIT = 250
"""Sheets shrink 5 to 30 times when packed; a thousandfold is a bomb."""

SAVE_AS = "请用表格软件打开，另存为 XLSX 或者 CSV（UTF-8）后再上传。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class TableNotReadable(Refused):
    """The file is no spreadsheet that we read, and the reason says why 文件不能读取."""


def kind_of(path: Path) -> str:
    """``csv`` or ``workbook``. Raises ``TableNotReadable`` for everything else."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise TableNotReadable("文件是空的，没有内容。", instead="请确认选择了正确的文件。")
    if head.startswith(b"PK\x03\x04"):
        _check_archive(path, size)
        return "workbook"
    if head.startswith(_OLE):
        _check_size(size, WORKBOOK_LIMIT)
        if _ENCRYPTED in path.read_bytes():
            raise TableNotReadable("表格设有打开密码，无法读取。", instead="请去掉密码后再上传。")
        return "workbook"
    _refuse_other_kinds(head)
    _check_size(size, CSV_LIMIT)
    return "csv"


def _refuse_other_kinds(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<"):
        what = "SVG 图形" if b"<svg" in start else "网页（HTML）或者 XML"
        raise TableNotReadable(f"这不是表格：按内容识别为{what}。", instead=SAVE_AS)
    kind = filetype.guess(head)
    if kind is not None:
        raise TableNotReadable(f"这不是表格：按内容识别为{kind.extension.upper()}。", instead=SAVE_AS)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableNotReadable("这不是文本表格：文件中有二进制内容。", instead=SAVE_AS)


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise TableNotReadable(
            f"文件有 {size / MEGABYTE:,.0f} MB，超过 {limit // MEGABYTE:,} MB 的上限。",
            instead="请拆成几个文件；工作簿可以另存为 CSV，上限为 1,024 MB。",
        )


def _check_archive(path: Path, size: int) -> None:
    """Refuse an archive that is no workbook, or that holds more than we would unpack.

    What the archive says of itself is not believed: every entry is unpacked once, counting. An entry that
    is longer than it says fails its checksum.
    """
    _check_size(size, WORKBOOK_LIMIT)
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive)
            _refuse_no_workbook(archive)
            for entry in archive.infolist():
                _unpack(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as problem:
        raise TableNotReadable("表格文件已损坏或者不完整，无法打开。", instead=SAVE_AS) from problem


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > MEGABYTE and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size)
        for entry in entries
    )
    if total > UNPACKED_LIMIT or swollen or len(entries) > 10_000:
        raise TableNotReadable(
            f"压缩包展开后有 {total / MEGABYTE:,.0f} MB，疑似压缩炸弹，拒绝打开。",
            instead=f"展开后不得超过 {UNPACKED_LIMIT // MEGABYTE} MB；请另存为 CSV 后再上传。",
        )


def _refuse_no_workbook(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    is_office = {"xl/workbook.xml", "xl/workbook.bin"} & names
    is_open = "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]
    if not (is_office or is_open):
        raise TableNotReadable("这个压缩包不是表格（没有工作簿）。", instead=SAVE_AS)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as file:
        while file.read(MEGABYTE):
            pass
