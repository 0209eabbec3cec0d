"""Finding a hazard and grading it 上报、定级."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from quanheng.domains.hazards.models import Hazard, Point, Serial
from quanheng.domains.hazards.rules import grading, rights
from quanheng.domains.hazards.rules.deadlines import order_basis
from quanheng.domains.hazards.rules.stages import OPEN, Stage
from quanheng.domains.hazards.rules.vocabulary import GRADE_SAYS, Category, Grade, Source
from quanheng.domains.hazards.services import tasks
from quanheng.domains.hazards.services.evidence import BEFORE, file_photos
from quanheng.domains.hazards.services.matter import handler_for, hazard_number, hold, serial_of
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.documents.models import Stored
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.people.numbering import take
from quanheng.platform.people.queries import bureau_for


class HazardIsOver(Refused):
    """The hazard is closed or withdrawn 隐患已终结."""


@dataclass(frozen=True)
class PointFound:
    """One thing wrong: what, against which article, and the photos of it."""

    text: str
    article: str = ""
    photos: tuple[Stored, ...] = ()


@dataclass(frozen=True)
class HazardReport:
    """What was found 隐患上报. Without ``points`` the text is the one point, ``photos`` show it.

    ``reference`` names what gave rise to the report (``finding:12``, a form's key): reporting the same
    reference again returns the hazard that exists. ``found_by_visit`` is the visit, empty if there was none.
    """

    business_code: str
    business_name: str
    area_code: str
    category: str
    grade: str
    text: str
    article: str = ""
    grade_reason: str = ""
    found_by_visit: str = ""
    reference: str = ""
    source: str = ""
    points: Sequence[PointFound] = field(default_factory=tuple)
    photos: tuple[Stored, ...] = ()

    def all_points(self) -> tuple[PointFound, ...]:
        """The points, at least one. Raises ``NothingWrongNamed``."""
        texts = grading.points_named(self.text, tuple(point.text for point in self.points))
        return tuple(p for p in self.points if p.text.strip()) or (
            PointFound(texts[0], self.article, self.photos),
        )


@transaction.atomic
def report_hazard(report: HazardReport, *, by: Actor, today: date) -> Hazard:
    """Enter a hazard that was found 上报隐患 (《食品生产经营监督检查管理办法》第三十一条至第三十三条).

    Safe to repeat with the same reference. Raises ``NothingWrongNamed``, ``MajorWithoutReason``,
    ``NoBureau``; ``Missing`` for an area that is not the actor's.
    """
    by.require(rights.REPORT, area=report.area_code)
    points = report.all_points()
    reason = grading.require_reason(report.grade, report.grade_reason)
    bureau = bureau_for(report.area_code, by=by)
    serial = serial_of(bureau, "hazard", today.year)
    known = Hazard.objects.filter(reference=report.reference).first() if report.reference else None
    if known:
        return known
    hazard = _enter(report, reason, bureau, serial, by=by, today=today)
    _enter_points(hazard, points, by=by, today=today)
    facts = {"grade": hazard.grade, "category": hazard.category, "points": len(points)}
    ledger.record("hazard_reported", on=hazard, by=by, today=today, facts=facts)
    _put_before_bureau(hazard, today=today)
    return hazard


def _enter(
    report: HazardReport, reason: str, bureau: Organ, serial: Serial, *, by: Actor, today: date
) -> Hazard:
    return Hazard.objects.create(
        number=hazard_number(today.year, take(serial)),
        reference=report.reference,
        organ=bureau,
        handler=handler_for(report.category, bureau, by=by),
        business_code=report.business_code,
        business_name=report.business_name,
        area_code=report.area_code,
        source=_source(report),
        visit=report.found_by_visit,
        category=Category(report.category),
        grade=Grade(report.grade),
        grade_reason=reason,
        text=report.text.strip() or "\n".join(point.text for point in report.all_points()),
        found_on=today,
        found_by=by.id,
        found_by_name=by.name,
        stage=Stage.FOUND,
    )


def _source(report: HazardReport) -> Source:
    if report.source:
        return Source(report.source)
    return Source.INSPECTION if report.found_by_visit else Source.HAND


def _enter_points(hazard: Hazard, points: Sequence[PointFound], *, by: Actor, today: date) -> None:
    for number, found in enumerate(points, start=1):
        point = Point.objects.create(
            hazard=hazard, number=number, text=found.text.strip()[:500], article=found.article.strip()[:300]
        )
        photos = {point.pk: found.photos}
        file_photos(photos, BEFORE, points={point.pk: point}, hazard=hazard, by=by, today=today)


def _put_before_bureau(hazard: Hazard, *, today: date) -> None:
    tasks.wait_for_order(hazard, today=today)
    if hazard.category == Category.EQUIPMENT and hazard.grade == Grade.MAJOR:
        basis = order_basis(hazard.category, hazard.grade, hazard.source, on=today)
        tasks.report_upwards(hazard, basis.cites, today=today)


@transaction.atomic
def regrade(hazard: Hazard | int, grade: str, *, reason: str, by: Actor, today: date) -> Hazard:
    """Grade a hazard anew, with the reason 重新定级. Raises ``MajorWithoutReason``, ``HazardIsOver``."""
    held = hold(hazard, rights.ORDER, by=by)
    if held.stage not in OPEN:
        raise HazardIsOver(f"隐患已终结，不能再定为{GRADE_SAYS[Grade(grade)]}。")
    before = held.grade
    held.grade, held.grade_reason = Grade(grade), grading.require_reason(grade, reason)
    held.save(update_fields=["grade", "grade_reason"])
    facts = {"before": before, "grade": held.grade, "reason": held.grade_reason}
    ledger.record("hazard_regraded", on=held, by=by, today=today, facts=facts)
    if held.category == Category.EQUIPMENT and held.grade == Grade.MAJOR and before != held.grade:
        basis = order_basis(held.category, held.grade, held.source, on=today)
        tasks.report_upwards(held, basis.cites, today=today)
    return held


@transaction.atomic
def add_evidence(
    hazard: Hazard | int, point: int, photos: Sequence[Stored], *, by: Actor, today: date
) -> Hazard:
    """Add photos of what is wrong to a point 补充整改前照片. Raises ``HazardIsOver``, ``Missing``."""
    held = hold(hazard, rights.REPORT, by=by)
    if held.stage not in OPEN:
        raise HazardIsOver("隐患已终结，不能再补充照片。")
    points = {row.pk: row for row in held.points.all()}
    if point not in points:
        raise Missing()
    file_photos({point: photos}, BEFORE, points=points, hazard=held, by=by, today=today)
    facts = {"point": points[point].number, "files": [file.digest for file in photos]}
    ledger.record("hazard_evidence_added", on=held, by=by, today=today, facts=facts)
    return held
