"""Until when, and by which article 登记期限: asked of ``law/registration.toml`` by the day that matters.

>>> from datetime import date
>>> decision_due(date(2026, 2, 13)).on       # three working days, over the Spring Festival
datetime.date(2026, 2, 25)
>>> decision_due(date(2021, 3, 5)).mark[:2]
'本条'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from quanheng.kernel import calendar
from quanheng.kernel.law import Entry, Provisions
from quanheng.kernel.law.provision import MARKS


@dataclass(frozen=True)
class Due:
    """A day, the article it comes from, and a warning where the article was not checked in the text."""

    on: date
    cites: str
    mark: str = ""


@cache
def provisions() -> Provisions:
    """The articles on registration."""
    return Provisions.load(files("quanheng.domains.registration") / "law" / "registration.toml")


def article(key: str, *, on: date) -> Entry:
    """The provision in force on a day. Raises ``NoProvision``."""
    return provisions()[key].entry_on(on)


def due(key: str, start: date, *, as_of: date | None = None) -> Due:
    """The last day of the period that ``start`` sets going, by the law of ``as_of`` or of ``start``.

    Raises ``NoProvision``, ``CalendarNotPublished``.
    """
    entry = article(key, on=as_of or start)
    last = calendar.due(start, int(entry.value), entry.unit.value)
    return Due(last, entry.cites, MARKS[entry.checked.value])


def foreseen(key: str, start: date, *, as_of: date | None = None) -> tuple[date | None, str]:
    """See ``Provision.foreseen``."""
    return provisions()[key].foreseen(start, as_of=as_of)


def decision_due(submitted_on: date) -> Due:
    """By when an application is to be decided that was not decided on the spot 审查期限."""
    return due("decide", submitted_on)


def extended_due(due_on: date, *, submitted_on: date) -> Due:
    """By when, once the head of the bureau has extended the period 延长后的期限. Raises ``NoProvision``."""
    return due("extend", due_on, as_of=submitted_on)


def objections_until(published_on: date, *, individual: bool) -> Due:
    """Until when others may object to a simple deregistration 公示期 (individual: the departments alone)."""
    return due("simple_individual" if individual else "simple_publicity", published_on)
