"""The terms of a permit 有效期: each new one ends the one before, so that they never overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q

from quanheng.domains.licences.models import Permit, Term
from quanheng.domains.licences.rules.vocabulary import Purpose
from quanheng.platform.tables import bulk

DAY = timedelta(days=1)
COLUMNS = ("permit_id", "from_on", "until_on", "decided_on", "purpose")

Days = tuple[int, date, date | None]
"""Key of a permit, first and last day of its term."""


def begin_term(permit: Permit, *, decided_on: date, purpose: str) -> Term:
    """Open a permit's term; the one before ends the day before, so that terms never overlap."""
    begun = permit.from_on
    permit.terms.filter(from_on__gte=begun).delete()
    permit.terms.filter(Q(until_on__gte=begun) | Q(until_on=None)).update(until_on=begun - DAY)
    return Term.objects.create(
        permit=permit,
        from_on=begun,
        until_on=permit.valid_until,
        decided_on=decided_on,
        purpose=purpose,
    )


def begin_first_terms(days: Iterable[Days]) -> None:
    """Open the first terms of many permits at once, for an import."""
    rows = ((key, first, last, first, Purpose.NEW.value) for key, first, last in days)
    bulk.insert(Term, COLUMNS, rows)


def begin_terms(days: Sequence[Days]) -> None:
    """Open later terms of many permits at once, for an import; what began later than them was mistaken."""
    begun = {key: first for key, first, _ in days}
    cut, mistaken = [], []
    rows = Term.objects.filter(permit_id__in=list(begun))
    for key, permit, from_on, until_on in rows.values_list("id", "permit_id", "from_on", "until_on"):
        day = begun[permit]
        if from_on >= day:
            mistaken.append(key)
        elif until_on is None or until_on >= day:
            cut.append((day - DAY, key))
    Term.objects.filter(pk__in=mistaken).delete()
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {Term._meta.db_table} SET until_on = %s WHERE id = %s", cut)  # noqa: S608
    renewed = ((key, first, last, first, Purpose.RENEWAL.value) for key, first, last in days)
    bulk.insert(Term, COLUMNS, renewed)
