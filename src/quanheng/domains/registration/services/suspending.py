"""Suspending business and taking it up again 歇业与恢复营业 (《市场主体登记管理条例》第三十条)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from quanheng.domains.registration.events import BusinessStateChanged
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.queries.pausing import suspensions
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.pausing import RESUME
from quanheng.domains.registration.rules.states import MOVES
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.domains.registration.services import tasks
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


def suspend(business: Business, *, by: Actor, today: date) -> None:
    """Write the suspension that was granted; one that is only extended stays as it is."""
    if business.state != State.SUSPENDED:
        set_state(business, State.SUSPENDED, by=by, today=today)
    tasks.suspension_settled(business, by=by, today=today)


def resume(business: Business, *, by: Actor, today: date) -> None:
    """Write the resumption that was granted."""
    set_state(business, State.OPEN, by=by, today=today)


@transaction.atomic
def resume_ended(*, by: Actor, today: date) -> list[Business]:
    """Take businesses up again whose suspension has ended 歇业期满 (《实施细则》第四十二条第三款)."""
    rows = Business.objects.filter(state=State.SUSPENDED)
    held, known = rows.select_for_update(of=("self",)).order_by("pk"), suspensions(rows)
    ended = [row for row in held if row.pk in known and known[row.pk][-1].until_on < today]
    for row in ended:
        set_state(row, State.OPEN, by=by, today=today, cites=RESUME)
    return ended


@transaction.atomic
def remind_of_ending(*, by: Actor, today: date) -> list[Business]:
    """Put suspensions that end soon before the section 歇业即将期满: extended, or trade begins by itself.

    The time is that in which an extension is to be filed (《实施细则》第四十一条第三款).
    """
    paused = Business.objects.filter(state=State.SUSPENDED)
    known = suspensions(paused)
    if not known:
        return []
    rule = article("suspend_extend", on=today)
    soon = today + timedelta(days=int(rule.value))
    ending = [row for row in paused.order_by("pk") if row.pk in known and known[row.pk][-1].until_on <= soon]
    for row in ending:
        tasks.wait_for_extension(row, known[row.pk][-1].until_on, rule.cites, today=today)
    return ending


def set_state(business: Business, state: State, *, by: Actor, today: date, cites: str = "") -> None:
    """Move a locked business on as part of a decision. Raises ``MoveNotAllowed``."""
    before = State(business.state)
    MOVES.check(before, state)
    business.state = state
    business.ended_on = today if state == State.DEREGISTERED else None
    business.save(update_fields=["state", "ended_on"])
    facts = {"before": before.value, "after": state.value, "on": today.isoformat(), "reason": cites}
    tasks.suspension_settled(business, by=by, today=today)
    record("business_state_changed", on=business, by=by, today=today, facts=facts)
    announce(BusinessStateChanged(business.code, before.value, state.value, today))
