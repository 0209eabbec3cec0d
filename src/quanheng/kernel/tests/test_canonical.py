"""The same values give the same bytes, and other values do not."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quanheng.kernel.canonical import NotCanonical, canonical_json, csv_bytes, parse_csv, sha256_hex

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text
values = st.recursive(
    scalars | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)
fields = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=',"\r\n'), max_size=6)
HEADER = ["code", "stratum"]
tables = st.lists(st.tuples(fields, fields), unique=True, max_size=12)


def read(content):
    """Read JSON as ECMAScript does: whole numbers beyond 2**53 are floats, as RFC 8785 wrote them."""
    return json.loads(
        content, parse_int=lambda digits: int(digits) if abs(int(digits)) < 2**53 else float(digits)
    )


def test_the_sample_of_rfc_8785_comes_out_as_printed_there():
    sample = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
        "literals": [None, True, False],
    }
    assert canonical_json(sample).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf_16_units_as_rfc_8785_asks():
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical_json(dict.fromkeys(keys)))) == expected


@given(values)
@example({"a": -0.0})
def test_canonical_json_is_json_for_the_same_value(value):
    assert read(canonical_json(value)) == value


@given(values)
def test_canonical_json_read_back_and_written_again_is_the_same(value):
    once = canonical_json(value)
    assert canonical_json(read(once)) == once


@given(st.dictionaries(text, scalars, min_size=2, max_size=6))
def test_the_order_in_which_keys_were_set_does_not_matter(value):
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        [float("-inf")],
        {1: "number as key"},
        {None: "nothing as key"},
        Decimal("0.02"),
        date(2021, 3, 5),
        2**53,
        -(2**53),
        b"bytes",
        {"set"},
        "\ud800",
        {"\ud800": 1},
    ],
)
def test_what_has_no_single_form_is_refused_with_what_to_do(value):
    with pytest.raises(NotCanonical) as refused:
        canonical_json(value)
    assert "小数、日期请先写成文本" in refused.value.instead


@given(st.binary(max_size=80))
def test_a_digest_is_sha_256_in_lower_case_hex(content):
    assert sha256_hex(content) == hashlib.sha256(content).hexdigest()


def test_the_digest_of_a_text_is_that_of_its_utf_8_bytes():
    assert sha256_hex("权衡") == sha256_hex("权衡".encode())


@given(tables)
def test_a_table_survives_the_round_trip(rows):
    assert parse_csv(csv_bytes(HEADER, rows), HEADER) == sorted(rows, key=lambda row: ",".join(row).encode())


@given(st.lists(st.tuples(fields, fields), max_size=12))
def test_an_ordered_table_keeps_order_and_repetition(rows):
    assert parse_csv(csv_bytes(HEADER, rows, ordered=True), HEADER, ordered=True) == rows


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert csv_bytes(HEADER, shuffled) == csv_bytes(HEADER, rows)


def test_rows_are_sorted_by_their_bytes_and_not_by_another_alphabet():
    rows = [("￥",), ("𠮷",), ("z",), ("Z",), ("é",)]
    assert csv_bytes(["name"], rows).decode().split("\n") == ["name", "Z", "z", "é", "￥", "𠮷", ""]


@given(tables, st.integers(0, 200), st.integers(0, 255))
@example([("1", "A")], 0, 0xEF)
def test_bytes_are_either_refused_or_the_only_ones_for_their_rows(rows, at, byte):
    content = bytearray(csv_bytes(HEADER, rows))
    content[at % len(content)] = byte
    try:
        parsed = parse_csv(bytes(content), HEADER)
    except NotCanonical:
        return
    assert csv_bytes(HEADER, parsed) == bytes(content)


def test_a_table_without_rows_is_its_header():
    assert csv_bytes(HEADER, []) == b"code,stratum\n"
    assert parse_csv(b"code,stratum\n", HEADER) == []


@pytest.mark.parametrize(
    ("field", "called"), [("a,b", "逗号"), ('a"b', "双引号"), ("a\rb", "回车"), ("a\nb", "换行")]
)
def test_a_field_that_would_need_quoting_is_refused_by_row_and_name(field, called):
    with pytest.raises(NotCanonical, match=f"第 2 行“stratum”含有{called}") as refused:
        csv_bytes(HEADER, [("1", "A"), ("2", field)])
    assert refused.value.field == "stratum"


def test_a_comma_cannot_hide_behind_a_short_row():
    with pytest.raises(NotCanonical, match="第 1 行有 1 列，应当是 2 列"):
        csv_bytes(HEADER, [("1",), ("2", "A,B")])


def test_a_field_that_is_no_text_is_refused():
    with pytest.raises(NotCanonical, match="第 1 行“stratum”不是文本"):
        csv_bytes(HEADER, [("1", 7)])


def test_a_header_that_would_need_quoting_is_refused():
    with pytest.raises(NotCanonical, match="第 0 行“co,de”含有逗号"):
        csv_bytes(["co,de", "stratum"], [])


def test_a_repeated_row_is_refused():
    with pytest.raises(NotCanonical, match="有重复的行：1,A"):
        csv_bytes(HEADER, [("1", "A"), ("2", "A"), ("1", "A")])


def test_half_a_surrogate_is_refused():
    with pytest.raises(NotCanonical, match="UTF-8"):
        csv_bytes(["name"], [("\ud800",)])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xef\xbb\xbfcode,stratum\n", "第 1 行前有字节序标记"),
        (b"code,stratum\r\n1,A\r\n", "第 1 行含有回车"),
        (b"code,stratum\n1,A\r\n", "第 2 行含有回车"),
        (b"code,stratum\n1,A", "第 2 行末尾没有换行"),
        (b"code,stratum", "第 1 行末尾没有换行"),
        (b"", "第 1 行末尾没有换行"),
        (b"\n", "第 1 行应当是“code,stratum”"),
        (b"stratum,code\n", "第 1 行应当是“code,stratum”"),
        (b"code,stratum\n2,A\n1,A\n", "第 3 行没有按字节排序"),
        (b"code,stratum\n1,A\n1,A\n", "第 3 行与上一行重复"),
        (b"code,stratum\n1,A\n2\n", "第 3 行有 1 列，应当是 2 列"),
        (b"code,stratum\n1,A,B\n", "第 2 行有 3 列，应当是 2 列"),
        (b'code,stratum\n1,"A"\n', "第 2 行含有双引号"),
        (b"code,stratum\n1,A\n2,\xff\n", "第 3 行不是 UTF-8"),
        (b"code,stratum\n1,A\n\n", "第 3 行没有按字节排序"),
    ],
)
def test_a_file_that_is_not_canonical_is_refused_by_line(content, says):
    with pytest.raises(NotCanonical, match=says):
        parse_csv(content, HEADER)
