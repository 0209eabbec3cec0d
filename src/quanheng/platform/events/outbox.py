"""Posting facts and delivering them: at least once, each listener in its own transaction."""

from __future__ import annotations

import logging

from django.db import connection, transaction

from quanheng.kernel import clock
from quanheng.platform.events.facts import Fact, handlers_of, revive
from quanheng.platform.events.models import Outgoing

log = logging.getLogger("quanheng.events")


def post(fact: Fact) -> None:
    """Write the fact's outbox rows and deliver them once the transaction is committed."""
    handlers = handlers_of(fact.name)
    if not handlers:
        return
    rows = Outgoing.objects.bulk_create(
        Outgoing(fact=fact.name, handler=handler, values=fact.plain(), posted_at=clock.now())
        for handler in handlers
    )
    transaction.on_commit(lambda: _deliver_all([row.pk for row in rows]))


def deliver_pending() -> int:
    """Deliver what is still waiting, oldest first; returns how many were delivered."""
    waiting = Outgoing.objects.filter(done_at__isnull=True).order_by("id").values_list("pk", flat=True)
    return _deliver_all(list(waiting))


def _deliver_all(keys: list[int]) -> int:
    return sum(_deliver(key) for key in keys)


def _deliver(key: int) -> bool:
    try:
        with transaction.atomic():
            skip = connection.features.has_select_for_update_skip_locked
            rows = Outgoing.objects.select_for_update(skip_locked=skip)
            row = rows.filter(pk=key, done_at__isnull=True).first()
            if row is None:
                return False
            handlers_of(row.fact)[row.handler](revive(row.fact, row.values))
            row.done_at, row.tries = clock.now(), row.tries + 1
            row.save(update_fields=["done_at", "tries"])
            return True
    except Exception as fault:  # the row stays; the fault is kept where an operator sees it
        log.exception("fact %s was not delivered", key)
        Outgoing.objects.filter(pk=key).update(error=repr(fault)[:2000])
        return False
