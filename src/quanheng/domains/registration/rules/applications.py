"""What a rule knows of an application 申请与主体现状: the form, its evidence, and how the register stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from quanheng.domains.registration.rules.bars import Bar
from quanheng.domains.registration.rules.holds import Held
from quanheng.kernel.identifiers.verdict import tidy


@dataclass(frozen=True)
class Standing:
    """How a business stands in the register on the day 主体现状.

    ``suspended`` are the periods it was suspended for, first and last day; ``open_branches`` its branches
    that are not deregistered; ``invested_in`` the businesses that it holds a share in; ``family`` the
    identity numbers of family members filed; ``persons`` whoever stands in the register, as plain records.
    """

    code: str
    name: str
    kind: str
    state: str
    established_on: date | None = None
    holds: tuple[Held, ...] = ()
    open_branches: tuple[str, ...] = ()
    invested_in: tuple[str, ...] = ()
    suspended: tuple[tuple[date, date], ...] = ()
    operator_id: str = ""
    family: frozenset[str] = frozenset()
    family_run: bool = False
    area_code: str = ""
    persons: tuple[Mapping[str, Any], ...] = ()
    capital_yuan: Decimal | None = None
    type_text: str = ""


@dataclass(frozen=True)
class Application:
    """One application as the rules judge it 待审申请.

    ``area`` is the prefix of the registering authority's area; ``evidence`` the kinds of files attached;
    ``barred`` the bars in force of whoever is named or answers for the business, by identity number;
    ``answered_for`` the companies whose licence was revoked under the person who shall answer for this one,
    with the day; ``parent`` the standing of a branch's parent where the register holds it.
    """

    kind: str
    subject: str
    details: Mapping[str, Any]
    on: date
    area: str
    evidence: frozenset[str] = frozenset()
    standing: Standing | None = None
    barred: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict)
    answered_for: tuple[tuple[str, date], ...] = ()
    parent: Standing | None = None

    def bars_of(self, one: Mapping[str, Any]) -> tuple[Bar, ...]:
        """The bars in force of a person of the form."""
        return self.barred.get(tidy(str(one.get("id_number") or "")), ())
