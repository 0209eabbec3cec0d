"""The form of one filing: the sections of its plan over what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.queries.doors import ANSWERS
from quanheng.domains.registration.queries.rosters import present
from quanheng.domains.registration.rules import shops
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.rosters import ROSTERS, roles_of
from quanheng.domains.registration.web.errand.asks import Text, control
from quanheng.domains.registration.web.errand.flat import flat
from quanheng.domains.registration.web.errand.plans import plan
from quanheng.domains.registration.web.errand.preparing import TOWNSHIP, as_typed
from quanheng.domains.registration.web.errand.sections import Section, Situation
from quanheng.platform.people.models import Area

LISTS = ("members", "persons", "officers", "liquidators")
CHANGES = frozenset({FilingKind.CHANGE, FilingKind.FILING_CHANGE})


@dataclass(frozen=True)
class Part:
    """One section as it is shown: rows of fields (whose row, its fields), folded fields, parts inside it."""

    section: Section
    rows: list[tuple[Text, list[BoundField]]]
    folded: list[BoundField]
    inside: list[Part]


class FilingForm(forms.Form):
    """What is asked of one filing. ``more`` names the list of persons that shall have another row."""

    def __init__(self, filing: Filing, data: QueryDict | None = None, *, more: str = "") -> None:
        self.filing = filing
        here = persons_of(filing)
        super().__init__(data, initial=known(filing, here), auto_id="f-%s")
        self.sections = plan(situation(filing, here, more))
        for section in self.sections:
            for ask in section.asks:
                self.fields[ask.name] = control(ask)
                self.fields[ask.name].optional = ask.optional  # type: ignore[attr-defined]

    def parts(self, inside: str = "") -> list[Part]:
        """The sections with their bound fields, those of the page or those inside another section."""
        return [self._part(section) for section in self.sections if section.inside == inside]

    def _part(self, section: Section) -> Part:
        shown = [ask for ask in section.asks if not ask.folded]
        rows = [(row, [self[ask.name] for ask in asks]) for row, asks in groupby(shown, lambda ask: ask.row)]
        folded = [self[ask.name] for ask in section.asks if ask.folded]
        return Part(section, rows, folded, self.parts(section.key))

    def opened(self) -> set[str]:
        """The folded sections in which something was written."""
        written = flat(self.filing.details)
        return {
            section.key
            for section in self.sections
            if any(written.get(ask.name) for ask in section.asks if not ask.name.endswith("_proof"))
        }

    def typed(self) -> dict[str, Any]:
        """The fields that came with the request, by name; a tick that is not sent is no tick."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def changed(self) -> dict[str, Any]:
        """The typed fields that differ from what is stored."""
        return {
            name: value
            for name, value in self.typed().items()
            if value != (self.initial.get(name) or ("" if isinstance(value, str) else False))
        }


def persons_of(filing: Filing) -> list[dict[str, Any]]:
    """Whom the register holds for the business of a change; nobody for other errands."""
    if filing.business is None or filing.kind not in CHANGES:
        return []
    return present(filing.business)


def known(filing: Filing, here: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields as they stand: the shares that the register holds, and over them what was typed."""
    stored = flat(filing.details)
    shares = {f"change__persons__n{one['known']}__share_yuan": one["share_yuan"] for one in here}
    kind = shops.chosen(stored.get("trade_code", ""), stored.get("scope", ""))
    return shares | stored | as_typed(filing.details) | {"shop_kind": kind}


def situation(filing: Filing, here: Sequence[Mapping[str, Any]], more: str = "") -> Situation:
    """What the plan of this filing depends on."""
    details = dict(filing.details)
    change = dict(details.get("change") or {})
    counts = {key: len(details.get(key) or ()) for key in LISTS}
    counts |= {f"change__{key}": _new_rows(change.get(key) or ()) for key in ROSTERS}
    return Situation(
        kind=filing.kind,
        subject=filing.subject,
        townships=townships(filing.area_code[:6]),
        row_count=counts,
        present=here,
        more=more,
    )


def _new_rows(rows: Sequence[Mapping[str, Any]]) -> int:
    return sum(1 for row in rows if not row.get("known"))


def townships(county: str) -> list[tuple[str, str]]:
    """The townships of a county to choose from."""
    rows = Area.objects.filter(parent_id=county).order_by("code")
    return [(code, name) for code, name in rows.values_list("code", "short_name") if len(code) == TOWNSHIP]


def tiles(county: str) -> dict[str, tuple[int, int]]:
    """Where each township stands on the grid, counted from 1."""
    rows = Area.objects.filter(parent_id=county, grid_row__isnull=False).values_list(
        "code", "grid_row", "grid_column"
    )
    return {code: ((row or 0) + 1, (column or 0) + 1) for code, row, column in rows}


def registered(business: Business | None) -> dict[str, str]:
    """What the register says now of the items that a change may touch, by the key of the section."""
    if business is None:
        return {}
    head = Person.objects.filter(business=business, role__in=ANSWERS, until_on__isnull=True).first()
    now = {
        "name": business.name,
        "address": business.address,
        "scope": business.scope,
        "capital_yuan": business.capital_text,
        "operator": head.name if head else "",
        "legal_representative": head.name if head else "",
        "contact": business.contact_name,
        "form": business.type_text,
    }
    for field in ROSTERS:
        roles = roles_of(field, business.kind)
        now[field] = "、".join(one["name"] for one in present(business, roles)) if roles else ""
    return {f"change-{item}": value for item, value in now.items() if value}


def asks_for_a_name(filing: Filing) -> bool:
    """Whether the name is composed on this form."""
    return filing.kind in {FilingKind.ESTABLISHMENT, FilingKind.CONVERSION}
