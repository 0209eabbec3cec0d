"""Visits 检查户: within the viewer's area, and those of the own team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F, Prefetch, Q, QuerySet

from quanheng.domains.inspections.models import (
    Answer,
    Checklist,
    ChecklistQuestion,
    Finding,
    Sheet,
    TeamMember,
    Visit,
    VisitPart,
    VisitQuerySet,
)
from quanheng.domains.inspections.models.recording import FindingQuerySet
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.checklist import is_problem
from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.publication import publication_due
from quanheng.domains.inspections.rules.results import spoken
from quanheng.domains.inspections.rules.stages import INSPECTED, OPEN, VisitStage
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.actors import Actor, after

RECORD_KIND = "record:"
"""Under which kinds the records of a visit are filed as documents, the number of the closing behind it."""


@dataclass(frozen=True)
class Line:
    """One question of a sheet with its answer (None: not answered), its photos and voice notes."""

    number: int
    text: str
    article: str
    kind: str
    required: bool
    grade: str
    problem_on: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    answer: Answer | None
    problem: bool
    photos: tuple[Attachment, ...] = ()
    voices: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class FilledSheet:
    """One item's checklist as one department fills it, or will: ``sheet`` is None before the visit begins."""

    sheet: Sheet | None
    item_id: int
    title: str
    lines: tuple[Line, ...]

    @property
    def open_count(self) -> int:
        """How many required questions are not answered."""
        return sum(line.required and not (line.answer and line.answer.value) for line in self.lines)


@dataclass(frozen=True)
class Standing:
    """What a business file says about inspections: the visits, newest first, and the latest result."""

    visits: tuple[Visit, ...]
    latest: str


def visits(*, viewer: Actor) -> VisitQuerySet:
    """Visits in the viewer's area, and those on whose team the viewer is."""
    viewer.require(rights.READ)
    rows = Visit.objects.select_related("inspection__organ")
    if viewer.is_system:
        return rows
    seen = Q(pk__in=[])
    if viewer.area:
        seen |= Q(area_code__gte=viewer.area, area_code__lt=after(viewer.area))
    if viewer.officer_id is not None:
        seen |= Q(pk__in=TeamMember.objects.filter(officer=viewer.officer_id).values("part__visit"))
    return rows.filter(seen)


def visit(key: int, *, viewer: Actor) -> Visit:
    """One visit with its parts and teams. Raises ``Missing`` for another area's."""
    parts = VisitPart.objects.select_related("organ", "confirmation", "obstruction").prefetch_related(
        Prefetch("team", TeamMember.objects.select_related("officer"))
    )
    found = visits(viewer=viewer).prefetch_related(Prefetch("parts", parts)).filter(pk=key).first()
    if found is None:
        raise Missing()
    return found


def publication_mark(row: Visit) -> str:
    """The sentence to show where the publication deadline rests on a provision not checked in its text."""
    if row.ended_on is None:
        return ""
    items = row.inspection.items.select_related("item")
    return publication_due([Field(one.item.field) for one in items], row.ended_on).mark


def my_part(row: Visit, *, viewer: Actor) -> VisitPart | None:
    """The part of a visit that the viewer's team checks; None for whoever is on no team."""
    if viewer.officer_id is None:
        return None
    mine = TeamMember.objects.filter(part__visit=row, officer=viewer.officer_id, left_on__isnull=True)
    member = mine.select_related("part__organ").first()
    return member.part if member else None


def my_visits(*, viewer: Actor, day: date) -> VisitQuerySet:
    """The visits a team member still has to make or finish on a day, in route order (township, address).

    Inspections that have not begun by that day are left out; those past their last day stay.
    """
    viewer.require(rights.READ)
    if viewer.officer_id is None:
        return Visit.objects.none()
    mine = TeamMember.objects.filter(
        officer=viewer.officer_id, left_on__isnull=True, part__recorded_on__isnull=True
    )
    rows = Visit.objects.open().filter(pk__in=mine.values("part__visit"), inspection__visit_from__lte=day)
    return rows.select_related("inspection__organ").order_by("area_code", "address", "id")


def sheets(part: VisitPart, *, viewer: Actor) -> list[FilledSheet]:
    """The sheets of a department's part with questions, answers and photos, for whoever may see the visit."""
    visit(part.visit_id, viewer=viewer)
    taken = photos(part.visit, viewer=viewer) | voices(part.visit, viewer=viewer)
    rows = part.sheets.select_related("item", "checklist").prefetch_related("answers__question")
    return [_filled(sheet, taken) for sheet in rows]


def sheets_to_come(part: VisitPart, *, viewer: Actor, day: date) -> list[FilledSheet]:
    """The sheets that a visit begun on ``day`` would open: the same questions, nothing answered yet."""
    visit(part.visit_id, viewer=viewer)
    found = []
    for row in part.visit.inspection.items.filter(organ=part.organ_id).select_related("item"):
        lists = Checklist.objects.on(day).filter(code=row.item.checklist)
        checklist = lists.first() if row.item.checklist else None
        questions = checklist.questions.order_by("number") if checklist else []
        lines = tuple(_line(question, None) for question in questions)
        found.append(FilledSheet(None, row.item_id, str(checklist or row.item.name), lines))
    return found


