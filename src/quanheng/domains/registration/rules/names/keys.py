"""How a name is filed and asked for 名称索引: a handful of numbers that same and near names share.

Each key is 63 bits of a hash over authority, kind and value, so that a table of (key, name) answers every
question by equality, in any database. ``letters``: the characters of the whole name, sorted: case (a).
``order``: class of the trade and the sorted shapes of the brand: cases (b) and (c), look-alikes, word order.
``sound``: class and sounds. ``short``: class and the brand less one character: one character apart.
``brand``: the brand alone, for names without a trade.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from quanheng.domains.registration.rules.names.characters import shape, sounds
from quanheng.domains.registration.rules.names.comparing import Named

LETTERS, ORDER, SOUND, SHORT, BRAND = "l", "o", "s", "d", "b"


class Asked(NamedTuple):
    """The keys of a question: those under which every same name is filed, and those of near ones."""

    same: tuple[int, ...]
    near: tuple[int, ...]
    other_trades: tuple[int, ...]


def filed(name: Named, authority: str) -> list[int]:
    """The keys a registered or retained name is filed under, without repeats."""
    found = [_key(authority, LETTERS, "".join(sorted(name.whole)))]
    for brand, trade in name.readings:
        found.append(_key(authority, ORDER, trade, _ordered(brand)))
        found.append(_key(authority, BRAND, brand))
        found += [_key(authority, SOUND, trade, way) for way in sounds(brand)]
        found += [_key(authority, SHORT, trade, way) for way in _shortened(brand)]
    return list(dict.fromkeys(found))


def asked(name: Named, authority: str) -> Asked:
    """The keys to ask with for names that are the same as, or near, this one."""
    same = [_key(authority, LETTERS, "".join(sorted(name.whole)))]
    near: list[int] = []
    other: list[int] = []
    for brand, trade in name.readings:
        same += [_key(authority, ORDER, kind, _ordered(brand)) for kind in dict.fromkeys((trade, ""))]
        (other if trade else same).append(_key(authority, BRAND, brand))
        near += [_key(authority, SOUND, trade, way) for way in sounds(brand)]
        near += [_key(authority, SHORT, trade, way) for way in _shortened(brand)]
    return Asked(_once(same), _once(near), _once(other))


def _ordered(brand: str) -> str:
    return "".join(sorted(shape(brand)))


def _shortened(brand: str) -> Iterable[str]:
    """The brand, and from three characters on the brand less each one of them."""
    if len(brand) < 3:
        return (brand,)
    return {brand, *(brand[:at] + brand[at + 1 :] for at in range(len(brand)))}


def _once(keys: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(keys))


def _key(*values: str) -> int:
    digest = blake2b("|".join(values).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
