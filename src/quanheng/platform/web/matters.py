"""The head and the timeline of a matter page 事项页: what it is, who has it, what comes next and by when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from quanheng.platform.ledger import queries as ledger
from quanheng.platform.ledger import rights
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor
from quanheng.platform.web import acts

LENGTH = 200


@dataclass(frozen=True)
class Action:
    """A step that the reader may take: a link, or with ``method="post"`` a button that acts.

    ``confirm`` names what a destructive step destroys; it is asked before the step is taken.
    """

    label: str
    url: str
    method: str = "get"
    confirm: str = ""


@dataclass(frozen=True)
class Deadline:
    """The nearest deadline: the day, the article it comes from, and what must have happened by then."""

    on: date
    cites: str = ""
    says: str = ""


@dataclass(frozen=True)
class MatterHead:
    """The head of a matter page. ``tone`` is good, note, warn, stop or plain."""

    number: str
    title: str
    state: str
    tone: str = "plain"
    holder: str = ""
    next: Action | None = None
    due: Deadline | None = None
    more: Sequence[Action] = field(default_factory=tuple)


@dataclass(frozen=True)
class Event:
    """One entry of a timeline: who did what, when, under which ledger number."""

    seq: int
    at: datetime
    who: str
    what: str
    facts: dict[str, Any]
    url: str


def timeline(subject: models.Model | str, viewer: Actor, *, length: int = LENGTH) -> list[Event]:
    """The ledger's entries about one record, newest first, at most ``length`` of them.

    The caller has checked that the viewer may see the record. The public reads what was done and when,
    not by which officer; only readers of the ledger get links to its entries.
    """
    return events(ledger.entries_about(subject).order_by("-seq")[:length], viewer)


def timeline_of(subjects: Iterable[str], viewer: Actor, *, length: int = LENGTH) -> list[Event]:
    """The ledger's entries about several records by their subjects, newest first; see ``timeline``."""
    return events(ledger.entries_about_any(subjects)[:length], viewer)


def events(entries: Iterable[Entry], viewer: Actor) -> list[Event]:
    """Ledger entries as events, in the order given."""
    return [_event(entry, viewer) for entry in entries]


def _event(entry: Entry, viewer: Actor) -> Event:
    body = json.loads(entry.body)
    return Event(
        seq=entry.seq,
        at=datetime.fromisoformat(body["at"]),
        who="" if viewer.is_public else entry.by_name,
        what=acts.says(entry.act),
        facts={} if viewer.is_public else body["facts"],
        url=acts.entry_url(entry.seq) if viewer.may(rights.READ) else "",
    )
