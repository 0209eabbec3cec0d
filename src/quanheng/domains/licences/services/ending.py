"""Ending a permit before its time, or for good after it 吊销、撤销、撤回、注销, and 暂扣."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.stages import State
from quanheng.domains.licences.rules.vocabulary import EndGround
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.certifying import revoke_certificate
from quanheng.domains.licences.services.matter import hold_permit, move_permit
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor


class BasisMissing(Refused):
    """The decision or reason that ends the permit is not named 未写明依据."""


@transaction.atomic
def revoke_permit(permit: Permit | int, *, decision: str, reason: str, by: Actor, today: date) -> Permit:
    """Revoke a permit as a penalty decision says 吊销许可证 (《行政处罚法》第九条第（三）项).

    ``decision`` is the number of the penalty decision. Raises ``BasisMissing``, ``MoveNotAllowed``.
    """
    held = hold_permit(permit, rights.END, by=by)
    rule = article(held.kind, "revoke", on=today)
    if not decision.strip():
        raise BasisMissing("没有写明行政处罚决定书的文号，不能登记吊销。", cites=rule.cites, field="decision")
    says = f"{decision.strip()}：{reason.strip() or '吊销许可证'}"
    return close(held, State.REVOKED, EndGround.PENALTY, says, rule.cites, by=by, today=today)


@transaction.atomic
def annul_permit(permit: Permit | int, *, ground: str, reason: str, by: Actor, today: date) -> Permit:
    """Annul a permit that should not have been granted 撤销许可: fraud, or granted wrongly."""
    held = hold_permit(permit, rights.END, by=by)
    wrongly = EndGround(ground) == EndGround.GRANTED_WRONGLY
    rule = article("general" if wrongly else held.kind, "annul", on=today)
    _require_reason(reason, rule.cites)
    return close(held, State.ANNULLED, EndGround(ground), reason, rule.cites, by=by, today=today)


@transaction.atomic
def withdraw_permit(permit: Permit | int, *, reason: str, by: Actor, today: date) -> Permit:
    """Withdraw a permit since law or circumstances have changed 撤回许可."""
    held = hold_permit(permit, rights.END, by=by)
    rule = article(held.kind, "withdraw", on=today)
    _require_reason(reason, rule.cites)
    return close(held, State.WITHDRAWN, EndGround.LAW_CHANGED, reason, rule.cites, by=by, today=today)


@transaction.atomic
def cancel_permit(permit: Permit | int, *, ground: str, reason: str, by: Actor, today: date) -> Permit:
    """Cancel a permit without an application 依职权注销: run out, holder gone, revoked, force majeure."""
    held = hold_permit(permit, rights.END, by=by)
    rule = article(held.kind, "cancel", on=today)
    _require_reason(reason, rule.cites)
    return close(held, State.CANCELLED, EndGround(ground), reason, rule.cites, by=by, today=today)


@transaction.atomic
def suspend_permit(permit: Permit | int, *, decision: str, until: date, by: Actor, today: date) -> Permit:
    """Hold a permit back for a time as a penalty decision says 暂扣许可证."""
    held = hold_permit(permit, rights.END, by=by)
    rule = article(held.kind, "suspend", on=today)
    if not decision.strip() or until <= today:
        raise BasisMissing(
            "没有写明行政处罚决定书的文号，或者暂扣期限不在今天以后。", cites=rule.cites, field="decision"
        )
    move_permit(held, State.SUSPENDED)
    held.suspended_until = until
    held.save(update_fields=["state", "suspended_until"])
    facts = {"decision": decision.strip(), "until": until.isoformat(), "cites": rule.cites}
    ledger.record("permit_suspended", on=held, by=by, today=today, facts=facts)
    return held


@transaction.atomic
def return_permit(permit: Permit | int, *, by: Actor, today: date) -> Permit:
    """Give a permit back after its suspension 发还许可证."""
    held = hold_permit(permit, rights.END, by=by)
    move_permit(held, State.CURRENT)
    held.suspended_until = None
    held.save(update_fields=["state", "suspended_until"])
    ledger.record("permit_returned", on=held, by=by, today=today, facts={})
    return held


def close(
    held: Permit, to: State, ground: EndGround, reason: str, cites: str, *, by: Actor, today: date
) -> Permit:
    """End a held permit: state, reason and article, certificate, ledger, worklist.

    What ended it first stays on it: cancelling a revoked permit only files it away.
    """
    move_permit(held, to)
    first = held.ended_on is None
    if first:
        held.ended_on, held.ended_ground = today, ground
        held.ended_reason, held.ended_cites = reason.strip()[:300], cites[:300]
    held.suspended_until = None
    held.save()
    facts = {"state": held.state, "ground": str(ground), "reason": reason.strip(), "cites": cites}
    ledger.record("permit_ended", on=held, by=by, today=today, facts=facts)
    revoke_certificate(held, reason.strip(), cites, by=by, today=today)
    tasks.done(held, by=by, today=today)
    if to in {State.REVOKED, State.ANNULLED, State.WITHDRAWN}:
        rule = article(held.kind, "cancel", on=today)
        tasks.wait_for_cancelling(held, rule.cites, by=by, today=today)
    return held


def _require_reason(reason: str, cites: str) -> None:
    if not reason.strip():
        raise BasisMissing("没有写明理由。", cites=cites, field="reason")
