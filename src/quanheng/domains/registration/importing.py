"""Importing businesses 导入经营主体: how judged rows are written, on either database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from django.db import connection

from quanheng.domains.registration.filing import refiled
from quanheng.domains.registration.models import BUSINESS_SEARCH, Business, BusinessTag, FormerName
from quanheng.domains.registration.name_filing import leave_for_later
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.rows import RECORD
from quanheng.domains.registration.rules.sheet import BUSINESSES
from quanheng.domains.registration.rules.vocabulary import Confidence
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.tables import bulk
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.tables.registry import Record, Table, Writable

T = TypeVar("T")

REGISTER = Business._meta.db_table
STORED = RECORD[: RECORD.index("former_names")]
"""What of a record are columns of the register; what follows goes beside it."""

INSERTED = ("id", *STORED, "row_digest", "import_run_id")
AT = {name: at for at, name in enumerate(RECORD)}
CODE, NAME, OLD_NUMBER, TOKENS = AT["code"], AT["name"], AT["old_number"], AT["tokens"]
FORMER_NAMES, TAGS = AT["former_names"], AT["tags"]

SOURCES: dict[str, tuple[str, ...]] = {
    "kind": ("type_text",),
    "capital_text": ("capital_text", "capital_wan"),
    "capital_yuan": ("capital_text", "capital_wan"),
    "area_code": ("address", "township"),
    "area_confidence": ("address", "township"),
    "flags": ("code",),
}
"""Which columns of a file a stored field comes from, where that is not the one of its own name. A file with
none of them leaves the field of a known business as it is."""

ELSEWHERE = "名录中已登记在其他辖区，须由上级或者该辖区办理迁入"


class BusinessWriter:
    """Writes the businesses of one run 经营主体写入."""

    def __init__(self, run: ImportRun, by: Actor, today: date) -> None:
        self.run, self.today = run, today
        self.barred: dict[str, str] = {}
        given = set(run.mapping)
        self.written = [name for name in STORED if given & set(SOURCES.get(name, (name,)))]

    def expect(self, records: Mapping[str, Record]) -> None:
        """Nothing to look up: a row stands for itself."""

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the businesses already registered, by code; nobody else registers until we are done.

        A business of another area is none of this run's; it is named in ``barred``.
        """
        columns = f"SELECT code, row_digest, area_code FROM {REGISTER} WHERE code"  # noqa: S608
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"LOCK TABLE {REGISTER} IN SHARE ROW EXCLUSIVE MODE")
                cursor.execute(columns + " = ANY(%s)", [list(keys)])
            else:
                among = columns + " IN (SELECT value FROM json_each(%s))"  # noqa: S608
                cursor.execute(among, [json.dumps(list(keys))])
            found = cursor.fetchall()
        area = self.run.area_code
        self.barred = {code: ELSEWHERE for code, _, at in found if not at.startswith(area)}
        return {code: digest for code, digest, _ in found}

    def add(self, rows: Sequence[Writable]) -> None:
        """Insert businesses; one known so far by its old number is changed instead: it takes its code."""
        renumbered = self._known_by_old_number(rows)
        self._change([row for row in rows if row[1][CODE] in renumbered], renumbered)
        fresh = [row for row in rows if row[1][CODE] not in renumbered]
        if not fresh:
            return
        keys = _new_keys(len(fresh))
        width, run = len(STORED), self.run.pk
        written = [(key, *row[:width], digest, run) for key, (digest, row) in zip(keys, fresh, strict=True)]
        bulk.insert(Business, INSERTED, written)
        BUSINESS_SEARCH.add([(key, row[TOKENS] or "") for key, (_, row) in zip(keys, fresh, strict=True)])
        self._write_beside([(key, row) for key, (_, row) in zip(keys, fresh, strict=True)])
        leave_for_later(keys)

    def change(self, rows: Sequence[Writable]) -> None:
        """Update businesses with what the file says; columns it does not have stay as they are.

        A township confirmed by an officer stays. A new name puts the old one among the former names.
        """
        for part in _parts(rows, 500):
            codes = [row[CODE] for _, row in part]
            known = Business.objects.filter(code__in=codes).values_list("code", "id")
            self._change(part, dict(known))

    def _change(self, rows: Sequence[Writable], keys: dict[str, int]) -> None:
        if not rows:
            return
        olds = Business.objects.in_bulk(list(keys.values()))
        pairs = [(olds[keys[row[CODE] or ""]], digest, row) for digest, row in rows]
        with refiled([old.pk for old, _, _ in pairs]):
            self._update(pairs)
            renamed = [(old.pk, old.name) for old, _, row in pairs if old.name != row[NAME]]
            FormerName.objects.bulk_create(
                [FormerName(business_id=key, name=name, until_on=self.today) for key, name in renamed],
                ignore_conflicts=True,
            )
            self._write_beside([(old.pk, row) for old, _, row in pairs])

    def _update(self, pairs: Sequence[tuple[Business, str, Record]]) -> None:
        values = []
        for old, digest, row in pairs:
            new: dict[str, Any] = {name: row[AT[name]] for name in self.written}
            if old.area_confidence == Confidence.CONFIRMED and "area_code" in new:
                new |= {"area_code": old.area_code, "area_confidence": old.area_confidence}
            values.append((*new.values(), digest, self.run.pk, old.pk))
        sets = ", ".join(f"{name} = %s" for name in self.written)
        update = f"UPDATE {REGISTER} SET {sets}, row_digest = %s, import_run_id = %s WHERE id = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(update, values)

    def _known_by_old_number(self, rows: Sequence[Writable]) -> dict[str, int]:
        codes = {
            row[OLD_NUMBER]: row[CODE] or ""
            for _, row in rows
            if row[OLD_NUMBER] not in ("", row[CODE], None)
        }
        known = Business.objects.values_list("code", "id")
        parts = _parts(list(codes), 900)
        return {codes[number]: key for part in parts for number, key in known.filter(code__in=part)}

    def _write_beside(self, rows: Iterable[tuple[int, Record]]) -> None:
        """Former names and tags, of the rows that bring some."""
        beside = [(key, row) for key, row in rows if row[FORMER_NAMES] or row[TAGS]]
        if not beside:
            return
        names = [(key, name) for key, row in beside for name in _entries(row[FORMER_NAMES])]
        tags = [(key, tag[:30]) for key, row in beside for tag in _entries(row[TAGS])]
        FormerName.objects.bulk_create(
            [FormerName(business_id=key, name=name) for key, name in names], ignore_conflicts=True
        )
        BusinessTag.objects.bulk_create(
            [BusinessTag(business_id=key, tag=tag, added_on=self.today) for key, tag in tags],
            ignore_conflicts=True,
        )


