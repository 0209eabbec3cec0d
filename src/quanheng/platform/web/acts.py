"""What the acts of the ledger are called on a screen 办理事项名称."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise

_LABELS: dict[str, str | Promise] = {}
_PAGES: dict[str, str] = {}


def label(act: str, says: str | Promise) -> None:
    """Name an act in Chinese, once, from the application that records it.

    Raises ``ValueError`` if the act already has another name.
    """
    if str(_LABELS.setdefault(act, says)) != str(says):
        raise ValueError(f"act {act} is named twice")


def says(act: str) -> str:
    """The Chinese name of an act; the act's own name if nobody gave one."""
    return str(_LABELS.get(act, act))


def labels() -> Mapping[str, str | Promise]:
    """Every named act."""
    return MappingProxyType(_LABELS)


def open_entries_at(url_name: str) -> None:
    """Say on which page one ledger entry is shown; the desk that has the page calls this."""
    _PAGES["entry"] = url_name


def entry_url(seq: int) -> str:
    """The page of one ledger entry, empty while no desk shows entries."""
    return reverse(_PAGES["entry"], args=[seq]) if "entry" in _PAGES else ""
