"""Taking a hazard up to a leader 升级督办, and what the leader decides."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.credit.services import ask_review
from quanheng.domains.hazards.models import Escalation, Hazard, Order
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.rules.vocabulary import CAUSE_SAYS, Cause
from quanheng.domains.hazards.services import tasks
from quanheng.domains.hazards.services.matter import hold, move
from quanheng.domains.hazards.services.ordering import OrderDraft, issue
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor


class ReasonMissing(Refused):
    """Nobody said why 未写明理由."""


def require_words(text: str, says: str, *, field: str) -> str:
    """The text without blanks around it. Raises ``ReasonMissing`` if there is none."""
    if not text.strip():
        raise ReasonMissing(says, instead="请写明理由。", field=field)
    return text.strip()


@transaction.atomic
def escalate(hazard: Hazard | int, reason: str, *, by: Actor, today: date) -> Hazard:
    """Ask a leader to take a hazard in hand 提请督办. Raises ``ReasonMissing``, ``MoveNotAllowed``."""
    held = hold(hazard, rights.ESCALATE, by=by)
    words = require_words(reason, "提请督办需要写明理由。", field="reason")
    raise_up(held, Cause.BY_HAND, words, by=by, today=today)
    return held


def raise_up(held: Hazard, cause: Cause, reason: str, *, by: Actor, today: date) -> None:
    """Take a held hazard up: stage, record, ledger, the leader's list, the fact."""
    move(held, Stage.ESCALATED)
    held.save()
    _enter(held, cause, reason, by=by, today=today)
    tasks.wait_for_leader(held, by=by, today=today)


def _enter(held: Hazard, cause: Cause, reason: str, *, by: Actor, today: date) -> None:
    answer_open(held, "再次升级", by=by, today=today)
    Escalation.objects.create(
        hazard=held, cause=cause, reason=reason[:300], escalated_on=today, by=by.id, by_name=by.name[:40]
    )
    facts = {"cause": cause, "reason": reason}
    ledger.record("hazard_escalated", on=held, by=by, today=today, facts=facts)


def answer_open(held: Hazard, instruction: str, *, by: Actor, today: date) -> None:
    """Answer the escalation that is still open, if there is one."""
    held.escalations.filter(answered_on__isnull=True).update(
        answered_on=today, answered_by=by.id, answered_by_name=by.name[:40], instruction=instruction[:500]
    )


@transaction.atomic
def instruct(hazard: Hazard | int, instruction: str, draft: OrderDraft, *, by: Actor, today: date) -> Order:
    """A leader takes an escalated hazard in hand and orders anew, with a new deadline 督办.

    Raises ``ReasonMissing``, ``MoveNotAllowed`` and what ``order_rectification`` raises.
    """
    held = hold(hazard, rights.INSTRUCT, by=by)
    words = require_words(instruction, "督办需要写明督办意见。", field="instruction")
    order = issue(held, draft, by=by, today=today)
    answer_open(held, words, by=by, today=today)
    ledger.record("hazard_instructed", on=held, by=by, today=today, facts={"instruction": words})
    return order


@transaction.atomic
def hand_over(hazard: Hazard | int, reason: str, *, by: Actor, today: date) -> Hazard:
    """A leader hands an escalated hazard over for investigation 移送查处.

    《食品生产经营监督检查管理办法》第三十二条: what affects food safety is investigated. The hazard stays
    open: it still has to be rectified. Raises ``ReasonMissing``, ``MoveNotAllowed``.
    """
    held = hold(hazard, rights.INSTRUCT, by=by)
    words = require_words(reason, "移送查处需要写明理由。", field="reason")
    move(held, Stage.HANDED_OVER)
    held.save(update_fields=["stage"])
    answer_open(held, f"移送查处：{words}", by=by, today=today)
    ledger.record("hazard_handed_over", on=held, by=by, today=today, facts={"reason": words})
    tasks.wait_for_rectification(held, "", by=by, today=today)
    ask_review(held.business_code, f"隐患{held.number}移送查处", today=today)
    return held


def escalate_overdue(*, by: Actor, today: date) -> int:
    """Take up every hazard whose rectification or re-check is overdue 逾期升级; returns how many.

    Each in a transaction of its own. An overdue rectification moves to the leader; an overdue re-check stays
    with the bureau, but the leader is told once.
    """
    late = Hazard.objects.overdue(today).filter(stage=Stage.ORDERED).order_by("pk")
    unchecked = Hazard.objects.recheck_overdue(today).exclude(
        escalations__cause=Cause.RECHECK_OVERDUE, escalations__answered_on__isnull=True
    )
    done = sum(_take_up(key, by=by, today=today) for key in list(late.values_list("pk", flat=True)))
    keys = list(unchecked.order_by("pk").values_list("pk", flat=True))
    return done + sum(_tell(key, by=by, today=today) for key in keys)


@transaction.atomic
def _take_up(key: int, *, by: Actor, today: date) -> bool:
    held = Hazard.objects.select_for_update().overdue(today).filter(pk=key, stage=Stage.ORDERED).first()
    if held is None:
        return False
    raise_up(held, Cause.OVERDUE, f"{CAUSE_SAYS[Cause.OVERDUE]}，期限为 {held.due_on}", by=by, today=today)
    return True


@transaction.atomic
def _tell(key: int, *, by: Actor, today: date) -> bool:
    held = Hazard.objects.select_for_update().recheck_overdue(today).filter(pk=key).first()
    if held is None:
        return False
    reason = f"{CAUSE_SAYS[Cause.RECHECK_OVERDUE]}，期限为 {held.recheck_due_on}"
    _enter(held, Cause.RECHECK_OVERDUE, reason, by=by, today=today)
    tasks.tell_leader(held, today=today)
    return True
