"""Text tables 文本表格: encoding and separator found by looking, rows read as a stream."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from quanheng.platform.tables.reading.kinds import SAVE_AS, TableNotReadable

ENCODINGS = {"utf-8-sig": "UTF-8", "gb18030": "GB18030（GBK）", "big5": "Big5", "utf-16": "UTF-16"}
"""What a person may choose from."""

SEPARATORS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线"}
_CHUNK = 1024 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
csv.field_size_limit(4 * 1024 * 1024)


def encoding_of(path: Path) -> str:
    """The encoding in which the whole file can be read: by its mark, UTF-8, GB18030, or a trained guess.

    Raises ``TableNotReadable`` if none fits.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for encoding in ("utf-8-sig", "gb18030"):
        if _fits(path, encoding):
            return encoding
    guess = from_bytes(head).best()
    if guess is None or not _fits(path, guess.encoding):
        raise TableNotReadable("无法识别文件的文字编码。", instead=SAVE_AS)
    return str(guess.encoding)


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def separator_of(path: Path, encoding: str) -> str:
    """The separator that cuts the first lines into most cells; a comma if none does."""
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(65536)
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    return max(SEPARATORS, key=lambda sign: sum(min(line.count(sign), 200) for line in lines))


def rows(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    """Every row as text. Raises ``TableNotReadable`` where the file cannot be read on."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator)
        try:
            yield from reader
        except UnicodeDecodeError as problem:
            raise TableNotReadable(
                f"按{ENCODINGS.get(encoding, encoding)}编码读到第 {reader.line_num} 行时出错。",
                instead=SAVE_AS,
            ) from problem
        except csv.Error as problem:
            raise TableNotReadable(
                f"第 {reader.line_num} 行无法拆分成单元格：引号没有成对，或者单元格过长。", instead=SAVE_AS
            ) from problem
