"""Disputes about a name 企业名称争议裁决 (规定第二十一条、第二十三条, 实施办法第三十四条至第四十七条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from quanheng.domains.registration.events import RenamingOverdue
from quanheng.domains.registration.models import Business, NameDispute
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.lists import provisions
from quanheng.domains.registration.rules.names.stages import (
    DECLINED,
    DISPUTE,
    EXAMINED,
    FACTORS,
    Dispute,
)
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.domains.registration.services.matter import authority_for
from quanheng.domains.registration.services.names import waiting
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right

METHOD = "《企业名称登记管理规定实施办法》"


class DisputeNotRipe(Refused):
    """The step has to wait 尚不能办理."""


@dataclass(frozen=True)
class NewDispute:
    """An application for a ruling 争议裁决申请: who asks, about whose name, what is asked and why."""

    business_code: str
    applicant_name: str
    request: str
    grounds: str
    applicant_code: str = ""
    applicant_phone: str = ""


@transaction.atomic
def file_dispute(new: NewDispute, *, by: Actor, today: date) -> NameDispute:
    """Enter an application for a ruling 登记争议申请 (实施办法第三十六条).

    Raises ``Refused`` where request or grounds are missing, ``Missing`` for a business elsewhere.
    """
    by.require(rights.FILE_DISPUTE)
    business = Business.objects.filter(code=new.business_code.strip().upper()).first()
    if business is None or not by.covers(business.area_code):
        raise Missing("没有找到被申请人。", instead="请核对统一社会信用代码。", field="business_code")
    for field in ("applicant_name", "request", "grounds"):
        if not getattr(new, field).strip():
            says = "争议申请应当有具体的请求、事实、理由、法律依据和证据。"
            raise Refused(says, cites=f"{METHOD}第三十六条", field=field)
    due_on, cites = _due("dispute_accept", today)
    made = NameDispute.objects.create(
        number=f"pending-{business.pk}-{NameDispute.objects.count()}",
        organ=authority_for(business.area_code),
        area_code=business.area_code,
        applicant_name=new.applicant_name.strip()[:200],
        applicant_code=new.applicant_code.strip().upper()[:18],
        applicant_phone=new.applicant_phone.strip()[:20],
        business=business,
        disputed_name=business.name,
        request=new.request.strip()[:500],
        grounds=new.grounds.strip(),
        filed_on=today,
        due_on=due_on,
        due_cites=cites,
    )
    made.number = f"名称争议〔{today.year}〕{made.pk}号"
    made.save(update_fields=["number"])
    record("name_dispute_filed", on=made, by=by, today=today, facts={"name": made.disputed_name})
    waiting.examine(made, by=by, today=today)
    return made


@transaction.atomic
def ask_dispute_supplement(key: int, points: str, *, by: Actor, today: date) -> NameDispute:
    """Tell the applicant once everything that is missing 一次性告知补正 (实施办法第三十七条)."""
    held = _held(key, rights.DISPUTE, by=by)
    if not points.strip():
        raise Refused("应当一次性告知需要补正的全部内容。", cites=f"{METHOD}第三十七条", field="points")
    return _go(
        held,
        Dispute.SUPPLEMENT,
        "name_dispute_supplement_asked",
        {"points": points.strip()},
        due="dispute_supplement",
        by=by,
        today=today,
        supplement_points=points.strip(),
        supplement_asked_on=today,
    )


@transaction.atomic
def supplement_dispute(key: int, added: str, *, by: Actor, today: date) -> NameDispute:
    """Take in what the applicant brought 收到补正材料; the examination begins anew.

    Raises ``DisputeNotRipe`` after the five working days (实施办法第三十八条第（三）项).
    """
    held = _held(key, rights.FILE_DISPUTE, by=by)
    DISPUTE.check(held.stage, Dispute.FILED)
    if held.due_on and today > held.due_on:
        raise DisputeNotRipe(
            f"补正期限已于{held.due_on.isoformat()}届满。",
            cites=f"{METHOD}第三十八条第（三）项",
            instead="请办理不予受理。",
        )
    facts, grounds = {"added": added.strip()}, f"{held.grounds}\n补正：{added.strip()}"
    act = "name_dispute_supplemented"
    return _go(held, Dispute.FILED, act, facts, due="dispute_accept", by=by, today=today, grounds=grounds)


@transaction.atomic
def decline_dispute(key: int, ground: str, note: str, *, by: Actor, today: date) -> NameDispute:
    """Do not accept a dispute 不予受理, on one of the grounds of 实施办法第三十八条."""
    held = _held(key, rights.DISPUTE, by=by)
    if ground not in DECLINED:
        raise Refused("请选择不予受理的情形。", cites=f"{METHOD}第三十八条", field="ground")
    says, item = DECLINED[ground]
    reason = f"{says}（{METHOD}第三十八条{item}）{note.strip()}"
    return _end(held, Dispute.NOT_ACCEPTED, "name_dispute_declined", reason, by=by, today=today)


@transaction.atomic
def accept_dispute(key: int, *, by: Actor, today: date) -> NameDispute:
    """Accept a dispute 受理: from this day run five working days to serve and three months to rule.

    Raises ``DisputeNotRipe`` where one side is deregistered (实施办法第三十八条第（七）项).
    """
    held = _held(key, rights.DISPUTE, by=by)
    if held.business.state == State.DEREGISTERED:
        raise DisputeNotRipe(
            "被申请人已经注销，不予受理。", cites=f"{METHOD}第三十八条第（七）项", instead="请办理不予受理。"
        )
    ruling_due_on, _ = ruling_due(today)
    return _go(
        held,
        Dispute.ACCEPTED,
        "name_dispute_accepted",
        {"ruling_due": ruling_due_on.isoformat() if ruling_due_on else ""},
        due="dispute_serve",
        by=by,
        today=today,
        accepted_on=today,
        ruling_due_on=ruling_due_on,
    )


@transaction.atomic
def serve_dispute(key: int, *, by: Actor, today: date) -> NameDispute:
    """Send application and evidence to the other side 发送答辩告知书; ten working days to answer."""
    held = _held(key, rights.DISPUTE, by=by)
    act = "name_dispute_served"
    return _go(held, Dispute.SERVED, act, {}, due="dispute_answer", by=by, today=today, served_on=today)


@transaction.atomic
def enter_dispute_answer(key: int, answer: str, *, by: Actor, today: date) -> NameDispute:
    """Enter the other side's answer 收到答辩书; it goes to the applicant within five working days."""
    held = _held(key, rights.FILE_DISPUTE, by=by)
    if not answer.strip():
        raise Refused("请写明答辩的内容。", field="answer")
    act, given = "name_dispute_answered", {"answer": answer.strip(), "answered_on": today}
    return _go(held, Dispute.ANSWERED, act, {}, due="dispute_forward", by=by, today=today, **given)


