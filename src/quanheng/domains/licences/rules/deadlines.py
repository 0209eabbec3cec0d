"""By when the bureau has to do what 办理期限: supplement, decision, site check, issue, each with its article.

>>> from datetime import date
>>> due("food_business", "decide", start=date(2024, 2, 5))
Due(on=datetime.date(2024, 2, 23), cites='《食品经营许可和备案管理办法》第二十一条')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.domains.licences.rules.provisions import article, entry
from quanheng.domains.licences.rules.vocabulary import Purpose
from quanheng.kernel import calendar


@dataclass(frozen=True)
class Due:
    """A deadline and the article it rests on."""

    on: date
    cites: str


def due(kind: str, key: str, *, start: date) -> Due:
    """Where the period ``key`` that starts with an event ends. Raises ``NoProvision``,
    ``CalendarNotPublished``."""
    rule = article(kind, key, on=start)
    return Due(calendar.due(start, int(rule.value), rule.unit.value), rule.cites)


def decide_due(kind: str, purpose: str, *, accepted_on: date) -> Due:
    """By when an accepted application is decided; a lost permit's replacement has a period of its own."""
    if purpose == Purpose.REPLACEMENT:
        return due(kind, "replace", start=accepted_on)
    if purpose == Purpose.CHANGE and entry(kind, "change_decide", on=accepted_on):
        return due(kind, "change_decide", start=accepted_on)
    return due(kind, "decide", start=accepted_on)


def extended(kind: str, *, accepted_on: date, due_on: date) -> Due:
    """By when an application is decided once a leader has extended the period. Raises ``NoProvision``."""
    rule = article(kind, "extend", on=accepted_on)
    return Due(calendar.due(due_on, int(rule.value), rule.unit.value), rule.cites)


def officers_needed(kind: str, *, on: date) -> tuple[int, str]:
    """How many officers a site check needs at least, and by which article."""
    rule = article(kind, "officers", on=on)
    return int(rule.value), rule.cites


def change_due(kind: str, *, changed_on: date) -> Due:
    """By when a holder has to ask for a change that happened on a day."""
    return due(kind, "change", start=changed_on)
