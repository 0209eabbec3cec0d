"""Who stands in the register for a business, as plain records, and how an application moves them 人员名册."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.rules.capital import plain
from quanheng.domains.registration.rules.rosters import ROSTERS, Moves, moves, roles_of


def record(person: Person) -> dict[str, Any]:
    """One person as the form names them; ``known`` is the key of the register's row."""
    return {
        "known": str(person.pk),
        "role": person.role,
        "name": person.name,
        "id_kind": person.id_kind,
        "id_number": person.id_number,
        "phone": person.phone,
        "residence": person.residence,
        "farmer": person.farmer,
        "liability": person.liability,
        "share_yuan": plain(person.share_yuan),
    }


def present(business: Business, roles: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Whoever stands in the register today, all or those in some capacities, in the order of their entry."""
    rows = Person.objects.filter(business=business, until_on__isnull=True).order_by("id")
    wanted = list(roles)
    return [record(row) for row in (rows.filter(role__in=wanted) if wanted else rows)]


def moved(filing: Filing) -> dict[str, Moves]:
    """How an application moves each list of persons that it changes, before and after it was granted.

    Rows are never deleted, so that whoever left and whose share changed is found by key.
    """
    change = dict(filing.details.get("change") or {})
    fields = [field for field in ROSTERS if change.get(field)]
    if not fields or filing.business is None:
        return {}
    named = {str(row["known"]) for field in fields for row in change[field] if row.get("known")}
    rows = Person.objects.filter(business=filing.business, pk__in=[key for key in named if key.isdecimal()])
    known = [record(row) for row in rows.order_by("id")]
    return {field: moves(change[field], known, roles_of(field, filing.business.kind)) for field in fields}
