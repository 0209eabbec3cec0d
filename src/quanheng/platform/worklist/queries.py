"""The inbox 待办清单: what waits for this viewer, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.people.roles import Role
from quanheng.platform.worklist.models import Item, ItemQuerySet


@dataclass(frozen=True)
class Counts:
    """How many items wait in all, how many are overdue, how many fall due today."""

    open: int
    overdue: int
    today: int


def inbox(*, viewer: Actor) -> ItemQuerySet:
    """Open items of the viewer, earliest due first: own ones, and those of the own organ that nobody holds.

    What is put before a bureau as a whole waits for its sections: they do the bureau's business.
    """
    holders = _organs(viewer)
    if viewer.officer_id:
        holders.append(str(viewer.officer_id))
    return Item.objects.open().filter(holder__in=holders).order_by(F("due_on").asc(nulls_last=True), "id")


def _organs(viewer: Actor) -> list[str]:
    if Role.SECTION not in viewer.roles:
        return [viewer.organ]
    above = Organ.objects.filter(pk=viewer.organ, parent__isnull=False).values_list("parent_id", flat=True)
    return [viewer.organ, *(code for code in above if code)]


def of_area(*, viewer: Actor) -> ItemQuerySet:
    """Open items of everybody in the viewer's area: what a leader or auditor looks over."""
    rows = viewer.within(Item.objects.open())
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")  # type: ignore[return-value]


def counts(*, viewer: Actor, today: date) -> Counts:
    """Counts of the viewer's inbox."""
    counted = (
        inbox(viewer=viewer)
        .order_by()
        .aggregate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            today=Count("pk", filter=Q(due_on=today)),
        )
    )
    return Counts(**counted)


def about(subject: str, *, viewer: Actor) -> ItemQuerySet:
    """Open items about one record, within the viewer's area."""
    return viewer.within(Item.objects.open().filter(about=subject)).order_by("due_on", "id")  # type: ignore[return-value]


def about_any(subjects: Iterable[str], *, viewer: Actor) -> ItemQuerySet:
    """Open items about several records by their subjects, within the viewer's area, earliest due first."""
    rows = viewer.within(Item.objects.open().filter(about__in=list(subjects)))
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")  # type: ignore[return-value]
