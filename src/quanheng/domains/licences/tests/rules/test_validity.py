"""Validity and renewal windows: never shorter than the law says, never open before or shut after its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.licences.rules.deadlines import decide_due, due, extended
from quanheng.domains.licences.rules.validity import (
    RenewalTooEarly,
    RenewalTooLate,
    Timing,
    last_day,
    may_open,
    timing,
    window,
)
from quanheng.kernel import calendar
from quanheng.kernel.law import NoProvision

KINDS = ["food_production", "food_business", "industrial", "drug_retail"]
DAY = timedelta(days=1)
since_2016 = st.dates(date(2016, 1, 1), date(2026, 6, 30))
ending = st.dates(date(2024, 6, 1), date(2026, 12, 31))


@given(st.sampled_from(KINDS), since_2016)
def test_a_permit_is_good_for_five_whole_years(kind: str, first: date) -> None:
    last = last_day(kind, from_on=first)
    assert last is not None
    assert last + DAY == calendar.years_later(first, 5) or (first.day, last.day) == (29, 28)
    assert (last - first).days in range(1825, 1828)


@given(st.sampled_from(KINDS), since_2016)
def test_who_begins_later_ends_later(kind: str, first: date) -> None:
    earlier, later = last_day(kind, from_on=first), last_day(kind, from_on=first + DAY)
    assert earlier is not None
    assert later is not None
    assert earlier <= later


def test_a_filing_has_no_end() -> None:
    assert last_day("prepackaged", from_on=date(2024, 3, 4)) is None


@given(ending)
def test_the_window_holds_exactly_the_working_days_of_the_article(end: date) -> None:
    held = window("food_business", end, on=date(2024, 1, 2))
    assert held.opens_on is not None
    assert held.closes_on is not None
    assert calendar.working_days_between(held.opens_on, end) <= 90
    assert calendar.working_days_between(held.opens_on - DAY, end) > 90
    assert calendar.working_days_between(held.closes_on, end) >= 15
    assert calendar.working_days_between(held.closes_on + DAY, end) < 15


@given(ending, st.integers(0, 400))
def test_every_day_is_too_early_in_time_late_or_too_late(end: date, before: int) -> None:
    on = max(end - timedelta(days=before), date(2024, 1, 2))
    held = window("food_business", end, on=on)
    assert held.opens_on is not None
    assert held.closes_on is not None
    if on < held.opens_on:
        with pytest.raises(RenewalTooEarly):
            timing("food_business", end, on=on)
    else:
        late = Timing.LATE if on > held.closes_on else Timing.IN_TIME
        assert timing("food_business", end, on=on) is late
    with pytest.raises(RenewalTooLate):
        timing("food_business", end, on=end + DAY)


@given(ending, st.integers(0, 400))
def test_the_rough_bound_never_shuts_a_window_that_is_open(end: date, before: int) -> None:
    on = end - timedelta(days=before)
    if may_open("food_business", end, on=max(on, date(2024, 1, 2))):
        assert (end - max(on, date(2024, 1, 2))).days <= 180


def test_where_the_calendar_ends_the_window_is_unknown_and_five_years_ahead_it_is_shut() -> None:
    held = window("food_business", date(2029, 3, 3), on=date(2024, 3, 4))
    assert (held.known, held.opens_on, held.closes_on) == (False, None, None)
    with pytest.raises(RenewalTooEarly):
        timing("food_business", date(2029, 3, 3), on=date(2024, 3, 5))


@pytest.mark.parametrize(
    ("kind", "closes"),
    [
        ("food_production", date(2025, 8, 20)),
        ("industrial", date(2025, 3, 30)),
        ("drug_retail", date(2025, 7, 30)),
    ],
)
def test_the_other_kinds_close_by_their_own_articles(kind: str, closes: date) -> None:
    assert window(kind, date(2025, 9, 30), on=date(2025, 3, 20)).closes_on == closes


@given(st.dates(date(2016, 1, 4), date(2026, 10, 30)))
def test_extending_never_brings_a_decision_forward(accepted: date) -> None:
    first = decide_due("food_business", "new", accepted_on=accepted)
    assert extended("food_business", accepted_on=accepted, due_on=first.on).on > first.on


def test_spring_festival_is_not_counted() -> None:
    assert due("food_business", "decide", start=date(2026, 2, 10)).on == date(2026, 3, 2)
    assert due("food_business", "check", start=date(2026, 2, 13)).on == date(2026, 2, 27)


def test_what_was_accepted_under_the_old_rules_keeps_its_twenty_days() -> None:
    old = due("food_business", "decide", start=date(2023, 11, 30))
    new = due("food_business", "decide", start=date(2023, 12, 1))
    assert (old.on, new.on) == (date(2023, 12, 28), date(2023, 12, 15))
    assert old.cites.startswith("《食品经营许可管理办法》")


def test_a_day_before_the_first_provision_is_refused() -> None:
    with pytest.raises(NoProvision):
        due("food_business", "decide", start=date(2015, 9, 30))