def context(run: ImportRun, today: date) -> dict[str, Any]:
    """What the judge of one run needs to know: its area, today, and the names of counties and townships."""
    areas = Area.objects.order_by("code")
    if run.area_code:
        areas = areas.filter(code__startswith=run.area_code[:6])
    return {
        "area": run.area_code,
        "today": today.isoformat(),
        "areas": [[code, name] for code, name in areas.values_list("code", "name") if len(code) in (6, 9)],
        "spellings": spellings(),
    }


@cache
def spellings() -> dict[str, list[str]]:
    """Other spellings of township names, by area code (``law/township_spellings.csv``)."""
    text = files("quanheng.domains.registration").joinpath("law/township_spellings.csv")
    lines = [line for line in text.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, list[str]] = {}
    for line in lines[1:]:
        code, written, _checked = line.split(",")
        found.setdefault(code, []).append(written)
    return found


def _entries(text: str | None) -> list[str]:
    return list(filter(None, (text or "").split("、")))


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _new_keys(count: int) -> list[int]:
    """Identifiers for new rows, taken in advance so that rows and search index are written in bulk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, 'id')"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [REGISTER, count])  # noqa: S608
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [REGISTER])
        last = cursor.fetchone()
        start = last[0] if last else 0
        return list(range(start + 1, start + count + 1))


TABLE = Table(
    sheet=BUSINESSES,
    where="quanheng.domains.registration.rules.sheet:BUSINESSES",
    right=rights.IMPORT,
    context=context,
    open_writer=BusinessWriter,
    stored_in=(REGISTER, BUSINESS_SEARCH.table),
)
