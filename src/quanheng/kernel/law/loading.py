"""Reading law files 读取条款: a file that is not complete, dated and in order does not load at all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any

from quanheng.kernel.law.provision import Checked, Entry, Provision
from quanheng.kernel.law.units import Unit, fits

HEAD_KEYS = {"cites", "says", "quoted", "unit", "checked", "source", "title", "note", "in_force"}
ENTRY_KEYS = {"from", "until", "value", "unit", "cites", "says", "quoted", "checked", "source", "note"}

Table = Mapping[str, Any]


class LawFileWrong(ValueError):
    """A law file breaks the form of HOUSE, "Law is dated data"; the text lists every fault with its key."""


class Provisions(Mapping[str, Provision]):
    """The provisions of one law file, by key 条款集."""

    def __init__(self, provisions: Mapping[str, Provision], name: str) -> None:
        self._provisions = dict(provisions)
        self.name = name

    @classmethod
    def load(cls, path: Path | Traversable) -> Provisions:
        """Read and check a TOML law file; raises `LawFileWrong` naming file, keys and all faults."""
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except tomllib.TOMLDecodeError as problem:
            raise LawFileWrong(f"{path.name}: {problem}") from problem
        faults = [f"{path.name} [{key}]: {fault}" for key in tables for fault in _faults(tables[key])]
        if faults:
            raise LawFileWrong("\n".join(faults))
        return cls({key: _provision(key, table) for key, table in tables.items()}, path.name)

    def __getitem__(self, key: str) -> Provision:
        try:
            return self._provisions[key]
        except KeyError:
            raise KeyError(f"{self.name} holds no provision {key!r}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._provisions)

    def __len__(self) -> int:
        return len(self._provisions)


def _faults(table: object) -> Iterator[str]:
    if not isinstance(table, dict):
        yield "is not a table"
        return
    yield from (f"unknown key {key!r}" for key in sorted(table.keys() - HEAD_KEYS))
    entries = table.get("in_force")
    if not isinstance(entries, list) or not entries:
        yield "in_force needs at least one entry"
        return
    yield from _head_faults(table)
    for number, entry in enumerate(entries, start=1):
        yield from (f"entry {number}: {fault}" for fault in _entry_faults(table, entry))
    if all(isinstance(entry, dict) and not list(_date_faults(entry)) for entry in entries):
        yield from _order_faults(entries)


def _head_faults(table: Table) -> Iterator[str]:
    yield from (f"{key} is missing" for key in ("cites", "unit", "checked") if not table.get(key))
    yield from _authority_faults(table)


def _authority_faults(table: Table) -> Iterator[str]:
    """Faults in who says so: vocabulary, quotation, source. For a head or for an entry with its own."""
    checked, unit = table.get("checked"), table.get("unit")
    if checked is not None and checked not in set(Checked):
        yield f"checked is {checked!r}, not one of {', '.join(Checked)}"
    if unit is not None and unit not in set(Unit):
        yield f"unit is {unit!r}, not one of {', '.join(Unit)}"
    if checked == Checked.THIRD_PARTY and not table.get("source"):
        yield "checked by a third party: source is missing"
    if ("says" in table) == (table.get("quoted") is False):
        yield "needs either says (word for word) or quoted = false"


def _entry_faults(head: Table, entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "is not a table"
        return
    yield from (f"unknown key {key!r}" for key in sorted(entry.keys() - ENTRY_KEYS))
    yield from _date_faults(entry)
    if "cites" in entry and "checked" not in entry:
        yield "cites another article and must say how that was checked"
    if _speaks_for_itself(entry):
        quoted = {"quoted": False} if "says" not in entry else {}
        yield from _authority_faults({**entry, **quoted})
    unit = entry.get("unit", head.get("unit"))
    if unit in set(Unit) and not fits(entry.get("value"), Unit(unit)):
        yield f"value {entry.get('value')!r} does not fit the unit {unit}"


def _date_faults(entry: Table) -> Iterator[str]:
    if not _is_date(entry.get("from")):
        yield "from is not a date"
    if "until" in entry and not _is_date(entry["until"]):
        yield "until is not a date"


def _order_faults(entries: list[Table]) -> Iterator[str]:
    for number, entry in enumerate(entries, start=1):
        if entry.get("until", date.max) < entry["from"]:
            yield f"entry {number}: until lies before from"
    for number, (older, newer) in enumerate(pairwise(entries), start=2):
        if newer["from"] <= older["from"]:
            yield f"entry {number}: not dated oldest first"
        elif newer["from"] <= older.get("until", date.min):
            yield f"entry {number}: starts before the one above has ended"


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _speaks_for_itself(entry: Table) -> bool:
    """Say whether an entry has its own authority, so that the head's quotation is not lent to it."""
    return bool(entry.keys() & {"cites", "says", "checked", "source", "quoted", "unit"})


def _provision(key: str, table: Table) -> Provision:
    entries: list[Table] = table["in_force"]
    starts = [entry["from"] for entry in entries[1:]]
    return Provision(
        key=key,
        cites=table["cites"],
        says=table.get("says", ""),
        unit=Unit(table["unit"]),
        checked=Checked(table["checked"]),
        source=table.get("source", ""),
        in_force=tuple(
            _entry(table, entry, next_start)
            for entry, next_start in zip(entries, [*starts, None], strict=True)
        ),
        title=table.get("title", ""),
        note=table.get("note", ""),
    )


def _entry(head: Table, entry: Table, next_start: date | None) -> Entry:
    own = _speaks_for_itself(entry)
    until = entry.get("until")
    if until is None and next_start is not None:
        until = date.fromordinal(next_start.toordinal() - 1)
    return Entry(
        from_on=entry["from"],
        until_on=until,
        value=entry["value"],
        unit=Unit(entry.get("unit", head["unit"])),
        cites=entry.get("cites", head["cites"]),
        says=entry.get("says", "") if own else head.get("says", ""),
        checked=Checked(entry.get("checked", head["checked"])),
        source=entry.get("source", "" if own else head.get("source", "")),
    )
