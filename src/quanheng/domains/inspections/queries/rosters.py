"""Rosters before the draw 抽查对象与人员名单: who is eligible, who may go, which pairs are barred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.domains.credit import queries as credit
from quanheng.domains.inspections.models import Inspection, Visit
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.roster import Eligible, eligible
from quanheng.domains.inspections.rules.stages import INSPECTED
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.platform.draws import queries as draws
from quanheng.platform.people.actors import Actor

InspectorRow = tuple[str, str, tuple[str, ...], int]


@dataclass(frozen=True)
class Rosters:
    """The three lists of a draw: businesses with their classes, inspectors, and barred pairs (code, id)."""

    objects: Eligible
    inspectors: tuple[InspectorRow, ...]
    recusals: tuple[tuple[str, str], ...]

    def sent_by(self, organ: str) -> int:
        """How many inspectors an organ can send."""
        return sum(row[1] == organ for row in self.inspectors)


def eligible_for(
    objects: BusinessFilter, excluded_since: date | None, organ: str, *, viewer: Actor
) -> Eligible:
    """The roster of a filter: matching businesses of the viewer's area, less those inspected lately.

    ``excluded_since`` is the first day of the exclusion window (None: nobody is left out); inspections of
    this organ count, those of others do not.
    """
    viewer.require(rights.READ)
    codes = list(registration.matching(objects, viewer=viewer).order_by().values_list("code", flat=True))
    lately: set[str] = set()
    if excluded_since is not None:
        done = Visit.objects.filter(
            inspection__organ=organ, state__in=INSPECTED, ended_on__gte=excluded_since
        )
        lately = set(done.values_list("business_code", flat=True))
    classes = {code: str(klass) for code, klass in credit.classes(codes).items()}
    return eligible(codes, classes, lately)


def rosters(row: Inspection, *, viewer: Actor) -> Rosters:
    """The lists from which an inspection is drawn, as they stand now."""
    objects = eligible_for(
        BusinessFilter.from_dict(row.objects_filter), row.excluded_since, row.organ_id, viewer=viewer
    )
    codes = {code for code, _ in objects.rows}
    barred = draws.recusals_for(organs_of(row), row.visit_from, codes)
    inspectors = inspectors_for(row)
    able = {id for id, _, _, _ in inspectors}
    return Rosters(objects, tuple(inspectors), tuple(pair for pair in barred if pair[1] in able))


def inspectors_for(row: Inspection) -> list[InspectorRow]:
    """The inspectors who may be drawn: certified on every day of the inspection, with the qualification."""
    found = draws.inspectors_for(organs_of(row), row.visit_from, row.qualification)
    officers = draws.officers_of([id for id, _, _, _ in found], row.visit_from.year)
    return [one for one in found if officers[one[0]].certificate_until >= row.visit_until]


def organs_of(row: Inspection) -> list[str]:
    """The organs that send a team: the initiator first, then in the order of the plan's items."""
    others = [item.organ_id for item in row.items.all()]
    return list(dict.fromkeys([row.organ_id, *others]))
