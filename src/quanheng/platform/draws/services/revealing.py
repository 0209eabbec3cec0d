"""Values become known 公开种子值: a witness reveals; an outcome is typed by one and confirmed by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.draws import plans, tasks
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.refusals import (
    CITES,
    AlreadyRevealed,
    NothingEntered,
    NotYetKnown,
    OutcomesDiffer,
    SameOfficer,
)
from quanheng.platform.draws.services.locking import locked_source
from quanheng.platform.draws.states import WORKFLOW, Kind, State
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


@transaction.atomic
def reveal(draw_id: int, source_id: int, value: str, *, by: Actor, today: date) -> Source:
    """Reveal a witness's value 公开种子值.

    Raises ``RevealedEarly`` before the commitment, ``NotTheCommittedValue`` when it is not the value whose
    digest the plan names, ``NotYourSource``, ``BadValue``. A second call with the same value changes nothing.
    """
    draw, source = locked_source(draw_id, source_id, kind=Kind.WITNESS, by=by)
    value = value.strip()
    if _known_already(draw, source, value):
        return source
    kernel.check_reveal(plans.kernel_source(source), value)
    facts = {"name": source.name, "value": value}
    _known(draw, source, value, ("draw_value_revealed", facts), by=by, today=today)
    tasks.done(tasks.REVEAL, about=source, by=by, today=today)
    return source


@transaction.atomic
def enter_outcome(draw_id: int, source_id: int, value: str, *, by: Actor, today: date) -> Source:
    """Enter a public outcome after its moment 录入公开结果; another officer confirms it.

    The ledger keeps the digest of what was typed, so that nobody reads it there before confirming. Until
    it is confirmed it may be entered again. Raises ``RevealedEarly``, ``NotYetKnown``, ``BadValue``.
    """
    draw, source = locked_source(draw_id, source_id, kind=Kind.PUBLIC, by=by)
    value = value.strip()
    if _known_already(draw, source, value) or (source.entered_value, source.entered_by) == (value, by.id):
        return source
    _require_known_by_now(source)
    source.entered_value, source.entered_by = kernel.check_value(value, source.name), by.id
    source.save(update_fields=["entered_value", "entered_by"])
    facts = {"digest": sha256_hex(value), "name": source.name}
    record("draw_outcome_entered", on=draw, by=by, today=today, facts=facts)
    tasks.done(tasks.ENTER, about=source, by=by, today=today)
    tasks.ask_confirmation(source, draw, today=today)
    return source


@transaction.atomic
def confirm_outcome(draw_id: int, source_id: int, value: str, *, by: Actor, today: date) -> Source:
    """Confirm a public outcome by typing it again 确认公开结果.

    Raises ``SameOfficer`` for who entered it, ``OutcomesDiffer``, ``NothingEntered``.
    """
    draw, source = locked_source(draw_id, source_id, kind=Kind.PUBLIC, by=by)
    value = value.strip()
    if _known_already(draw, source, value):
        return source
    _require_second_officer(source, by)
    if kernel.check_value(value, source.name) != source.entered_value:
        raise OutcomesDiffer(
            f"“{source.name}”两次录入的结果不一致，没有确认",
            cites=CITES,
            instead="请对照公布的结果重新输入；原录入有误的，由录入人重新录入后再确认",
            field="value",
        )
    source.confirmed_by = by.id
    facts = {"name": source.name, "value": value}
    _known(draw, source, value, ("draw_outcome_confirmed", facts), by=by, today=today)
    tasks.done(tasks.CONFIRM, about=source, by=by, today=today)
    return source


def _known_already(draw: Draw, source: Source, value: str) -> bool:
    """Whether the source's value is this one already. Raises unless the draw awaits values."""
    if draw.state in (State.DRAFTED, State.DISCARDED):
        raise kernel.RevealedEarly(
            f"抽取计划还没有承诺，“{source.name}”的种子值不能公开",
            cites=CITES,
            instead="请先承诺并公布抽取计划；已经公开的值请换新值重新提交摘要",
            field="value",
        )
    if source.value == value:
        return bool(value)
    if source.value:
        raise AlreadyRevealed(f"“{source.name}”的种子值已经公开，不能更改", cites=CITES, field="value")
    WORKFLOW.check(draw.state, State.SEEDED)
    return False


def _require_known_by_now(source: Source) -> None:
    assert source.known_at  # noqa: S101 - a constraint of the table
    if clock.now() < source.known_at:
        raise NotYetKnown(
            f"公开结果“{source.name}”要到 {plans.moment_text(source.known_at)} 才揭晓，现在不能录入",
            cites=CITES,
            instead="请在揭晓后对照公布的结果录入",
            field="value",
        )


def _require_second_officer(source: Source, by: Actor) -> None:
    if not source.entered_value:
        raise NothingEntered(f"“{source.name}”还没有录入，无从确认", cites=CITES, instead="请先录入公开结果")
    if source.entered_by == by.id:
        raise SameOfficer(
            f"“{source.name}”是您录入的，应当由另一人确认",
            cites=CITES,
            instead="请由另一名工作人员对照公布的结果确认",
        )


def _known(
    draw: Draw, source: Source, value: str, act: tuple[str, dict[str, Any]], *, by: Actor, today: date
) -> None:
    source.value, source.revealed_at = value, clock.now()
    source.save()
    record(act[0], on=draw, by=by, today=today, facts=act[1])
    if not draw.sources.filter(value="").exists():
        _seed(draw, today=today)


def _seed(draw: Draw, *, today: date) -> None:
    """Every value is known: the seed follows, and the draw waits to be made."""
    WORKFLOW.check(draw.state, State.SEEDED)
    revealed = kernel.collect(kernel.parse_plan(draw.plan_text.encode()), plans.values(draw))
    draw.seed, draw.state = kernel.seed_value(draw.commitment, revealed), State.SEEDED
    draw.save(update_fields=["seed", "state"])
    tasks.ask_run(draw, today=today)
