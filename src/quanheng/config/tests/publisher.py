"""What the processes of ``test_publication_survives`` do: build, publish and be killed, start again, look."""

from __future__ import annotations

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")


def build() -> None:
    """An installation with one inspection whose visits are all reviewed; prints its key."""
    from django.core.management import call_command

    from quanheng.domains.inspections.tests import factories

    call_command("migrate", verbosity=0)
    factories.county()
    inspection = factories.drawn()
    for visit in inspection.visits.order_by("order"):
        factories.approved(visit)
    print(inspection.pk)


def publish(key: str) -> None:
    """Publish every reviewed result."""
    from quanheng.domains.inspections import services
    from quanheng.domains.inspections.tests import factories

    services.publish_results(int(key), by=factories.leader(), today=factories.TODAY)


def publish_and_die_inside(key: str) -> None:
    """Be killed when everything is written and nothing is committed."""
    from quanheng.domains.inspections.services import publishing

    publishing.complete = _killed  # type: ignore[assignment]
    publish(key)


def publish_and_die_after(key: str) -> None:
    """Be killed after the commit, before anybody has heard of it."""
    from quanheng.platform.events import outbox

    outbox._deliver_all = _killed  # type: ignore[assignment]
    publish(key)


def _killed(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start() -> None:
    """What every start of the platform does first."""
    from quanheng.config.commands.serving import prepare

    prepare()


def look(key: str) -> None:
    """Print how many visits are published, ledger entries of it, facts waiting, notices to be seen."""
    from quanheng.domains.inspections.models import Visit
    from quanheng.domains.publicity.models import Notice
    from quanheng.platform.events.models import Outgoing
    from quanheng.platform.ledger.models import Entry

    visits = Visit.objects.filter(inspection=key, state="published").count()
    entries = Entry.objects.filter(act="visit_published").count()
    print(visits, entries, Outgoing.objects.filter(done_at=None).count(), Notice.objects.count())


if __name__ == "__main__":
    django.setup()
    globals()[sys.argv[1]](*sys.argv[2:])
