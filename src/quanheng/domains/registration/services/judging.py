"""Judging an application against the register 审查: the rules, with what the register knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q

from quanheng.domains.registration.models import Business, Filing, Hold, Person, PersonBar
from quanheng.domains.registration.queries.bars import bars_in_force
from quanheng.domains.registration.queries.pausing import suspensions_of
from quanheng.domains.registration.queries.rosters import present
from quanheng.domains.registration.rules import judging
from quanheng.domains.registration.rules.applications import Application, Standing
from quanheng.domains.registration.rules.bars import Bar
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.holds import Held
from quanheng.domains.registration.rules.vocabulary import Kind, State
from quanheng.domains.registration.services.filed_names import name_findings
from quanheng.kernel.identifiers.verdict import tidy
from quanheng.platform.documents.models import Attachment
from quanheng.platform.ledger.services import subject_of

MISSING = Q(until_on__isnull=True)


def judge(filing: Filing, *, today: date) -> list[Finding]:
    """Every finding on an application 审查意见: what it lacks, what stands against it, what is to be known.

    Raises ``NoProvision`` where the law of that day knows no such application.
    """
    asked = application(filing, today=today)
    return [*judging.findings(asked), *name_findings(filing, today=today)]


def application(filing: Filing, *, today: date) -> Application:
    """The application as the rules see it."""
    details = filing.details
    return Application(
        kind=filing.kind,
        subject=filing.subject,
        details=details,
        on=today,
        area=filing.organ.area_id,
        evidence=evidence_of(filing),
        standing=standing(filing.business, on=today) if filing.business else None,
        barred=_barred(named_numbers(filing), on=today),
        answered_for=answered_for(filing, on=today),
        parent=_parent(str(details.get("parent_code") or ""), on=today),
    )


def evidence_of(filing: Filing) -> frozenset[str]:
    """The kinds of files attached to an application."""
    rows = Attachment.objects.filter(about=subject_of(filing)).values_list("kind", flat=True)
    return frozenset(rows)


def standing(business: Business, *, on: date) -> Standing:
    """How a business stands in the register on a day."""
    persons = present(business)
    operator = next((one["id_number"] for one in persons if one["role"] == "operator"), "")
    return Standing(
        code=business.code,
        name=business.name,
        kind=business.kind,
        state=business.state,
        established_on=business.established_on,
        holds=holds_on(business, on=on),
        open_branches=tuple(_branches(business.code)),
        invested_in=tuple(_investments(business.code)),
        suspended=tuple((one.from_on, one.until_on) for one in suspensions_of(business)),
        operator_id=operator,
        family=frozenset(one["id_number"] for one in persons if one["role"] == "family_member"),
        family_run="家庭" in business.type_text,
        area_code=business.area_code,
        type_text=business.type_text,
        persons=tuple(persons),
        capital_yuan=business.capital_yuan,
    )


def holds_on(business: Business, *, on: date) -> tuple[Held, ...]:
    """The holds in force on a day."""
    rows = Hold.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        business=business,
        lifted_on__isnull=True,
        from_on__lte=on,
    )
    return tuple(Held(row.ground, row.source, row.reference, frozenset(row.stops)) for row in rows)


def answered_for(filing: Filing, *, on: date) -> tuple[tuple[str, date], ...]:
    """Companies whose licence was revoked while the legal representative of the form stood for them."""
    details = filing.details
    change = dict(details.get("change") or {})
    head = change.get("legal_representative") or details.get("legal_representative") or {}
    number = tidy(str(head.get("id_number") or ""))
    if filing.subject != Kind.COMPANY or not number:
        return ()
    rows = Person.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=F("business__ended_on")),
        role="legal_representative",
        id_number=number,
        business__kind=Kind.COMPANY,
        business__state=State.REVOKED,
        business__ended_on__lte=on,
    )
    named = rows.order_by("id").values_list("business__name", "business__ended_on")
    return tuple((name, day) for name, day in named if day)


def _branches(code: str) -> Iterable[str]:
    rows = Person.objects.filter(MISSING, role="parent", id_number=code)
    ended = [State.DEREGISTERED]
    return rows.exclude(business__state__in=ended).values_list("business__name", flat=True).order_by("id")


def _investments(code: str) -> Iterable[str]:
    rows = Person.objects.filter(
        MISSING, role__in=["shareholder", "partner", "investor"], id_kind="uscc", id_number=code
    )
    return (
        rows.exclude(business__state=State.DEREGISTERED)
        .values_list("business__name", flat=True)
        .order_by("id")
    )


def named_numbers(filing: Filing) -> list[str]:
    """The identity numbers of who is named in an application or answers for the business today."""
    details: dict[str, Any] = filing.details
    change = details.get("change") or {}
    named = [details.get("operator"), details.get("legal_representative")]
    named += [change.get("operator"), change.get("legal_representative")]
    named += [*(details.get("persons") or ()), *(change.get("persons") or ())]
    if filing.business:
        named += present(filing.business, ["legal_representative"])
    numbers = {tidy(str(one.get("id_number") or "")) for one in named if one}
    return sorted(numbers - {""})


def _barred(numbers: list[str], *, on: date) -> dict[str, tuple[Bar, ...]]:
    """The bars in force of these persons, whichever county keeps them."""
    found: dict[str, tuple[Bar, ...]] = {}
    for row in bars_in_force(PersonBar.objects.filter(id_number__in=numbers), on=on):
        found[row.id_number] = (*found.get(row.id_number, ()), Bar(row.ground, row.until_on))
    return found


def _parent(code: str, *, on: date) -> Standing | None:
    found = Business.objects.filter(code=code.strip().upper()).first() if code else None
    return standing(found, on=on) if found else None
