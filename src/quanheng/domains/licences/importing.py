"""Importing permits 导入许可台账: how judged rows are written, in bulk, matched to the register.

A permit is matched by its holder's code, else by the holder's name where exactly one business has it. One
that cannot be matched is kept, flagged, and listed under what has to be looked at. Numbers that came from
elsewhere push the serials on, so that none is given out a second time. What this bureau granted, or has since
ended, no list writes over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection

from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules import numbers, rights
from quanheng.domains.licences.rules.sheet import PERMITS, RECORD
from quanheng.domains.licences.rules.stages import HELD, State
from quanheng.domains.licences.rules.vocabulary import EndGround, Origin
from quanheng.domains.licences.services.matter import raise_serials
from quanheng.domains.licences.services.terms import begin_first_terms, begin_terms
from quanheng.domains.registration import queries as register
from quanheng.kernel.identifiers import licence_number
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.people.queries import bureau_for
from quanheng.platform.tables import bulk
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.models import ImportRun, Mode
from quanheng.platform.tables.registry import Record, Table, Writable

T = TypeVar("T")
MANY = 5_000
"""So many values stand in one question to the database."""

AT = {name: at for at, name in enumerate(RECORD)}
OURS = "本局办理的许可，不能用台账改写"
ELSEWHERE = "该许可已登记在其他辖区"
NOT_FOUND = "名录中没有找到持证人，请核实"
SEVERAL = "名录中有多个同名的持证人，请核实"
PLACE = tuple[str, str, str, str]
"""Code, name, area and address of a matched business."""


class PermitWriter:
    """Writes the permits of one run 许可写入."""

    def __init__(self, run: ImportRun, by: Actor, today: date) -> None:
        self.run, self.by, self.today = run, by, today
        self.barred: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.matched: dict[str, PLACE] = {}
        self._organs: dict[str, Organ] = {}
        bureaus = Organ.objects.filter(kind="bureau").order_by("code")
        self.counties = list(bureaus.values_list("area_id", flat=True))
        self.home = self.counties[0] if self.counties else ""

    def expect(self, records: Mapping[str, Record]) -> None:
        """Match the holders of a batch: by code, else by a name that only one business has."""
        self.notes, self.matched = {}, {}
        by_code = self._places("code__in", {_at(row, "holder_code") for row in records.values()})
        unknown = [row for row in records.values() if _at(row, "holder_code") not in by_code]
        by_name = self._places("name__in", {_at(row, "holder_name") for row in unknown})
        for key, row in records.items():
            found = by_code.get(_at(row, "holder_code")) or by_name.get(_at(row, "holder_name"), [])
            if len(found) == 1:
                self.matched[key] = found[0]
            else:
                self.notes[key] = SEVERAL if found else NOT_FOUND

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the permits already in the register, by number; they are locked for this transaction."""
        held: dict[str, str] = {}
        self.barred = {}
        for part in _parts(keys):
            rows = Permit.objects.select_for_update().filter(number__in=part)
            for row in rows.only("number", "row_digest", "origin", "area_code", "state", "ended_on", "id"):
                held[row.number] = row.row_digest
                if not row.area_code.startswith(self.run.area_code):
                    self.barred[row.number] = ELSEWHERE
                elif row.origin != Origin.IMPORTED:
                    self.barred[row.number] = OURS
        return held

    def add(self, rows: Sequence[Writable]) -> None:
        """Write permits that are not in the register, each with its term."""
        made = [self._values(digest, record) for digest, record in rows]
        bulk.insert(Permit, COLUMNS, (_stored(values) for values in made))
        keys = _keys([str(values["number"]) for values in made])
        begin_first_terms(
            (keys[str(values["number"])], values["from_on"], values["valid_until"]) for values in made
        )
        raise_serials(_reached(made))

    def change(self, rows: Sequence[Writable]) -> None:
        """Bring permits up to date with a newer list; a later term joins the earlier ones."""
        records = {_at(record, "number"): self._values(digest, record) for digest, record in rows}
        for part in _parts(list(records)):
            pairs = [(old, records[old.number]) for old in Permit.objects.filter(number__in=part)]
            newer = [(old, new) for old, new in pairs if new["from_on"] >= old.from_on]
            renewed = [(old, new) for old, new in newer if _days(old) != (new["from_on"], new["valid_until"])]
            begin_terms([(old.pk, new["from_on"], new["valid_until"]) for old, new in renewed])
            self._update([(old.pk, _kept(old, new)) for old, new in newer])
            for old, new in pairs:
                if new["from_on"] < old.from_on:
                    Permit.objects.filter(pk=old.pk).update(row_digest=new["row_digest"])

    def _update(self, pairs: Sequence[tuple[int, dict[str, Any]]]) -> None:
        sets = ", ".join(f"{name} = %s" for name in COLUMNS)
        update = f"UPDATE {Permit._meta.db_table} SET {sets} WHERE id = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(update, [(*_stored(values), key) for key, values in pairs])

    def _values(self, digest: str, record: Record) -> dict[str, Any]:
        key = _at(record, "number")
        code, name, area, address = self.matched.get(key, ("", "", "", ""))
        area = area or self._area_of(key)
        organ = self._organ(area)
        until = _day(record, "valid_until")
        state = State(_at(record, "state"))
        if state in HELD and until and until < self.today:
            state = State.EXPIRED
        note = self.notes.get(key, "")
        return {
            "kind": _at(record, "kind"),
            "number": key,
            "organ_id": organ.pk,
            "issuer": _at(record, "issuer") or organ.name,
            "area_code": area,
            "holder_code": code or _at(record, "holder_code"),
            "holder_name": _at(record, "holder_name") or name,
            "person": _at(record, "person"),
            "residence": _at(record, "residence") or address,
            "premises": _at(record, "premises") or address,
            "form": _at(record, "form"),
            "items": [item for item in _at(record, "items").split("；") if item],
            "products": _at(record, "products"),
            "first_on": _day(record, "first_on"),
            "from_on": _day(record, "from_on"),
            "valid_until": until,
            "state": state.value,
            "origin": Origin.IMPORTED.value,
            "flags": [flag for flag in (*_at(record, "flags").split("；"), note) if flag],
            "row_digest": digest,
            "import_run_id": self.run.pk,
            **self._ended(record, state),
        }

    def _ended(self, record: Record, state: State) -> dict[str, Any]:
        if state in HELD or state == State.EXPIRED:
            return {"ended_on": None, "ended_ground": "", "ended_reason": "", "ended_cites": ""}
        last = _day(record, "ended_on") or _day(record, "valid_until") or self.today
        return {
            "ended_on": min(last, self.today),
            "ended_ground": EndGround.AFTER_END.value,
            "ended_reason": "导入时已终止",
            "ended_cites": "导入的许可台账",
        }

    def _places(self, lookup: str, values: Iterable[str]) -> dict[str, list[PLACE]]:
        found: dict[str, list[PLACE]] = {}
        wanted = sorted(value for value in set(values) if value)
        at = 0 if lookup == "code__in" else 1
        rows = register.businesses(viewer=self.by).order_by()
        for part in _parts(wanted):
            columns = ("code", "name", "area_code", "address")
            for place in rows.filter(**{lookup: part}).values_list(*columns):
                found.setdefault(place[at], []).append(place)
        return found

    def _area_of(self, number: str) -> str:
        """Where a permit without a known holder lies: as its number says, else where the run is for."""
        area = licence_number.area(number)
        if area and area.startswith(self.run.area_code) and self._has_bureau(area):
            return area
        return self.run.area_code or self.by.area or self.home

    def _has_bureau(self, area: str) -> bool:
        return area[:6] in self.counties

    def _organ(self, area: str) -> Organ:
        county = area[:6]
        if county not in self._organs:
            self._organs[county] = bureau_for(county, by=self.by)
        return self._organs[county]