@transaction.atomic
def forward_dispute_answer(key: int, *, by: Actor, today: date) -> NameDispute:
    """Send the answer to the applicant 转送答辩材料; what remains is the ruling."""
    held = _held(key, rights.DISPUTE, by=by)
    act = "name_dispute_forwarded"
    return _go(held, Dispute.FORWARDED, act, {}, due="", by=by, today=today, forwarded_on=today)


@transaction.atomic
def mediate_dispute(key: int, agreement: str, *, by: Actor, today: date) -> NameDispute:
    """Both sides agreed 调解达成协议 (实施办法第四十条)."""
    held = _held(key, rights.DISPUTE, by=by)
    return _end(held, Dispute.MEDIATED, "name_dispute_mediated", agreement, by=by, today=today)


@transaction.atomic
def suspend_dispute(key: int, reason: str, *, by: Actor, today: date) -> NameDispute:
    """Wait for another case's outcome 中止审查 (实施办法第四十四条)."""
    held = _held(key, rights.DISPUTE, by=by)
    if not reason.strip():
        raise Refused("请写明中止审查的理由。", cites=f"{METHOD}第四十四条", field="reason")
    given = {"resumes_at": held.stage, "suspended_on": today}
    act, facts = "name_dispute_suspended", {"reason": reason.strip()}
    return _go(held, Dispute.SUSPENDED, act, facts, due="", by=by, today=today, **given)


