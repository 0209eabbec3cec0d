"""Setting the record of a visit behind the act 制作核查记录表: by a worker, after the commit."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tasks import task

from quanheng.kernel import clock

log = logging.getLogger("quanheng.inspections")


@task()
def make_record(visit_id: int) -> None:
    """Make the record of a visit as PDF. One that cannot be set is logged, and made when it is asked for."""
    from quanheng.domains.inspections.models import Visit
    from quanheng.domains.inspections.services import record_paper
    from quanheng.kernel.refusal import Refused

    visit = Visit.objects.select_related("inspection__organ").get(pk=visit_id)
    try:
        record_paper(visit, today=clock.today())
    except Refused as fault:
        log.warning("visit %s has no record as PDF yet: %s", visit.pk, fault)


def make_soon(visit_id: int) -> None:
    """Ask a worker for the record once the act is committed; whoever asks earlier gets it made."""
    transaction.on_commit(lambda: make_record.enqueue(visit_id), robust=True)
