"""Consecutive numbers 编号: none left out, none given twice.

A numbering is a row with the ``last`` number given out, in whichever table its domain keeps. It is locked
until the act that needs the number commits: an act that fails gives its number back.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def numbering(model: type[M], **which: Any) -> M:
    """The row of a numbering, locked for this transaction; made with 0 as ``last`` where there is none.

    ``which`` names the row as ``get_or_create`` takes it, with ``defaults`` for what else a new one holds.
    """
    return model._default_manager.select_for_update().get_or_create(**which)[0]


def take(row: Any) -> int:
    """The next number of a locked numbering."""
    row.last += 1
    row.save(update_fields=["last"])
    return int(row.last)


def reach(row: Any, number: int) -> None:
    """Let a locked numbering go on behind a number that came from elsewhere."""
    if number > row.last:
        row.last = number
        row.save(update_fields=["last"])
