"""A provision 条款: one number of law, asked by the day that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from quanheng.kernel import calendar
from quanheng.kernel.law.units import Unit, Value, said
from quanheng.kernel.refusal import Refused

MARKS = {
    "text": "",
    "third-party": "本条依据第三方转引，尚未与官方文本核对。",
    "memory": "本条凭记忆录入，尚未与文本核对，使用前请查证。",
}


class NoProvision(Refused):
    """The platform holds no provision for that date 该日无适用规定."""


class Checked(StrEnum):
    """How a provision was checked 核对方式."""

    TEXT = "text"
    THIRD_PARTY = "third-party"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value and the days on which it was the law 生效区间.

    `until_on` is the last day in force, None while it lasts. `says` is empty where nothing is quoted.
    """

    from_on: date
    until_on: date | None
    value: Value
    unit: Unit
    cites: str
    says: str
    checked: Checked
    source: str

    def holds_on(self, day: date) -> bool:
        """Say whether this was the law on `day`."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Description:
    """A provision as a screen shows it 条款说明: the amount in words, article, quotation, and a warning.

    `mark` is the sentence to show where the provision was not checked in the text, else empty.
    """

    amount: str
    cites: str
    says: str
    mark: str
    source: str

    def __str__(self) -> str:
        quoted = f"：“{self.says}”" if self.says else ""
        return "　".join(part for part in (f"{self.amount}，{self.cites}{quoted}", self.mark) if part)


@dataclass(frozen=True, slots=True)
class Provision:
    """A number fixed by law, with its dated values, oldest first 条款.

    `cites`, `says`, `unit`, `checked`, `source` are those of the head of its table; an entry may differ,
    so for a given day ask `entry_on(day)` or `describe(day)`.
    """

    key: str
    cites: str
    says: str
    unit: Unit
    checked: Checked
    source: str
    in_force: tuple[Entry, ...]
    title: str = ""
    note: str = ""

    def entry_on(self, day: date) -> Entry:
        """Return the entry in force on `day`; raises `NoProvision` where the platform holds none."""
        for entry in self.in_force:
            if entry.holds_on(day):
                return entry
        raise NoProvision(
            f"平台没有{day.year}年{day.month}月{day.day}日适用的规定（{self.title or self.key}）",
            cites=self.cites,
            instead=self._instead(),
        )

    def on(self, day: date) -> int | Decimal:
        """Return the number in force on `day`, in `entry_on(day).unit`.

        Raises `NoProvision`; `TypeError` for a provision whose value is text (use `text_on`).
        """
        value = self.entry_on(day).value
        if isinstance(value, str):
            raise TypeError(f"{self.key} is text, ask text_on")
        return value

    def count_on(self, day: date) -> int:
        """Return the whole number in force on `day`; raises `NoProvision`, or `TypeError` for a fraction."""
        value = self.on(day)
        if not isinstance(value, int):
            raise TypeError(f"{self.key} is no whole number on {day}: {value}")
        return value

    def decimal_on(self, day: date) -> Decimal:
        """Return the number in force on `day` as a decimal (yuan, percent, ratio); raises `NoProvision`."""
        return Decimal(self.on(day))

    def text_on(self, day: date) -> str:
        """Return the text in force on `day`; raises `NoProvision`, or `TypeError` for a number."""
        value = self.entry_on(day).value
        if not isinstance(value, str):
            raise TypeError(f"{self.key} is a number, ask on")
        return value

    def due(self, start: date, *, as_of: date | None = None) -> date:
        """Return the last day of the period that an event on `start` sets going 届满之日.

        The law is that of `start`, or of `as_of` where another day decides (the filing of the case, say).
        Raises `NoProvision`, `CalendarNotPublished`, or `ValueError` if the unit is not one of days.
        """
        entry = self.entry_on(as_of or start)
        return calendar.due(start, int(entry.value), entry.unit.value)

    def foreseen(self, start: date, *, as_of: date | None = None) -> tuple[date | None, str]:
        """Return `due` and the article; the article alone while that year's holidays are not published.

        For acts that have days of their own and must not wait for the holidays of another year. Raises
        `NoProvision`.
        """
        cites = self.entry_on(as_of or start).cites
        try:
            return self.due(start, as_of=as_of), cites
        except calendar.CalendarNotPublished:
            return None, cites

    def due_at(self, start: datetime) -> datetime:
        """Return the end of a period in hours set going at `start`; the law is that of its day.

        Raises `NoProvision`, or `ValueError` if the unit is not hours.
        """
        entry = self.entry_on(start.date())
        if entry.unit is not Unit.HOURS:
            raise ValueError(f"{self.key} counts {entry.unit.value}, not hours")
        return calendar.add_hours(start, int(entry.value))

    def describe(self, day: date) -> Description:
        """Return what a screen shows about the law of `day`; raises `NoProvision`."""
        entry = self.entry_on(day)
        amount = said(entry.value, entry.unit)
        return Description(amount, entry.cites, entry.says, MARKS[entry.checked.value], entry.source)

    def _instead(self) -> str:
        first = self.in_force[0].from_on
        return (
            f"平台现有的规定最早自{first.year}年{first.month}月{first.day}日起；"
            "请核对事件日期，或补录当时有效的规定"
        )
