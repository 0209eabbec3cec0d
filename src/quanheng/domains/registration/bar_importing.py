"""Importing barred persons 导入人员限制: a court's or another bureau's list, row by row through the acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from quanheng.domains.registration.models import PersonBar
from quanheng.domains.registration.restriction_importing import PART, RestrictionWriter, context, digest
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.bar_sheet import BARS, RECORD, key_of
from quanheng.domains.registration.rules.hold_sheet import day
from quanheng.domains.registration.services.barring import NewBar, bar_person, lift_bar
from quanheng.platform.tables.registry import Record, Table

ELSEWHERE = "这条人员限制由其他登记机关设置，应当由该机关更改"
COUNTY = 6
AT = {name: at for at, name in enumerate(RECORD)}


class BarWriter(RestrictionWriter[PersonBar]):
    """Writes the bars of one run 人员限制写入."""

    at = AT

    def expect(self, records: Mapping[str, Record]) -> None:
        """Remember the batch: whom its rows are about is not in their keys."""
        self.records = records

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the bars that were placed from these documents, by key."""
        found: dict[str, str] = {}
        self.barred = {}
        for start in range(0, len(keys), PART):
            part = [key for key in keys[start : start + PART] if key in self.records]
            numbers = {str(self.records[key][AT["id_number"]]) for key in part}
            rows = PersonBar.objects.select_for_update(of=("self",)).filter(id_number__in=numbers)
            for bar in rows.order_by("id"):
                key = key_of(bar.name, bar.id_number, bar.source, bar.reference)
                if key in part:
                    if bar.area_code != self.area[:COUNTY]:
                        self.barred[key] = ELSEWHERE
                    found[key] = digest(_record(key, bar))
        return found

    def place(self, record: Record) -> PersonBar:
        """Place the bar of a row."""
        return bar_person(_new(record), by=self.by, today=self.today)

    def standing(self, record: Record) -> PersonBar | None:
        """The bar of a row, as long as it stands."""
        number, source, reference = record[AT["id_number"]], record[AT["source"]], record[AT["reference"]]
        rows = PersonBar.objects.filter(id_number=number, source=source, reference=reference)
        return rows.filter(lifted_on__isnull=True).first()

    def lift(self, held: PersonBar, reason: str) -> None:
        """Lift a bar."""
        lift_bar(held.pk, reason=reason, by=self.by, today=self.today)


def _new(record: Record) -> NewBar:
    return NewBar(
        name=str(record[AT["name"]]),
        id_number=str(record[AT["id_number"]]),
        ground=str(record[AT["ground"]]),
        source=str(record[AT["source"]]),
        reference=str(record[AT["reference"]]),
        from_on=day(record[AT["from_on"]]) or date.min,
        until_on=day(record[AT["until_on"]]),
        note=str(record[AT["note"]] or ""),
    )


def _record(key: str, bar: PersonBar) -> tuple[str, ...]:
    days = [one.isoformat() if one else "" for one in (bar.from_on, bar.until_on, bar.lifted_on)]
    known = (bar.name, bar.id_number, bar.ground, bar.source, bar.reference)
    return (key, *known, *days, bar.lifted_reason, bar.note)


TABLE = Table(
    sheet=BARS,
    where="quanheng.domains.registration.rules.bar_sheet:BARS",
    right=rights.IMPORT_BARS,
    context=context,
    open_writer=BarWriter,
    stored_in=(PersonBar._meta.db_table,),
)
