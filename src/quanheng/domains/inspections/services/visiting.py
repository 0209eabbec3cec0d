"""On site 现场检查: beginning, answering, photos, voice notes, the record and its signature, refusals.

Answers are a draft kept on the server as they are given (each saving leaves a trace, `AnswerEntry`); the
ledger takes the whole record once, when the visit is finished, with the digest of every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from quanheng.domains.inspections.models import (
    Answer,
    AnswerEntry,
    Checklist,
    ChecklistQuestion,
    Sheet,
    TeamMember,
    Visit,
    VisitPart,
)
from quanheng.domains.inspections.rules import rights, staffing
from quanheng.domains.inspections.rules.checklist import normal_value, spoken_value
from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.stages import VISIT, VisitStage
from quanheng.domains.inspections.services.authority import lock_visit, part_of, require_acts_for
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.documents.files import FileNotAccepted
from quanheng.platform.documents.models import Attachment, Stored
from quanheng.platform.documents.services import Label, attach, store
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer, Recusal


class Medium(StrEnum):
    """What is taken on site 现场取证 beside the answers."""

    PHOTO = "photo"
    VOICE = "voice"


MEDIUM_SAYS = {Medium.PHOTO: "照片", Medium.VOICE: "录音"}
MEDIA_TYPES = {Medium.PHOTO: "image/", Medium.VOICE: "audio/"}


class NotBegun(Refused):
    """The department has not begun its visit 尚未开始检查."""


class AlreadyRecorded(Refused):
    """The department's record is closed 检查记录已经提交."""


class AnswerChangedMeanwhile(Refused):
    """Somebody else has changed the answer since it was read 答案已被他人修改."""


@dataclass(frozen=True)
class AnswerDraft:
    """One answer as a phone sends it.

    ``based_on`` is the revision the officer saw (0: none yet); ``token`` is made by the phone, once per
    saving, so that sending it again changes nothing.
    """

    sheet: int
    question: int
    value: str
    token: UUID
    note: str = ""
    corrected: bool = False
    based_on: int = 0


@dataclass(frozen=True)
class EvidenceDraft:
    """One photo or voice note as a phone sends it; ``sheet`` and ``question`` say of what (0: all)."""

    content: bytes = field(repr=False)
    name: str = ""
    sheet: int = 0
    question: int = 0


@transaction.atomic
def start_visit(visit_id: int, *, present: Sequence[int], by: Actor, today: date) -> Visit:
    """Begin a visit 开始检查: who is present, certificates shown (《企业公示信息抽查办法》第九条).

    ``present`` are the keys of the officers of the actor's own department who are there. Beginning again
    with the same officers changes nothing. Raises ``TooFewOfficers``, ``NotOnTheTeam``, ``MoveNotAllowed``.
    """
    by.require(rights.VISIT)
    visit = lock_visit(visit_id)
    part = part_of(visit, by)
    team = standing_team(part)
    if part.started_on and set(present) == {member.officer_id for member in team if member.present}:
        return visit
    require_open(part)
    _require_day(visit, today)
    staffing.check_present(present, [m.officer_id for m in team], fields_of(part), today)
    if visit.state != VisitStage.VISITING:
        VISIT.check(visit.state, VisitStage.VISITING)
        visit.state = VisitStage.VISITING
        visit.started_on = visit.started_on or today
        visit.save(update_fields=["state", "started_on"])
    part.started_on = part.started_on or today
    part.save(update_fields=["started_on"])
    TeamMember.objects.filter(part=part).update(present=False)
    TeamMember.objects.filter(part=part, officer__in=present).update(present=True)
    open_sheets(part, today)
    facts = {
        "certificates_shown": True,
        "officers": sorted(m.officer.certificate_number for m in team if m.officer_id in set(present)),
        "organ": part.organ_id,
    }
    record("visit_started", on=visit, by=by, today=today, facts=facts)
    return visit


def _require_day(visit: Visit, today: date) -> None:
    begins = visit.inspection.visit_from
    if today < begins:
        raise Refused(
            f"任务自{begins.year}年{begins.month}月{begins.day}日起实施检查，还没有到日期",
            instead="确需提前的，请由任务组织人修改检查日期后再抽取",
        )


