"""Importing holds 导入登记限制: a court's or a lien register's list, row by row through the acts themselves.

A row whose business the register does not hold in this area is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from quanheng.domains.registration.models import Business, Hold
from quanheng.domains.registration.restriction_importing import PART, RestrictionWriter, context, digest
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.hold_sheet import HOLDS, RECORD, day
from quanheng.domains.registration.services.holding import NewHold, lift_hold, place_hold
from quanheng.platform.tables.registry import Record, Table

NOT_HERE = "名录中没有这个代码，或者它不在您的辖区内"
AT = {name: at for at, name in enumerate(RECORD)}


class HoldWriter(RestrictionWriter[Hold]):
    """Writes the holds of one run 登记限制写入."""

    at = AT

    def expect(self, records: Mapping[str, Record]) -> None:
        """Look up the businesses of a batch; remember which rows name none."""
        self.records = records
        wanted = sorted({str(record[AT["code"]]) for record in records.values()})
        here: set[str] = set()
        for start in range(0, len(wanted), PART):
            rows = Business.objects.in_area(self.area).filter(code__in=wanted[start : start + PART])
            here |= set(rows.values_list("code", flat=True))
        self.barred = {
            key: NOT_HERE for key, record in records.items() if str(record[AT["code"]]) not in here
        }

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the holds that were placed from these documents, by key."""
        found: dict[str, str] = {}
        for start in range(0, len(keys), PART):
            codes = {key.split("|")[0] for key in keys[start : start + PART]}
            rows = Hold.objects.select_for_update(of=("self",)).filter(business__code__in=codes)
            for held in rows.select_related("business").order_by("id"):
                record = _record(held)
                found[str(record[0])] = digest(record)
        return {key: found[key] for key in keys if key in found}

    def place(self, record: Record) -> Hold:
        """Place the hold of a row."""
        return place_hold(_new(record), by=self.by, today=self.today)

    def standing(self, record: Record) -> Hold | None:
        """The hold of a row, as long as it stands."""
        code, source, reference = record[AT["code"]], record[AT["source"]], record[AT["reference"]]
        rows = Hold.objects.filter(business__code=code, source=source, reference=reference)
        return rows.filter(lifted_on__isnull=True).first()

    def lift(self, held: Hold, reason: str) -> None:
        """Lift a hold."""
        lift_hold(held.pk, reason=reason, by=self.by, today=self.today)


def _new(record: Record) -> NewHold:
    return NewHold(
        code=str(record[AT["code"]]),
        ground=str(record[AT["ground"]]),
        source=str(record[AT["source"]]),
        reference=str(record[AT["reference"]]),
        from_on=day(record[AT["from_on"]]) or date.min,
        until_on=day(record[AT["until_on"]]),
        note=str(record[AT["note"]] or ""),
    )


def _record(held: Hold) -> tuple[str, ...]:
    days = [f"{one}" if one else "" for one in (held.from_on, held.until_on, held.lifted_on)]
    code = held.business.code
    key = f"{code}|{held.source}|{held.reference}"
    return (key, code, held.ground, held.source, held.reference, *days, held.lifted_reason, held.note)


TABLE = Table(
    sheet=HOLDS,
    where="quanheng.domains.registration.rules.hold_sheet:HOLDS",
    right=rights.IMPORT_HOLDS,
    context=context,
    open_writer=HoldWriter,
    stored_in=(Hold._meta.db_table,),
)
