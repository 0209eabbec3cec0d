"""Numbers of permits: made and read again, sensitive to every digit, never mistaken for another kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.licences.rules import numbers
from quanheng.domains.licences.rules.catalogue import forms, product_of
from quanheng.domains.licences.rules.numbers import HeadUnknown, SerialsSpent
from quanheng.domains.licences.rules.vocabulary import Kind
from quanheng.kernel.identifiers import licence_number
from quanheng.kernel.identifiers.verdict import Status

FOOD = [Kind.FOOD_PRODUCTION, Kind.FOOD_BUSINESS, Kind.PREPACKAGED]
AREA = "500242"


@st.composite
def made(draw: st.DrawFn) -> tuple[Kind, str, int, str]:
    kind = draw(st.sampled_from(FOOD))
    head = draw(st.sampled_from(sorted(forms(kind))))
    serial = draw(st.integers(1, 10 ** numbers.DIGITS[kind] - 1))
    return kind, head, serial, numbers.number_of(kind, head=head, area=AREA, serial=serial)


@given(made())
def test_a_number_is_read_back_as_it_was_made(given: tuple[Kind, str, int, str]) -> None:
    kind, head, serial, number = given
    assert numbers.serial_in(kind, number) == (numbers.serial_scope(kind, head, AREA), serial)
    assert numbers.head_of(kind, number) == head
    assert numbers.judge(kind, number) == numbers.Judged(number)


@given(made(), st.data())
def test_any_one_wrong_digit_is_flagged_or_refused(
    given: tuple[Kind, str, int, str], data: st.DataObject
) -> None:
    kind, _, _, number = given
    at = data.draw(st.integers(2, len(number) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[at]]))
    judged = numbers.judge(kind, number[:at] + other + number[at + 1 :])
    assert judged.flag
    assert not judged.fault


@given(made(), st.sampled_from(FOOD))
def test_a_number_of_one_kind_is_no_number_of_another(given: tuple[Kind, str, int, str], other: Kind) -> None:
    kind, _, _, number = given
    assert bool(numbers.judge(other, number).fault) is (other != kind)


@given(st.integers(1, 9999), st.sampled_from(["CB", "DA", "DB"]))
def test_a_drug_number_names_province_form_and_county(serial: int, head: str) -> None:
    number = numbers.number_of(Kind.DRUG_RETAIL, head=head, area=AREA, serial=serial)
    assert (number[0], number[1:3], number[3:6]) == ("渝", head, "242")
    assert licence_number.check(number).status is Status.VALID
    assert numbers.head_of(Kind.DRUG_RETAIL, number) == head


@pytest.mark.parametrize(("kind", "last"), [("food_production", 10_000), ("food_business", 1_000_000)])
def test_when_the_digits_are_spent_no_number_is_made(kind: str, last: int) -> None:
    head = next(iter(forms(kind)))
    with pytest.raises(SerialsSpent):
        numbers.number_of(kind, head=head, area=AREA, serial=last)


def test_a_form_that_there_is_not_makes_no_number() -> None:
    with pytest.raises(HeadUnknown):
        numbers.require_head("food_business", "9")


def test_an_industrial_number_names_its_product_and_another_kind_does_not() -> None:
    assert product_of("渝XK08-001-00012") == "水泥"
    assert product_of("JY25002420012342") == ""


def test_a_row_without_a_number_is_told_what_it_lacks() -> None:
    assert numbers.judge("food_business", "　").fault == "没有填写许可证编号"
