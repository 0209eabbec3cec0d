"""What an inspector reads: today's visits, one visit with its checklist, and what works without signal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quanheng.domains.hazards import queries as hazards
from quanheng.domains.hazards.rules import rights as hazard_rights
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.inspections import queries
from quanheng.domains.inspections.models import Visit, VisitPart
from quanheng.domains.inspections.queries import FilledSheet
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.results import NO_PROBLEM, spoken
from quanheng.domains.inspections.rules.staffing import officers_mark, officers_needed
from quanheng.kernel import clock
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor

RECHECKS = 20


@dataclass(frozen=True)
class Card:
    """One visit of the day as a card: the visit, its township, who goes along, whether it is under way."""

    visit: Visit
    township: str
    companions: str
    begun: bool
    url: str


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; only whoever may inspect has business here."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.VISIT)
    return viewer


@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    viewer, day = actor_of(request), clock.today()
    names = people.area_names()
    rows = queries.my_visits(viewer=viewer, day=day)
    cards = [_card(row, names, viewer) for row in rows.prefetch_related("parts__team__officer")]
    given = {"cards": cards, "rechecks": _rechecks(viewer), "keep": _keep(rows)}
    return render(request, "field/today.html", given)


def _keep(rows: Iterable[Visit]) -> list[str]:
    """The addresses to keep on the phone for places without signal: each visit and how it is closed."""
    names = ("field:visit", "field:finish", "field:refusal")
    return [reverse(name, args=[row.pk]) for row in rows for name in names]


def _card(row: Visit, names: dict[str, str], viewer: Actor) -> Card:
    part = queries.my_part(row, viewer=viewer)
    team = part.team.filter(left_on__isnull=True).select_related("officer") if part else []
    others = [member.officer.name for member in team if member.officer_id != viewer.officer_id]
    return Card(
        visit=row,
        township=names.get(row.area_code, row.area_code),
        companions="、".join(others),
        begun=bool(part and part.started_on),
        url=reverse("field:visit", args=[row.pk]),
    )


def _rechecks(viewer: Actor) -> list[object]:
    """The hazards of the viewer's area that wait for a re-check, the most pressing first."""
    if not viewer.may(hazard_rights.RECHECK):
        return []
    waiting = hazards.hazards(viewer=viewer).filter(stage=Stage.RECTIFIED)
    return list(waiting.order_by("recheck_due_on", "id")[:RECHECKS])


@never_cache
@require_safe
def visit(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    row = queries.visit(key, viewer=viewer)
    part = queries.my_part(row, viewer=viewer)
    return render(request, "field/visit.html", facts(row, part, viewer))


def facts(row: Visit, part: VisitPart | None, viewer: Actor) -> dict[str, object]:
    """What the pages of one visit show."""
    day = clock.today()
    needed, cites = officers_needed(_fields(row, part), day)
    return {
        "visit": row,
        "inspection": row.inspection,
        "township": people.area_names().get(row.area_code, row.area_code),
        "part": part,
        "mine": part is not None and row.state in ("assigned", "visiting"),
        "team": part.team.filter(left_on__isnull=True).select_related("officer") if part else [],
        "me": viewer.officer_id,
        "sheets": sheets_of(part, viewer) if part else [],
        "result": spoken(row.codes),
        "well": row.codes == [NO_PROBLEM],
        "hazards": _hazards_of(row, viewer) if row.codes else [],
        "needed": needed,
        "cites": cites,
        "mark": officers_mark(_fields(row, part), day),
        "site_photos": queries.photos(row, viewer=viewer).get("photo:site", []),
        "site_voices": queries.voices(row, viewer=viewer).get("voice:site", []),
    }


def _hazards_of(row: Visit, viewer: Actor) -> list[object]:
    """The hazards that came of the visit: what the inspector goes on with."""
    if not viewer.may(hazard_rights.READ):
        return []
    return list(hazards.from_visit(f"inspections.visit:{row.pk}", viewer=viewer))


def _fields(row: Visit, part: VisitPart | None) -> list[Field]:
    """The fields of law of the items that the viewer's department checks."""
    items = row.inspection.items.filter(organ=part.organ_id) if part else row.inspection.items.all()
    return [Field(one.item.field) for one in items.select_related("item")]


def sheets_of(part: VisitPart, viewer: Actor) -> list[FilledSheet]:
    """The sheets of a part: as filled so far, or as they will be once the visit begins."""
    if part.started_on:
        return queries.sheets(part, viewer=viewer)
    return queries.sheets_to_come(part, viewer=viewer, day=clock.today())


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page shown without signal for an address that is not on the phone."""
    return render(request, "field/offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker's script, from this folder so that its scope is this desk."""
    script = files("quanheng.desks.field").joinpath("static/field/sw.js").read_text(encoding="utf-8")
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
