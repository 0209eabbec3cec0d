"""Who may re-check, and what a re-check looks at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.hazards.rules import grading, rechecks
from quanheng.domains.hazards.rules.history import (
    Dates,
    DatesOutOfOrder,
    Person,
    RecordIncomplete,
    require_order,
    require_people,
)

keys = st.frozensets(st.integers(1, 12))


@given(keys, st.data())
def test_a_re_check_that_judges_each_open_point_once_loses_none(
    open_points: frozenset[int], data: st.DataObject
) -> None:
    failed = data.draw(st.frozensets(st.sampled_from(sorted(open_points)))) if open_points else frozenset()
    outcome = rechecks.judge(open_points, open_points - failed, {key: "仍有问题" for key in failed})
    assert outcome.passed | outcome.failed.keys() == open_points
    assert not outcome.passed & outcome.failed.keys()
    assert outcome.all_well == (not failed)


@given(keys, keys, keys)
def test_a_re_check_of_anything_else_is_refused(
    open_points: frozenset[int], passed: frozenset[int], failed: frozenset[int]
) -> None:
    if passed | failed == open_points and not passed & failed:
        return
    with pytest.raises((rechecks.PointAlreadyPassed, rechecks.PointLeftOut)):
        rechecks.judge(open_points, passed, dict.fromkeys(failed, "仍有问题"))


def test_a_failed_point_says_what_is_still_wrong() -> None:
    with pytest.raises(rechecks.FailureUnexplained) as refused:
        rechecks.judge({1}, set(), {1: "  "})
    assert refused.value.field == "remark_1"


def test_who_reported_is_not_in_the_team_in_either_seat() -> None:
    rechecks.require_another(reported_by="a", rechecking={"b", "c"})
    for team in ({"a"}, {"b", "a"}):
        with pytest.raises(rechecks.RecheckedByReporter):
            rechecks.require_another(reported_by="a", rechecking=team)


@pytest.mark.parametrize(
    ("category", "method", "on", "needed"),
    [
        ("food", "on_site", date(2021, 9, 1), 2),
        ("food", "on_site", date(2022, 3, 15), 2),
        ("food", "documents", date(2021, 9, 1), 1),
        ("equipment", "on_site", date(2021, 9, 1), 2),
        ("equipment", "on_site", date(2022, 7, 1), 2),
        ("quality", "on_site", date(2021, 9, 1), 1),
    ],
)
def test_an_on_site_re_check_of_food_and_equipment_takes_two(
    category: str, method: str, on: date, needed: int
) -> None:
    found, cites = rechecks.officers_needed(category, method, on=on)
    assert (found, cites != "") == (needed, needed == 2)


@given(st.integers(1, 10), st.integers(1, 10))
def test_more_failures_never_keep_a_hazard_from_going_up(failed: int, limit: int) -> None:
    assert rechecks.goes_up(failed, limit=limit) == (failed >= limit)
    assert rechecks.goes_up(failed + 1, limit=limit) >= rechecks.goes_up(failed, limit=limit)


def test_a_hazard_without_a_word_about_what_is_wrong_is_refused() -> None:
    assert grading.points_named("混放", ()) == ("混放",)
    assert grading.points_named("混放", (" ", "过期 ")) == ("过期",)
    with pytest.raises(grading.NothingWrongNamed):
        grading.points_named(" ", ("", " "))


def test_the_law_names_grounds_only_from_the_day_it_was_in_force() -> None:
    assert grading.major_grounds(on=date(2021, 12, 31)) == ()
    assert len(grading.major_grounds(on=date(2022, 7, 1))) == 8


days = st.lists(st.dates(date(2021, 1, 1), date(2021, 12, 31)), min_size=4, max_size=4)


@given(days, st.dates(date(2021, 1, 1), date(2021, 12, 31)))
def test_an_old_record_is_taken_in_only_with_its_days_in_order(steps: list[date], due: date) -> None:
    found, ordered, rectified, rechecked = steps
    record = Dates(found, ordered, due, rectified, rechecked)
    sound = steps == sorted(steps) and due >= ordered
    try:
        require_order(record, today=date(2021, 12, 31))
    except DatesOutOfOrder:
        assert not sound
    else:
        assert sound


def test_an_old_record_needs_the_people_a_living_hazard_needs() -> None:
    a, b, c = Person("a", "甲"), Person("b", "乙"), Person("c", "丙")

    def ask(reported_by: Person, rechecked_by: Person, second: Person | None) -> None:
        require_people(
            reported_by=reported_by,
            rechecked_by=rechecked_by,
            second=second,
            category="food",
            method="on_site",
            on=date(2021, 9, 1),
        )

    ask(a, b, c)
    with pytest.raises(rechecks.RecheckedByReporter):
        ask(a, b, a)
    with pytest.raises(rechecks.TooFewOfficers):
        ask(a, b, b)
    with pytest.raises(RecordIncomplete):
        ask(Person("", ""), b, c)
