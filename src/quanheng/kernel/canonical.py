"""Canonical bytes 规范字节: the one way in which values become bytes, so that digests can be compared.

Whoever holds the same values must get the same SHA-256 in any language: JSON by RFC 8785 (JCS), CSV as
DESIGN section 5 lays down (UTF-8 without a mark, LF line ends and a final LF, no quoting, rows sorted by
their bytes, no duplicates). What cannot be written in exactly one way is refused, never repaired.

>>> canonical_json({"b": 1, "a": ["二", None, 0.5]}).decode()
'{"a":["二",null,0.5],"b":1}'
>>> csv_bytes(["code", "stratum"], [("2", "B"), ("1", "A")])
b'code,stratum\\n1,A\\n2,B\\n'
>>> parse_csv(b"code,stratum\\n1,A\\n2,B\\n", ["code", "stratum"])
[('1', 'A'), ('2', 'B')]
>>> sha256_hex("")
'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

import rfc8785

from quanheng.kernel.refusal import Refused

FORBIDDEN_IN_FIELDS = {",": "逗号", '"': "双引号", "\r": "回车", "\n": "换行"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NotCanonical(Refused):
    """These values or bytes have no single canonical form 不合规范格式."""


def canonical_json(value: object) -> bytes:
    """Return the one JSON form of `value` by RFC 8785, in UTF-8.

    Takes None, booleans, text, whole numbers up to 2**53 - 1 in size, finite floats, lists, tuples, and
    dictionaries with text keys. Everything else is refused with `NotCanonical`: a `Decimal` or a date
    must first be written as text by whoever knows how it is meant.
    """
    try:
        return rfc8785.dumps(value)  # type: ignore[no-any-return, arg-type, unused-ignore]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as problem:
        raise NotCanonical(
            f"该内容没有唯一的规范 JSON 形式：{problem}",
            instead="小数、日期请先写成文本；键必须是文本；不接受非有限数和过大的整数",
        ) from problem


def sha256_hex(content: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of the UTF-8 bytes of a text, as 64 lower-case hex characters."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]], *, ordered: bool = False) -> bytes:
    """Return header and rows as canonical CSV.

    Rows are sorted by the UTF-8 bytes of their line and may not repeat; with `ordered` they stay as given
    (a result whose order means something) and may. Every field is text. Raises `NotCanonical` naming row
    (counted from 1, the header being row 0) and field for a comma, quote or line break, a field that is
    not text, a wrong number of columns, or a duplicate.
    """
    table = [tuple(header), *map(tuple, rows)]
    lines = _lines(table)
    if not ordered:
        lines[1:] = sorted(lines[1:])  # by code point, which is the order of the UTF-8 bytes
        _refuse_duplicates(lines)
    try:
        return ("\n".join(lines) + "\n").encode()
    except UnicodeEncodeError as problem:
        raise NotCanonical(f"含有无法写成 UTF-8 的字符：{problem}") from problem


def parse_csv(content: bytes, header: Sequence[str], *, ordered: bool = False) -> list[tuple[str, ...]]:
    """Return the rows of a canonical CSV, without its header.

    The strict inverse of `csv_bytes`: anything that function would not have written is refused with
    `NotCanonical` naming the line (the header is line 1): a byte-order mark, CR, a missing final LF,
    quotes, another header, a wrong number of columns, and, unless `ordered`, rows out of order or twice.
    """
    lines = _text(content).split("\n")[:-1]
    if not lines or lines[0] != ",".join(header):
        raise NotCanonical(f"第 1 行应当是“{','.join(header)}”")
    if not ordered:
        _refuse_disorder(lines)
    rows = [tuple(line.split(",")) for line in lines[1:]]
    width = len(header)
    for number, row in enumerate(rows, start=2):
        if len(row) != width:
            raise NotCanonical(f"第 {number} 行有 {len(row)} 列，应当是 {width} 列")
    return rows


def _lines(table: Sequence[tuple[str, ...]]) -> list[str]:
    width = len(table[0])
    try:
        lines = [",".join(row) for row in table]
    except TypeError:
        _refuse_first_bad_field(table)
        raise
    text = "\n".join(lines)
    clean = text.count("\n") == len(lines) - 1 and '"' not in text and "\r" not in text
    even = all(len(row) == width for row in table)
    if not (clean and even and text.count(",") == (width - 1) * len(lines)):
        _refuse_first_bad_field(table)
    return lines


def _refuse_first_bad_field(table: Sequence[tuple[str, ...]]) -> None:
    header = table[0]
    for number, row in enumerate(table):
        if len(row) != len(header):
            raise NotCanonical(f"第 {number} 行有 {len(row)} 列，应当是 {len(header)} 列")
        for name, field in zip(header, row, strict=True):
            if not isinstance(field, str):
                raise NotCanonical(f"第 {number} 行“{name}”不是文本", field=str(name))
            for sign, called in FORBIDDEN_IN_FIELDS.items():
                if sign in field:
                    raise NotCanonical(f"第 {number} 行“{name}”含有{called}", field=name)


def _refuse_duplicates(lines: Sequence[str]) -> None:
    for previous, line in pairwise(lines[1:]):
        if previous == line:
            raise NotCanonical(f"有重复的行：{line}")


def _text(content: bytes) -> str:
    if content.startswith(BYTE_ORDER_MARK):
        raise NotCanonical("第 1 行前有字节序标记（BOM）")
    for sign, called in ((b"\r", "回车（CR）"), (b'"', "双引号")):
        at = content.find(sign)
        if at >= 0:
            raise NotCanonical(f"第 {_line_at(content, at)} 行含有{called}")
    try:
        text = content.decode()
    except UnicodeDecodeError as problem:
        raise NotCanonical(f"第 {_line_at(content, problem.start)} 行不是 UTF-8 文本") from problem
    if not text.endswith("\n"):
        raise NotCanonical(f"第 {_line_at(content, len(content))} 行末尾没有换行（LF）")
    return text


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _refuse_disorder(lines: Sequence[str]) -> None:
    for number, (previous, line) in enumerate(pairwise(lines[1:]), start=3):
        if previous >= line:
            what = "与上一行重复" if previous == line else "没有按字节排序"
            raise NotCanonical(f"第 {number} 行{what}")
