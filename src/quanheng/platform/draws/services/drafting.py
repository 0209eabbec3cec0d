"""Drafting a draw 拟定抽取: the lists, the rules and who gives the seed, checked before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import csv_bytes
from quanheng.platform.draws import rights, tasks
from quanheng.platform.draws.models import Draw, File, Source
from quanheng.platform.draws.services.checking import check_draft
from quanheng.platform.draws.states import Kind
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

Quotas = Mapping[str, kernel.Quota | Mapping[str, Any]]
InspectorRow = tuple[str, str, Iterable[str], int]


@dataclass(frozen=True)
class SourceDraft:
    """A source to be: `kind` witness or public; a witness's account (None: on paper), an outcome's moment."""

    kind: str
    name: str
    of_bureau: bool = False
    account_id: int | None = None
    known_at: datetime | None = None


@dataclass(frozen=True)
class DrawDraft:
    """What a draw is to be.

    `quota` gives each stratum `{"count": 40}` or `{"ratio": "0.02"}` (or the kernel's values); `purpose` the
    subject string of the matter that draws; `exclusion` the first day of the exclusion window, if any.
    """

    organ: str
    area_code: str
    purpose: str
    item: str
    quota: Quotas
    organs: Sequence[str]
    sources: Sequence[SourceDraft]
    team_size: int = 2
    qualification: str = ""
    exclusion: date | str | None = None


@transaction.atomic
def draft(
    wanted: DrawDraft,
    *,
    roster: Iterable[tuple[str, str]],
    inspectors: Iterable[InspectorRow],
    recusals: Iterable[tuple[str, str]] = (),
    by: Actor,
    today: date,
) -> Draw:
    """Draft a draw 拟定抽取.

    `roster` are (code, stratum), `inspectors` (pseudonym, organ, qualifications, cap) as `inspectors_for`
    builds them, `recusals` (code, pseudonym). Raises whatever would keep the draw from being made: an
    unreadable list, a count above its stratum, too few sources or inspectors (``Refused`` with its field).
    """
    by.require(rights.PLAN, area=wanted.area_code)
    files = _files(roster, inspectors, recusals)
    draw, sources = _rows(wanted, by, today)
    check_draft(draw, sources, files)
    draw.save()
    Source.objects.bulk_create(sources)
    File.objects.bulk_create(File.of(draw, name, content) for name, content in files.items())
    facts = {"files": kernel.digests(files), "item": draw.item, "purpose": draw.purpose}
    record("draw_drafted", on=draw, by=by, today=today, facts=facts)
    tasks.ask_digests(draw, today=today)
    if not any(source.kind == Kind.WITNESS for source in sources):
        tasks.ask_commitment(draw, today=today)
    return draw


def _files(
    roster: Iterable[tuple[str, str]],
    inspectors: Iterable[InspectorRow],
    recusals: Iterable[tuple[str, str]],
) -> dict[str, bytes]:
    people = [kernel.Inspector(id, organ, frozenset(quals), cap) for id, organ, quals, cap in inspectors]
    return {
        "inspectors.csv": kernel.inspectors_bytes(people),
        "recusals.csv": kernel.recusals_bytes(recusals),
        "roster.csv": csv_bytes(("code", "stratum"), roster),
    }


def _rows(wanted: DrawDraft, by: Actor, today: date) -> tuple[Draw, list[Source]]:
    draw = Draw(
        organ_id=wanted.organ,
        area_code=wanted.area_code,
        purpose=wanted.purpose,
        item=wanted.item,
        rules=_rules(wanted),
        drafted_by=by.id,
        drafted_on=today,
    )
    sources = [
        Source(
            draw=draw,
            position=position,
            kind=Kind(one.kind),
            name=one.name,
            of_bureau=one.of_bureau,
            account_id=one.account_id,
            known_at=one.known_at.replace(microsecond=0) if one.known_at else None,
        )
        for position, one in enumerate(wanted.sources, start=1)
    ]
    return draw, sources


def _rules(wanted: DrawDraft) -> dict[str, Any]:
    exclusion = wanted.exclusion or ""
    return {
        "exclusion": exclusion.isoformat() if isinstance(exclusion, date) else exclusion,
        "organs": list(wanted.organs),
        "qualification": wanted.qualification,
        "quota": {name: _as_json(share) for name, share in wanted.quota.items()},
        "team_size": wanted.team_size,
    }


def _as_json(share: kernel.Quota | Mapping[str, Any]) -> dict[str, Any]:
    return dict(share) if isinstance(share, Mapping) else dict(share.as_json())
