"""Reading classes 查询信用风险分类: internal, within the viewer's area; in bulk for planners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Count

from quanheng.domains.credit.models import CreditClass, CreditClassQuerySet
from quanheng.domains.credit.rules import rights
from quanheng.domains.credit.rules.classes import UNCLASSIFIED, Klass
from quanheng.platform.people.actors import Actor

BATCH = 5_000
WASTE = 4
"""Reading everything between the first and the last code is quicker up to so many rows per code asked for."""

BY_LETTER = {klass.value: klass for klass in Klass}


@dataclass(frozen=True)
class Standing:
    """What a business file says about credit 信用风险: the class, whether anybody set it, and the history."""

    klass: Klass
    classified: bool
    history: tuple[CreditClass, ...]


def class_of(code: str, *, on: date | None = None) -> Klass:
    """The class of a business now, or as it stood on a day; ``B`` where nobody has classified it.

    For planning inside the platform: it takes no viewer and is never shown to the public.
    """
    rows = CreditClass.objects.filter(business_code=code)
    row = rows.as_of(on).first() if on else rows.current().first()
    return Klass(row.klass) if row else UNCLASSIFIED


def classes(codes: Iterable[str]) -> dict[str, Klass]:
    """The current class of each code, ``B`` for those never classified; for tens of thousands at once."""
    found: dict[str, Klass] = dict.fromkeys(codes, UNCLASSIFIED)
    rows = CreditClass.objects.current().values_list("business_code", "klass")
    parts = [rows.filter(business_code__in=batch) for batch in _batches(found)]
    if len(parts) > 1:
        between = rows.filter(business_code__range=(min(found), max(found)))
        parts = [between] if between.count() <= WASTE * len(found) else parts
    for part in parts:
        for code, klass in part.iterator(chunk_size=BATCH):
            if code in found:
                found[code] = BY_LETTER[klass]
    return found


def _batches(codes: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(codes)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def current(*, viewer: Actor) -> CreditClassQuerySet:
    """Current classifications in the viewer's area, by code. Raises ``Forbidden`` without the right."""
    viewer.require(rights.READ)
    return viewer.within(CreditClass.objects.current().order_by("business_code"))  # type: ignore[return-value]


def history(code: str, *, viewer: Actor) -> CreditClassQuerySet:
    """Every classification of one business in the viewer's area, the latest first."""
    viewer.require(rights.READ)
    return viewer.within(CreditClass.objects.filter(business_code=code))  # type: ignore[return-value]


def distribution(*, viewer: Actor) -> dict[Klass, int]:
    """How many businesses of the viewer's area stand in each class; the never classified are not counted."""
    counted = current(viewer=viewer).order_by().values_list("klass").annotate(n=Count("id"))
    return dict.fromkeys(Klass, 0) | {Klass(klass): n for klass, n in counted}


def about_business(code: str, viewer: Actor) -> Standing | None:
    """The credit section of a business file; ``None`` for whoever may not read classes."""
    if not viewer.may(rights.READ):
        return None
    rows = tuple(history(code, viewer=viewer))
    now = next((row for row in rows if row.current), None)
    return Standing(Klass(now.klass) if now else UNCLASSIFIED, now is not None, rows)
