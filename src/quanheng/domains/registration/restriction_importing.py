"""Importing restrictions 导入限制: what the writers of holds and of bars have in common.

A later list that says when one was lifted lifts it; nothing else of one that stands is changed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, ClassVar, Generic, TypeVar

from quanheng.domains.registration.models import Hold, PersonBar
from quanheng.domains.registration.rules.hold_sheet import day
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.tables.registry import Record, Writable

PART = 900
Restriction = TypeVar("Restriction", Hold, PersonBar)


class RestrictionWriter(ABC, Generic[Restriction]):
    """Writes the restrictions of one run, row by row through the acts; ``at`` finds a record's columns."""

    at: ClassVar[Mapping[str, int]]

    def __init__(self, run: ImportRun, by: Actor, today: date) -> None:
        self.area, self.today = run.area_code, today
        self.by = Actor(by.id, by.name, Actor.system("import").roles, by.organ, run.area_code)
        self.barred: dict[str, str] = {}
        self.records: Mapping[str, Record] = {}

    def add(self, rows: Sequence[Writable]) -> None:
        """Place them, lifted ones with the day of their lifting."""
        for _, record in rows:
            self._lift(self.place(record), record)

    def change(self, rows: Sequence[Writable]) -> None:
        """Lift what a later list says was lifted."""
        for _, record in rows:
            if held := self.standing(record):
                self._lift(held, record)

    def _lift(self, held: Restriction, record: Record) -> None:
        lifted = day(record[self.at["lifted_on"]])
        if lifted and held.lifted_on is None:
            self.lift(held, str(record[self.at["lifted_reason"]]))
            type(held).objects.filter(pk=held.pk).update(lifted_on=lifted)

    @abstractmethod
    def place(self, record: Record) -> Restriction:
        """Place the restriction of a row."""

    @abstractmethod
    def standing(self, record: Record) -> Restriction | None:
        """The restriction of a row, as long as it stands."""

    @abstractmethod
    def lift(self, held: Restriction, reason: str) -> None:
        """Lift a restriction."""


def digest(record: Sequence[str]) -> str:
    """The digest of a record as the import compares it."""
    return blake2b("\x1f".join(record).encode(), digest_size=16).hexdigest()


def context(run: ImportRun, today: date) -> dict[str, Any]:
    """What the judge of one run needs to know."""
    return {"today": today.isoformat()}