def standing_team(part: VisitPart) -> list[TeamMember]:
    """The officers of a department's team who have not been replaced."""
    return list(part.team.filter(left_on__isnull=True).select_related("officer"))


def fields_of(part: VisitPart) -> list[Field]:
    """The fields of law of the items that this department checks."""
    items = part.visit.inspection.items.filter(organ=part.organ_id).select_related("item")
    return [Field(row.item.field) for row in items]


def require_open(part: VisitPart) -> None:
    """Raise ``AlreadyRecorded`` if the department's record is closed."""
    if part.recorded_on:
        raise AlreadyRecorded(
            f"{part.organ.name}的检查记录已于{part.recorded_on:%Y-%m-%d}提交",
            instead="需要更正的，请由审核人退回后再改",
        )


def require_begun(part: VisitPart) -> None:
    """Raise ``NotBegun`` or ``AlreadyRecorded`` unless the department's visit is under way."""
    if part.started_on is None:
        raise NotBegun("还没有开始检查", instead="请先确认到场人员、出示证件并开始检查")
    require_open(part)


def open_sheets(part: VisitPart, today: date) -> None:
    """Open one sheet per item of the department, pinned to the checklist in force today."""
    rows = part.visit.inspection.items.filter(organ=part.organ_id).select_related("item")
    lists = Checklist.objects.on(today)
    for row in rows:
        checklist = lists.filter(code=row.item.checklist).first() if row.item.checklist else None
        Sheet.objects.get_or_create(part=part, item=row.item, defaults={"checklist": checklist})


@transaction.atomic
def save_answer(visit_id: int, draft: AnswerDraft, *, by: Actor, today: date) -> Answer:
    """Save one answer 保存一题; safe to repeat with the same token.

    Raises ``BadAnswer``, ``AnswerChangedMeanwhile`` if somebody else has changed it since, ``NotBegun``,
    ``AlreadyRecorded``, ``NotOnTheTeam``, ``Missing``.
    """
    by.require(rights.VISIT)
    visit = lock_visit(visit_id)
    part = part_of(visit, by)
    done = AnswerEntry.objects.filter(token=draft.token, answer__sheet__part=part).select_related("answer")
    if (entry := done.first()) is not None:
        return entry.answer
    require_begun(part)
    sheet, row = _question_of(part, draft)
    value = normal_value(row.as_question(), draft.value)
    answer = Answer.objects.select_for_update().filter(sheet=sheet, question=row).first()
    _require_seen(answer, draft, by)
    if answer is None:
        answer = Answer(sheet=sheet, question=row, revision=0)
    answer.value, answer.note, answer.corrected = value, draft.note.strip(), draft.corrected
    answer.revision += 1
    answer.by, answer.by_name, answer.answered_on = by.id, by.name, today
    answer.save()
    AnswerEntry.objects.create(
        answer=answer,
        token=draft.token,
        revision=answer.revision,
        value=answer.value,
        note=answer.note,
        corrected=answer.corrected,
        by=by.id,
        answered_on=today,
    )
    return answer


def _question_of(part: VisitPart, draft: AnswerDraft) -> tuple[Sheet, ChecklistQuestion]:
    sheet = Sheet.objects.filter(pk=draft.sheet, part=part).select_related("checklist").first()
    row = None
    if sheet is not None and sheet.checklist is not None:
        row = sheet.checklist.questions.filter(number=draft.question).first()
    if sheet is None or row is None:
        raise Missing("检查表里没有这一题")
    return sheet, row


def _require_seen(answer: Answer | None, draft: AnswerDraft, by: Actor) -> None:
    """A colleague's newer answer is not overwritten unseen; one's own newer answer is."""
    if answer is None or answer.revision == draft.based_on or answer.by == by.id:
        return
    raise AnswerChangedMeanwhile(
        f"第{draft.question}题已由{answer.by_name}填写为“{spoken_value(answer.value)}”",
        instead="请核对后保留其中一个",
        field=f"q{draft.question}",
    )


def add_photo(visit_id: int, draft: EvidenceDraft, *, by: Actor, today: date) -> Attachment:
    """Attach a photo to a visit 添加照片; the same photo of the same question is kept once.

    Raises ``FileNotAccepted``, ``NotBegun``, ``AlreadyRecorded``, ``NotOnTheTeam``.
    """
    return _add(visit_id, draft, Medium.PHOTO, by=by, today=today)


