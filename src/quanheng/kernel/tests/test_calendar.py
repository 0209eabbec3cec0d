"""Which days count, and where periods end."""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quanheng.kernel import calendar, clock

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)
early_days = st.dates(FIRST, date(2024, 12, 31))
counts = st.integers(0, 250)


def every_published_day():
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def test_every_day_of_2004_to_2026_agrees_with_the_published_notices():
    disagreeing = [
        day
        for day in every_published_day()
        if calendar.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert disagreeing == []


def test_the_table_covers_2004_to_2026_without_a_gap():
    assert calendar.published_years() == tuple(range(2004, 2027))


def test_the_table_holds_only_days_that_differ_from_the_weekday_rule_in_order():
    table = calendar._exceptions()
    assert [day for day, _ in table] == sorted({day for day, _ in table})
    assert all((kind == "off") == (day.weekday() < 5) for day, kind in table)
    assert {kind for _, kind in table} == {"off", "work"}


def test_the_year_2026_has_248_working_days():
    assert calendar.working_days_between(date(2025, 12, 31), LAST) == 248


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (date(2026, 2, 13), 1, "working_days", date(2026, 2, 14)),  # a make-up Saturday counts
        (date(2026, 9, 30), 5, "working_days", date(2026, 10, 13)),  # across National Day
        (date(2026, 2, 3), 15, "calendar_days", date(2026, 2, 24)),  # ends in Spring Festival
        (date(2021, 1, 31), 1, "months", date(2021, 3, 1)),  # 28 February 2021 is a Sunday
        (date(2020, 2, 29), 1, "years", date(2021, 3, 1)),
        (date(2021, 3, 5), 0, "working_days", date(2021, 3, 5)),
        (date(2021, 3, 5), 3, "months", date(2021, 6, 7)),  # 5 June 2021 is a Saturday
    ],
)
def test_worked_examples(start, count, unit, end):
    assert calendar.due(start, count, unit) == end


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2027, 1, 1)])
def test_a_year_without_a_published_calendar_is_refused_with_what_to_do(day):
    with pytest.raises(calendar.CalendarNotPublished, match=f"{day.year}年") as refused:
        calendar.is_working_day(day)
    assert "请系统管理员载入" in refused.value.instead
    assert "2004年至2026年" in refused.value.instead


@pytest.mark.parametrize(
    ("start", "count", "unit"),
    [
        (date(2026, 12, 31), 1, "working_days"),
        (date(2026, 12, 1), 60, "working_days"),
        (date(2026, 11, 1), 90, "calendar_days"),
        (date(2026, 11, 1), 2, "months"),
        (date(2024, 1, 1), 3, "years"),
        (date(2003, 12, 31), 5, "working_days"),
    ],
)
def test_a_period_that_runs_out_of_the_published_years_is_refused(start, count, unit):
    with pytest.raises(calendar.CalendarNotPublished):
        calendar.due(start, count, unit)


@pytest.mark.parametrize("outside", [date(2003, 12, 31), date(2027, 1, 4)])
def test_what_is_left_of_a_period_is_not_counted_beyond_the_published_years(outside):
    with pytest.raises(calendar.CalendarNotPublished):
        calendar.working_days_between(date(2026, 12, 1), outside)
    with pytest.raises(calendar.CalendarNotPublished):
        calendar.working_days_between(outside, date(2026, 12, 1))


@pytest.mark.parametrize("unit", list(calendar.Unit))
def test_a_negative_period_is_a_bug(unit):
    with pytest.raises(ValueError, match="negative"):
        calendar.due(date(2021, 3, 5), -1, unit)


def test_a_unit_that_is_not_one_of_days_is_a_bug():
    with pytest.raises(ValueError, match="fortnights"):
        calendar.due(date(2021, 3, 5), 1, "fortnights")


@given(early_days, st.integers(1, 250))
def test_a_working_day_period_ends_on_a_working_day_and_counts_back(start, count):
    end = calendar.add_working_days(start, count)
    assert chinese_calendar.is_workday(end)
    walked = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(chinese_calendar.is_workday, walked)) == count
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(end, start) == -count


@given(early_days, counts, st.sampled_from(list(calendar.Unit)))
def test_a_longer_period_never_ends_earlier(start, count, unit):
    assume(unit not in {"months", "years"} or count < 24)
    if unit == "years":
        count = 1
    assert calendar.due(start, count, unit) <= calendar.due(start, count + 1, unit)


@given(early_days, early_days, counts, st.sampled_from(["working_days", "calendar_days"]))
def test_a_later_start_never_ends_earlier(one, other, count, unit):
    earlier, later = sorted([one, other])
    assert calendar.due(earlier, count, unit) <= calendar.due(later, count, unit)


@given(early_days, counts)
def test_a_calendar_period_is_moved_by_days_off_only(start, count):
    end = calendar.add_calendar_days(start, count)
    nominal = start + timedelta(days=count)
    skipped = [nominal + timedelta(days=n) for n in range((end - nominal).days)]
    assert end >= nominal
    assert chinese_calendar.is_workday(end)
    assert not any(map(chinese_calendar.is_workday, skipped))


@given(days, st.integers(0, 600))
def test_months_keep_the_day_number_or_end_with_the_month(start, count):
    end = calendar.months_later(start, count)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


def test_validity_needs_no_holiday_calendar():
    assert calendar.years_later(date(2026, 5, 10), 5) == date(2031, 5, 10)


@given(days)
def test_the_next_working_day_is_the_first_one_from_there(day):
    assume(day < date(2026, 12, 31))
    end = calendar.next_working_day(day)
    assert calendar.is_working_day(end)
    assert not any(calendar.is_working_day(day + timedelta(days=n)) for n in range((end - day).days))


def test_the_hour_of_the_event_does_not_count():
    event = datetime(2021, 3, 5, 10, 20, tzinfo=clock.SHANGHAI)
    assert calendar.add_hours(event, 24) == datetime(2021, 3, 6, 11, 0, tzinfo=clock.SHANGHAI)


@given(st.datetimes(datetime(2004, 1, 1), datetime(2026, 1, 1)), st.integers(0, 200))  # noqa: DTZ001
def test_a_period_of_hours_is_rounded_up_by_less_than_an_hour_and_never_down(event, count):
    surplus = calendar.add_hours(event, count) - event - timedelta(hours=count)
    assert timedelta(0) < surplus <= timedelta(hours=1)
