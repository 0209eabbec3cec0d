"""Handing in digests 提交摘要 and committing 承诺: the last moment at which anything can change."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.draws import plans, rights, tasks
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.refusals import CITES, DigestFixed, DigestMissing
from quanheng.platform.draws.services.locking import locked, locked_source
from quanheng.platform.draws.states import WORKFLOW, Kind, State
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ


@transaction.atomic
def hand_in(draw_id: int, source_id: int, digest: str, *, by: Actor, today: date) -> Source:
    """Hand in the digest of a witness's value 提交摘要: `digest` is h(value), 64 lower-case hex characters.

    Until the commitment a witness may hand in another one, and the ledger keeps both. Raises ``DigestFixed``
    after it, ``NotYourSource``, ``BadPlan`` for anything but a digest.
    """
    draw, source = locked_source(draw_id, source_id, kind=Kind.WITNESS, by=by)
    digest = kernel.Witness(source.name, digest.strip()).digest
    if source.digest == digest:
        return source
    if draw.state != State.DRAFTED:
        raise DigestFixed("抽取计划已经承诺，摘要不能再提交或更改", cites=CITES, field="digest")
    source.digest, source.handed_in_at = digest, clock.now()
    source.save(update_fields=["digest", "handed_in_at"])
    record(
        "draw_digest_handed_in", on=draw, by=by, today=today, facts={"digest": digest, "name": source.name}
    )
    tasks.done(tasks.HAND_IN, about=source, by=by, today=today)
    if not draw.sources.filter(kind=Kind.WITNESS, digest="").exists():
        tasks.ask_commitment(draw, today=today)
    return source


@transaction.atomic
def commit(draw_id: int, *, by: Actor, today: date) -> Draw:
    """Commit plan and lists under the organ's next serial 承诺: from here on nothing can change.

    Raises ``DigestMissing`` naming the witnesses that are awaited, ``NoOutsideSource``, and ``RevealedEarly``
    when a public outcome is known already. A second call returns the committed draw.
    """
    draw = locked(draw_id, by=by, right=rights.PLAN)
    if draw.state in (State.COMMITTED, State.SEEDED, State.DRAWN):
        return draw
    WORKFLOW.check(draw.state, State.COMMITTED)
    sources = list(draw.sources.all())
    at = clock.now()
    _check_sources(sources, at)
    draw.year, draw.number = _take_serial(draw, today.year)
    plan = plans.plan_of(
        draw, sources, serial=draw.serial, digests=dict(draw.files.values_list("name", "digest"))
    )
    kernel.require_outside_source(plan, of_bureau=[one.name for one in sources if one.of_bureau])
    draw.plan_text = plan.to_bytes().decode()
    kernel.check_inputs(plans.inputs(draw))
    draw.commitment, draw.committed_at = kernel.commitment(plan.to_bytes()), at
    draw.state = State.COMMITTED
    draw.save()
    _recorded(draw, plan, by, today)
    return draw


def _check_sources(sources: list[Source], at: datetime) -> None:
    awaited = [source.name for source in sources if source.kind == Kind.WITNESS and not source.digest]
    if awaited:
        raise DigestMissing(
            f"见证人{'、'.join(awaited)}还没有提交摘要，不能承诺",
            cites=CITES,
            instead="请等待其提交，或者弃置后另立",
        )
    for source in sources:
        if source.known_at is not None:
            kernel.require_committed_first(
                plans.kernel_source(source), committed_at=at, revealed_at=max(source.known_at, at)
            )


def _take_serial(draw: Draw, year: int) -> tuple[int, int]:
    """The organ's next number of the year. The organ's row is locked, so that two draws do not take one."""
    Organ.objects.select_for_update().get(pk=draw.organ_id)
    used = [one.serial for one in Draw.objects.filter(organ=draw.organ_id, year=year).only("year", "number")]
    serial = kernel.next_serial(year, used)
    kernel.require_fresh_serial(serial, used)
    return year, int(serial.split("-")[1])


def _recorded(draw: Draw, plan: kernel.Plan, by: Actor, today: date) -> None:
    files = {**plan.files, "plan.json": sha256_hex(draw.plan_text)}
    facts = {"commitment": draw.commitment, "files": files, "item": draw.item, "serial": draw.serial}
    record("draw_committed", on=draw, by=by, today=today, facts=facts)
    tasks.done(tasks.COMMIT, about=draw, by=by, today=today)
    tasks.ask_values(draw, today=today)
