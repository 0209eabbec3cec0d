"""Accepting an application, or asking once for everything that is missing 受理、补正."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application, SiteCheck, Supplement
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.checking import needed
from quanheng.domains.licences.rules.deadlines import decide_due, due
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.matter import hold, move
from quanheng.kernel import calendar
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor

ANSWER_DAYS = 15
"""Working days an applicant gets to answer where nobody chose otherwise: the bureau's habit, not law."""


class NothingNamed(Refused):
    """What is missing was not said 未写明补正内容."""


class AskedTooLate(Refused):
    """The days for asking are over: the application counts as accepted 逾期未告知即为受理."""


@transaction.atomic
def ask_supplement(
    application: Application | int, points: Sequence[str], *, answer_by: date | None, by: Actor, today: date
) -> Supplement:
    """Ask once for everything that is missing 一次告知补正. Raises ``NothingNamed``, ``AskedTooLate``."""
    held = hold(application, rights.ACCEPT, by=by)
    rule = due(held.kind, "supplement", start=received_on(held))
    if today > rule.on:
        raise AskedTooLate(
            "告知补正的期限已过，自收到申请材料之日起即为受理。", cites=rule.cites, instead="请直接受理。"
        )
    said = [point.strip() for point in points if point.strip()]
    if not said:
        raise NothingNamed("没有写明需要补正的内容。", instead="请一次写明全部内容。", field="points")
    move(held, Stage.SUPPLEMENT)
    until = answer_by or calendar.add_working_days(today, ANSWER_DAYS)
    if until < today:
        raise NothingNamed("补正期限不能早于今天。", field="answer_by")
    asked = Supplement.objects.create(
        application=held,
        points=said,
        asked_on=today,
        answer_by=until,
        cites=rule.cites,
        by=by.id,
        by_name=by.name[:60],
    )
    held.answer_due_on = until
    held.save(update_fields=["stage", "answer_due_on"])
    facts = {"points": said, "answer_by": until.isoformat()}
    ledger.record("permit_supplement_asked", on=held, by=by, today=today, facts=facts)
    tasks.done(held, by=by, today=today)
    return asked


@transaction.atomic
def answer_supplement(application: Application | int, answer: str, *, by: Actor, today: date) -> Application:
    """Take in what was missing 提交补正材料: the application stands to be accepted again."""
    return answer_held(hold(application, rights.APPLY, by=by), answer, by=by, today=today)


def answer_held(held: Application, answer: str, *, by: Actor, today: date) -> Application:
    """Take in what was missing of a held application, whichever door it came through."""
    move(held, Stage.APPLIED)
    held.answer_due_on = None
    held.save(update_fields=["stage", "answer_due_on"])
    held.supplements.filter(answered_on=None).update(answered_on=today, answer=answer.strip()[:1000])
    ledger.record("permit_supplement_answered", on=held, by=by, today=today, facts={"answer": answer.strip()})
    rule = due(held.kind, "supplement", start=today)
    tasks.wait(tasks.ACCEPT, "受理许可申请", held, (rule.on, rule.cites), today)
    return held


@transaction.atomic
def accept(application: Application | int, *, by: Actor, today: date) -> Application:
    """Accept an application 受理: the days for deciding begin, and a site check is ordered if needed."""
    held = hold(application, rights.ACCEPT, by=by)
    return _accepted(held, on=today, by=by, today=today)


@transaction.atomic
def decline(
    application: Application | int, reason: str, *, cites: str = "", by: Actor, today: date
) -> Application:
    """Decline to accept 不予受理: no permit is needed, or another authority is in charge."""
    held = hold(application, rights.ACCEPT, by=by)
    if not reason.strip():
        raise NothingNamed("没有写明不予受理的理由。", field="reason")
    move(held, Stage.NOT_ACCEPTED)
    held.reason, held.decided_on = reason.strip(), today
    held.cites = cites or article(held.kind, "supplement", on=today).cites
    held.decided_by, held.decided_by_name = by.id, by.name[:60]
    held.save(update_fields=["stage", "reason", "cites", "decided_on", "decided_by", "decided_by_name"])
    ledger.record("permit_not_accepted", on=held, by=by, today=today, facts={"reason": held.reason})
    tasks.done(held, by=by, today=today)
    return held


@transaction.atomic
def deem_accepted(*, by: Actor, today: date) -> list[Application]:
    """What was neither accepted nor asked about in time counts as accepted on the day it came 视为受理."""
    by.require(rights.ACCEPT)
    waiting = Application.objects.select_for_update().filter(stage=Stage.APPLIED, applied_on__lt=today)
    overdue = []
    for held in waiting:
        received = received_on(held)
        if due(held.kind, "supplement", start=received).on < today:
            overdue.append(_accepted(held, on=received, by=by, today=today))
    return overdue


@transaction.atomic
def lapse_unanswered(*, by: Actor, today: date) -> list[Application]:
    """What was not supplemented in time counts as given up 视为放弃申请.

    《食品经营许可和备案管理办法》第十八条第（四）项 says so for food business; of the other
    kinds, whose rules say nothing, the application stays open.
    """
    by.require(rights.ACCEPT)
    gone = list(
        Application.objects.select_for_update().filter(
            stage=Stage.SUPPLEMENT, kind="food_business", answer_due_on__lt=today
        )
    )
    for held in gone:
        move(held, Stage.LAPSED)
        held.reason, held.cites = "逾期未补正，视为放弃申请", article(held.kind, "supplement", on=today).cites
        held.save(update_fields=["stage", "reason", "cites"])
        ledger.record("permit_application_lapsed", on=held, by=by, today=today, facts={})
        tasks.done(held, by=by, today=today)
    return gone


def order_check(held: Application, *, by: Actor, today: date, until: date | None = None) -> SiteCheck:
    """Order a site check 派现场核查; ``until`` is the day by which what was wrong is to be put right."""
    rule = due(held.kind, "check", start=today)
    check = SiteCheck.objects.create(
        application=held, ordered_on=today, due_on=until or rule.on, due_cites=rule.cites
    )
    ledger.record(
        "permit_check_ordered", on=held, by=by, today=today, facts={"due_on": check.due_on.isoformat()}
    )
    tasks.next_step(tasks.CHECK, "现场核查", held, (check.due_on, check.due_cites), by=by, today=today)
    return check


def _accepted(held: Application, *, on: date, by: Actor, today: date) -> Application:
    move(held, Stage.ACCEPTED)
    rule = decide_due(held.kind, held.purpose, accepted_on=on)
    held.accepted_on, held.due_on, held.due_cites = on, rule.on, rule.cites
    held.save(update_fields=["stage", "accepted_on", "due_on", "due_cites"])
    facts = {"accepted_on": on.isoformat(), "due_on": rule.on.isoformat(), "deemed": on != today}
    ledger.record("permit_accepted", on=held, by=by, today=today, facts=facts)
    if needed(held.kind, held.purpose, held.items, declared_unchanged=held.declared_unchanged):
        move(held, Stage.CHECKING)
        held.save(update_fields=["stage"])
        order_check(held, by=by, today=today)
    else:
        tasks.next_step(tasks.DECIDE, "作出许可决定", held, (held.due_on, held.due_cites), by=by, today=today)
    return held


def answer_due(held: Application) -> date:
    """By when an application is accepted or asked about; after that it counts as accepted."""
    return due(held.kind, "supplement", start=received_on(held)).on


def received_on(held: Application) -> date:
    """The day the material came, or came anew after a supplement."""
    answered = held.supplements.filter(answered_on__isnull=False).order_by("-id").first()
    return answered.answered_on if answered and answered.answered_on else held.applied_on
