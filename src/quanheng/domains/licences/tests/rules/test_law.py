"""The law tables: quoted word for word, dated, whole, and every list known to the vocabulary."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from quanheng.domains.licences.rules.catalogue import check_points, forms, items
from quanheng.domains.licences.rules.needs import needed, trades_of
from quanheng.domains.licences.rules.provisions import GENERAL, provisions, rows
from quanheng.domains.licences.rules.stages import APPLICATION, PERMIT
from quanheng.domains.licences.rules.vocabulary import GRANTED_HERE, Kind
from quanheng.domains.registration.rules import trades

TEXTS = Path(__file__).parents[7] / "shared" / "law" / "texts"
FILES = {
    "工业产品生产许可证管理条例实施办法": "中华人民共和国工业产品生产许可证管理条例实施办法",
    "行政处罚法": "中华人民共和国行政处罚法",
}
QUOTED = [
    (kind, key) for kind in (*map(str, Kind), GENERAL) for key, held in provisions(kind).items() if held.says
]


@pytest.mark.skipif(not TEXTS.exists(), reason="the collection of law texts is not here")
@pytest.mark.parametrize(("kind", "key"), QUOTED)
def test_the_quotation_stands_in_the_text(kind: str, key: str) -> None:
    held = provisions(kind)[key]
    title = re.match(r"《(.+?)》", held.cites)
    assert title is not None
    text = (TEXTS / f"{FILES.get(title[1], title[1])}.md").read_text(encoding="utf-8")
    assert re.sub(r"\s", "", held.says) in re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", sorted(GRANTED_HERE))
def test_every_kind_that_is_decided_here_has_every_period_in_2021_and_today(kind: str) -> None:
    keys = ("need", "subject", "supplement", "decide", "check", "officers", "issue", "refuse", "validity")
    for key in (*keys, "renew_close", "renewal", "change", "cancel", "annul"):
        for day in (date(2021, 6, 1), date(2026, 6, 1)):
            assert provisions(kind)[key].entry_on(day), (kind, key, day)


@pytest.mark.parametrize("kind", sorted(GRANTED_HERE))
def test_every_kind_that_is_decided_here_has_forms_items_and_points_to_check(kind: str) -> None:
    assert forms(kind)
    assert items(kind, on=date(2024, 3, 4))
    assert [point.number for point in check_points(kind)] == list(range(1, len(check_points(kind)) + 1))


def test_trades_that_need_a_permit_are_trades_of_the_standard() -> None:
    for kind in Kind:
        for code in trades_of(kind):
            assert trades.name_of(code), code


def test_a_food_shop_of_prepackaged_goods_needs_a_filing_and_a_kitchen_a_permit() -> None:
    assert needed("F5212", "食品销售（仅销售预包装食品）") == ["prepackaged"]
    assert needed("H6210", "餐饮服务；仅销售预包装食品") == ["food_business"]
    assert needed("F5251", "") == ["drug_retail"]


def test_the_lists_name_kinds_that_there_are() -> None:
    for name in ("forms", "items", "check_points", "needs"):
        assert {row["kind"] for row in rows(name)} <= set(map(str, Kind))


def test_the_tables_of_moves_are_total() -> None:
    assert APPLICATION.gaps() == []
    assert PERMIT.gaps() == []
