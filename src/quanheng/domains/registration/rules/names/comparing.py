"""Same and near names 相同与近似.

Same (规定第十七条, 实施办法第二十四条): the brands are the same, and (a) the whole names have the same
characters in another order, or (b) the trade is the same while area or form differ, or (c) the trade is
worded differently but means the same; a name without a trade is the same as any with its brand. Near is what
people take for each other: that is said, never refused.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from quanheng.domains.registration.rules.names.characters import plain, same_sound, shape, sounds
from quanheng.domains.registration.rules.names.parts import Parts, Places, split

METHOD = "《企业名称登记管理规定实施办法》第二十四条"


class Sameness(StrEnum):
    """Which case of sameness 相同情形."""

    IDENTICAL = "identical"
    REORDERED = "reordered"
    SAME_TRADE = "same_trade"
    SAME_SUBSTANCE = "same_substance"
    NO_TRADE = "no_trade"


SAYS: dict[Sameness, str] = {
    Sameness.IDENTICAL: "名称完全相同",
    Sameness.REORDERED: "字号相同，各部分排列顺序不同但文字相同",
    Sameness.SAME_TRADE: "字号相同，行业相同，只是行政区划或者组织形式不同",
    Sameness.SAME_SUBSTANCE: "字号相同，行业表述不同但实质内容相同",
    Sameness.NO_TRADE: "字号相同，其中一个不使用行业表述",
}
CITES: dict[Sameness, str] = {
    Sameness.IDENTICAL: "《企业名称登记管理规定》第十七条",
    Sameness.REORDERED: f"{METHOD}第（一）项",
    Sameness.SAME_TRADE: f"{METHOD}第（二）项",
    Sameness.SAME_SUBSTANCE: f"{METHOD}第（三）项",
    Sameness.NO_TRADE: "《企业名称登记管理规定》第十七条",
}


class Named(NamedTuple):
    """A full name made ready for comparing; ``whole`` is without its brackets."""

    whole: str
    parts: Parts
    readings: tuple[tuple[str, str], ...]


def named(name: str, known: Places, given: Parts | None = None) -> Named:
    """A name with its parts: those that the asker typed, else those that are read off."""
    parts, whole = split(name, known), plain(name).replace("(", "").replace(")", "")
    readings = dict.fromkeys(parts.readings)
    if given is not None and given.brand and plain(given.trade):
        return Named(whole, given, ((plain(given.brand), given.trade_class),))
    return Named(whole, parts, tuple(readings))


def sameness(mine: Named, other: Named) -> Sameness | None:
    """In which case the two names are the same, none if they are not."""
    if mine.whole == other.whole:
        return Sameness.IDENTICAL
    shared = _shared_reading(mine, other)
    if shared is None:
        return None
    if sorted(mine.whole) == sorted(other.whole):
        return Sameness.REORDERED
    if not shared[0] or not shared[1]:
        return Sameness.NO_TRADE
    worded_alike = mine.parts.trade == other.parts.trade or not (mine.parts.trade and other.parts.trade)
    return Sameness.SAME_TRADE if worded_alike else Sameness.SAME_SUBSTANCE


def _shared_reading(mine: Named, other: Named) -> tuple[str, str] | None:
    """The classes of a pair of readings with one brand and one trade (or none) between them."""
    for brand, trade in mine.readings:
        for brand2, trade2 in other.readings:
            if brand == brand2 and (trade == trade2 or not trade or not trade2):
                return trade, trade2
    return None


def nearness(mine: Named, other: Named) -> tuple[str, ...]:
    """Why the two names are near, in words; empty if they are not.

    The brands are compared; names of different trades are near only by the same brand.
    """
    found: dict[str, None] = {}
    for brand, trade in mine.readings:
        for brand2, trade2 in other.readings:
            if trade == trade2 or not trade or not trade2:
                found |= dict.fromkeys(_near_brands(brand, brand2))
            elif brand == brand2:
                found["字号相同，行业不同"] = None
    return tuple(found)


def _near_brands(one: str, other: str) -> list[str]:
    if one == other:
        return ["字号相同"]
    reasons = []
    if sorted(one) == sorted(other):
        reasons.append(f"字序不同：“{one}”与“{other}”")
    elif sorted(shape(one)) == sorted(shape(other)) and len(one) == len(other):
        pairs = [f"“{a}”与“{b}”" for a, b in zip(one, other, strict=True) if a != b and shape(a) == shape(b)]
        reasons.append("字形相近" + (f"：{'、'.join(pairs)}" if pairs else ""))
    if same_sound(one, other):
        reasons.append(f"读音相同：“{one}”与“{other}”")
    elif sounds(one) & sounds(other):
        reasons.append(f"读音相近：“{one}”与“{other}”")
    if not reasons and _one_apart(one, other):
        reasons.append(_apart(one, other))
    return reasons


def _one_apart(one: str, other: str) -> bool:
    """Whether the brands differ by one character, both having enough others."""
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    return shorter >= 2 and longer >= 3 and OSA.distance(one, other, score_cutoff=1) <= 1


def _apart(one: str, other: str) -> str:
    if len(one) == len(other):
        pair = next((f"“{a}”与“{b}”" for a, b in zip(one, other, strict=True) if a != b), "")
        return f"只有一个字不同：{pair}"
    return f"只差一个字：“{one}”与“{other}”"
