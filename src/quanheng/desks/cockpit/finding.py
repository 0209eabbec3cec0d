"""What the one search box finds 查找: businesses by code or name, matters by number, people by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanheng.desks.cockpit import rights
from quanheng.domains.hazards import queries as hazards
from quanheng.domains.hazards.rules import rights as hazard_rights
from quanheng.domains.inspections import queries as inspections
from quanheng.domains.inspections.rules import rights as inspection_rights
from quanheng.domains.registration import queries as registration
from quanheng.platform.draws import queries as draws
from quanheng.platform.draws import rights as draw_rights
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.ledger import rights as ledger_rights
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.web import acts
from quanheng.platform.web.words import said

MOST = 20
SERIAL = re.compile(r"(\d{4})-(\d{1,6})", re.ASCII)


@dataclass(frozen=True)
class Hit:
    """One thing found: its number or code, its name, its state in words, its page."""

    number: str
    name: str
    state: str
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind; ``more`` when there is more than is shown."""

    title: str
    hits: Sequence[Hit]
    more: bool


def _businesses(text: str, viewer: Actor) -> list[Hit]:
    return [
        Hit(b.code, b.name, said(b.get_state_display()), reverse("cockpit:business", args=[b.code]))
        for b in registration.search(text, viewer=viewer)[: MOST + 1]
    ]


def _hazards(text: str, viewer: Actor) -> list[Hit]:
    if not viewer.may(hazard_rights.READ):
        return []
    return [
        Hit(h.number, h.business_name, said(h.get_stage_display()), reverse("hazards:hazard", args=[h.pk]))
        for h in hazards.hazards(viewer=viewer).filter(number=text)[: MOST + 1]
    ]


def _inspections(text: str, viewer: Actor) -> list[Hit]:
    if not viewer.may(inspection_rights.READ):
        return []
    rows = inspections.inspections(viewer=viewer).filter(Q(number__iexact=text) | Q(title__contains=text))
    return [
        Hit(i.number, i.title, said(i.get_state_display()), reverse("inspections:inspection", args=[i.pk]))
        for i in rows[: MOST + 1]
    ]


def _draws(text: str, viewer: Actor) -> list[Hit]:
    serial = SERIAL.fullmatch(text)
    if serial is None or not viewer.may(draw_rights.READ):
        return []
    rows = draws.draws(viewer=viewer).filter(year=int(serial[1]), number=int(serial[2]))
    return [Hit(d.serial, d.item, str(d.state_says), reverse("draws:draw", args=[d.pk])) for d in rows[:MOST]]


def _officers(text: str, viewer: Actor) -> list[Hit]:
    if not viewer.may(rights.READ_PEOPLE):
        return []
    rows = people.officers(viewer=viewer).filter(Q(name__contains=text) | Q(certificate_number=text))
    return [
        Hit(o.certificate_number, o.name, o.organ.short_name, reverse("cockpit:officer", args=[o.pk]))
        for o in rows[: MOST + 1]
    ]


def _entries(text: str, viewer: Actor) -> list[Hit]:
    if not (viewer.may(ledger_rights.READ) and text.isascii() and text.isdigit() and len(text) < 12):
        return []
    entry = ledger.entry(int(text))
    if entry is None:
        return []
    return [Hit(text, acts.says(entry.act), str(entry.day), acts.entry_url(entry.seq))]


FINDERS: list[tuple[Promise, Callable[[str, Actor], list[Hit]]]] = [
    (_("经营主体"), _businesses),
    (_("隐患"), _hazards),
    (_("双随机抽查"), _inspections),
    (_("抽取"), _draws),
    (_("执法人员"), _officers),
    (_("台账"), _entries),
]


def find(text: str, viewer: Actor) -> list[Group]:
    """What ``text`` finds for this viewer, kind by kind, at most ``MOST`` of each; empty kinds left out."""
    found = [(str(title), finder(text, viewer)) for title, finder in FINDERS]
    return [Group(title, hits[:MOST], len(hits) > MOST) for title, hits in found if hits]


def only_hit(groups: Sequence[Group], text: str) -> str:
    """The page to go to at once: the one hit whose code or number is exactly what was typed."""
    exact = [hit for group in groups for hit in group.hits if hit.number == text.upper()]
    return exact[0].url if len(exact) == 1 else ""
