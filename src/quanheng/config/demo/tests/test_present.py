"""Today's desks: what the platform refuses is said, and the county stands all the same."""

from __future__ import annotations

from datetime import date

from quanheng.config.demo import present
from quanheng.config.demo.protocol import moment
from quanheng.config.demo.stages import Made


def test_a_year_without_a_calendar_leaves_the_desks_empty_and_says_so():
    present.lay_out(Made(7, 1), moment(date(2027, 3, 1), 9))
    assert len(present.refusals) == 1
    assert "2027" in present.refusals[0]


def test_every_day_counted_back_is_a_working_day():
    assert present._before(date(2026, 10, 9), 1) == date(2026, 10, 8)
    assert present._before(date(2026, 10, 9), 2) == date(2026, 9, 30)
