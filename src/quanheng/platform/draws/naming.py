"""What a drawn code and a purpose are called on a page: platform knows codes, the domains know names.

`config/wiring.py` registers who answers; without anybody, a page shows the code alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

NamesOf = Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Origin:
    """The matter that draws 抽取事由: what it is called and where officials find it."""

    label: str
    url: str


_NAMES: list[NamesOf] = []
_ORIGINS: dict[str, Callable[[str], Origin]] = {}


def name_businesses_by(names_of: NamesOf) -> None:
    """Let this function answer which name a business code bears; the last one registered answers."""
    _NAMES[:] = [names_of]


def names(codes: Iterable[str]) -> Mapping[str, str]:
    """The names of businesses by code, as far as somebody knows them."""
    return _NAMES[0](list(codes)) if _NAMES else {}


def find_origins_by(subject: str, origin_of: Callable[[str], Origin]) -> None:
    """Let this function find the matter behind purposes that begin with ``subject``; it gets the key."""
    _ORIGINS[subject] = origin_of


def origin(purpose: str) -> Origin | None:
    """The matter that a draw serves, or None where nobody knows it."""
    subject, _, key = purpose.partition(":")
    return _ORIGINS[subject](key) if subject in _ORIGINS else None
