"""The owner applies online 网上申请: opens a form, writes it, hands it in, answers, takes it back.

Nobody has an account: whoever answers for the business in the register opens the form (the portal asks for
the identity number), and from then on number and code open it. What is written is kept as it was typed and
judged when it is handed in (《食品经营许可和备案管理办法》第十七条: the applicant answers for its truth).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.papers import lacking, paper_names
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.rules.vocabulary import CANCELLED_HERE, Kind, Purpose
from quanheng.domains.licences.services.accepting import answer_held
from quanheng.domains.licences.services.applying import withdraw_held
from quanheng.domains.licences.services.conditions import NotGrantedHere, holder_of
from quanheng.domains.licences.services.handing_in import apply_asked, file_asked
from quanheng.domains.licences.services.matter import hold
from quanheng.domains.registration import queries as register
from quanheng.kernel import access
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.queries import kinds_attached
from quanheng.platform.documents.services import Label, attach, store
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import require_revision
from quanheng.platform.people.queries import bureau_for

FORGOTTEN = timedelta(days=90)
"""So long a form waits for its owner: the bureau's habit, not law."""
TEXT_LENGTH = 500


class NotToBeWritten(Refused):
    """The form was handed in and can no longer be written 已提交，不能修改."""


class PapersLacking(Refused):
    """Papers that must be there are not 材料不齐全."""


class TruthNotPromised(Refused):
    """The applicant did not answer for the truth of what was written 未承诺材料真实."""


@dataclass(frozen=True)
class NewForm:
    """What an owner wants to ask for; ``permit_id`` names the permit it is about, none for a first one."""

    business_code: str
    purpose: str
    kind: str = ""
    permit_id: int | None = None


@transaction.atomic
def open_form(new: NewForm, *, by: Actor, today: date) -> tuple[OnlineForm, str]:
    """Open a form for the owner of a business 新建网上申请; returns it and the code that opens it again.

    The caller has found that the applicant answers for the business. Raises ``HolderNotOpen`` of a first
    application, ``NotGrantedHere``, ``Missing`` for a permit of somebody else.
    """
    by.require(rights.APPLY_ONLINE)
    business = register.public_business(new.business_code)
    permit = _own_permit(new, business.code)
    kind = Kind(permit.kind if permit else new.kind)
    if permit is None:
        viewer = Actor.applicant("", business.name, business.area_code)
        holder_of(kind, business.code, by=viewer, today=today)
    if kind not in CANCELLED_HERE:
        raise NotGrantedHere("这一类许可不由本局办理。", instead="请向发证机关申请。")
    bureau = permit.organ if permit else bureau_for(business.area_code, by=by)
    made = OnlineForm.objects.create(
        number=secrets.token_hex(16),
        kind=kind,
        purpose=Purpose(new.purpose),
        organ=bureau,
        area_code=permit.area_code if permit else business.area_code,
        business_code=business.code,
        permit=permit,
        details=_prepared(permit),
        opened_on=today,
        touched_on=today,
    )
    made.number = f"P{bureau.area_id[:6]}-{today.year}-{made.pk:06d}"
    code = access.new_code()
    made.access = access.digest(made.number, code)
    made.save(update_fields=["number", "access"])
    facts = {"number": made.number, "kind": made.kind, "purpose": made.purpose, "business": business.code}
    ledger.record("permit_form_opened", on=made, by=by, today=today, facts=facts)
    return made, code


@transaction.atomic
def write_form(
    form: int, details: Mapping[str, Any], revision: int | None = None, *, by: Actor, today: date
) -> OnlineForm:
    """Keep what was typed 保存. No act of office: the ledger hears of it when it is handed in.

    Raises ``NotToBeWritten``; ``ChangedMeanwhile`` where another device wrote since this ``revision``.
    """
    held = _open(form, by=by)
    require_revision(held, revision)
    held.details = held.details | {name: _cut(value) for name, value in details.items()}
    held.revision += 1
    held.touched_on = today
    held.save(update_fields=["details", "revision", "touched_on"])
    return held


@transaction.atomic
def add_paper(form: int, kind: str, content: bytes, *, by: Actor, today: date) -> Attachment:
    """Add a photo or a PDF 提交材料, before handing in or to answer a notice; the same file once.

    Raises ``FileNotAccepted``, ``NotToBeWritten``.
    """
    held = hold_form(form, by=by)
    names = paper_names(held.kind, held.purpose)
    if kind not in names:
        raise Refused("没有这一类材料。", instead="请从列出的材料中选择。", field="kind")
    if not (held.is_open or _is_asked(held)):
        raise _handed_in()
    stored = store(content)
    label = Label(kind, f"{held.number} {names[kind]}", held.area_code)
    row = attach(stored, label, to=held, by=by, today=today)
    facts = {"kind": kind, "digest": stored.digest}
    ledger.record("permit_paper_added", on=held, by=by, today=today, facts=facts)
    return row


