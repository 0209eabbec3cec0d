"""Rows as cells: what a table shows, link and tone included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from quanheng.platform.web.lists.spec import Column
from quanheng.platform.web.lists.state import State
from quanheng.platform.web.templatetags.official import day, grouped, moment, yuan
from quanheng.platform.web.words import said

SHOWN = {"date": day, "moment": moment, "number": grouped, "money": yuan}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it leads, what kind it is (its CSS class), and for a state its tone."""

    text: Any
    kind: str
    link: str
    tone: str


@dataclass(frozen=True)
class Head:
    """One column's head: the address that sorts by it, and how it is sorted now (for ``aria-sort``)."""

    label: str
    kind: str
    address: str
    sorted: str


def cells(rows: Sequence[Any], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """The rows as lists of cells."""
    for row in rows:
        yield [_cell(row, column) for column in columns]


def _cell(row: Any, column: Column) -> Cell:
    value = column.of(row)
    link = column.link(row) if column.link else ""
    tone = column.tone_of(row, value) if column.kind == "state" else ""
    text = said(value) if column.is_said else shown(value, column.kind)
    return Cell(text, column.kind, link, tone)


def shown(value: Any, kind: str) -> Any:
    """A value as its kind is written; yes and no as words, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    show = SHOWN.get(kind) or (day if isinstance(value, date) else None)
    if show is None or isinstance(value, str):
        return value
    return show(value)


def heads(columns: Sequence[Column], state: State) -> list[Head]:
    """The heads of the columns."""
    return [_head(column, state) for column in columns]


def _head(column: Column, state: State) -> Head:
    if not column.sort:
        return Head(str(column.label), column.kind, "", "")
    if state.sort == column.key:
        return Head(str(column.label), column.kind, state.address(sort=f"-{column.key}"), "ascending")
    now = "descending" if state.sort == f"-{column.key}" else "none"
    return Head(str(column.label), column.kind, state.address(sort=column.key), now)
