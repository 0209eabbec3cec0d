"""The bulk path 成批导入: results of drawn visits from a bureau's own records, by the same rules.

A row that breaks a rule is refused with its sentence and the others go on; a row whose visit is already past
is left alone, so that a file can be imported again after mending.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise

from django.db import transaction

from quanheng.domains.inspections.models import (
    Confirmation,
    Finding,
    Inspection,
    Review,
    TeamMember,
    Visit,
    VisitPart,
)
from quanheng.domains.inspections.rules import rights, staffing
from quanheng.domains.inspections.rules.checklist import Grade
from quanheng.domains.inspections.rules.kinds import HAZARD_CATEGORY, Field
from quanheng.domains.inspections.rules.obstruction import Confirmed, check_confirmation
from quanheng.domains.inspections.rules.publication import publication_due
from quanheng.domains.inspections.rules.results import Outcome, Problem, check_codes, decide, merged
from quanheng.domains.inspections.rules.stages import VISIT, Stage, VisitStage
from quanheng.domains.inspections.services.planning import lock_inspection
from quanheng.domains.inspections.services.publishing import publish
from quanheng.domains.inspections.services.recording import report
from quanheng.domains.inspections.services.tasks import VISIT as VISIT_TASK
from quanheng.domains.inspections.services.tasks import assign_publication
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.services import Act, record_many
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import settle_each

PART_FIELDS = (
    "started_on",
    "recorded_on",
    "recorded_by",
    "recorded_by_name",
    "outcome",
    "codes",
    "note",
)
VISIT_FIELDS = ("state", "started_on", "ended_on", "codes", "publish_by", "publish_cites")


class DatesOutOfOrder(Refused):
    """The days of an imported record do not follow each other 日期先后不符."""


class NotAsDrawn(Refused):
    """The row is not a visit of this inspection that still waits 不是本次抽查的待检查户."""


@dataclass(frozen=True)
class ProblemRow:
    """One problem of an imported record; ``organ`` says whose finding it is (empty: the initiator's)."""

    text: str
    article: str = ""
    code: str = "D"
    grade: Grade = Grade.GENERAL
    corrected: bool = False
    organ: str = ""


@dataclass(frozen=True)
class VisitRow:
    """One imported record: one visited business, when it ended, what was found, when it was published.

    The team is the one that was drawn. ``published_on`` None leaves the result waiting for publication.
    """

    business_code: str
    ended_on: date
    reviewed_on: date
    reviewed_by: str
    published_on: date | None = None
    outcome: Outcome = Outcome.CHECKED
    problems: Sequence[ProblemRow] = field(default_factory=tuple)
    signer_name: str = ""
    unsigned_reason: str = ""
    note: str = ""


@dataclass
class ImportReport:
    """What came of an import: counts, and per refused row its position from 1 and the sentence."""

    accepted: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_visits(inspection_id: int, rows: Iterable[VisitRow], *, by: Actor, today: date) -> ImportReport:
    """Import the records of an inspection's visits 导入检查记录; safe to run again.

    Raises ``Forbidden``, ``Missing``, ``NotAsDrawn`` for an inspection that has not been drawn; what is
    wrong with a single row stands in the report.
    """
    by.require(rights.IMPORT)
    inspection = lock_inspection(inspection_id, by)
    if inspection.state not in (Stage.VISITING, Stage.PUBLISHED):
        raise NotAsDrawn("抽查任务还没有抽取，不能导入检查记录", instead="请先完成抽取")
    done, taken, scene = ImportReport(), [], _Scene.of(inspection, today)
    waiting = {visit.business_code: visit for visit in inspection.visits.exclude(state=VisitStage.REPLACED)}
    for position, row in enumerate(rows, start=1):
        try:
            visit = waiting.get(row.business_code)
            if visit is not None and visit.state != VisitStage.ASSIGNED:
                done.unchanged += 1
                continue
            with transaction.atomic():
                taken.append(_take(scene, visit, row, by=by))
            done.accepted += 1
        except Refused as refused:
            done.refused.append((position, refused.says))
    _write(taken, by=by, today=today)
    _record(taken, by=by, today=today)
    _publish(inspection, taken, by=by)
    return done


@dataclass(frozen=True)
class _Scene:
    """What all rows of one import share: the inspection, its items' fields by organ, the visits' parts."""

    inspection: Inspection
    today: date
    fields: Mapping[str, list[Field]]
    parts: Mapping[int, list[VisitPart]]

    @classmethod
    def of(cls, inspection: Inspection, today: date) -> _Scene:
        fields: dict[str, list[Field]] = defaultdict(list)
        for item in inspection.items.select_related("item"):
            fields[item.organ_id].append(Field(item.item.field))
        parts: dict[int, list[VisitPart]] = defaultdict(list)
        rows = VisitPart.objects.filter(visit__inspection=inspection)
        for part in rows.select_related("organ").prefetch_related("team"):
            parts[part.visit_id].append(part)
        return cls(inspection, today, fields, parts)

    @property
    def every_field(self) -> list[Field]:
        """The fields of law of all items of the inspection."""
        return [field for own in self.fields.values() for field in own]


@dataclass(frozen=True)
class _Taken:
    """One row that holds: its visit and parts as they will be written."""

    visit: Visit
    row: VisitRow
    parts: list[VisitPart]


def _take(scene: _Scene, visit: Visit | None, row: VisitRow, *, by: Actor) -> _Taken:
    """Check one row and say what it comes to; what was found is reported as hazards, nothing else written."""
    if visit is None:
        raise NotAsDrawn(f"{row.business_code}不在本次抽查的名单中")
    _check_days(scene.inspection, row, scene.today)
    VISIT.check(visit.state, VisitStage.VISITING)
    visit.inspection = scene.inspection
    parts = [_part(scene, visit, part, row, by=by) for part in scene.parts[visit.pk]]
    visit.state, visit.started_on, visit.ended_on = VisitStage.REVIEWED, row.ended_on, row.ended_on
    visit.codes = list(merged(part.codes for part in parts))
    due = publication_due(scene.every_field, row.ended_on)
    visit.publish_by, visit.publish_cites = due.on, due.cites
    return _Taken(visit, row, parts)


def _check_days(inspection: Inspection, row: VisitRow, today: date) -> None:
    days = [
        ("检查开始日期", inspection.visit_from),
        ("检查结束日期", row.ended_on),
        ("审核日期", row.reviewed_on),
        ("公示日期", row.published_on or today),
        ("今天", today),
    ]
    for (earlier, first), (later, second) in pairwise(days):
        if second < first:
            raise DatesOutOfOrder(f"{row.business_code}：{later}{second}早于{earlier}{first}")


def _part(scene: _Scene, visit: Visit, part: VisitPart, row: VisitRow, *, by: Actor) -> VisitPart:
    part.visit = visit
    team = [member.officer_id for member in part.team.all() if member.left_on is None]
    staffing.check_present(team, team, scene.fields[part.organ_id], row.ended_on)
    check_confirmation(_kind(row), signer=row.signer_name, drawn=True, reason=row.unsigned_reason)
    own = [one for one in row.problems if (one.organ or scene.inspection.organ_id) == part.organ_id]
    if own and row.outcome is not Outcome.CHECKED:
        raise NotAsDrawn(f"{row.business_code}：没有实施检查，却写了发现的问题")
    decision = decide(row.outcome, [Problem(one.code, one.corrected) for one in own])
    check_codes(decision.codes)
    _keep_problems(part, own, scene.fields[part.organ_id], by=by, day=row.ended_on)
    part.started_on = part.recorded_on = row.ended_on
    part.outcome, part.codes, part.note = row.outcome, list(decision.codes), row.note.strip()
    part.recorded_by, part.recorded_by_name = by.id, by.name
    return part


def _kind(row: VisitRow) -> Confirmed:
    return Confirmed.SIGNED if row.signer_name.strip() else Confirmed.UNSIGNED


def _keep_problems(
    part: VisitPart, problems: Sequence[ProblemRow], fields: Sequence[Field], *, by: Actor, day: date
) -> None:
    category = HAZARD_CATEGORY[fields[0] if fields else Field.OTHER]
    for number, one in enumerate(problems, start=1):
        finding = Finding(
            part=part,
            code=one.code,
            category=category,
            grade=one.grade,
            text=one.text,
            article=one.article,
            corrected=one.corrected,
        )
        finding.hazard_id = report(part.visit, finding, f"import:{number}", by=by, today=day)
        finding.save()


def _write(taken: Sequence[_Taken], *, by: Actor, today: date) -> None:
    """Write the records of all rows that hold, table by table."""
    parts = [part for one in taken for part in one.parts]
    TeamMember.objects.filter(part__in=parts, left_on__isnull=True).update(present=True)
    VisitPart.objects.bulk_update(parts, PART_FIELDS, batch_size=100)
    Visit.objects.bulk_update([one.visit for one in taken], VISIT_FIELDS, batch_size=100)
    Confirmation.objects.bulk_create(
        Confirmation(
            part=part,
            kind=_kind(one.row),
            signer_name=one.row.signer_name.strip(),
            unsigned_reason=one.row.unsigned_reason.strip(),
            confirmed_on=one.row.ended_on,
        )
        for one in taken
        for part in one.parts
    )
    Review.objects.bulk_create(
        Review(
            visit=one.visit,
            agreed=True,
            by=by.id,
            by_name=one.row.reviewed_by,
            reviewed_on=one.row.reviewed_on,
        )
        for one in taken
    )
    settle_each(VISIT_TASK, about=parts, by=by, today=today)
    for one in taken:
        if one.row.published_on is None:
            assign_publication(one.visit, today)


def _record(taken: Sequence[_Taken], *, by: Actor, today: date) -> None:
    acts = [
        Act(
            "visit_imported",
            one.visit,
            {
                "business": one.visit.business_code,
                "codes": one.visit.codes,
                "ended_on": f"{one.row.ended_on}",
                "problems": len(one.row.problems),
                "reviewed_by": one.row.reviewed_by,
            },
        )
        for one in taken
    ]
    if acts:
        record_many(acts, by=by, today=today)


def _publish(inspection: Inspection, taken: Sequence[_Taken], *, by: Actor) -> None:
    """Publish what the rows say was published, day by day."""
    ready = sorted(
        ((one.row.published_on, one.visit.pk, one.visit) for one in taken if one.row.published_on),
        key=lambda one: one[:2],
    )
    for day, group in groupby(ready, key=lambda one: one[0]):
        publish(inspection, [visit for _, _, visit in group], by=by, today=day)
