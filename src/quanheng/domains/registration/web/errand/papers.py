"""Which files and which promises an application asks for 材料与承诺: read from the list of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.queries.rosters import moved, present
from quanheng.domains.registration.rules.agents import AUTHORITY, named
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.fitness import FIT, INNOCENT
from quanheng.domains.registration.rules.leaving import LIQUIDATORS_TOLD, UNLIQUIDATED
from quanheng.domains.registration.rules.needs import EVIDENCE_SAYS, PROMISE_SAYS
from quanheng.domains.registration.rules.officers import UNSUPERVISED, may_go_unsupervised
from quanheng.domains.registration.rules.partners import QUALIFICATION, is_special
from quanheng.domains.registration.rules.tables import rows
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services.judging import answered_for
from quanheng.kernel import clock
from quanheng.platform.documents.queries import kinds_attached
from quanheng.platform.documents.web.evidence import Paper, papers_of
from quanheng.platform.web.words import said

NEW_PLACE = frozenset({FilingKind.ESTABLISHMENT, FilingKind.CONVERSION})


def papers(filing: Filing) -> list[Paper]:
    """The kinds of files that the form offers, with what is attached."""
    return papers_of(
        filing,
        {key: said(word) for key, word in EVIDENCE_SAYS.items()},
        _wanted(filing),
        lambda key: reverse("registration:filing_file", args=[filing.pk, key]),
    )


def promises(filing: Filing) -> list[tuple[str, str, bool]]:
    """The promises that may be signed: key, sentence, whether it was signed.

    A promise that stands for a paper is not asked for where the paper was handed in.
    """
    signed = set(filing.details.get("promises") or ())
    keys = ["true", *_needs(filing, "promise")]
    place = filing.details if filing.kind in NEW_PLACE else dict(filing.details.get("change") or {})
    asked = filing.kind in NEW_PLACE or place.get("address")
    if asked and place.get("address_proof") == "declaration":
        keys.insert(1, "address_true")
    change = dict(filing.details.get("change") or {})
    if "operator" in change:
        keys.append("article_18")
    if filing.subject == Kind.COMPANY and (filing.kind in NEW_PLACE or "legal_representative" in change):
        keys.append(FIT)
    if filing.kind == FilingKind.DEREGISTRATION and filing.subject not in UNLIQUIDATED:
        keys.append(LIQUIDATORS_TOLD)
    if _goes_unsupervised(filing):
        keys.append(UNSUPERVISED)
    return [(key, PROMISE_SAYS[key], key in signed) for key in dict.fromkeys(keys)]


def _goes_unsupervised(filing: Filing) -> bool:
    """Whether the company of the form has no supervisor, and the law of today lets it have none."""
    if filing.kind == FilingKind.FILING_CHANGE:
        found = moved(filing).get("officers")
        if not found or filing.business is None:
            return False
        gone = {one["known"] for one in found.left}
        stay = [one for one in present(filing.business, ["supervisor"]) if one["known"] not in gone]
        named: Sequence[Mapping[str, Any]] = [*stay, *found.came]
    elif filing.kind in NEW_PLACE and filing.subject == Kind.COMPANY:
        named = filing.details.get("officers") or ()
    else:
        return False
    return may_go_unsupervised(clock.today()) and not any(one.get("role") == "supervisor" for one in named)


def _wanted(filing: Filing) -> list[str]:
    known = ["identity", "other", *([AUTHORITY] if named(filing.details) else [])]
    place = filing.details if filing.kind in NEW_PLACE else dict(filing.details.get("change") or {})
    if place.get("address_proof") == "document":
        known.append("address")
    if is_special(str(place.get("type_text") or "")):
        known.append(QUALIFICATION)
    change = dict(filing.details.get("change") or {})
    if "operator" in change:
        known.append("tax_clearance")
    if answered_for(filing, on=clock.today()):
        known.append(INNOCENT)
    if {"scope"} & change.keys() or filing.kind in NEW_PLACE:
        known.append("approval")
    return known + _needs(filing, "evidence")


def _needs(filing: Filing, kind: str) -> list[str]:
    """The keys of one sort of need that apply to this errand, in the order of the list."""
    there, found = kinds_attached(filing), []
    for row in rows("requirements.csv"):
        if filing.subject not in row["subjects"].split() or filing.kind not in row["kinds"].split():
            continue
        needs = [tuple(need.partition(":")[::2]) for need in row["needs"].split("|")]
        met = any(sort == "evidence" and key in there for sort, key in needs)
        if kind == "evidence" or not met:
            found += [key for sort, key in needs if sort == kind]
    return found
