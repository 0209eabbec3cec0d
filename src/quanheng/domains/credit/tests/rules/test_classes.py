"""Reading a class, and which classification leads."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quanheng.domains.credit.rules import classes
from quanheng.domains.credit.rules.sheet import digest, judge, prepare

TODAY = date(2021, 12, 31)


@pytest.mark.parametrize("written", ["D", "d", " Ｄ ", "D类", "D 类", "d级"])
def test_a_class_is_read_as_people_write_it(written: str) -> None:
    assert classes.klass_of(written) is classes.Klass.D


@given(st.text(max_size=4))
def test_a_text_without_one_of_the_four_letters_is_refused(text: str) -> None:
    assume(not set(unicodedata.normalize("NFKC", text).upper()) & set("ABCD"))
    with pytest.raises(classes.NoSuchClass) as refused:
        classes.klass_of(text)
    assert (refused.value.cites, refused.value.field) == (classes.BASIS, "klass")


@given(st.dates(), st.dates())
def test_of_two_classifications_the_later_one_leads_whichever_came_first(a: date, b: date) -> None:
    assert classes.takes_over(a, b) == (a >= b)
    assert classes.takes_over(a, None)


def test_a_classification_of_tomorrow_is_refused() -> None:
    with pytest.raises(classes.DecidedInFuture):
        classes.require_past(date(2022, 1, 1), today=TODAY)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["123", "A", "x", "", ""], "18 位"),
        (["91500242MA00000017", "甲", "x", "", ""], "没有“甲”"),
        (["91500242MA00000017", "A", " ", "", ""], "没有写明分类理由"),
        (["91500242MA00000017", "A", "x", "", "去年"], "无法识别"),
        (["91500242MA00000017", "A", "x", "", "2022-01-01"], "晚于今天"),
    ],
)
def test_a_row_that_cannot_be_held_is_refused_with_the_reason(cells: list[str], why: str) -> None:
    verdict, _, reason, record = judge(cells, today=TODAY)
    assert (verdict, record) == ("refused", None)
    assert why in reason


def test_a_row_without_a_date_was_decided_on_the_day_of_the_import() -> None:
    _, code, _, record = prepare({"today": "2021-12-31"})(["91500242ma00000017", "B类", "良好", "", ""])
    assert record == ("91500242MA00000017", "B", "良好", "", "2021-12-31")
    assert code == "91500242MA00000017"


@given(st.lists(st.text(alphabet="AB", max_size=3), min_size=5, max_size=5))
def test_the_digest_tells_two_records_apart(record: list[str]) -> None:
    other = [record[0] + "x", *record[1:]]
    assert digest(record) == digest(list(record))
    assert digest(record) != digest(other)
