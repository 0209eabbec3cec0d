"""Who goes where: the definition, and refusals that name the business and the reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel import draw
from quanheng.kernel.canonical import NotCanonical
from quanheng.kernel.draw import BadInspectors, Drawn, Inspector, NotStaffable, Rules
from quanheng.kernel.draw.tests import cases, naive

RULES = Rules(organs=("o",), team_size=2, qualification="", seed=cases.SEED)


def businesses(count: int) -> list[Drawn]:
    return [Drawn("", code, "A") for code in cases.codes(count)]


@st.composite
def staffings(draw_: st.DrawFn) -> tuple[list[Drawn], list[Inspector], set[tuple[str, str]], Rules]:
    drawn = businesses(draw_(st.integers(0, 12)))
    people = [
        Inspector(
            f"i{n}", draw_(st.sampled_from("op")), frozenset(draw_(st.sets(st.sampled_from("xy")))), cap
        )
        for n, cap in enumerate(draw_(st.lists(st.integers(0, 9), max_size=9)))
    ]
    pairs = st.tuples(st.sampled_from(cases.codes(12)), st.integers(0, 9).map(lambda n: f"i{n}"))
    recused = draw_(st.sets(pairs, max_size=15))
    organs = draw_(st.permutations(["o", "p"]).flatmap(lambda p: st.sampled_from([tuple(p), tuple(p[:1])])))
    qualification = draw_(st.sampled_from(["", "", "x"]))
    return drawn, people, recused, Rules(organs, draw_(st.integers(1, 3)), qualification, cases.SEED)


def grouped(recused: set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    return {code: frozenset(id for of, id in recused if of == code) for code, _ in recused}


@given(staffings())
def test_hashing_only_the_least_loaded_gives_the_order_of_the_definition(
    given_: tuple[list[Drawn], list[Inspector], set[tuple[str, str]], Rules],
) -> None:
    drawn, people, recused, rules = given_
    expected = naive.staff(
        [one.code for one in drawn],
        people,
        recused,
        rules.organs,
        rules.team_size,
        rules.qualification,
        rules.seed,
    )
    try:
        teams: object = [tuple(team) for team in draw.staff(drawn, people, grouped(recused), rules).teams]
    except NotStaffable as refused:
        teams = refused.code
    assert teams == expected


@given(staffings())
def test_nobody_goes_unqualified_recused_above_the_cap_or_twice(
    given_: tuple[list[Drawn], list[Inspector], set[tuple[str, str]], Rules],
) -> None:
    drawn, people, recused, rules = given_
    try:
        staffing = draw.staff(drawn, people, grouped(recused), rules)
    except NotStaffable:
        return
    known = {one.id: one for one in people}
    for code, organ, team in staffing.teams:
        assert len(set(team)) == rules.team_size
        assert all(known[id].organ == organ and (code, id) not in recused for id in team)
        assert all(not rules.qualification or rules.qualification in known[id].quals for id in team)
    assert all(load <= known[id].cap for id, load in staffing.loads.items())
    assert sum(staffing.loads.values()) == len(drawn) * len(rules.organs) * rules.team_size


@given(st.integers(1, 60), st.integers(2, 9))
def test_loads_differ_by_at_most_one_where_nothing_stands_in_the_way(drawn: int, people: int) -> None:
    loads = draw.staff(businesses(drawn), cases.inspectors(people), {}, RULES).loads.values()
    assert max(loads) - min(loads) <= 1


def test_loads_of_an_earlier_staffing_are_carried_on() -> None:
    whole = draw.staff(businesses(9), cases.inspectors(5, cap=6), {}, RULES)
    first = draw.staff(businesses(9)[:6], cases.inspectors(5, cap=6), {}, RULES)
    rest = draw.staff(businesses(9)[6:], cases.inspectors(5, cap=6), {}, RULES, first.loads)
    assert first.teams + rest.teams == whole.teams
    assert rest.loads == whole.loads


REASONS = [
    (cases.inspectors(1), {}, RULES, "共 1 人"),
    (cases.inspectors(3), {"91000000": frozenset({"o00", "o01"})}, RULES, "回避 2 人"),
    (cases.inspectors(3, quals="x"), {}, replace(RULES, qualification="y"), "具备资质 0 人"),
    (cases.inspectors(3, cap=0), {}, RULES, "已达上限 3 人"),
    (cases.inspectors(3, organ="p"), {}, RULES, "o 需派 2 人，共 0 人"),
]


@pytest.mark.parametrize(("people", "recused", "rules", "says"), REASONS, ids=[says for *_, says in REASONS])
def test_a_business_that_cannot_be_staffed_is_named_with_the_reason(
    people: list[Inspector], recused: dict[str, frozenset[str]], rules: Rules, says: str
) -> None:
    with pytest.raises(NotStaffable, match=f"企业 91000000 无法组队.*{says}") as caught:
        draw.staff(businesses(1), people, recused, rules)
    assert (caught.value.code, caught.value.organ) == ("91000000", "o")


def test_a_draw_that_cannot_be_staffed_has_no_partial_result() -> None:
    files = cases.inputs(people=cases.inspectors(2, cap=3))
    with pytest.raises(NotStaffable, match="已达上限 2 人"):
        draw.run(files, cases.VALUES)


BAD_LISTS = [
    (b"id,organ,quals,cap\na,o,,1\na,p,,1\n", BadInspectors, "两次"),
    (b"id,organ,quals,cap\n,o,,1\n", BadInspectors, "为空"),
    (b"id,organ,quals,cap\na b,o,,1\n", BadInspectors, "空格"),
    (b"id,organ,quals,cap\na,,,1\n", BadInspectors, "为空"),
    (b"id,organ,quals,cap\na,o,x  y,1\n", BadInspectors, "一个空格"),
    (b"id,organ,quals,cap\na,o,,+1\n", BadInspectors, "不是整数"),
    (b"id,organ,quals,cap\na,o,,01\n", BadInspectors, "不是整数"),
    ("id,organ,quals,cap\na,o,,１\n".encode(), BadInspectors, "不是整数"),
    (b"id,organ,quals,cap\nb,o,,1\na,o,,1\n", NotCanonical, "排序"),
]


@pytest.mark.parametrize(
    ("content", "refusal", "says"), BAD_LISTS, ids=[str(content) for content, _, _ in BAD_LISTS]
)
def test_a_list_of_inspectors_with_a_fault_is_refused(content: bytes, refusal: type, says: str) -> None:
    with pytest.raises(refusal, match=says):
        draw.parse_inspectors(content)


def test_a_recusal_without_business_or_inspector_is_refused() -> None:
    for content in (b"code,id\n,a\n", b"code,id\n1,\n"):
        with pytest.raises(BadInspectors, match="缺少"):
            draw.parse_recusals(content)


def test_lists_survive_the_way_to_bytes_and_back() -> None:
    people = cases.inspectors(3, quals="x y")
    assert draw.parse_inspectors(draw.inspectors_bytes(people)) == people
    recused = draw.parse_recusals(draw.recusals_bytes([("1", "a"), ("1", "b"), ("2", "a")]))
    assert recused == {"1": frozenset("ab"), "2": frozenset("a")}
