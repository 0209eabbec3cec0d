"""Which businesses are meant 主体筛选: a filter that can be stored, printed and applied again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quanheng.domains.registration.rules.vocabulary import State


@dataclass(frozen=True)
class BusinessFilter:
    """A choice of businesses 主体筛选条件; every condition given must hold, an empty one asks nothing.

    ``area`` is an area code prefix; ``kinds`` and ``states`` are values of the vocabulary; ``trades`` are
    prefixes of GB/T 4754 codes with their section letter (``H62`` is catering); of ``tags`` one suffices.

    >>> BusinessFilter.from_dict(BusinessFilter(area="500242101", trades=("H62",)).as_dict()).trades
    ('H62',)
    """

    area: str = ""
    kinds: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    states: tuple[str, ...] = (State.OPEN.value,)

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values, to be stored with a plan."""
        return {
            "area": self.area,
            "kinds": list(self.kinds),
            "trades": list(self.trades),
            "tags": list(self.tags),
            "states": list(self.states),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> BusinessFilter:
        """The filter from what ``as_dict`` gave; what is absent takes its default."""
        lists = {
            name: tuple(values[name]) for name in ("kinds", "trades", "tags", "states") if name in values
        }
        return cls(area=str(values.get("area", "")), **lists)
