"""Sheets 表式: what a register expects of a spreadsheet. Pure, so that a second process can judge rows.

A domain describes its table once: the columns with their Chinese headers and the other headings met in the
field, and ``prepare``, which turns the context of one import (area, names of places) into a function that
judges one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What became of one row 判定."""

    ACCEPTED = "accepted"
    FLAGGED = "flagged"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


VERDICT_SAYS: dict[Verdict, str] = {
    Verdict.ACCEPTED: "接收",
    Verdict.FLAGGED: "标记",
    Verdict.REFUSED: "拒绝",
    Verdict.UNCHANGED: "未变",
}

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

Judged = tuple[str, str, str, tuple[str | None, ...] | None]
"""Verdict, the row's key (code), the reason in Chinese, and the record to write (``None`` if refused).

A plain tuple of plain values: a million of them cross from one process to another.
"""

JudgeRow = Callable[[Sequence[str]], Judged]
"""Judges the cells of one row, which come in the order of the sheet's columns, absent ones as ``""``."""

Prepare = Callable[[Mapping[str, Any]], JudgeRow]


@dataclass(frozen=True)
class Column:
    """One column of a sheet 表列: its field, its header, the other headings met, an example, what to know."""

    name: str
    header: str
    aliases: tuple[str, ...] = ()
    example: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """One kind of spreadsheet 表式: ``key`` like ``registration.businesses``; ``required`` names columns."""

    key: str
    title: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    prepare: Prepare

    def column(self, name: str) -> Column:
        """A column by its field name; ``KeyError`` if there is none."""
        return {column.name: column for column in self.columns}[name]