@transaction.atomic
def resume_dispute(key: int, *, by: Actor, today: date) -> NameDispute:
    """Take the examination up again 恢复审查; the days of the suspension do not count towards the ruling."""
    held = _held(key, rights.DISPUTE, by=by)
    DISPUTE.check(held.stage, held.resumes_at or Dispute.SUSPENDED)
    waited = today - (held.suspended_on or today)
    last = held.ruling_due_on or ruling_due(held.accepted_on or today)[0]
    held.ruling_due_on = last + waited if last else None
    to, act = Dispute(held.resumes_at), "name_dispute_resumed"
    given = {"resumes_at": "", "suspended_on": None}
    return _go(held, to, act, {"days": waited.days}, due="", by=by, today=today, **given)


@transaction.atomic
def uphold_dispute(key: int, ruling: str, factors: Sequence[str], *, by: Actor, today: date) -> NameDispute:
    """Rule that the name may no longer be used 裁决停止使用 (实施办法第四十二条、第四十三条).

    The business has thirty days for its new name; until then the code stands for the name in public.
    """
    held = _ruled(key, ruling, factors, by=by)
    due_on, cites = _due("dispute_rename", today)
    business = Business.objects.select_for_update(of=("self",)).get(pk=held.business_id)
    business.name_withheld_on = today
    business.save(update_fields=["name_withheld_on"])
    facts = {"ruling": ruling.strip(), "rename_by": due_on.isoformat(), "code": business.code}
    given = {"ruling": ruling.strip(), "ruled_on": today, "factors": list(factors)}
    made = _go(held, Dispute.UPHELD, "name_dispute_upheld", facts, due="", by=by, today=today, **given)
    made.due_on, made.due_cites = due_on, cites
    made.save(update_fields=["due_on", "due_cites"])
    record("name_withheld", on=business, by=by, today=today, facts={"dispute": made.number})
    waiting.follow(made, by=by, today=today)
    return made


@transaction.atomic
def dismiss_dispute(key: int, ruling: str, factors: Sequence[str], *, by: Actor, today: date) -> NameDispute:
    """Rule that the grounds do not hold 驳回争议申请 (实施办法第四十二条)."""
    held = _ruled(key, ruling, factors, by=by)
    held.ruling, held.ruled_on, held.factors = ruling.strip(), today, list(factors)
    return _end(held, Dispute.DISMISSED, "name_dispute_dismissed", "争议理由不成立", by=by, today=today)


@transaction.atomic
def withdraw_dispute(key: int, reason: str, *, by: Actor, today: date) -> NameDispute:
    """The applicant takes the application back, in writing and with reasons 撤回申请 (实施办法第四十五条)."""
    held = _held(key, rights.FILE_DISPUTE, by=by)
    return _end(held, Dispute.WITHDRAWN, "name_dispute_withdrawn", reason, by=by, today=today)


@transaction.atomic
def terminate_dispute(key: int, reason: str, *, by: Actor, today: date) -> NameDispute:
    """End it because a side is gone, or for another ground of law 终止裁决 (实施办法第四十四条)."""
    held = _held(key, rights.DISPUTE, by=by)
    return _end(held, Dispute.TERMINATED, "name_dispute_terminated", reason, by=by, today=today)


@transaction.atomic
def close_renamed(code: str, *, by: Actor, today: date) -> int:
    """A business has its new name: it is shown again, the disputes about the old one end 已变更名称."""
    stages = [Dispute.UPHELD, Dispute.OVERDUE]
    rows = NameDispute.objects.select_for_update(of=("self",)).filter(business__code=code, stage__in=stages)
    held = [one for one in rows.select_related("business") if one.disputed_name != one.business.name]
    for one in held:
        Business.objects.filter(pk=one.business_id).update(name_withheld_on=None)
        _end(one, Dispute.RENAMED, "name_dispute_renamed", "已办理名称变更登记", by=by, today=today)
    return len(held)


def mark_overdue_renamings(*, by: Actor, today: date) -> int:
    """Rulings whose thirty days are over: the section lists the business as abnormal 逾期未变更; how many."""
    late = NameDispute.objects.filter(stage=Dispute.UPHELD, due_on__lt=today)
    return sum(_overdue(key, by=by, today=today) for key in list(late.values_list("pk", flat=True)))


