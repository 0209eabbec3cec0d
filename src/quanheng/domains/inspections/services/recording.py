"""Closing the record of a visit 提交检查记录: the result, the problems, the signature, or the refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from quanheng.domains.hazards import services as hazards
from quanheng.domains.inspections.models import (
    Confirmation,
    Finding,
    Obstruction,
    Sheet,
    Visit,
    VisitPart,
)
from quanheng.domains.inspections.paperwork import make_soon
from quanheng.domains.inspections.rules import rights, staffing
from quanheng.domains.inspections.rules.checklist import Given, Grade, check_complete, is_problem
from quanheng.domains.inspections.rules.kinds import HAZARD_CATEGORY, Field
from quanheng.domains.inspections.rules.obstruction import (
    Confirmed,
    Ground,
    check_confirmation,
    check_refusal,
)
from quanheng.domains.inspections.rules.publication import publication_due
from quanheng.domains.inspections.rules.results import Outcome, Problem, check_codes, decide, merged
from quanheng.domains.inspections.rules.stages import VISIT, VisitStage
from quanheng.domains.inspections.services.authority import lock_visit, part_of
from quanheng.domains.inspections.services.tasks import assign_review_and_publication
from quanheng.domains.inspections.services.visiting import (
    Medium,
    evidence_kind,
    fields_of,
    require_begun,
    standing_team,
)
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.platform.documents.models import Attachment, Stored
from quanheng.platform.documents.services import Label, attach, store
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import settle


@dataclass(frozen=True)
class ConfirmationDraft:
    """How the business confirmed the record; ``signature`` is the drawing as PNG, empty if there is none."""

    kind: Confirmed
    signer_name: str = ""
    signer_post: str = ""
    signature: bytes = field(default=b"", repr=False)
    unsigned_reason: str = ""
    witness_name: str = ""
    witness_unit: str = ""


@dataclass(frozen=True)
class RecordDraft:
    """A record to be closed: what the officers met, a note, and how it was confirmed."""

    outcome: Outcome
    confirmation: ConfirmationDraft
    note: str = ""


@dataclass(frozen=True)
class RefusalDraft:
    """A refusal of inspection: its ground (第十一条), what happened, and who saw it or why nobody did."""

    ground: Ground
    account: str
    witness_name: str = ""
    witness_unit: str = ""
    no_witness_reason: str = ""


@dataclass(frozen=True)
class FoundProblem:
    """One problem found, with the sheet and question it comes from."""

    sheet: Sheet
    question_id: int
    problem: Problem
    grade: str
    text: str
    article: str


@transaction.atomic
def finish_visit(visit_id: int, draft: RecordDraft, *, by: Actor, today: date) -> Visit:
    """Close a department's record of a visit 提交检查记录.

    Every required question is answered, enough officers are present, and the record is signed, sealed or
    says why not; each problem becomes a hazard. With the last department's record the inspection of the
    business ends, and the time for publication begins. Raises ``QuestionsOpen``, ``NotConfirmed``,
    ``TooFewOfficers``, ``AlreadyRecorded``, ``NotBegun``, ``NotOnTheTeam``.
    """
    by.require(rights.VISIT)
    visit = lock_visit(visit_id)
    part = part_of(visit, by)
    require_begun(part)
    _check_present(part, today)
    given = draft.confirmation
    check_confirmation(
        given.kind,
        signer=given.signer_name,
        drawn=bool(given.signature),
        reason=given.unsigned_reason,
    )
    found = _problems(part) if draft.outcome is Outcome.CHECKED else []
    decision = decide(draft.outcome, [one.problem for one in found])
    check_codes(decision.codes)
    signature = store(given.signature) if given.signature else None
    _confirm(part, given, signature, today)
    if signature is not None:
        label = Label(f"signature:{part.pk}", f"签名（{given.signer_name}）", visit.area_code)
        attach(signature, label, to=visit, by=by, today=today)
    Obstruction.objects.filter(part=part).delete()
    keep_findings(part, found, by=by, today=today)
    facts = {
        "answers": answers_digest(part),
        "because": list(decision.because),
        "codes": list(decision.codes),
        "confirmation": given.kind.value,
        "evidence": evidence_digests(visit),
        "organ": part.organ_id,
        "signature": signature.digest if signature else "",
    }
    close_part(visit, part, draft.outcome, decision.codes, draft.note, by=by, today=today)
    record("visit_recorded", on=visit, by=by, today=today, facts=facts)
    return visit


@transaction.atomic
def record_refusal(visit_id: int, draft: RefusalDraft, *, by: Actor, today: date) -> Visit:
    """Record that the business refuses or obstructs the inspection 记录拒绝检查 (第十一条).

    It is a result of its own (不配合检查情节严重) and closes the department's record. Raises
    ``RefusalNotProven``, ``TooFewOfficers``, ``AlreadyRecorded``, ``NotBegun``, ``NotOnTheTeam``.
    """
    by.require(rights.VISIT)
    visit = lock_visit(visit_id)
    part = part_of(visit, by)
    require_begun(part)
    _check_present(part, today)
    check_refusal(draft.account, witness=draft.witness_name, no_witness=draft.no_witness_reason)
    Obstruction.objects.update_or_create(
        part=part,
        defaults={
            "ground": draft.ground,
            "account": draft.account.strip(),
            "witness_name": draft.witness_name.strip(),
            "witness_unit": draft.witness_unit.strip(),
            "no_witness_reason": draft.no_witness_reason.strip(),
            "recorded_on": today,
        },
    )
    decision = decide(Outcome.REFUSED, [])
    keep_findings(part, [], by=by, today=today)
    close_part(visit, part, Outcome.REFUSED, decision.codes, "", by=by, today=today)
    facts = {
        "account": draft.account.strip(),
        "codes": list(decision.codes),
        "evidence": evidence_digests(visit),
        "ground": draft.ground.value,
        "organ": part.organ_id,
        "witness": draft.witness_name.strip(),
    }
    record("inspection_refused", on=visit, by=by, today=today, facts=facts)
    return visit


def _check_present(part: VisitPart, today: date) -> None:
    team = standing_team(part)
    present = [member.officer_id for member in team if member.present]
    staffing.check_present(present, [m.officer_id for m in team], fields_of(part), today)


def _problems(part: VisitPart) -> list[FoundProblem]:
    """The problems that the answers show. Raises ``QuestionsOpen`` while a sheet is not complete."""
    found = []
    for sheet in part.sheets.select_related("checklist", "item"):
        if sheet.checklist is None:
            continue
        rows = {row.number: row for row in sheet.checklist.questions.all()}
        answers = {
            answer.question.number: Given(answer.value, answer.note, answer.corrected)
            for answer in sheet.answers.select_related("question")
        }
        check_complete([row.as_question() for row in rows.values()], answers)
        for number, given in answers.items():
            row = rows[number]
            if is_problem(row.as_question(), given.value):
                problem = Problem(row.code, given.corrected)
                found.append(
                    FoundProblem(sheet, row.pk, problem, row.grade, f"{row.text}：{given.note}", row.article)
                )
    return found


def _confirm(part: VisitPart, given: ConfirmationDraft, signature: Stored | None, today: date) -> None:
    Confirmation.objects.update_or_create(
        part=part,
        defaults={
            "kind": given.kind,
            "signer_name": given.signer_name.strip(),
            "signer_post": given.signer_post.strip(),
            "signature": signature,
            "unsigned_reason": given.unsigned_reason.strip(),
            "witness_name": given.witness_name.strip(),
            "witness_unit": given.witness_unit.strip(),
            "confirmed_on": today,
        },
    )


def answers_digest(part: VisitPart) -> str:
    """SHA-256 of a department's answers in canonical form: what the ledger holds of the record."""
    rows = (
        (answer.sheet.item.code, answer.question.number, answer.value, answer.note, answer.corrected)
        for sheet in part.sheets.all()
        for answer in sheet.answers.select_related("sheet__item", "question")
    )
    return sha256_hex(canonical_json([list(row) for row in rows]))


