"""What kinds of task are called on a screen 待办类别."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise

_NAMES: dict[str, str | Promise] = {}


def name(kind: str, says: str | Promise) -> None:
    """Name a kind of task."""
    _NAMES[kind] = says


def says(kind: str) -> str:
    """The name of a kind of task; the kind itself if nobody named it."""
    return str(_NAMES.get(kind, kind))


def named() -> Mapping[str, str | Promise]:
    """Every named kind."""
    return MappingProxyType(_NAMES)
