"""How long a result is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.publicity.rules.kinds import NEUTRAL_CODES, is_negative
from quanheng.domains.publicity.rules.showing import PROVISIONS, is_over, showing
from quanheng.domains.publicity.rules.stages import NOTICE

DAYS = st.dates(date(2014, 10, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("published", "until"),
    [
        (date(2026, 3, 5), date(2026, 6, 5)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2025, 12, 25), date(2026, 3, 25)),
        (date(2025, 11, 10), date(2026, 2, 10)),
        (date(2021, 7, 1), date(2025, 12, 25)),
    ],
)
def test_a_negative_result_is_shown_for_three_months_and_an_old_one_until_the_rule_came(
    published: date, until: date
) -> None:
    assert showing(negative=True, published_on=published).until == until


def test_a_result_without_a_breach_is_shown_without_end() -> None:
    shown = showing(negative=False, published_on=date(2026, 3, 5))
    assert shown.until is None
    assert not is_over(shown.until, date(2099, 1, 1))


@given(DAYS, st.integers(1, 900))
def test_what_is_published_later_is_never_stopped_earlier(published: date, later: int) -> None:
    first = showing(negative=True, published_on=published).until
    second = showing(negative=True, published_on=published + timedelta(later)).until
    assert first is not None
    assert second is not None
    assert published < first <= second


@given(DAYS)
def test_the_last_day_is_still_shown_and_the_next_one_is_not(published: date) -> None:
    until = showing(negative=True, published_on=published).until
    assert until is not None
    assert not is_over(until, until)
    assert is_over(until, until + timedelta(1))


def test_the_article_and_its_words_stand_beside_the_date() -> None:
    shown = showing(negative=True, published_on=date(2026, 3, 5))
    assert "第十条" in shown.cites
    assert "公示期满三个月" in shown.says
    assert shown.mark == ""


def test_an_unknown_code_counts_as_negative_so_that_it_ends() -> None:
    assert is_negative(["Z"])
    assert not any(is_negative([code]) for code in NEUTRAL_CODES)
    assert is_negative(["1", "3"])


def test_the_table_of_stages_is_total() -> None:
    assert NOTICE.gaps() == []


def test_every_provision_is_quoted_from_the_text_in_force() -> None:
    assert all(p.in_force[-1].checked == "text" and p.in_force[-1].says for p in PROVISIONS.values())
