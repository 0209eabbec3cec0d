"""The table of registers that can be filled from a spreadsheet 可导入的名录."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.tables.sheet import Sheet

Record = Sequence["str | None"]
"""The values of one judged row, as its sheet's ``prepare`` gave them."""

Writable = tuple[str, tuple[str | None, ...]]
"""A row to write: the digest of its record, and the record."""


class Writer(Protocol):
    """Writes the rows of one run into one register.

    One that has something to say of rows it keeps (their holder is not in the register) has ``notes``: by key
    the sentence with which the report flags the row.
    """

    @property
    def barred(self) -> Mapping[str, str]:
        """Keys that this run may not write, with the reason; set anew by each call of ``known``."""

    def expect(self, records: Mapping[str, Record]) -> None:
        """Be shown the records of a batch by key, before ``known`` is asked: what they refer to can be looked
        up, and a row that refers to nothing be named in ``barred``."""

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the rows already in the register, by key; locks the register for this transaction."""

    def add(self, rows: Sequence[Writable]) -> None:
        """Write rows whose keys are not in the register."""

    def change(self, rows: Sequence[Writable]) -> None:
        """Write rows whose keys are in the register with another digest."""


@dataclass(frozen=True)
class Table:
    """One register that takes spreadsheets.

    ``where`` is ``module:NAME`` of the sheet, for the judging process; ``context`` gives the judge what it
    needs to know of the installation, in plain JSON values; ``stored_in`` are the database tables whose
    statistics PostgreSQL has to renew after a large run (SQLite plans without them).
    """

    sheet: Sheet
    where: str
    right: Right
    context: Callable[[ImportRun, date], dict[str, Any]]
    open_writer: Callable[[ImportRun, Actor, date], Writer]
    stored_in: tuple[str, ...] = ()


_TABLES: dict[str, Table] = {}


def register(table: Table) -> None:
    """Make a register importable; called once per register by the wiring."""
    _TABLES[table.sheet.key] = table


def table(key: str) -> Table:
    """The table with this key. Raises ``KeyError``."""
    return _TABLES[key]


def tables() -> Mapping[str, Table]:
    """Every importable register by key."""
    return MappingProxyType(_TABLES)
