"""What a licence states is called as the law calls it for each kind of business."""

from __future__ import annotations

import pytest

from quanheng.domains.registration.rules.licence import Licence, fields
from quanheng.domains.registration.rules.vocabulary import Kind

FULL = {
    "name": "某县某某食品有限公司",
    "head": "冉启明",
    "type_text": "有限责任公司",
    "form": "个人经营",
    "capital": "壹佰万元整",
    "established": "2021年3月5日",
    "seat": "龙潭镇老街1号",
    "scope": "餐饮服务",
}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_states_name_head_seat_and_scope(kind: Kind) -> None:
    told = dict(fields(Licence(kind, **FULL)))
    assert {FULL["name"], FULL["head"], FULL["seat"], FULL["scope"]} <= set(told.values())
    assert all(told)


def test_an_individual_business_states_how_it_is_made_up_and_no_capital() -> None:
    told = dict(fields(Licence(Kind.INDIVIDUAL, **FULL)))
    assert told["组成形式"] == "个人经营"
    assert FULL["capital"] not in told.values()
    assert "注册日期" in told


def test_a_company_states_its_registered_capital_and_legal_representative() -> None:
    told = dict(fields(Licence(Kind.COMPANY, **FULL)))
    assert told["注册资本"] == "壹佰万元整"
    assert told["法定代表人"] == "冉启明"
    assert "组成形式" not in told


def test_what_is_empty_is_left_out() -> None:
    assert fields(Licence(Kind.BRANCH, "某分公司")) == [("名称", "某分公司")]
