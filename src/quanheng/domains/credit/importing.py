"""Importing class lists 导入分类结果: how judged rows are written, batch by batch, within the run's area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from quanheng.domains.credit.models import CreditClass
from quanheng.domains.credit.rules import rights
from quanheng.domains.credit.rules.sheet import CLASSES, digest
from quanheng.domains.credit.services import ClassRow, areas_of, file_rows
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.tables.registry import Record, Table, Writable

NOT_HERE = "名录中没有这个代码，或者它不在您的辖区内"


class ClassWriter:
    """Writes the classes of one run; a code that the register does not hold is barred."""

    def __init__(self, run: ImportRun, by: Actor, today: date) -> None:
        self.run, self.by, self.today = run, by, today
        self.barred: Mapping[str, str] = {}
        self.areas: dict[str, str] = {}

    def expect(self, records: Mapping[str, Record]) -> None:
        """Nothing to look up: a row stands for itself."""

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        """Digests of the current classifications of these codes; they are locked for this transaction."""
        self.areas = areas_of(keys, by=self.by, area=self.run.area_code)
        self.barred = {key: NOT_HERE for key in keys if key not in self.areas}
        rows = CreditClass.objects.current().select_for_update().filter(business_code__in=keys)
        fields = rows.values_list("business_code", "klass", "reason", "source", F("decided_on"))
        return {row[0]: digest([*map(str, row[:4]), row[4].isoformat()]) for row in fields}

    def add(self, rows: Sequence[Writable]) -> None:
        """Write classifications of businesses that had none."""
        file_rows([_row(record) for _, record in rows], self.areas, by=self.by, today=self.today)

    def change(self, rows: Sequence[Writable]) -> None:
        """Write classifications that follow others; an older one only joins the history."""
        self.add(rows)


def _row(record: Sequence[str | None]) -> ClassRow:
    code, klass, reason, source, decided_on = (text or "" for text in record)
    return ClassRow(code, klass, reason, source, date.fromisoformat(decided_on))


def context(run: ImportRun, today: date) -> dict[str, Any]:
    """What the judge of one run needs to know."""
    return {"today": today.isoformat()}


TABLE = Table(
    sheet=CLASSES,
    where="quanheng.domains.credit.rules.sheet:CLASSES",
    right=rights.IMPORT,
    context=context,
    open_writer=ClassWriter,
)
