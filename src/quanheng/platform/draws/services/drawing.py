"""Drawing 执行抽取: the calculation is made once, stored whole, and announced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.draws import plans, rights, tasks
from quanheng.platform.draws.events import DrawRun
from quanheng.platform.draws.models import Draw, DrawnBusiness, File, Stratum, TeamPlace
from quanheng.platform.draws.services.aborting import fail
from quanheng.platform.draws.services.locking import locked
from quanheng.platform.draws.states import WORKFLOW, State
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

BATCH = 1000


@transaction.atomic
def run(draw_id: int, *, by: Actor, today: date) -> Draw:
    """Make the draw 执行抽取, once: whoever comes second, in whatever process, gets the same result.

    Returns the draw in state drawn; or, if a business cannot be staffed, in state aborted with `failed_code`
    and `reason` set: nothing was announced, the serial is spent, and everybody can see why. (That is an
    outcome, not a refusal: raising would undo its trace.) Raises ``SilentWitness`` while a value is missing.
    """
    draw = locked(draw_id, by=by, right=rights.RUN)
    if draw.state == State.DRAWN or draw.failed_code:
        return draw
    if draw.state == State.COMMITTED:
        kernel.collect(kernel.parse_plan(draw.plan_text.encode()), plans.values(draw))
    WORKFLOW.check(draw.state, State.DRAWN)
    files = plans.inputs(draw)
    try:
        result = kernel.run(files, plans.values(draw))
    except kernel.NotStaffable as refused:
        return fail(draw, refused, by=by, today=today)
    return _drawn(draw, result, files, by=by, today=today)


def _drawn(
    draw: Draw, result: kernel.DrawResult, files: Mapping[str, bytes], *, by: Actor, today: date
) -> Draw:
    made = {"result.csv": result.result_csv(), "seeds.json": result.seeds_json()}
    _store(draw, result, files, made)
    draw.state, draw.drawn_at = State.DRAWN, clock.now()
    draw.result_digest = sha256_hex(made["result.csv"])
    draw.save(update_fields=["state", "drawn_at", "result_digest"])
    digests = {name: sha256_hex(content) for name, content in made.items()}
    digests["substitutions.csv"] = sha256_hex(kernel.substitutions_bytes([]))
    facts = {"businesses": len(result.selection.drawn), "files": digests, "serial": draw.serial}
    record("draw_run", on=draw, by=by, today=today, facts=facts)
    tasks.all_done(draw, by=by, today=today)
    announce(DrawRun(draw.pk, draw.purpose, draw.organ_id, draw.serial, today))
    return draw


def _store(
    draw: Draw, result: kernel.DrawResult, files: Mapping[str, bytes], made: Mapping[str, bytes]
) -> None:
    roster = kernel.parse_roster(files["roster.csv"])
    File.objects.bulk_create(File.of(draw, name, content) for name, content in made.items())
    _store_strata(draw, result.selection, roster)
    _store_businesses(draw, result.selection, roster)
    TeamPlace.objects.bulk_create(places(draw, result.staffing.teams), batch_size=BATCH)


def _store_strata(draw: Draw, selection: kernel.Selection, roster: kernel.Roster) -> None:
    counts = dict.fromkeys(roster.strata, 0)
    for one in selection.drawn:
        counts[one.stratum] += 1
    Stratum.objects.bulk_create(
        Stratum(draw=draw, name=name, size=size, drawn_count=counts[name])
        for name, size in roster.sizes.items()
    )


def _store_businesses(draw: Draw, selection: kernel.Selection, roster: kernel.Roster) -> None:
    place = {code: at for codes in roster.strata.values() for at, code in enumerate(codes)}
    rows = [
        DrawnBusiness(
            draw=draw, order=order, code=one.code, stratum=one.stratum, key=one.key, place=place[one.code]
        )
        for order, one in enumerate(selection.drawn, start=1)
    ]
    DrawnBusiness.objects.bulk_create(rows, batch_size=BATCH)


def places(draw: Draw, teams: list[kernel.Assignment]) -> list[TeamPlace]:
    """The rows that store these teams, ids in the order chosen."""
    return [
        TeamPlace(draw=draw, code=code, organ=organ, position=position, pseudonym=id)
        for code, organ, team in teams
        for position, id in enumerate(team, start=1)
    ]
