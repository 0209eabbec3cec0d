"""What a permit may be for 许可的业态和项目: forms of business, items, food categories, points to check.

>>> from datetime import date
>>> forms("food_business")["2"]
'餐饮服务经营者'
>>> sorted(items("food_business", on=date(2021, 6, 1)))[:3]
['cakes', 'cold', 'drinks']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quanheng.domains.licences.rules.provisions import rows
from quanheng.domains.licences.rules.vocabulary import Kind


def forms(kind: str) -> dict[str, str]:
    """The first part of the number and what it stands for; of food production the food category."""
    if kind == Kind.FOOD_PRODUCTION:
        return {row["code"]: row["name"] for row in rows("food_categories")}
    return {row["code"]: row["name"] for row in rows("forms") if row["kind"] == kind}


def items(kind: str, *, on: date) -> dict[str, str]:
    """What may be applied for on a day, by key; of food production the food categories."""
    if kind == Kind.FOOD_PRODUCTION:
        return forms(kind)
    return {row["key"]: row["name"] for row in rows("items") if row["kind"] == kind and _held(row, on)}


def with_head(kind: str, head: str, chosen: Sequence[str]) -> list[str]:
    """What was chosen; of food production the category that the number names stands first.

    >>> with_head("food_production", "104", ["105"]), with_head("food_business", "2", ["hot"])
    (['104', '105'], ['hot'])
    """
    if kind != Kind.FOOD_PRODUCTION or head in chosen:
        return list(chosen)
    return [head, *chosen]


def item_names(kind: str, keys: list[str]) -> list[str]:
    """The names of items, of whatever day; a name that is no key stays as it is."""
    names = {row["key"]: row["name"] for row in rows("items") if row["kind"] == kind}
    if kind == Kind.FOOD_PRODUCTION:
        names = forms(kind)
    return [names.get(key, key) for key in keys]


def checked_on_site(kind: str, keys: list[str]) -> bool:
    """Whether any of the items has to be seen on the spot (《食品经营许可和备案管理办法》第二十条第一款)."""
    seen = {row["key"]: row["site"] == "yes" for row in rows("items") if row["kind"] == kind}
    return not keys or any(seen.get(key, True) for key in keys)


def superior_decides(code: str) -> bool:
    """Whether a food category is for the province to decide (《食品生产许可管理办法》第七条第二款)."""
    return any(row["code"] == code and row["superior"] for row in rows("food_categories"))


@dataclass(frozen=True)
class CheckPoint:
    """One condition that a site check looks at, and the article it stands in."""

    number: int
    text: str
    cites: str


def check_points(kind: str) -> list[CheckPoint]:
    """What a site check looks at, in order."""
    found = [row for row in rows("check_points") if row["kind"] == kind]
    return [CheckPoint(int(row["number"]), row["text"], row["cites"]) for row in found]


def product_of(number: str) -> str:
    """The product that an industrial licence number names, empty where the list does not hold it.

    >>> product_of("渝XK08-001-00012")
    '水泥'
    """
    parts = re.search(r"XK(\d{2})-(\d{3})-", number)
    if parts is None:
        return ""
    for row in rows("industrial_products"):
        if row["industry"] == parts[1] and row["product"] == parts[2]:
            return row["name"]
    return ""


def _held(row: dict[str, str], on: date) -> bool:
    return row["from"] <= on.isoformat() and (not row["until"] or on.isoformat() <= row["until"])
