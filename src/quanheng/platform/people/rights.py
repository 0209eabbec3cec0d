"""Rights 权限: what may be done, and by which roles; declared by the package that owns the act.

A right is declared once at import; the registry lets the matrix test visit every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quanheng.platform.people.roles import Role


@dataclass(frozen=True)
class Right:
    """One right 权限.

    ``key`` is ``domain.act``; ``says`` names the act in Chinese; ``roles`` hold it.
    """

    key: str
    says: str
    roles: frozenset[Role]


_DECLARED: dict[str, Right] = {}


def declare(key: str, says: str, roles: Iterable[Role]) -> Right:
    """Declare a right once. Raises ``ValueError`` if the key is taken by another right."""
    right = Right(key, says, frozenset(roles))
    if _DECLARED.setdefault(key, right) != right:
        raise ValueError(f"right {key} is declared twice")
    return right


def declared() -> Mapping[str, Right]:
    """Every right declared so far, by key."""
    return MappingProxyType(_DECLARED)