def evidence_digests(visit: Visit) -> list[str]:
    """The digests of the photos and voice notes kept with a visit by now, in order."""
    kept = Attachment.objects.filter(about=visit_ref(visit))
    found = kept.filter(kind__startswith="photo:") | kept.filter(kind__startswith="voice:")
    return sorted(set(found.values_list("stored_id", flat=True)))


def keep_findings(part: VisitPart, found: Iterable[FoundProblem], *, by: Actor, today: date) -> None:
    """Keep the problems found and report each new one as a hazard 形成隐患.

    A record that was sent back and closed again adds what is new; what is no longer found is marked
    withdrawn, its hazard stays with whoever handles it.
    """
    standing = {
        (row.item_id, row.question_id): row for row in part.findings.filter(withdrawn_on__isnull=True)
    }
    for one in found:
        key = (one.sheet.item_id, one.question_id)
        row = standing.pop(key, None)
        if row is None:
            row = Finding.objects.filter(part=part, item=one.sheet.item, question=one.question_id).first()
        row = row or Finding(part=part, item=one.sheet.item, question_id=one.question_id)
        row.code, row.corrected, row.withdrawn_on = one.problem.code, one.problem.corrected, None
        row.category = HAZARD_CATEGORY[Field(one.sheet.item.field)]
        row.grade, row.text, row.article = one.grade, one.text, one.article
        if row.hazard_id is None:
            row.hazard_id = report(part.visit, row, f"{row.item_id}:{row.question_id}", by=by, today=today)
        row.save()
    for row in standing.values():
        row.withdrawn_on = today
        row.save(update_fields=["withdrawn_on"])


