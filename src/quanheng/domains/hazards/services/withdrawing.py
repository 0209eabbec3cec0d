"""Withdrawing a hazard that is none, or can no longer be rectified 撤销."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.hazards.models import Hazard
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.services import tasks
from quanheng.domains.hazards.services.escalating import answer_open, require_words
from quanheng.domains.hazards.services.matter import hold, move
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor


@transaction.atomic
def withdraw(hazard: Hazard | int, reason: str, *, by: Actor, today: date) -> Hazard:
    """Withdraw a hazard with the reason 撤销隐患; it stays on the record. Not to be counted as rectified.

    Raises ``ReasonMissing``, ``MoveNotAllowed``.
    """
    held = hold(hazard, rights.WITHDRAW, by=by)
    words = require_words(reason, "撤销隐患需要写明理由。", field="reason")
    move(held, Stage.WITHDRAWN)
    held.withdrawn_on, held.withdrawn_reason = today, words[:300]
    held.save(update_fields=["stage", "withdrawn_on", "withdrawn_reason"])
    answer_open(held, f"已撤销：{words}", by=by, today=today)
    ledger.record("hazard_withdrawn", on=held, by=by, today=today, facts={"reason": words})
    tasks.done(held, by=by, today=today)
    return held