def _filled(sheet: Sheet, taken: dict[str, list[Attachment]]) -> FilledSheet:
    title = sheet.checklist.title if sheet.checklist else sheet.item.name
    answers = {answer.question_id: answer for answer in sheet.answers.all()}
    questions = sheet.checklist.questions.order_by("number") if sheet.checklist else []
    lines = tuple(
        replace(
            _line(row, answers.get(row.pk)),
            photos=tuple(taken.get(f"photo:{sheet.pk}:{row.number}", ())),
            voices=tuple(taken.get(f"voice:{sheet.pk}:{row.number}", ())),
        )
        for row in questions
    )
    return FilledSheet(sheet, sheet.item_id, title, lines)


def _line(row: ChecklistQuestion, answer: Answer | None) -> Line:
    return Line(
        number=row.number,
        text=row.text,
        article=row.article,
        kind=row.kind,
        required=row.required,
        grade=row.grade,
        problem_on=tuple(row.problem_on),
        low=row.low,
        high=row.high,
        answer=answer,
        problem=bool(answer and is_problem(row.as_question(), answer.value)),
    )


def sheet_of(visit_id: int, item_id: int, *, viewer: Actor) -> int:
    """The key of the sheet that the viewer's team fills for an item in a visit; 0 before the visit begins."""
    part = my_part(visit(visit_id, viewer=viewer), viewer=viewer)
    found = Sheet.objects.filter(part=part, item=item_id).first() if part else None
    return found.pk if found else 0


def photos(row: Visit, *, viewer: Actor) -> dict[str, list[Attachment]]:
    """The photos of a visit by kind (``photo:<sheet>:<question>``, ``photo:site``)."""
    return _by_kind(row, "photo:", viewer)


def voices(row: Visit, *, viewer: Actor) -> dict[str, list[Attachment]]:
    """The voice notes of a visit by kind (``voice:<sheet>:<question>``, ``voice:site``)."""
    return _by_kind(row, "voice:", viewer)


def place_of(row: Attachment) -> str:
    """Of which question a photo or voice note was taken, as it stands before its name; empty for none."""
    question = row.kind.rpartition(":")[2]
    return f"第{question}题 " if question.isdigit() else ""


def _by_kind(row: Visit, prefix: str, viewer: Actor) -> dict[str, list[Attachment]]:
    found: dict[str, list[Attachment]] = {}
    for attachment in documents.attached_to(row, viewer=viewer).filter(kind__startswith=prefix):
        found.setdefault(attachment.kind, []).append(attachment)
    return found


def record_papers(row: Visit, *, viewer: Actor) -> QuerySet[Attachment]:
    """The records of a visit that are set as PDF, the newest first; none before a record is closed."""
    return documents.attached_to(row, viewer=viewer).filter(kind__startswith=RECORD_KIND).order_by("-id")


def signature(part: VisitPart, *, viewer: Actor) -> Attachment | None:
    """The latest signature drawing of a department's record, if there is one."""
    found = documents.attached_to(part.visit, viewer=viewer).filter(kind=f"signature:{part.pk}")
    return found.order_by("-id").first()


def findings(row: Visit, *, viewer: Actor) -> FindingQuerySet:
    """The problems found in a visit that still stand, department by department."""
    visit(row.pk, viewer=viewer)
    return Finding.objects.standing().filter(part__visit=row).select_related("part__organ", "question")


def _organised(viewer: Actor) -> VisitQuerySet:
    """Visits of inspections that the viewer's area organised."""
    return viewer.within(visits(viewer=viewer), "inspection__area_code")  # type: ignore[return-value]


def waiting_for_review(*, viewer: Actor) -> VisitQuerySet:
    """Recorded visits that nobody has reviewed yet, the earliest publication deadline first."""
    rows = _organised(viewer)
    return rows.filter(state=VisitStage.RECORDED).order_by("publish_by", "id")


def waiting_for_publication(*, viewer: Actor) -> VisitQuerySet:
    """Inspected visits that are not published, the earliest deadline first; overdue ones never drop out."""
    rows = _organised(viewer)
    waiting = rows.filter(state__in=[s for s in INSPECTED if s != VisitStage.PUBLISHED])
    return waiting.order_by(F("publish_by").asc(nulls_last=True), "id")


def about_business(code: str, viewer: Actor) -> Standing | None:
    """The inspection section of a business file; None for whoever may not read inspections."""
    if not viewer.may(rights.READ):
        return None
    rows = visits(viewer=viewer).filter(business_code=code).exclude(state=VisitStage.REPLACED)
    listed = tuple(rows.order_by("-assigned_on", "-id")[:50])
    ended = [row for row in listed if row.state not in OPEN and row.codes]
    return Standing(listed, spoken(ended[0].codes) if ended else "")
