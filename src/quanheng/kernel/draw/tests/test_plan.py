"""The plan: what may be written in it, and how much a quota draws."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel import draw
from quanheng.kernel.canonical import canonical_json
from quanheng.kernel.draw import BadPlan, Count, NotThePlannedFile, Ratio
from quanheng.kernel.draw.tests import cases, naive

decimals = st.integers(0, 10**6).map(lambda n: f"0.{n:06d}")


def changed(**parts: Any) -> bytes:
    plan = json.loads(cases.inputs()["plan.json"])
    return canonical_json(plan | parts)


@given(decimals, st.integers(0, 10**9))
def test_a_ratio_draws_what_decimal_arithmetic_rounds_up(text: str, size: int) -> None:
    assert Ratio(text).wanted(size) == naive.wanted(Ratio(text), size)


@given(decimals, st.integers(1, 10**6))
def test_a_ratio_draws_at_least_its_share_and_less_than_one_more(text: str, size: int) -> None:
    number = Ratio(text).wanted(size)
    assert number - 1 < float(text) * size + 1e-6
    assert 0 <= number <= size


def test_a_ratio_is_not_rounded_up_by_floating_point() -> None:
    assert 0.07 * 100 > 7
    assert Ratio("0.07").wanted(100) == 7


@pytest.mark.parametrize(
    "text", ["1.01", "2", "-0.1", "0.1e1", "1/3", ".5", "0.", "", "０.1", "0.0000000000000000001"]
)
def test_a_ratio_must_be_a_plain_decimal_from_nought_to_one(text: str) -> None:
    with pytest.raises(BadPlan, match="比例"):
        Ratio(text)


@pytest.mark.parametrize("value", [-1, True, 1.0, "3", None])
def test_a_count_must_be_a_whole_number(value: Any) -> None:
    with pytest.raises(BadPlan, match="户数"):
        Count(value)


def test_a_plan_survives_the_way_to_bytes_and_back() -> None:
    content = cases.inputs()["plan.json"]
    assert draw.parse_plan(content).to_bytes() == content


def test_the_commitment_is_the_digest_of_the_digest() -> None:
    inner = sha256(b"{}").hexdigest()
    assert draw.commitment(b"{}") == sha256(f"quanheng-draw/1|{inner}".encode()).hexdigest()


WITNESSES = [{"digest": "0" * 64, "kind": "witness", "name": name} for name in ("a", "b")]
BAD_PARTS: list[tuple[Mapping[str, Any], str]] = [
    ({"format": "quanheng-draw/2"}, "format"),
    ({"item": ""}, "检查事项"),
    ({"organ": 7}, "组织单位"),
    ({"organs": []}, "派员单位"),
    ({"organs": ["o", "o"]}, "重复"),
    ({"organs": ["o,p"]}, "逗号"),
    ({"organs": "o"}, "列表"),
    ({"quota": {}}, "抽取数量"),
    ({"quota": []}, "一张表"),
    ({"quota": {"A": {"count": 1, "ratio": "0.1"}}}, "二者取一"),
    ({"quota": {"A": 3}}, "二者取一"),
    ({"quota": {"A,": {"count": 1}}}, "逗号"),
    ({"serial": "21-7"}, "编号"),
    ({"team_size": 0}, "每组人数"),
    ({"team_size": True}, "每组人数"),
    ({"qualification": "two words"}, "资质"),
    ({"exclusion": "2021-02-30"}, "不是日期"),
    ({"exclusion": "20210201"}, "不是日期"),
    ({"files": {"roster.csv": "0" * 64}}, "恰好列出"),
    ({"files": dict.fromkeys(draw.INPUTS, "0" * 63)}, "64 位"),
    ({"sources": WITNESSES[:1]}, "两个来源"),
    ({"sources": [WITNESSES[0], WITNESSES[0]]}, "不能重复"),
    ({"sources": [WITNESSES[0], {"kind": "public", "known_at": "2021-03-05", "name": "b"}]}, "带时区"),
    ({"sources": [WITNESSES[0], {"kind": "beacon", "name": "b"}]}, "见证人"),
    ({"sources": [WITNESSES[0], {"digest": "xyz", "kind": "witness", "name": "b"}]}, "摘要"),
    ({"note": "more"}, "恰好有这些项"),
]


@pytest.mark.parametrize(("parts", "says"), BAD_PARTS, ids=[str(parts)[:50] for parts, _ in BAD_PARTS])
def test_a_malformed_part_of_the_plan_is_refused_by_name(parts: Mapping[str, Any], says: str) -> None:
    with pytest.raises(BadPlan, match=says):
        draw.parse_plan(changed(**parts))


@pytest.mark.parametrize(
    "spoil", [lambda b: b + b"\n", lambda b: b.replace(b",", b", ", 1), lambda b: b[:-1]]
)
def test_a_plan_that_means_the_same_in_other_bytes_is_refused(spoil: Any) -> None:
    with pytest.raises(BadPlan, match=r"plan\.json"):
        draw.parse_plan(spoil(cases.inputs()["plan.json"]))


def test_a_name_written_twice_in_the_plan_is_refused() -> None:
    content = cases.inputs()["plan.json"]
    with pytest.raises(BadPlan, match="规范"):
        draw.parse_plan(content.replace(b'"exclusion":""', b'"exclusion":"","exclusion":""'))


def test_a_changed_list_is_not_the_planned_file() -> None:
    files = cases.inputs()
    files["recusals.csv"] = draw.recusals_bytes([("91000001", "o01")])
    with pytest.raises(NotThePlannedFile, match=r"recusals\.csv 不是计划所列的文件"):
        draw.run(files, cases.VALUES)


def test_a_plan_is_checked_against_its_lists_before_it_is_committed() -> None:
    assert draw.check_inputs(cases.inputs()).serial == "2021-0001"
    with pytest.raises(draw.QuotaNotMet, match="11"):
        draw.check_inputs(cases.inputs(quota={"A": Count(11)}))
    with pytest.raises(draw.NothingToDraw):
        draw.check_inputs(cases.inputs(quota={"Z": Ratio("1")}))
