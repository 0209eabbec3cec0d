"""The name an application asks for 名称审查: checked when it is handed in, and again under lock when decided.

《企业名称登记管理规定》第十六条, 第十七条. A near name is no ground to refuse: whoever asks for it signs that
they answer for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.name_claims import authority_of, known_places
from quanheng.domains.registration.rules.details import text
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.names.asking import NameQuestion, NameVerdict
from quanheng.domains.registration.rules.names.characters import plain
from quanheng.domains.registration.rules.names.parts import split
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services.names.checking import check_name, lock_names
from quanheng.domains.registration.services.names.retaining import use_retained_name
from quanheng.platform.people.actors import Actor

PROMISE_CITES = "《企业名称登记管理规定》第十六条"
NAMING = frozenset({FilingKind.ESTABLISHMENT, FilingKind.CONVERSION, FilingKind.CHANGE})


def asked_for(filing: Filing) -> Mapping[str, Any]:
    """The part of the form that may name a new name: the change of a change, else the form itself."""
    if filing.kind == FilingKind.CHANGE:
        return dict(filing.details.get("change") or {})
    return filing.details if filing.kind in NAMING else {}


def question_of(filing: Filing) -> NameQuestion | None:
    """What is asked about the name; ``None`` where the application asks for none."""
    part = asked_for(filing)
    name, parts = text(part, "name"), dict(part.get("name_parts") or {})
    if not any(parts.values()) and not name:
        return None
    if not any(parts.values()) or (name and filing.subject == Kind.BRANCH):
        parts = _parts_of(name, filing.subject)  # the parts of a branch do not hold its business's name
    return NameQuestion(
        region=str(parts.get("region") or ""),
        brand=str(parts.get("brand") or ""),
        trade=str(parts.get("trade") or ""),
        form=str(parts.get("form") or ""),
        area_code=filing.area_code,
        subject=filing.subject,
        trade_code=text(part, "trade_code") or (filing.business.trade if filing.business else ""),
        owner=_owner(filing),
        reservation=text(filing.details, "retained_name"),
        reservation_code=text(filing.details, "retained_code"),
    )


def _parts_of(name: str, subject: str) -> dict[str, str]:
    """The parts of a name given in one piece; a branch's form is all that follows its business's brand."""
    known = split(name, known_places())
    parts = {"region": known.region, "brand": known.brand, "trade": known.trade, "form": known.form}
    if subject == Kind.BRANCH:
        parts["form"] = plain(name)[len(known.region + known.brand + known.trade) :]
    return parts


def verdict_on(filing: Filing, *, today: date) -> NameVerdict | None:
    """What is found about the name an application asks for."""
    question = question_of(filing)
    return check_name(question, today=today) if question else None


def name_findings(filing: Filing, *, today: date) -> list[Finding]:
    """What stands against the name, near names with the promise they need."""
    verdict = verdict_on(filing, today=today)
    return list(_findings(verdict, filing)) if verdict else []


def full_name(filing: Filing, *, today: date) -> str:
    """The name composed of its parts; empty where the application gives it in one piece or not at all."""
    parts = dict(asked_for(filing).get("name_parts") or {})
    if filing.subject == Kind.BRANCH and text(asked_for(filing), "name"):
        return text(asked_for(filing), "name")
    verdict = verdict_on(filing, today=today) if any(parts.values()) else None
    return verdict.full_name if verdict else ""


def lock_name(filing: Filing) -> None:
    """Let nobody else decide on names here until this decision is made."""
    if filing.kind in NAMING:
        lock_names(authority_of(filing.area_code))


def use_name(filing: Filing, *, by: Actor, today: date) -> None:
    """Use up the retained name that the application was made with."""
    if number := text(filing.details, "retained_name"):
        use_retained_name(number, used_for=filing.number, by=by, today=today)


def _owner(filing: Filing) -> str:
    if filing.subject == Kind.BRANCH and filing.kind == FilingKind.ESTABLISHMENT:
        return text(filing.details, "parent_code")
    return filing.code


def _findings(verdict: NameVerdict, filing: Filing) -> Iterator[Finding]:
    for found in verdict.refusals:
        yield Finding("name", found.says, found.cites)
    for found in (*verdict.warnings, *verdict.near):
        yield Finding("name", found.says, found.cites, Severity.WARN)
    promised = "near_name" in (filing.details.get("promises") or ()) or filing.details.get("name_promise")
    if verdict.near and not promised:
        says = "名称与已有名称近似，应当承诺因此造成的法律责任由申请人承担。"
        yield Finding("promises", says, PROMISE_CITES)
