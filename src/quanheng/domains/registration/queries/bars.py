"""Reading who is barred 查人员限制: what the viewer's county keeps; a bar itself applies everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from quanheng.domains.registration.models import Person, PersonBar
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.vocabulary import Kind, State
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor

COUNTY = 6


def bars(*, viewer: Actor) -> QuerySet[PersonBar]:
    """Every bar that the viewer's county keeps, newest first."""
    viewer.require(rights.READ_BARS)
    return replace(viewer, area=viewer.area[:COUNTY]).within(PersonBar.objects.order_by("-id"))


def bar(key: int, *, viewer: Actor) -> PersonBar:
    """One of them. Raises ``Missing``."""
    found = bars(viewer=viewer).select_related("annulment").filter(pk=key).first()
    if found is None:
        raise Missing("没有找到这条人员限制，或者它不在您的辖区内。")
    return found


def bars_in_force(rows: QuerySet[PersonBar], *, on: date) -> QuerySet[PersonBar]:
    """Those among the bars that stop something on a day."""
    return rows.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), lifted_on__isnull=True, from_on__lte=on
    )


def represented_by(bar: PersonBar, *, viewer: Actor) -> list[Person]:
    """Which companies of the viewer's area the person still represents (《条例》第二十五条)."""
    rows = Person.objects.filter(
        role="legal_representative",
        id_number=bar.id_number,
        until_on__isnull=True,
        business__kind=Kind.COMPANY,
        business__state__in=[State.OPEN, State.SUSPENDED],
    )
    return list(viewer.within(rows.select_related("business"), "business__area_code").order_by("id"))
