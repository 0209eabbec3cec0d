"""Common kinds of shop 常见行业: what is prepared when somebody says "a noodle shop".

>>> kind = shop_kind("noodles")
>>> kind.label, kind.trade, kind.word
('面馆小吃', 'H6291', '面馆')
>>> prepared({"shop_kind": "noodles", "scope": ""})["scope"]
'餐饮服务；小餐饮'
>>> prepared({"shop_kind": "barber", "scope": "餐饮服务；小餐饮", "trade_code": "H6291"})["trade_code"]
'O8040'
>>> prepared({"shop_kind": "barber", "scope": "只修胡子"})["scope"]
'只修胡子'
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class ShopKind:
    """One common kind of shop: the tile's word, the trade's code, the name's word, the scope prepared."""

    key: str
    label: str
    trade: str
    word: str
    form: str
    scope: str
    subjects: frozenset[str]


@cache
def shop_kinds() -> tuple[ShopKind, ...]:
    """Every kind, in the order of the tiles."""
    text = files("quanheng.domains.registration").joinpath("choices/shop_kinds.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        ShopKind(**{**row, "subjects": frozenset(row["subjects"].split())})  # type: ignore[arg-type]
        for row in rows
    )


def kinds_for(subject: str) -> list[ShopKind]:
    """The kinds offered to a subject."""
    return [kind for kind in shop_kinds() if subject in kind.subjects]


def shop_kind(key: str) -> ShopKind | None:
    """The kind of that key."""
    return next((kind for kind in shop_kinds() if kind.key == key), None)


def chosen(trade_code: str, scope: str) -> str:
    """The key of the kind that a form shows: the one whose trade, and if need be scope, it holds."""
    same = [kind for kind in shop_kinds() if kind.trade == trade_code]
    exact = next((kind for kind in same if kind.scope == scope), None)
    return (exact or (same[0] if same else ShopKind("", "", "", "", "", "", frozenset()))).key


def prepared(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that a chosen kind fills: the trade; scope and word where nobody wrote something else."""
    kind = shop_kind(fields.get("shop_kind", ""))
    if kind is None:
        return {}
    written = fields.get("scope", "").strip()
    word = fields.get("name_parts__trade", "").strip()
    ours = {other.scope for other in shop_kinds()}
    words = {other.word for other in shop_kinds()}
    filled = {"trade_code": kind.trade}
    filled["scope"] = kind.scope if not written or written in ours else written
    filled["name_parts__trade"] = kind.word if not word or word in words else word
    return filled
