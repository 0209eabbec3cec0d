"""The articles on permits, by kind and day 许可法条.

>>> from datetime import date
>>> article("food_business", "decide", on=date(2024, 1, 2)).value
10
>>> article("food_business", "decide", on=date(2021, 1, 4)).value
20
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from quanheng.domains.licences.rules.vocabulary import Kind
from quanheng.kernel.law import Entry, NoProvision, Provisions
from quanheng.kernel.law.provision import MARKS

GENERAL = "general"
LAW = files("quanheng.domains.licences") / "law"


@cache
def provisions(kind: str) -> Provisions:
    """The articles on one kind of permit, or those on all (``general``)."""
    name = GENERAL if kind == GENERAL else Kind(kind)
    return Provisions.load(LAW / f"{name}.toml")


def article(kind: str, key: str, *, on: date) -> Entry:
    """The article in force on a day: the kind's own, else the general one. Raises ``NoProvision``."""
    found = entry(kind, key, on=on)
    if found:
        return found
    own = provisions(kind)
    return (own if key in own else provisions(GENERAL))[key].entry_on(on)


def entry(kind: str, key: str, *, on: date) -> Entry | None:
    """As ``article``, but ``None`` where the platform holds nothing for that day."""
    for held in (provisions(kind), provisions(GENERAL)):
        if key in held:
            try:
                return held[key].entry_on(on)
            except NoProvision:
                continue
    return None


def mark_of(found: Entry) -> str:
    """What to warn of where an article was not checked in the text; empty where it was."""
    return MARKS[found.checked.value]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one list of ``law/``, comments left out."""
    text = (LAW / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
