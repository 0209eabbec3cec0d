"""Giving a draw up 作废: always with a reason, always in sight, the serial spent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.platform.draws import rights, tasks
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.refusals import reason_given
from quanheng.platform.draws.services.locking import locked
from quanheng.platform.draws.states import WORKFLOW, State
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


@transaction.atomic
def abort(draw_id: int, reason: str, *, by: Actor, today: date) -> Draw:
    """Abort a committed draw in sight of everybody 作废抽取; its serial is spent. A draft is discarded.

    Raises ``ReasonNeeded``, ``MoveNotAllowed`` once it is drawn. A second call returns the aborted draw.
    """
    draw = locked(draw_id, by=by, right=rights.ABORT)
    if draw.state == State.DRAFTED:
        return discard(draw_id, reason, by=by, today=today)
    if draw.state in (State.ABORTED, State.DISCARDED):
        return draw
    WORKFLOW.check(draw.state, State.ABORTED)
    given = reason_given(reason, of="作废")
    silent = [source.name for source in draw.sources.filter(value="")]
    facts = {"reason": given, "serial": draw.serial, "silent": silent}
    return _end(draw, State.ABORTED, given, ("draw_aborted", facts), by=by, today=today)


@transaction.atomic
def discard(draw_id: int, reason: str, *, by: Actor, today: date) -> Draw:
    """Discard a draft that was never committed 弃置拟定稿: no serial is spent, the ledger keeps the trace."""
    draw = locked(draw_id, by=by, right=rights.ABORT)
    if draw.state == State.DISCARDED:
        return draw
    WORKFLOW.check(draw.state, State.DISCARDED)
    given = reason_given(reason, of="弃置")
    return _end(draw, State.DISCARDED, given, ("draw_discarded", {"reason": given}), by=by, today=today)


def fail(draw: Draw, refused: kernel.NotStaffable, *, by: Actor, today: date) -> Draw:
    """Abort a locked draw that cannot be staffed 无法组队作废; `run` calls this, nobody else."""
    WORKFLOW.check(draw.state, State.ABORTED)
    draw.failed_code = refused.code
    facts = {"code": refused.code, "organ": refused.organ, "reason": refused.says, "serial": draw.serial}
    return _end(draw, State.ABORTED, refused.says, ("draw_failed", facts), by=by, today=today)


def _end(
    draw: Draw, state: State, reason: str, act: tuple[str, dict[str, Any]], *, by: Actor, today: date
) -> Draw:
    draw.state, draw.reason, draw.aborted_at = state, reason[:400], clock.now()
    draw.save(update_fields=["state", "reason", "aborted_at", "failed_code"])
    record(act[0], on=draw, by=by, today=today, facts=act[1])
    tasks.all_done(draw, by=by, today=today)
    return draw