@transaction.atomic
def _overdue(key: int, *, by: Actor, today: date) -> bool:
    rows = NameDispute.objects.select_for_update(of=("self",)).select_related("business")
    held = rows.filter(pk=key, stage=Dispute.UPHELD, due_on__lt=today).first()
    if held is None:
        return False
    facts = {"code": held.business.code, "due": str(held.due_on)}
    _go(held, Dispute.OVERDUE, "name_dispute_overdue", facts, due="", by=by, today=today)
    waiting.list_abnormal(held, by=by, today=today)
    announce(RenamingOverdue(held.business.code, held.number, held.due_on or today, today))
    return True


def _held(key: int, right: Right, *, by: Actor) -> NameDispute:
    by.require(right)
    rows = NameDispute.objects.select_for_update(of=("self",)).select_related("business", "organ")
    held = rows.filter(pk=key).first()
    if held is None:
        raise Missing()
    by.require(right, area=held.area_code)
    return held


def _ruled(key: int, ruling: str, factors: Sequence[str], *, by: Actor) -> NameDispute:
    """The dispute under ruling: words, and what was weighed (实施办法第四十一条); the answer had its time."""
    held = _held(key, rights.RULE, by=by)
    if not ruling.strip():
        raise Refused("请写明裁决的内容和理由。", cites=f"{METHOD}第四十二条", field="ruling")
    if not [one for one in factors if one in FACTORS]:
        raise Refused("请选择裁决时考虑的因素。", cites=f"{METHOD}第四十一条", field="factors")
    return held


def require_answer_time(held: NameDispute, today: date) -> None:
    """That the other side has answered or had its ten working days. Raises ``DisputeNotRipe``."""
    if held.stage == Dispute.SERVED and held.due_on and today <= held.due_on:
        raise DisputeNotRipe(
            f"答辩期限至{held.due_on.isoformat()}，还不能裁决。",
            cites=f"{METHOD}第三十九条",
            instead="收到答辩书或者答辩期限届满后再裁决。",
        )


def _due(key: str, start: date) -> tuple[date, str]:
    provision = provisions()[key]
    return provision.due(start), provision.entry_on(start).cites


def ruling_due(accepted_on: date) -> tuple[date | None, str]:
    """By when to rule, and the article; the article alone while next year's holidays are not published.

    Accepting and serving have days of their own, and must not wait for the holidays of another year.
    """
    return provisions()["dispute_ruling"].foreseen(accepted_on)


def _go(
    held: NameDispute,
    to: Dispute,
    act: str,
    facts: dict[str, Any],
    *,
    due: str,
    by: Actor,
    today: date,
    **given: Any,
) -> NameDispute:
    """One step: stage, nearest deadline, ledger, worklist. Without ``due`` the ruling's day counts."""
    DISPUTE.check(held.stage, to)
    if to in (Dispute.UPHELD, Dispute.DISMISSED):
        require_answer_time(held, today)
    held.stage = to
    for name, value in given.items():
        setattr(held, name, value)
    if due:
        held.due_on, held.due_cites = _due(due, today)
    elif to in EXAMINED and held.accepted_on:
        last, held.due_cites = ruling_due(held.accepted_on)
        held.due_on = held.ruling_due_on = held.ruling_due_on or last
    elif to is Dispute.SUSPENDED:
        held.due_on, held.due_cites = None, ""
    held.save()
    record(act, on=held, by=by, today=today, facts=facts)
    waiting.step(held, by=by, today=today)
    return held


def _end(held: NameDispute, to: Dispute, act: str, reason: str, *, by: Actor, today: date) -> NameDispute:
    DISPUTE.check(held.stage, to)
    if to is Dispute.DISMISSED:
        require_answer_time(held, today)
    if not reason.strip():
        raise Refused("请写明理由。", field="reason")
    held.stage, held.ended_on, held.ended_reason = to, today, reason.strip()[:500]
    held.due_on, held.due_cites = None, ""
    held.save()
    record(act, on=held, by=by, today=today, facts={"reason": reason.strip()})
    waiting.done(held, by=by, today=today)
    return held
