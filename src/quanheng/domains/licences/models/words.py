"""Vocabularies as fields and constraints take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def values(given: Iterable[Any]) -> list[str]:
    """The words of a vocabulary as they are stored, in a fixed order."""
    return sorted(str(word) for word in given)


def choices(says: Mapping[Any, str]) -> list[tuple[str, str]]:
    """The words of a vocabulary with what they are called."""
    return [(str(word), text) for word, text in says.items()]