def add_voice(visit_id: int, draft: EvidenceDraft, *, by: Actor, today: date) -> Attachment:
    """Attach a voice note to a visit 添加录音, for officials alone; the same recording is kept once.

    Raises ``FileNotAccepted``, ``NotBegun``, ``AlreadyRecorded``, ``NotOnTheTeam``.
    """
    return _add(visit_id, draft, Medium.VOICE, by=by, today=today)


@transaction.atomic
def _add(visit_id: int, draft: EvidenceDraft, medium: Medium, *, by: Actor, today: date) -> Attachment:
    by.require(rights.VISIT)
    visit = lock_visit(visit_id)
    part = part_of(visit, by)
    kind = evidence_kind(medium, draft.sheet, draft.question)
    if draft.sheet and not Sheet.objects.filter(pk=draft.sheet, part=part).exists():
        raise Missing("检查表里没有这一题")
    stored = store(draft.content)
    known = Attachment.objects.filter(stored=stored, about=f"inspections.visit:{visit.pk}", kind=kind)
    if not known.exists():
        _require_medium(stored, medium)
        require_begun(part)
    label = Label(kind, draft.name or f"现场{MEDIUM_SAYS[medium]}", visit.area_code)
    return attach(stored, label, to=visit, by=by, today=today)


def _require_medium(stored: Stored, medium: Medium) -> None:
    if not stored.media_type.startswith(MEDIA_TYPES[medium]):
        says = MEDIUM_SAYS[medium]
        raise FileNotAccepted(f"不能接收这个文件：它不是{says}。", instead=f"请重新添加{says}。")


def evidence_kind(medium: Medium, sheet: int, question: int) -> str:
    """Under which kind a photo or voice note of a question is filed."""
    return f"{medium}:{sheet}:{question}" if sheet else f"{medium}:site"


@transaction.atomic
def send_stand_in(
    visit_id: int, *, leaves: int, stand_in: int, reason: str, by: Actor, today: date
) -> TeamMember:
    """Replace an officer who cannot go 替换检查人员: same department, certified, qualified, not recused.

    The one who leaves stays on record with the reason. Raises ``MustWithdraw``, ``MayNotStandIn``.
    """
    by.require(rights.DRAW)
    visit = lock_visit(visit_id)
    if not by.covers(visit.inspection.area_code):
        raise Missing()
    officer = Officer.objects.select_related("organ").filter(pk=stand_in, active=True).first()
    rows = TeamMember.objects.select_for_update(of=("self",)).select_related("part__organ", "officer")
    member = rows.filter(part__visit=visit, officer=leaves, left_on__isnull=True).first()
    if officer is None or member is None:
        raise Missing("没有找到要替换的检查人员", field="stand_in")
    require_acts_for(member.part.organ, by)
    require_open(member.part)
    _check_stand_in(visit, member, officer)
    if not reason.strip():
        raise Refused("没有写明替换的原因", field="reason")
    member.left_on, member.left_reason, member.present = today, reason.strip(), False
    member.save(update_fields=["left_on", "left_reason", "present"])
    new = TeamMember.objects.create(part=member.part, officer=officer, position=member.position)
    facts = {
        "left": member.officer.certificate_number,
        "organ": member.part.organ_id,
        "reason": reason.strip(),
        "stand_in": officer.certificate_number,
    }
    record("stand_in_sent", on=visit, by=by, today=today, facts=facts)
    return new


def _check_stand_in(visit: Visit, member: TeamMember, officer: Officer) -> None:
    inspection = visit.inspection
    if officer.organ_id != member.part.organ_id and officer.organ.parent_id != member.part.organ_id:
        raise staffing.MayNotStandIn(
            "替换人员不是同一部门的执法人员", instead=staffing.ANOTHER, field="stand_in"
        )
    recused = Recusal.objects.filter(
        officer=officer, subject_code=visit.business_code, ended_on__isnull=True
    ).exists()
    certified = officer.certificate_from <= inspection.visit_from <= officer.certificate_until
    qualified = not inspection.qualification or inspection.qualification in officer.qualifications
    team: Collection[int] = set(member.part.team.values_list("officer_id", flat=True))
    staffing.check_stand_in(officer.pk, team, recused=recused, certified=certified, qualified=qualified)