@transaction.atomic
def hand_in(form: int, *, true: bool, by: Actor, today: date) -> OnlineForm:
    """Hand the form in 提交申请: an application before the section, or of a filing its number at once.

    ``true`` is the applicant's word for the truth of what was written. Raises ``TruthNotPromised``,
    ``PapersLacking`` and whatever the act at the window would raise.
    """
    held = _open(form, by=by)
    if not true:
        raise TruthNotPromised(
            "提交前请确认：材料真实，反映的情况真实。", cites="《行政许可法》第三十一条", field="true"
        )
    _require_papers(held)
    if held.kind == Kind.PREPACKAGED and held.purpose != Purpose.CANCELLATION:
        held.permit = file_asked(held, by=by, today=today)
    else:
        held.application = apply_asked(held, by=by, today=today)
    held.handed_in_on = today
    held.save(update_fields=["permit", "application", "handed_in_on"])
    facts = {"number": held.number}
    ledger.record("permit_form_handed_in", on=held, by=by, today=today, facts=facts)
    return held


@transaction.atomic
def answer_online(form: int, answer: str, *, by: Actor, today: date) -> Application:
    """Answer a notice of what is missing 网上补正. Raises ``MoveNotAllowed``; ``Refused`` without a word."""
    held = _application_of(hold_form(form, by=by), by=by)
    if not answer.strip():
        raise Refused("请写明补正了什么。", instead="材料请在上面逐项添加。", field="answer")
    return answer_held(held, answer, by=by, today=today)


@transaction.atomic
def withdraw_online(form: int, *, reason: str, by: Actor, today: date) -> Application:
    """Take the application back 网上撤回申请. Raises ``MoveNotAllowed``."""
    held = _application_of(hold_form(form, by=by), by=by)
    return withdraw_held(held, reason=reason, by=by, today=today)


@transaction.atomic
def hand_out_code(form: OnlineForm, *, by: Actor, today: date) -> str:
    """Give the owner a new code at the window 补发办理码; the old one opens nothing any more."""
    by.require(rights.APPLY, area=form.area_code)
    code = access.new_code()
    OnlineForm.objects.filter(pk=form.pk).update(access=access.digest(form.number, code))
    ledger.record("permit_form_code_handed_out", on=form, by=by, today=today)
    return code


@transaction.atomic
def close_forgotten(*, by: Actor, today: date) -> int:
    """Empty forms that nobody wrote on for long 清除过期未提交的申请表; returns how many."""
    by.require(rights.END)
    rows = OnlineForm.objects.select_for_update(of=("self",)).filter(
        handed_in_on__isnull=True, closed_on__isnull=True, touched_on__lt=today - FORGOTTEN
    )
    for form in rows:
        form.details, form.access, form.closed_on = {}, "", today
        form.save(update_fields=["details", "access", "closed_on"])
        ledger.record("permit_form_closed", on=form, by=by, today=today)
    return len(rows)


def hold_form(form: int, *, by: Actor) -> OnlineForm:
    """The form, locked, for the applicant whose it is. Raises ``Forbidden``, ``Missing``."""
    by.require(rights.APPLY_ONLINE)
    held = OnlineForm.objects.select_for_update(of=("self",)).filter(pk=form).first()
    if held is None or by.applies_for != held.number:
        raise Missing("没有找到这件申请，或者它不归您办理。")
    return held


def _open(form: int, *, by: Actor) -> OnlineForm:
    held = hold_form(form, by=by)
    if not held.is_open:
        raise _handed_in()
    return held


def _handed_in() -> NotToBeWritten:
    return NotToBeWritten("申请已经提交，不能再修改。", instead="可以撤回后重新申请，或者等待补正通知。")


def _is_asked(held: OnlineForm) -> bool:
    return held.application is not None and held.application.stage == Stage.SUPPLEMENT


def _own_permit(new: NewForm, code: str) -> Permit | None:
    if new.purpose == Purpose.NEW:
        return None
    found = Permit.objects.filter(pk=new.permit_id or 0, holder_code=code).select_related("organ").first()
    if found is None:
        raise Missing("没有找到这个许可，或者它不是这个经营主体的。")
    return found


def _prepared(permit: Permit | None) -> dict[str, Any]:
    return {"items": list(permit.items)} if permit else {}


def _cut(value: Any) -> Any:
    return [str(one)[:60] for one in value][:60] if isinstance(value, list) else str(value)[:TEXT_LENGTH]


def _require_papers(held: OnlineForm) -> None:
    there = kinds_attached(held)
    missing = lacking(held.kind, held.purpose, held.details.get("items") or [], handed_in=there)
    if missing:
        raise PapersLacking(
            f"还缺材料：{'；'.join(paper.name for paper in missing)}。",
            cites="；".join(dict.fromkeys(paper.cites for paper in missing)),
            instead="请拍照或者选择文件添加，再提交。",
            field="papers",
        )


def _application_of(held: OnlineForm, *, by: Actor) -> Application:
    if held.application_id is None:
        raise Missing("申请还没有提交。")
    return hold(held.application_id, rights.APPLY_ONLINE, by=by)
