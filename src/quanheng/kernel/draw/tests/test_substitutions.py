"""Substitutes: the next in line and nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel import draw
from quanheng.kernel.canonical import NotCanonical
from quanheng.kernel.draw import BadSubstitution, Drawn, Selection, Substitution
from quanheng.kernel.draw.substitutions import faults

SELECTION = Selection(
    [Drawn("k1", "a1", "A"), Drawn("k2", "b1", "B"), Drawn("k3", "a2", "A")],
    {"A": ["a3", "a4", "a5"], "B": ["b2"]},
)


def use(code: str, by: str, on: str = "2021-03-09") -> Substitution:
    return Substitution(code, by, "已注销", on)


@given(st.lists(st.sampled_from(["a1", "a2", "b1", "a3", "a4", "b2"]), max_size=5))
def test_whoever_is_replaced_by_the_next_in_line_leaves_no_fault(gone: list[str]) -> None:
    used: list[Substitution] = []
    for code in gone:
        try:
            used.append(use(code, draw.next_substitute(code, used, SELECTION)))
        except BadSubstitution:
            continue
    assert faults(used, SELECTION) == []
    assert len(draw.standing(used, SELECTION)) == len(SELECTION.drawn)


def test_the_line_of_a_stratum_ends() -> None:
    with pytest.raises(BadSubstitution, match="“B”层已没有"):
        draw.next_substitute("b2", [use("b1", "b2")], SELECTION)


@pytest.mark.parametrize("code", ["a3", "zz"])
def test_who_does_not_stand_cannot_be_replaced(code: str) -> None:
    with pytest.raises(BadSubstitution, match=code):
        draw.next_substitute(code, [], SELECTION)


WRONG = {
    "skips the line": ([use("a1", "a4")], "应为 a3"),
    "comes from another stratum": ([use("a1", "b2")], "a1"),
    "was drawn already": ([use("a1", "a2")], "应为 a3"),
    "is no business of the roster": ([use("a1", "zz")], "zz"),
    "replaces who never stood": ([use("a9", "a3")], "a9"),
    "replaces one business twice": ([use("a1", "a3"), use("a1", "a4")], "a1 当时不在"),
    "goes back in time": ([use("a1", "a3", "2021-03-09"), use("a2", "a4", "2021-03-08")], "早于"),
    "is used for two": ([use("a1", "a3"), use("a2", "a3")], "应为 a4"),
    "replaces itself": ([use("a3", "a3")], "a3"),
}


@pytest.mark.parametrize(("used", "says"), WRONG.values(), ids=WRONG)
def test_a_substitute_that_is_not_due_is_named(used: list[Substitution], says: str) -> None:
    assert says in "；".join(faults(used, SELECTION))


def test_a_substitute_may_itself_be_replaced() -> None:
    assert faults([use("a1", "a3"), use("a3", "a4")], SELECTION) == []


@pytest.mark.parametrize(
    "row", ["a1,a3,,2021-03-09", "a1,a3,已注销,2021-3-9", "a1,a3,已注销,2021-02-30", ",a3,x,2021-03-09"]
)
def test_a_record_without_reason_or_day_is_refused(row: str) -> None:
    with pytest.raises(BadSubstitution):
        draw.parse_substitutions(f"code,replaced_by,reason,on\n{row}\n".encode())


def test_a_reason_with_a_comma_cannot_be_written() -> None:
    with pytest.raises(NotCanonical, match="逗号"):
        draw.substitutions_bytes([Substitution("a1", "a3", "closed, moved", "2021-03-09")])
