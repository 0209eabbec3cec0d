"""Importing earlier applications 导入登记业务台账: what was granted before the platform stood, or beside it.

Only granted applications are taken in: they are history, not work. A row whose business or postal outlet the
register does not hold is refused by name; a number that this platform gave out itself is never overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db import connection

from quanheng.domains.registration.models import Business, Filing, Outlet
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.rules.history_sheet import HISTORY, RECORD, day
from quanheng.domains.registration.services.matter import authority_for
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables import bulk
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.tables.registry import Record, Table, Writable

IMPORTED = "import:history"
"""Who opened an application that was taken in from a list."""

NOT_HERE = "名录中没有这个代码，或者它不在您的辖区内；请先导入经营主体名录"
NO_OUTLET = "没有名为“{}”的邮政网点；请先登记网点"
OURS = "这个编号的申请由本平台办理，不能由台账改写"
PART = 900


class HistoryWriter:
    """Writes the applications of one run 台账写入."""

    def __init__(self, run: ImportRun, by: Actor, today: date) -> None:
        self.area = run.area_code
        self.barred: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.businesses: dict[str, tuple[int, str, str, str]] = {}
        self.outlets = dict(Outlet.objects.values_list("name", "pk"))
        self.organ = authority_for(run.area_code).pk

    def expect(self, records: Mapping[str, Record]) -> None:
        """Look up the businesses of a batch; remember which rows name none, or an unknown outlet."""
        wanted = sorted({str(record[_CODE]) for record in records.values()})
        self.businesses = {}
        for start in range(0, len(wanted), PART):
            rows = Business.objects.in_area(self.area).filter(code__in=wanted[start : start + PART])
            fields = rows.values_list("code", "pk", "area_code", "name", "kind")
            self.businesses |= {code: (key, area, name, kind) for code, key, area, name, kind in fields}
        self.missing = {}
        for number, record in records.items():
            outlet = record[_OUTLET]
            if record[_CODE] not in self.businesses:
                self.missing[number] = NOT_HERE
            elif outlet and outlet not in self.outlets:
                self.missing[number] = NO_OUTLET.format(outlet)

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the applications with these numbers; locked for this transaction."""
        found: dict[str, str] = {}
        self.barred = dict(self.missing)
        for start in range(0, len(keys), PART):
            rows = Filing.objects.select_for_update(of=("self",)).filter(
                number__in=keys[start : start + PART]
            )
            for filing in rows.select_related("outlet"):
                found[filing.number] = _digest(_record(filing))
                if filing.opened_by != IMPORTED:
                    self.barred[filing.number] = OURS
        return found

    def add(self, rows: Sequence[Writable]) -> None:
        """Write granted applications."""
        common = _defaults()
        made = [common | {"number": record[0]} | self._values(record) for _, record in rows]
        if made:
            bulk.insert(Filing, list(made[0]), [tuple(one.values()) for one in made])

    def change(self, rows: Sequence[Writable]) -> None:
        """Write what a later list says of an application that came from a list before."""
        for _, record in rows:
            Filing.objects.filter(number=record[0], opened_by=IMPORTED).update(**self._values(record))

    def _values(self, record: Record) -> dict[str, Any]:
        _, kind, code, channel, outlet, opened, decided, paper, officer = (text or "" for text in record)
        key, area, name, subject = self.businesses[code]
        return {
            "kind": kind,
            "subject": subject,
            "channel": channel,
            "stage": Stage.APPROVED.value,
            "organ_id": self.organ,
            "area_code": area,
            "business_id": key,
            "code": code,
            "name": name,
            "outlet_id": self.outlets[outlet] if outlet else None,
            "paper_reason": paper,
            "opened_on": day(opened),
            "opened_by": IMPORTED,
            "opened_by_name": "台账导入",
            "submitted_on": day(opened),
            "accepted_on": day(opened),
            "decided_on": day(decided),
            "decided_by": IMPORTED,
            "decided_by_name": officer,
        }


_CODE, _OUTLET = RECORD.index("code"), RECORD.index("outlet")


def _defaults() -> dict[str, Any]:
    """What a new application's columns hold where nothing is said."""
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in Filing._meta.concrete_fields
        if not field.primary_key
    }


def _record(filing: Filing) -> list[str]:
    outlet = filing.outlet.name if filing.outlet else ""
    days = [f"{filing.opened_on}", f"{filing.decided_on}"]
    tail = [filing.paper_reason, filing.decided_by_name]
    return [filing.number, filing.kind, filing.code, filing.channel, outlet, *days, *tail]


def _digest(record: Sequence[str]) -> str:
    return blake2b("\x1f".join(record).encode(), digest_size=16).hexdigest()


def context(run: ImportRun, today: date) -> dict[str, Any]:
    """What the judge of one run needs to know."""
    return {"today": today.isoformat()}


TABLE = Table(
    sheet=HISTORY,
    where="quanheng.domains.registration.rules.history_sheet:HISTORY",
    right=rights.IMPORT,
    context=context,
    open_writer=HistoryWriter,
    stored_in=(Filing._meta.db_table,),
)
