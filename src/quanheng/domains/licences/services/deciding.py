"""Deciding 许可决定: approve, refuse, extend; and what happens to a renewal that nobody decided in time."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.checking import needed
from quanheng.domains.licences.rules.deadlines import due, extended
from quanheng.domains.licences.rules.provisions import article, entry
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.rules.vocabulary import CheckVerdict, Ground, Purpose
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.matter import hold, move
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor


class NotYetChecked(Refused):
    """The place has not been seen, or not found fit 未经现场核查或者核查不符合."""


class ReasonMissing(Refused):
    """A refusal or an extension gives no reason 没有说明理由."""


class ExtendedOnce(Refused):
    """The period has been extended already 已经延长过."""


@transaction.atomic
def approve(application: Application | int, *, by: Actor, today: date) -> Application:
    """Approve an application 准予许可. Raises ``NotYetChecked``, ``MoveNotAllowed``."""
    held = hold(application, rights.DECIDE, by=by)
    _require_checked(held, today=today)
    return _approve(held, on=today, reason="", cites=_approval_cites(held, today), by=by, today=today)


@transaction.atomic
def refuse(
    application: Application | int, reason: str, *, ground: str, by: Actor, today: date
) -> Application:
    """Refuse, with reason and article 不予许可. Raises ``ReasonMissing``, ``MoveNotAllowed``."""
    held = hold(application, rights.DECIDE, by=by)
    rule = article(held.kind, "refuse", on=today)
    if not reason.strip():
        raise ReasonMissing("不予许可的决定没有说明理由。", cites=rule.cites, field="reason")
    move(held, Stage.REFUSED)
    _decided(held, by=by, on=today)
    held.ground, held.reason, held.cites = Ground(ground), reason.strip(), rule.cites
    held.save()
    facts = {"ground": held.ground, "reason": held.reason, "cites": held.cites}
    ledger.record("permit_refused", on=held, by=by, today=today, facts=facts)
    tasks.done(held, by=by, today=today)
    return held


@transaction.atomic
def extend(application: Application | int, reason: str, *, by: Actor, today: date) -> Application:
    """Extend the period for deciding, once, by a leader and with the reason told 延长决定期限.

    Raises ``ReasonMissing``, ``ExtendedOnce``, ``NoProvision`` where the kind's rules know no extension.
    """
    held = hold(application, rights.EXTEND, by=by)
    if held.stage not in {Stage.ACCEPTED, Stage.CHECKING, Stage.CHECKED} or not held.due_on:
        raise Refused("现在的环节没有可以延长的期限。")
    if held.extended_reason:
        raise ExtendedOnce("这个申请的期限已经延长过一次。", cites=held.due_cites)
    if not reason.strip():
        raise ReasonMissing("没有说明延长的理由。", cites=held.due_cites, field="reason")
    if entry(held.kind, "extend", on=held.accepted_on or today) is None:
        raise Refused("这一类许可没有可以延长期限的规定。")
    rule = extended(held.kind, accepted_on=held.accepted_on or today, due_on=held.due_on)
    held.due_on, held.due_cites, held.extended_reason = rule.on, rule.cites, reason.strip()[:300]
    held.save(update_fields=["due_on", "due_cites", "extended_reason"])
    facts = {"due_on": rule.on.isoformat(), "reason": held.extended_reason}
    ledger.record("permit_period_extended", on=held, by=by, today=today, facts=facts)
    if held.stage != Stage.CHECKING:
        tasks.wait(tasks.DECIDE, "作出许可决定", held, (held.due_on, held.due_cites), today)
    return held


def deem_renewed(held: Application, *, on: date, by: Actor, today: date) -> Application:
    """A renewal asked for in time and not decided by the last day counts as granted 视为准予延续."""
    rule = article(held.kind, "renewal_deemed", on=today)
    for check in held.checks.filter(checked_on=None):
        check.checked_on, check.verdict, check.note = today, CheckVerdict.PASSED, "逾期未核查，视为准予延续"
        check.save()
    return _approve(held, on=on, reason="逾期未作决定，视为准予延续", cites=rule.cites, by=by, today=today)


def _approve(held: Application, *, on: date, reason: str, cites: str, by: Actor, today: date) -> Application:
    move(held, Stage.APPROVED)
    _decided(held, by=by, on=on)
    rule = due(held.kind, "issue", start=on)
    held.reason, held.cites, held.issue_due_on = reason, cites, rule.on
    held.save()
    facts = {"cites": cites, "decided_on": on.isoformat(), "issue_due_on": rule.on.isoformat()}
    ledger.record("permit_approved", on=held, by=by, today=today, facts=facts)
    tasks.next_step(tasks.ISSUE, "颁发许可证", held, (rule.on, rule.cites), by=by, today=today)
    return held


def _approval_cites(held: Application, today: date) -> str:
    key = {Purpose.RENEWAL: "renewal", Purpose.CANCELLATION: "cancel", Purpose.REPLACEMENT: "replace"}
    return article(held.kind, key.get(Purpose(held.purpose), "issue"), on=today).cites


def _require_checked(held: Application, *, today: date) -> None:
    if not needed(held.kind, held.purpose, held.items, declared_unchanged=held.declared_unchanged):
        return
    last = held.checks.order_by("-id").first()
    if last is None or last.verdict != CheckVerdict.PASSED:
        raise NotYetChecked(
            "现场核查没有完成，或者结论不是符合要求，不能准予许可。",
            cites=article(held.kind, "check", on=today).cites,
            instead="请先完成现场核查；不符合条件的，作出不予许可的决定。",
        )


def _decided(held: Application, *, by: Actor, on: date) -> None:
    held.decided_on, held.decided_by, held.decided_by_name = on, by.id, by.name[:60]
