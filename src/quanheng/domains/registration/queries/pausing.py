"""Reading suspensions 查歇业: what is public of them (《市场主体登记管理条例》第三十条第三款)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.rules.filings import FilingKind, Stage
from quanheng.domains.registration.rules.vocabulary import State


@dataclass(frozen=True)
class Suspension:
    """One suspension 歇业: first day, last day, and where legal papers are served meanwhile.

    ``service_address`` is empty where the premises still serve. It holds nothing that is not public.
    """

    from_on: date
    until_on: date
    service_address: str = ""


def suspensions(businesses: QuerySet[Business]) -> dict[int, list[Suspension]]:
    """The suspensions of each business by its key, in order, as the filings granted them.

    An extension lengthens the one that runs; a resumption ends it. A business without any is left out.
    """
    found: dict[int, list[Suspension]] = {}
    kinds = [FilingKind.SUSPENSION, FilingKind.RESUMPTION]
    rows = Filing.objects.filter(business__in=businesses.order_by(), stage=Stage.APPROVED, kind__in=kinds)
    for row in rows.order_by("decided_on", "id"):
        if row.business_id is not None and row.decided_on is not None:
            _follow(found.setdefault(row.business_id, []), row, row.decided_on)
    return {key: known for key, known in found.items() if known}


def _follow(known: list[Suspension], row: Filing, on: date) -> None:
    running = known[-1] if known and on <= known[-1].until_on else None
    if row.kind == FilingKind.RESUMPTION:
        if running:
            known[-1] = replace(running, until_on=on)
        return
    until, address = date.fromisoformat(row.details["until"]), str(row.details.get("service_address") or "")
    if running:
        known[-1] = replace(running, until_on=until, service_address=address or running.service_address)
    else:
        known.append(Suspension(on, until, address))


def suspensions_of(business: Business) -> list[Suspension]:
    """The suspensions of one business, in order."""
    return suspensions(Business.objects.filter(pk=business.pk)).get(business.pk, [])


def suspension_of(business: Business) -> Suspension | None:
    """The suspension that a business is in; none where it trades, or where no filing tells its days."""
    known = suspensions_of(business) if business.state == State.SUSPENDED else []
    return known[-1] if known else None
