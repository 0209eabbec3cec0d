"""The table of moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.hazards.rules.stages import ANSWERABLE, HAZARD, OPEN, TONES, Stage


def test_the_table_answers_for_every_stage() -> None:
    assert HAZARD.gaps() == []
    assert set(TONES) == set(Stage)


def test_a_hazard_ends_closed_or_withdrawn_and_in_no_other_way() -> None:
    assert HAZARD.final_states == {Stage.CLOSED, Stage.WITHDRAWN} == set(Stage) - OPEN


def test_a_hazard_is_closed_from_a_re_check_only() -> None:
    assert [stage for stage in Stage if HAZARD.allows(stage, Stage.CLOSED)] == [Stage.RECTIFIED]


def test_a_rectification_is_reported_exactly_where_it_may_be_answered() -> None:
    assert {stage for stage in Stage if HAZARD.allows(stage, Stage.RECTIFIED)} == ANSWERABLE


@given(st.lists(st.sampled_from(list(Stage)), max_size=30))
def test_whatever_is_tried_a_closed_hazard_was_ordered_rectified_and_re_checked(tried: list[Stage]) -> None:
    stage, been = Stage.FOUND, [Stage.FOUND]
    for to in tried:
        if HAZARD.allows(stage, to):
            stage = to
            been.append(to)
    if stage is Stage.CLOSED:
        assert been[-2] is Stage.RECTIFIED
        assert {Stage.ORDERED, Stage.ESCALATED} & set(been)
