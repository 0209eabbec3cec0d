"""Repeatable choices 可复现的挑选: every choice of the sample county follows from a seed and a label.

A ``Chance`` is a stream of whole numbers cut from SHA-256 of seed, label and a block number. The same seed
and label always make the same choices, on every machine; another label makes independent ones, so that a
change in one part of the county leaves the others as they were.

>>> town = Chance(7, "township")
>>> [town.below(10) for _ in range(8)]
[1, 7, 3, 9, 6, 7, 9, 8]
>>> Chance(7, "township").shuffled("abcdef")
['a', 'e', 'c', 'b', 'f', 'd']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

_RESERVE = 1 << 96
"""A block is used until fewer than 96 bits are left: the bias of any choice stays far below one in 2^60."""


class Chance:
    """A stream of choices under one seed and label."""

    __slots__ = ("_block", "_head", "_left")

    def __init__(self, seed: int, *label: object) -> None:
        self._head = "|".join(["quanheng-demo", str(seed), *map(str, label)]) + "|"
        self._block = 0
        self._left = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit - 1``."""
        if self._left < _RESERVE:
            self._left = int.from_bytes(sha256(f"{self._head}{self._block}".encode()).digest(), "big")
            self._block += 1
        self._left, chosen = divmod(self._left, limit)
        return chosen

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def happens(self, per_mille: int) -> bool:
        """Whether something comes true that does so in ``per_mille`` of 1,000 cases."""
        return self.below(1000) < per_mille

    def pick(self, among: Sequence[T]) -> T:
        """One of several, all alike."""
        return among[self.below(len(among))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in a chosen order."""
        order = list(things)
        for place in range(len(order) - 1, 0, -1):
            other = self.below(place + 1)
            order[place], order[other] = order[other], order[place]
        return order

    def sample(self, things: Sequence[T], count: int) -> list[T]:
        """``count`` different ones, in a chosen order."""
        return self.shuffled(things)[:count]

    def day(self, first: date, last: date) -> date:
        """A day from ``first`` to ``last``, both included."""
        return first + timedelta(days=self.below((last - first).days + 1))


class Weighted(Generic[T]):
    """Several things, some likelier than others; weights are whole numbers.

    >>> coin = Weighted({"heads": 1, "tails": 3})
    >>> chance = Chance(1, "coin")
    >>> sum(coin.pick(chance) == "tails" for _ in range(1000))
    730
    """

    def __init__(self, weights: Mapping[T, int]) -> None:
        self._things = [thing for thing, weight in weights.items() if weight]
        self._sums = list(accumulate(weight for weight in weights.values() if weight))

    def pick(self, chance: Chance) -> T:
        """One of them, as likely as it weighs."""
        return self._things[bisect_right(self._sums, chance.below(self._sums[-1]))]


def apportion(total: int, weights: Mapping[T, int]) -> dict[T, int]:
    """Share ``total`` out in proportion to the weights, the largest remainders first; the shares sum to it.

    >>> apportion(10, {"a": 1, "b": 1, "c": 1})
    {'a': 4, 'b': 3, 'c': 3}
    """
    whole = sum(weights.values())
    exact = {thing: Fraction(total * weight, whole) for thing, weight in weights.items()}
    shares = {thing: int(share) for thing, share in exact.items()}
    first = sorted(exact, key=lambda thing: shares[thing] - exact[thing])
    for thing in first[: total - sum(shares.values())]:
        shares[thing] += 1
    return shares
