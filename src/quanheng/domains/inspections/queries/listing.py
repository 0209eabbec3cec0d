"""The item list, the two registers, the checklists, and the default ratios 一单两库."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet

from quanheng.domains.inspections.models import Checklist, Item, QuotaDefault
from quanheng.domains.inspections.rules import rights
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.draw import Quota, Ratio
from quanheng.kernel.refusal import Missing
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer, Organ

SEED = Path(__file__).parents[1] / "choices" / "quota_defaults.csv"


@dataclass(frozen=True)
class DefaultQuotas:
    """The default ratios of an organ, where they come from, and who approved them (empty: nobody yet)."""

    quota: dict[str, Quota]
    source: str
    approved_by: str = ""
    from_on: date | None = None


def items(*, viewer: Actor, day: date) -> QuerySet[Item]:
    """The item list in force on a day 随机抽查事项清单, by code."""
    viewer.require(rights.READ)
    return Item.objects.on(day).order_by("code")


def item(code: str, *, viewer: Actor, day: date) -> Item:
    """One item as in force on a day. Raises ``Missing``."""
    found = items(viewer=viewer, day=day).filter(code=code).first()
    if found is None:
        raise Missing()
    return found


def objects_of(row: Item, *, viewer: Actor) -> QuerySet[Any]:
    """The businesses in the viewer's area that an item is for: its part of the register 检查对象名录库."""
    viewer.require(rights.READ)
    return registration.matching(BusinessFilter.from_dict(row.objects_filter), viewer=viewer)


def checklists(*, viewer: Actor, day: date) -> QuerySet[Checklist]:
    """The checklists in force on a day, with how many questions each has."""
    viewer.require(rights.READ)
    return Checklist.objects.on(day).annotate(question_count=Count("questions")).order_by("code")


def checklist(code: str, *, viewer: Actor, day: date) -> Checklist:
    """One checklist as in force on a day. Raises ``Missing``."""
    found = checklists(viewer=viewer, day=day).filter(code=code).first()
    if found is None:
        raise Missing()
    return found


def inspectors(*, viewer: Actor) -> QuerySet[Officer]:
    """The inspector register of the viewer's area 执法检查人员名录库, with open recusals counted."""
    viewer.require(rights.READ)
    recused = Count("recusals", filter=Q(recusals__ended_on__isnull=True))
    return people.officers(viewer=viewer).annotate(recusal_count=recused)


def quota_defaults(organ: str, *, day: date) -> DefaultQuotas:
    """The ratios an organ starts a plan with: its own decision, else the ones that come with the platform.

    Neither is law; the source says where the figures come from.
    """
    rows = QuotaDefault.objects.filter(organ=organ, from_on__lte=day).order_by("from_on")
    if rows:
        latest = {row.stratum: row for row in rows}
        last = max(latest.values(), key=lambda row: row.from_on)
        quota: dict[str, Quota] = {stratum: Ratio(row.ratio) for stratum, row in sorted(latest.items())}
        return DefaultQuotas(quota, last.source, last.approved_by_name, last.from_on)
    return _seed()


@cache
def _seed() -> DefaultQuotas:
    lines = [line for line in SEED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    return DefaultQuotas({row["stratum"]: Ratio(row["ratio"]) for row in rows}, rows[0]["source"])


def departments(*, viewer: Actor) -> QuerySet[Organ]:
    """The organs of the viewer's area that can take part in an inspection, the bureau first."""
    viewer.require(rights.READ)
    rows = people.organs(viewer=viewer).filter(kind__in=["bureau", "department"])
    return rows.order_by("kind", "code")
