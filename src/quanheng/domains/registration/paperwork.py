"""Setting documents behind the acts 制作登记文书: by a worker, after the commit."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tasks import task

from quanheng.kernel import clock

log = logging.getLogger("quanheng.registration")


@task()
def make_papers(filing_id: int) -> None:
    """Make the documents that an application has by now."""
    from quanheng.domains.registration.models import Filing
    from quanheng.domains.registration.services import papers
    from quanheng.kernel.refusal import Refused

    filing = Filing.objects.select_related("organ").get(pk=filing_id)
    try:
        papers.make_papers(filing, today=clock.today())
    except Refused as fault:
        log.warning("application %s has no documents yet: %s", filing.number, fault)


def make_soon(filing_id: int) -> None:
    """Ask a worker for the documents once the act is committed; whoever asks earlier gets them made."""
    transaction.on_commit(lambda: make_papers.enqueue(filing_id), robust=True)