def report(visit: Visit, finding: Finding, which: str, *, by: Actor, today: date) -> int:
    """Report a finding as a hazard and return the hazard's key; ``which`` tells it from the part's others."""
    mended = "（检查人员在场时已改正）" if finding.corrected else ""
    hazard = hazards.report_hazard(
        hazards.HazardReport(
            business_code=visit.business_code,
            business_name=visit.business_name,
            area_code=visit.area_code,
            category=finding.category,
            grade=finding.grade,
            grade_reason="不符合检查表重点项目" if finding.grade == Grade.MAJOR else "",
            text=f"{finding.text}{mended}",
            article=finding.article,
            found_by_visit=visit_ref(visit),
            reference=f"{visit_ref(visit)}:{finding.part.organ_id}:{which}",
            photos=_photos_of(visit, finding),
        ),
        by=by,
        today=today,
    )
    return int(hazard.pk)


def _photos_of(visit: Visit, finding: Finding) -> tuple[Stored, ...]:
    """The photos taken of the question that found the problem."""
    if finding.question is None:
        return ()
    sheet = Sheet.objects.filter(part=finding.part, item=finding.item_id).first()
    kind = evidence_kind(Medium.PHOTO, sheet.pk if sheet else 0, finding.question.number)
    shown = Attachment.objects.filter(about=visit_ref(visit), kind=kind).select_related("stored")
    return tuple(row.stored for row in shown)


def visit_ref(visit: Visit) -> str:
    """How other domains name a visit."""
    return f"inspections.visit:{visit.pk}"


def close_part(
    visit: Visit,
    part: VisitPart,
    outcome: Outcome,
    codes: tuple[str, ...],
    note: str,
    *,
    by: Actor,
    today: date,
) -> None:
    """Close one department's part; with the last one the visit is recorded and publication falls due."""
    part.outcome, part.codes, part.note = outcome, list(codes), note.strip()
    part.recorded_on, part.recorded_by, part.recorded_by_name = today, by.id, by.name
    part.save()
    settle("inspections.visit", about=part, by=by, today=today)
    parts = list(visit.parts.all())
    if any(one.recorded_on is None for one in parts):
        return
    VISIT.check(visit.state, VisitStage.RECORDED)
    fields = [Field(row.item.field) for row in visit.inspection.items.select_related("item")]
    visit.ended_on = visit.ended_on or today
    due = publication_due(fields, visit.ended_on)
    visit.state, visit.codes = VisitStage.RECORDED, list(merged(one.codes for one in parts))
    visit.publish_by, visit.publish_cites = due.on, due.cites
    visit.save()
    assign_review_and_publication(visit, today)
    make_soon(visit.pk)
