"""A table of moves answers for every stage."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel.workflow import MoveNotAllowed, Workflow


class Stage(StrEnum):
    FILED = "filed"
    INVESTIGATED = "investigated"
    DECIDED = "decided"
    DROPPED = "dropped"


MOVES = {
    Stage.FILED: {Stage.INVESTIGATED, Stage.DROPPED},
    Stage.INVESTIGATED: {Stage.DECIDED},
    Stage.DECIDED: set(),
    Stage.DROPPED: set(),
}
SAYS = {
    Stage.FILED: "已立案",
    Stage.INVESTIGATED: "已调查",
    Stage.DECIDED: "已决定",
    Stage.DROPPED: "已撤销",
}
CASE = Workflow(MOVES, SAYS, cites="《行政处罚法》第五十四条")
stages = st.sampled_from(Stage)


@given(stages, stages)
def test_exactly_the_moves_in_the_table_are_allowed(here, there):
    if there in MOVES[here]:
        CASE.check(here, there)
        assert CASE.allows(here, there)
    else:
        assert not CASE.allows(here, there)
        with pytest.raises(MoveNotAllowed):
            CASE.check(here, there)


def test_a_refused_move_names_both_stages_the_article_and_the_way_on():
    with pytest.raises(MoveNotAllowed, match="现为“已立案”，不能转为“已决定”") as refused:
        CASE.check("filed", "decided")
    assert refused.value.cites == "《行政处罚法》第五十四条"
    assert refused.value.instead == "下一步可以是“已调查”、“已撤销”"


def test_nothing_follows_a_final_stage():
    with pytest.raises(MoveNotAllowed) as refused:
        CASE.check(Stage.DECIDED, Stage.FILED)
    assert refused.value.instead == "该事项已经终结"


def test_a_text_that_is_no_stage_is_a_bug_and_no_refusal():
    with pytest.raises(ValueError, match="lost"):
        CASE.check("lost", "decided")


def test_initial_and_final_stages_follow_from_the_table():
    assert CASE.initial_states == {Stage.FILED}
    assert CASE.final_states == {Stage.DECIDED, Stage.DROPPED}


def test_a_stage_that_may_repeat_is_still_where_a_matter_begins():
    repeating = Workflow({**MOVES, Stage.FILED: {Stage.FILED, Stage.INVESTIGATED, Stage.DROPPED}}, SAYS)
    assert repeating.initial_states == {Stage.FILED}
    assert repeating.is_total()


def test_a_complete_table_is_total():
    assert CASE.gaps() == []
    assert CASE.is_total()


def test_a_stage_without_a_line_or_a_name_is_a_gap():
    moves = {stage: following for stage, following in MOVES.items() if stage is not Stage.DROPPED}
    broken = Workflow(moves, {**SAYS, Stage.FILED: ""})
    assert broken.gaps() == ["dropped: no line in moves", "filed: no Chinese name"]
    assert not broken.is_total()


def test_stages_that_go_round_for_ever_are_a_gap():
    broken = Workflow({**MOVES, Stage.INVESTIGATED: {Stage.INVESTIGATED}}, SAYS)
    assert broken.gaps() == ["investigated: no final stage can be reached"]


def test_an_empty_table_is_no_workflow():
    with pytest.raises(ValueError, match="at least one stage"):
        Workflow({}, {})


def test_the_table_draws_itself():
    assert CASE.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    filed: 已立案",
        "    investigated: 已调查",
        "    decided: 已决定",
        "    dropped: 已撤销",
        "    [*] --> filed",
        "    filed --> investigated",
        "    filed --> dropped",
        "    investigated --> decided",
        "    decided --> [*]",
        "    dropped --> [*]",
    ]
