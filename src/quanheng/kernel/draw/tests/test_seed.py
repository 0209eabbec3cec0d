"""The seed: who gives it, what a value looks like, and what is refused."""

from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel import draw
from quanheng.kernel.draw import PublicOutcome, Witness
from quanheng.kernel.draw.tests import cases

PLAN = draw.parse_plan(cases.inputs()["plan.json"])
COMMITTED_AT = datetime.fromisoformat("2021-03-05T10:00:00+08:00")
values = st.text("0123456789abcXYZ_-", min_size=16, max_size=128)


def test_the_seed_joins_commitment_and_values_in_the_plans_order() -> None:
    expected = sha256(b"c|v1|v2").hexdigest()
    assert draw.seed_value("c", ["v1", "v2"]) == expected
    assert draw.seed_value("c", ["v2", "v1"]) != expected


def test_values_are_taken_by_name_and_not_by_the_order_of_their_arrival() -> None:
    backwards = dict(reversed(cases.VALUES.items()))
    assert draw.collect(PLAN, backwards) == tuple(cases.VALUES.values())


def test_a_silent_witness_aborts_the_draw() -> None:
    with pytest.raises(draw.SilentWitness, match="见证人乙") as caught:
        draw.run(cases.inputs(), {"见证人甲": cases.VALUES["见证人甲"]})
    assert caught.value.field == "见证人乙"


def test_a_witness_who_reveals_another_value_is_named() -> None:
    with pytest.raises(draw.NotTheCommittedValue, match="见证人甲"):
        draw.run(cases.inputs(), cases.VALUES | {"见证人甲": "some-other-value-entirely"})


def test_a_value_of_a_stranger_is_refused() -> None:
    with pytest.raises(draw.BadPlan, match="路人"):
        draw.collect(PLAN, cases.VALUES | {"路人": "value-of-a-passer-by"})


@pytest.mark.parametrize(
    "value", ["", "x" * 15, "x" * 129, "x" * 15 + "|", "x" * 15 + "值", "x" * 15 + "\n", None]
)
def test_a_value_of_other_signs_or_length_is_refused(value: str) -> None:
    with pytest.raises(draw.BadValue, match="16 至 128"):
        draw.check_value(value)


@given(values)
def test_a_witness_may_reveal_exactly_what_was_promised(value: str) -> None:
    witness = Witness("w", draw.witness_digest(value))
    assert draw.check_reveal(witness, value) == value
    with pytest.raises(draw.NotTheCommittedValue):
        draw.check_reveal(witness, value[:-1] + ("0" if value[-1] != "0" else "1"))


def test_seeds_must_name_the_plans_sources_in_order() -> None:
    content = draw.run(cases.inputs(), cases.VALUES).seeds_json()
    assert draw.parse_seeds(content, PLAN) == tuple(cases.VALUES.values())
    with pytest.raises(draw.BadPlan, match="顺序"):
        draw.parse_seeds(content.replace("甲".encode(), "丙".encode()), PLAN)


def test_sources_that_are_all_the_bureaus_are_refused() -> None:
    draw.require_outside_source(PLAN, of_bureau=["见证人甲"])
    with pytest.raises(draw.NoOutsideSource, match="本机关"):
        draw.require_outside_source(PLAN, of_bureau=["见证人甲", "见证人乙"])


def test_a_public_outcome_is_never_the_bureaus() -> None:
    sources = (PLAN.sources[0], PublicOutcome("彩票", "2021-03-05T21:15:00+08:00"))
    plan = draw.parse_plan(cases.inputs(sources=sources)["plan.json"])
    draw.require_outside_source(plan, of_bureau=["见证人甲", "彩票"])


def test_two_witnesses_with_one_value_are_one_source() -> None:
    twins = tuple(Witness(name, draw.witness_digest("the-same-value-twice")) for name in "ab")
    plan = draw.parse_plan(cases.inputs(sources=twins)["plan.json"])
    with pytest.raises(draw.NoOutsideSource, match="同一个值"):
        draw.require_outside_source(plan, of_bureau=[])


@pytest.mark.parametrize("committed_at", [None, COMMITTED_AT + timedelta(seconds=1), COMMITTED_AT])
def test_a_seed_revealed_early_is_refused_by_name(committed_at: datetime | None) -> None:
    with pytest.raises(draw.RevealedEarly, match="见证人甲"):
        draw.require_committed_first(PLAN.sources[0], committed_at=committed_at, revealed_at=COMMITTED_AT)


def test_a_value_revealed_after_the_commitment_is_taken() -> None:
    later = COMMITTED_AT + timedelta(seconds=1)
    draw.require_committed_first(PLAN.sources[0], committed_at=COMMITTED_AT, revealed_at=later)


def test_an_outcome_known_before_the_commitment_is_refused() -> None:
    outcome = PublicOutcome("彩票", "2021-03-05T09:15:00+08:00")
    with pytest.raises(draw.RevealedEarly, match="彩票"):
        draw.require_committed_first(
            outcome, committed_at=COMMITTED_AT, revealed_at=COMMITTED_AT + timedelta(hours=9)
        )


def test_serials_are_consecutive_over_drawn_and_aborted_draws() -> None:
    assert draw.next_serial(2021, []) == "2021-0001"
    assert draw.next_serial(2021, ["2021-0001", "2021-0003", "2020-0009"]) == "2021-0004"


def test_a_reused_serial_is_refused_by_name() -> None:
    draw.require_fresh_serial("2021-0008", ["2021-0007"])
    with pytest.raises(draw.SerialSpent, match="2021-0007"):
        draw.require_fresh_serial("2021-0007", ["2021-0007"])
