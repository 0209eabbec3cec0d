"""Reading applications, holds, annulments 查登记业务: in the viewer's area; what is public, by anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quanheng.domains.registration.models import Annulment, Business, Filing, Hold, Person
from quanheng.domains.registration.queries.pausing import Suspension, suspension_of
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import FilingKind, Stage
from quanheng.domains.registration.rules.holds import Ground, grounds
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor

SHOWN = 20


@dataclass(frozen=True)
class Dealings:
    """What registration did about one business 登记业务, and whether it is suspended."""

    filings: list[Filing]
    holds: list[Hold]
    persons: list[Person]
    former_persons: list[Person]
    annulments: list[Annulment]
    suspension: Suspension | None

    @property
    def is_held(self) -> bool:
        """Whether a hold is in force or waits for its day."""
        return any(hold.lifted_on is None for hold in self.holds)


def about_business(code: str, viewer: Actor) -> Dealings | None:
    """What registration did about one business, newest first; ``None`` for whoever reads no register."""
    if not viewer.may(rights.READ):
        return None
    found = viewer.within(Business.objects.filter(code=code)).first()
    if found is None:
        raise Missing()
    return Dealings(
        list(found.filings.select_related("organ").order_by("-id")[:SHOWN]),
        list(found.holds.order_by("lifted_on", "-id")[:SHOWN]),
        list(found.persons.filter(until_on__isnull=True).exclude(role="parent").order_by("id")),
        list(
            found.persons.filter(until_on__isnull=False).exclude(role="parent").order_by("-until_on", "-id")
        ),
        list(found.annulments.order_by("-id")[:SHOWN]),
        suspension_of(found),
    )


def holds(*, viewer: Actor) -> QuerySet[Hold]:
    """Every hold on a business of the viewer's area, newest first."""
    viewer.require(rights.READ)
    return viewer.within(Hold.objects.select_related("business").order_by("-id"), "business__area_code")


def hold(key: int, *, viewer: Actor) -> Hold:
    """One hold of the viewer's area. Raises ``Missing``."""
    found = holds(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing("没有找到这条登记限制，或者它不在您的辖区内。")
    return found


def in_force(rows: QuerySet[Hold], *, on: date) -> QuerySet[Hold]:
    """The holds that stop something on a day."""
    return rows.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), lifted_on__isnull=True, from_on__lte=on
    )


def hold_grounds() -> list[Ground]:
    """The grounds of the law on which a hold may be placed."""
    return list(grounds().values())


def annulments(*, viewer: Actor) -> QuerySet[Annulment]:
    """Every matter about a registration got by fraud in the viewer's area, newest first."""
    viewer.require(rights.READ_ANNULMENTS)
    return viewer.within(Annulment.objects.select_related("business", "organ", "filing").order_by("-id"))


def annulment(key: int, *, viewer: Actor) -> Annulment:
    """One of them. Raises ``Missing``."""
    found = annulments(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing("没有找到这件撤销登记，或者它不在您的辖区内。")
    return found


def public_deregistrations(*, on: date) -> QuerySet[Filing]:
    """Simple deregistrations that are open to objections, for anybody: the end nearest first."""
    rows = Filing.objects.filter(
        kind=FilingKind.SIMPLE_DEREGISTRATION, stage=Stage.PUBLICISED, publicised_until__gte=on
    )
    return rows.select_related("organ", "business").order_by("publicised_until", "id")


def public_deregistration(key: int) -> Filing:
    """One simple deregistration that is or was open to objections, for anybody. Raises ``Missing``."""
    rows = Filing.objects.filter(kind=FilingKind.SIMPLE_DEREGISTRATION, publicised_on__isnull=False)
    found = rows.exclude(subject="individual").select_related("organ", "business").filter(pk=key).first()
    if found is None:
        raise Missing("没有这件简易注销公示。", instead="请在简易注销公示列表中查找。")
    return found


def public_annulments(*, on: date) -> QuerySet[Annulment]:
    """Suspected registrations that are published, and annulled ones, for anybody (《条例》第四十条)."""
    shown = Q(stage="published", published_until__gte=on) | Q(stage="annulled")
    return Annulment.objects.filter(shown).select_related("business", "organ").order_by("-id")
