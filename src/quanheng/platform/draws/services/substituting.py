"""Substituting 替补: a drawn business is closed or gone, and the next of its stratum comes."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.draws import plans, rights
from quanheng.platform.draws.events import DrawSubstituted
from quanheng.platform.draws.models import Draw, Substitution, TeamPlace
from quanheng.platform.draws.refusals import CITES, NotDrawnYet, reason_given
from quanheng.platform.draws.services.drawing import places
from quanheng.platform.draws.services.locking import locked
from quanheng.platform.draws.states import State
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


@transaction.atomic
def substitute(draw_id: int, code: str, reason: str, *, by: Actor, today: date) -> str:
    """Replace a drawn business by the next key of its stratum 替补; returns the replacement's code.

    The replacement's teams are staffed by the rule of the draw over the loads of the businesses that stand
    (who is replaced no longer counts). Raises ``BadSubstitution`` when nobody is left or the business does
    not stand, ``NotStaffable``, ``ReasonNeeded``. A second call for the same business returns the same.
    """
    draw = locked(draw_id, by=by, right=rights.SUBSTITUTE)
    if draw.state != State.DRAWN:
        raise NotDrawnYet("还没有抽取，没有可替补的企业", cites=CITES)
    before = draw.substitutions.filter(code=code).first()
    if before is not None:
        return before.replaced_by
    given = reason_given(reason, of="替补")
    used = [
        kernel.Substitution(s.code, s.replaced_by, s.reason, s.on.isoformat())
        for s in draw.substitutions.all()
    ]
    files = plans.inputs(draw)
    plan = kernel.parse_plan(files["plan.json"])
    selection = kernel.select(kernel.parse_roster(files["roster.csv"]), plan.quota, draw.seed)
    replaced_by = kernel.next_substitute(code, used, selection)
    content = kernel.substitutions_bytes(
        [*used, kernel.Substitution(code, replaced_by, given, today.isoformat())]
    )
    teams = _staff(draw, plan, files, code=code, replaced_by=replaced_by)
    Substitution.objects.create(
        draw=draw, code=code, replaced_by=replaced_by, reason=given, on=today, by=by.id
    )
    TeamPlace.objects.bulk_create(places(draw, teams))
    facts = {"code": code, "files": {"substitutions.csv": sha256_hex(content)}, "on": today.isoformat(),
             "reason": given, "replaced_by": replaced_by}  # fmt: skip
    record("draw_substituted", on=draw, by=by, today=today, facts=facts)
    announce(DrawSubstituted(draw.pk, draw.purpose, code, replaced_by, today))
    return replaced_by


def _staff(
    draw: Draw, plan: kernel.Plan, files: dict[str, bytes], *, code: str, replaced_by: str
) -> list[kernel.Assignment]:
    """The teams of the substitute, staffed as if it came after everybody that stands."""
    gone = {code, *draw.substitutions.values_list("code", flat=True)}
    loads: dict[str, int] = {}
    for place in draw.places.exclude(code__in=gone):
        loads[place.pseudonym] = loads.get(place.pseudonym, 0) + 1
    key = kernel.object_key(draw.seed, replaced_by)
    staffing = kernel.staff(
        [kernel.Drawn(key, replaced_by, "")],
        kernel.parse_inspectors(files["inspectors.csv"]),
        kernel.parse_recusals(files["recusals.csv"]),
        kernel.rules_of(plan, draw.seed),
        loads=loads,
    )
    return staffing.teams