COLUMNS = (
    "kind",
    "number",
    "organ_id",
    "issuer",
    "area_code",
    "holder_code",
    "holder_name",
    "person",
    "residence",
    "premises",
    "form",
    "items",
    "products",
    "first_on",
    "from_on",
    "valid_until",
    "state",
    "origin",
    "flags",
    "row_digest",
    "import_run_id",
    "ended_on",
    "ended_ground",
    "ended_reason",
    "ended_cites",
)
ENDED = ("state", "ended_on", "ended_ground", "ended_reason", "ended_cites")


def import_file(content: bytes, *, name: str, area_code: str, by: Actor, today: date) -> ImportRun:
    """Import a spreadsheet of permits from its bytes 导入许可台账: the way of the page, in one call.

    For the sample county and for scripts. Raises ``TableNotReadable``, ``ColumnsMissing``, ``Forbidden``.
    """
    run = tables.accept_file(PERMITS.key, [content], name=name, area_code=area_code, by=by, today=today)
    tables.begin(run.pk, Mode.IMPORT, by=by, today=today)
    return tables.carry_out(run.pk, today=today)


def _stored(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values in the order of the columns, lists as JSON text."""
    return tuple(
        json.dumps(values[name], ensure_ascii=False) if name in {"items", "flags"} else values[name]
        for name in COLUMNS
    )


def _keys(numbers_: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(numbers_):
        found |= dict(Permit.objects.filter(number__in=part).values_list("number", "id"))
    return found


def _days(old: Permit) -> tuple[date, date | None]:
    return old.from_on, old.valid_until


def _kept(old: Permit, new: dict[str, Any]) -> dict[str, Any]:
    """What a newer list says, less what this platform knows better: the first day, and an end made here."""
    kept = {**new, "first_on": min(old.first_on, new["first_on"])}
    if old.ended_on is not None and old.ended_ground != EndGround.AFTER_END:
        kept |= {name: getattr(old, name) for name in ENDED}
    return kept


def _reached(made: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    reached: dict[str, int] = {}
    for values in made:
        found = numbers.serial_in(values["kind"], values["number"])
        if found:
            reached[found[0]] = max(found[1], reached.get(found[0], 0))
    return reached


def _at(record: Record, name: str) -> str:
    return record[AT[name]] or ""


def _day(record: Record, name: str) -> Any:
    text = record[AT[name]]
    return date.fromisoformat(text) if text else None


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), MANY):
        yield values[at : at + MANY]


def context(run: ImportRun, today: date) -> dict[str, Any]:
    """What the judge of one run needs to know: nothing."""
    return {}


TABLE = Table(
    sheet=PERMITS,
    where="quanheng.domains.licences.rules.sheet:PERMITS",
    right=rights.IMPORT,
    context=context,
    open_writer=PermitWriter,
    stored_in=("licences_permit", "licences_term"),
)
