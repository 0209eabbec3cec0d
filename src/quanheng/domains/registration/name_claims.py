"""Names that somebody has 在先名称: where they are filed, and how each of them stands on a day.

Three records can claim a name: a business by its name, a former name of a business, a retained name. The
index knows only where they are; whether they still bar anybody is read from the record itself, so a change of
state needs no refiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from quanheng.domains.registration.models import Business, FormerName, NameReservation
from quanheng.domains.registration.models.names import KeyRow
from quanheng.domains.registration.rules.gazetteer import county_spellings
from quanheng.domains.registration.rules.names import keys
from quanheng.domains.registration.rules.names.comparing import named
from quanheng.domains.registration.rules.names.lists import provisions
from quanheng.domains.registration.rules.names.parts import Places
from quanheng.domains.registration.rules.names.stages import Retained
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.kernel.calendar import months_later, years_later
from quanheng.kernel.law.units import Unit
from quanheng.platform.people.models import Area

COUNTY = 6
BUSINESS, FORMER, RETAINED = 0, 1, 2
SOURCES = 4
"""A claim is a record's key times this, plus which of the three it is."""


@dataclass(frozen=True)
class Claim:
    """One name somebody has: ``bars`` whether it stands in the way on the day asked, ``standing`` how.

    ``freed`` is set for a name that was given up or lost less than its time ago; ``number`` and
    ``access`` for a retained one.
    """

    name: str
    code: str
    bars: bool
    standing: str
    cites: str
    freed: bool = False
    number: str = ""
    access: str = ""


def authority_of(area_code: str) -> str:
    """The registration authority of an area: that of the county."""
    return area_code[:COUNTY]


def known_places() -> Places:
    """The names that may stand in front of a name here; read once as long as the areas stay the same."""
    return _areas(Area.objects.count()).places


def regions_of(area_code: str) -> list[str]:
    """How the seat's area may stand in a name, longest first: county, with or without what is above it."""
    return _areas(Area.objects.count()).regions.get(authority_of(area_code), [])


def ground(area_code: str) -> tuple[Places, list[str]]:
    """``known_places`` and ``regions_of`` in one question."""
    areas = _areas(Area.objects.count())
    return areas.places, areas.regions.get(authority_of(area_code), [])


class _Areas(NamedTuple):
    places: Places
    regions: dict[str, list[str]]


@lru_cache(maxsize=4)
def _areas(_count: int) -> _Areas:
    names: list[str] = []
    regions: dict[str, list[str]] = {}
    rows = Area.objects.values_list("code", "name", "short_name", "parent__name", "parent__short_name")
    for code, name, short, above, above_short in rows:
        own = [name] if len(code) > COUNTY else [name, short]
        if len(code) == COUNTY:
            own = list(dict.fromkeys([*county_spellings(name), short]))
            tops = [top for top in (above, above_short) if top]
            every = [*(top + one for top in tops for one in own), *own, *tops]
            regions[code] = sorted(every, key=len, reverse=True)
        names += own
    return _Areas(Places(names), regions)


def rows_of_businesses(business_ids: Sequence[int]) -> set[KeyRow]:
    """The index rows of businesses: their names, and those they gave up on a known day."""
    former = FormerName.objects.filter(business_id__in=business_ids)
    return _rows(Business.objects.filter(pk__in=business_ids), former)


def rows_of_span(first: int, last: int) -> set[KeyRow]:
    """The index rows of every business whose key lies between these two, both included."""
    former = FormerName.objects.filter(business_id__gte=first, business_id__lte=last)
    return _rows(Business.objects.filter(pk__range=(first, last)), former)


def _rows(businesses: QuerySet[Business], former: QuerySet[FormerName]) -> set[KeyRow]:
    known = known_places()
    rows: set[KeyRow] = set()
    areas: dict[int, str] = {}
    for key, name, area in businesses.values_list("pk", "name", "area_code"):
        areas[key] = authority_of(area)
        rows |= rows_of(name, areas[key], key * SOURCES + BUSINESS, known)
    dated = former.filter(until_on__isnull=False)
    for key, business, name in dated.values_list("pk", "business_id", "name"):
        if business in areas:
            rows |= rows_of(name, areas[business], key * SOURCES + FORMER, known)
    return rows


def rows_of(name: str, authority: str, claim: int, known: Places) -> set[KeyRow]:
    """The index rows of one name."""
    return {(key, claim) for key in keys.filed(named(name, known), authority)}


def claims(found: Iterable[int], *, today: date) -> list[Claim]:
    """What stands behind index entries on a day; names that are free again are left out."""
    by_source: dict[int, list[int]] = {BUSINESS: [], FORMER: [], RETAINED: []}
    for claim in found:
        by_source[claim % SOURCES].append(claim // SOURCES)
    return [
        *_of_businesses(by_source[BUSINESS], today),
        *_of_former_names(by_source[FORMER], today),
        *_of_retained(by_source[RETAINED], today),
    ]


def _of_businesses(wanted: list[int], today: date) -> list[Claim]:
    rows = _values(Business, wanted, "name", "code", "state", "ended_on")
    made = []
    for name, code, state, ended_on in rows:
        if state == State.MOVED_OUT:
            continue
        if state == State.DEREGISTERED:
            claim = _freed(name, code, "已注销", ended_on, today)
            made += [claim] if claim else []
        else:
            says = {"open": "已登记", "suspended": "歇业", "revoked": "已吊销，未注销"}.get(state, "已登记")
            made.append(Claim(name, code, True, says, "《企业名称登记管理规定》第十七条第（一）项"))
    return made


def _of_former_names(wanted: list[int], today: date) -> list[Claim]:
    rows = _values(FormerName, wanted, "name", "business__code", "until_on")
    freed = [_freed(name, code, "已变更", until_on, today) for name, code, until_on in rows]
    return [claim for claim in freed if claim]


def _of_retained(wanted: list[int], today: date) -> list[Claim]:
    rows = _values(NameReservation, wanted, "name", "number", "access", "until_on", "stage")
    cites = "《企业名称登记管理规定》第十七条第（一）项"
    return [
        Claim(name, "", True, f"保留至{until_on.isoformat()}", cites, number=number, access=access)
        for name, number, access, until_on, stage in rows
        if stage == Retained.HELD and today <= until_on
    ]


def _freed(name: str, code: str, how: str, since: date | None, today: date) -> Claim | None:
    """A name given up: it bars for a year (规定第十七条第（二）项); an unknown day does not bar."""
    if since is None:
        return None
    until = free_after(since)
    if today > until:
        return None
    says = f"{how}，{until.isoformat()}以后可以申报"
    return Claim(name, code, True, says, provisions()["freed_by_deregistration"].entry_on(since).cites, True)


def free_after(since: date) -> date:
    """The last day on which a name freed on ``since`` is still barred."""
    entry = provisions()["freed_by_deregistration"].entry_on(since)
    count = int(entry.value)
    later = years_later(since, count) if entry.unit is Unit.YEARS else months_later(since, count)
    return later - timedelta(days=1)


def _values(model: type, wanted: list[int], *fields: str) -> list[tuple]:  # type: ignore[type-arg]
    found: list[tuple] = []  # type: ignore[type-arg]
    for start in range(0, len(wanted), 500):
        part = model.objects.filter(pk__in=wanted[start : start + 500])  # type: ignore[attr-defined]
        found += list(part.values_list(*fields))
    return found
