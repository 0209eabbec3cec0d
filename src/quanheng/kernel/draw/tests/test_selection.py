"""Which businesses are drawn: the definition, and what follows from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel import draw
from quanheng.kernel.canonical import NotCanonical
from quanheng.kernel.draw import BadRoster, Count, QuotaNotMet, Ratio
from quanheng.kernel.draw.tests import cases, naive

rosters = st.dictionaries(st.text("0189AZ𠮷﨑", min_size=1, max_size=6), st.sampled_from("ABC"), max_size=60)
ratios = st.integers(0, 100).map(lambda n: Ratio(f"{n / 100:.2f}"))
quotas = st.dictionaries(st.sampled_from("ABCD"), ratios, min_size=1)
seeds = st.integers(0, 2**64).map(lambda n: naive.h(str(n)))


def select(roster: dict[str, str], quota: dict[str, Ratio | Count], seed: str) -> draw.Selection:
    return draw.select(draw.parse_roster(draw.roster_bytes(roster)), quota, seed)


@given(rosters, quotas, seeds)
def test_the_draw_is_the_definition(roster: dict[str, str], quota: dict[str, Ratio], seed: str) -> None:
    selection = select(roster, quota, seed)
    assert [one.code for one in selection.drawn] == naive.select(roster, quota, seed)
    assert all(one.key == draw.object_key(seed, one.code) for one in selection.drawn)


@given(rosters, quotas, seeds)
def test_every_business_of_a_planned_stratum_is_drawn_or_a_substitute(
    roster: dict[str, str], quota: dict[str, Ratio], seed: str
) -> None:
    selection = select(roster, quota, seed)
    waiting = [code for line in selection.substitutes.values() for code in line]
    everyone = sorted([one.code for one in selection.drawn] + waiting)
    assert everyone == sorted(code for code, stratum in roster.items() if stratum in quota)


@given(rosters, seeds, st.data())
def test_a_bureau_cannot_steer_by_dropping_who_is_not_drawn(
    roster: dict[str, str], seed: str, data: st.DataObject
) -> None:
    quota = {"A": Count(sum(of == "A" for of in roster.values()) // 2)}
    before = [one.code for one in select(roster, quota, seed).drawn]
    others = sorted(set(roster) - set(before))
    dropped = data.draw(st.sets(st.sampled_from(others))) if others else set()
    kept = {code: of for code, of in roster.items() if code not in dropped}
    assert [one.code for one in select(kept, quota, seed).drawn] == before


@given(rosters, seeds)
def test_substitutes_are_who_a_larger_quota_would_have_drawn(roster: dict[str, str], seed: str) -> None:
    size = sum(of == "A" for of in roster.values())
    if size:
        smaller = select(roster, {"A": Count(size - 1)}, seed)
        whole = {one.code for one in select(roster, {"A": Count(size)}, seed).drawn}
        assert whole - {one.code for one in smaller.drawn} == set(smaller.substitutes["A"])


def test_a_stratum_without_a_quota_is_not_drawn() -> None:
    drawn = select({"1": "A", "2": "B"}, {"A": Ratio("1")}, cases.SEED).drawn
    assert [one.code for one in drawn] == ["1"]


def test_a_count_above_the_stratum_is_refused_and_named() -> None:
    with pytest.raises(QuotaNotMet, match="“A”层要抽 2 户，名单里只有 1 户"):
        select({"1": "A"}, {"A": Count(2)}, cases.SEED)


def test_a_count_of_an_absent_stratum_is_refused_and_its_ratio_draws_nobody() -> None:
    with pytest.raises(QuotaNotMet, match="“Z”层"):
        select({"1": "A"}, {"Z": Count(1)}, cases.SEED)
    assert select({"1": "A"}, {"Z": Ratio("1")}, cases.SEED).drawn == []


BAD_ROSTERS = [
    (b"code,stratum\n2,A\n1,A\n", NotCanonical, "第 3 行没有按字节排序"),
    (b"code,stratum\n1,A\n1,A\n", NotCanonical, "重复"),
    (b"code,stratum\n1,A\n1,B\n", BadRoster, "企业 1"),
    (b"code,stratum\n,A\n", BadRoster, "缺少"),
    (b"code,stratum\n1,\n", BadRoster, "缺少"),
    (b"code,stratum\n1,A", NotCanonical, "LF"),
    (b"code,stratum\r\n1,A\r\n", NotCanonical, "CR"),
    (b"\xef\xbb\xbfcode,stratum\n1,A\n", NotCanonical, "BOM"),
    ("code,stratum\n企业,A\n".encode("gbk"), NotCanonical, "UTF-8"),
    (b'code,stratum\n"1",A\n', NotCanonical, "引号"),
    (b"code\n1\n", NotCanonical, "第 1 行"),
    (b"code,stratum\n1,A,x\n", NotCanonical, "3 列"),
]


@pytest.mark.parametrize(
    ("content", "refusal", "says"), BAD_ROSTERS, ids=[says for _, _, says in BAD_ROSTERS]
)
def test_a_roster_with_a_fault_is_refused_by_its_line(content: bytes, refusal: type, says: str) -> None:
    with pytest.raises(refusal, match=says):
        draw.parse_roster(content)
