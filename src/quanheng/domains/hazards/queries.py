"""Reading hazards 查询隐患: within the viewer's area; a business only its own, over its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db.models import Count, Prefetch, Q, QuerySet

from quanheng.domains.hazards.models import Hazard, HazardQuerySet, Limit, Point, PointVerdict
from quanheng.domains.hazards.rules import limits, rights
from quanheng.domains.hazards.rules.limits import Amount
from quanheng.domains.hazards.rules.stages import OPEN, Stage
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role

SALT = "hazards.answer"
VISIT_RECORD = "record:"
"""Under which kinds the records of a visit are filed with it (`domains.inspections`)."""


def hazards(*, viewer: Actor) -> HazardQuerySet:
    """Every hazard of the viewer's area, the latest first. Raises ``Forbidden`` without the right."""
    viewer.require(rights.READ)
    return viewer.within(Hazard.objects.select_related("organ", "handler"))  # type: ignore[return-value]


def hazard(key: int, *, viewer: Actor) -> Hazard:
    """One hazard of the viewer's area. Raises ``Missing``, ``Forbidden``."""
    found = hazards(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing()
    return found


def overdue(*, viewer: Actor, today: date) -> HazardQuerySet:
    """Hazards of the viewer's area whose rectification is overdue, the most overdue first."""
    return hazards(viewer=viewer).overdue(today).order_by("due_on", "id")


def from_visit(visit: str, *, viewer: Actor) -> HazardQuerySet:
    """The hazards found on one visit, in the order they were entered."""
    return hazards(viewer=viewer).filter(visit=visit).order_by("id")


@dataclass(frozen=True)
class AboutBusiness:
    """The hazards section of a business file 隐患: how many are open, and the latest ones."""

    open: int
    closed: int
    hazards: tuple[Hazard, ...]


def about_business(code: str, viewer: Actor) -> AboutBusiness | None:
    """The hazards of one business, at most the latest 20; ``None`` for whoever may not read them."""
    if not viewer.may(rights.READ):
        return None
    rows = hazards(viewer=viewer).filter(business_code=code)
    counts = rows.order_by().aggregate(
        open=Count("id", filter=Q(stage__in=OPEN)), closed=Count("id", filter=Q(stage=Stage.CLOSED))
    )
    return AboutBusiness(counts["open"], counts["closed"], tuple(rows[:20]))


@dataclass(frozen=True)
class PointEvidence:
    """One point with its photos before, after and at re-checks, and what each re-check said of it."""

    point: Point
    before: tuple[Attachment, ...]
    after: tuple[Attachment, ...]
    rechecked: tuple[Attachment, ...]
    verdicts: tuple[PointVerdict, ...]


def evidence(found: Hazard, *, viewer: Actor) -> list[PointEvidence]:
    """The points of a hazard in order, each with its evidence before and after, side by side."""
    verdicts = Prefetch("verdicts", PointVerdict.objects.select_related("recheck").order_by("id"))
    points = list(found.points.prefetch_related(verdicts))
    return [_evidence(point, viewer) for point in points]


def _evidence(point: Point, viewer: Actor) -> PointEvidence:
    by_kind: dict[str, list[Attachment]] = {"hazard_before": [], "hazard_after": [], "hazard_recheck": []}
    for row in documents.attached_to(point, viewer=viewer):
        by_kind.setdefault(row.kind, []).append(row)
    return PointEvidence(
        point,
        tuple(by_kind["hazard_before"]),
        tuple(by_kind["hazard_after"]),
        tuple(by_kind["hazard_recheck"]),
        tuple(point.verdicts.all()),
    )


def visit_record(found: Hazard, *, viewer: Actor) -> Attachment | None:
    """The latest record of the visit that found the hazard, as PDF; none where no visit did."""
    if not found.visit:
        return None
    filed = documents.attached_to(found.visit, viewer=viewer).filter(kind__startswith=VISIT_RECORD)
    return filed.order_by("-id").first()


def answer_token(found: Hazard) -> str:
    """The secret part of the business's answer link: signed by the platform's key, renewable, unguessable."""
    return signing.Signer(salt=SALT).sign(f"{found.pk}.{found.link_round}").replace(":", "~")


def by_link(token: str) -> tuple[Hazard, Actor]:
    """The hazard an answer link opens, and the business as an actor who may answer it and nothing else.

    Raises ``Missing`` for a link that was tampered with or renewed.
    """
    try:
        key, round_ = signing.Signer(salt=SALT).unsign(token.replace("~", ":")).split(".")
    except (signing.BadSignature, ValueError):
        raise _no_link() from None
    found = Hazard.objects.select_related("organ").filter(pk=int(key), link_round=int(round_)).first()
    if found is None or found.ordered_on is None:
        raise _no_link()
    business = Actor(
        id=f"business:{found.business_code or found.pk}",
        name=found.business_name,
        roles=frozenset({Role.BUSINESS}),
        area=found.area_code,
    )
    return found, business


def _no_link() -> Missing:
    return Missing("这个链接无效或者已经更换。", instead="请联系责令整改的市场监督管理局索取新的链接。")


def limit_in_force(organ: str, step: str, category: str, grade: str, *, on: date) -> Amount:
    """The bureau's limit in force on a day, the most particular first, else the shipped default."""
    decided: dict[tuple[str, str, str], Limit] = {}
    for row in Limit.objects.filter(organ_id=organ, step=step, from_on__lte=on).order_by("from_on"):
        decided[row.step, row.category, row.grade] = row
    for key in limits.keys(step, category, grade):
        if key in decided:
            return Amount(decided[key].amount, decided[key].unit)
    return limits.default(step, category, grade)


def limits_decided(*, viewer: Actor) -> QuerySet[Limit]:
    """What bureaus of the viewer's area decided on time limits, with who and why."""
    viewer.require(rights.READ)
    return viewer.within(Limit.objects.select_related("organ"), "organ__area_id")


@dataclass(frozen=True)
class TownshipCount:
    """One township's hazards: open ones and overdue ones."""

    area_code: str
    open: int
    overdue: int


def by_township(*, viewer: Actor, today: date) -> dict[str, TownshipCount]:
    """Open and overdue hazards per area code, of the viewer's area."""
    late = Q(due_on__lt=today) & ~Q(stage__in=[Stage.FOUND, Stage.RECTIFIED, Stage.FAILED])
    rows = (
        hazards(viewer=viewer)
        .open()
        .order_by()
        .values_list("area_code")
        .annotate(open=Count("id"), late=Count("id", filter=late))
    )
    return {code: TownshipCount(code, open_, late_) for code, open_, late_ in rows}
