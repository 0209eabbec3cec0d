"""Which business needs which permit 经营范围所需许可: a hint from trade and scope, never a finding.

``Kind`` words are the shared vocabulary: registration says in words that a scope needs a permit, this says
which kind of this register that is. When unsure nothing is named: a hint that is wrong costs an inspection.

>>> needed("H6210", "餐饮服务"), needed("F5212", "食品销售（仅销售预包装食品）"), needed("G5430", "")
(['food_business'], ['prepackaged'], [])
"""

from __future__ import annotations

from functools import cache

from quanheng.domains.licences.rules.provisions import rows
from quanheng.domains.licences.rules.vocabulary import Kind


def needed(trade: str, scope: str) -> list[str]:
    """The kinds of permit that a trade or the words of a scope point to, in the order of the list."""
    found = [
        kind
        for kind, trades, words in _table()
        if (trade and trade.startswith(trades)) or any(word in scope for word in words)
    ]
    if Kind.PREPACKAGED in found and Kind.FOOD_BUSINESS in found:
        found.remove(Kind.PREPACKAGED.value)
    return found


def trades_of(kind: str) -> list[str]:
    """The trade codes that point to a kind of permit."""
    return [trade for found, trades, _ in _table() if found == kind for trade in trades]


@cache
def _table() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (
            row["kind"],
            tuple(code for code in row["trade"].split(";") if code),
            tuple(word for word in row["words"].split(";") if word),
        )
        for row in rows("needs")
    )
