"""What the processes of ``test_survival`` do: build, draw, be killed in the middle of a draw, look."""

from __future__ import annotations

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")


def build() -> None:
    """An installation with one draw whose seed is known; prints its key."""
    from django.core.management import call_command

    from quanheng.platform.draws.tests import factories

    call_command("migrate", verbosity=0)
    print(factories.seeded().pk)


def draw(key: str) -> None:
    """Draw, and print the result's digest."""
    from quanheng.platform.draws import services
    from quanheng.platform.draws.tests import factories

    print(services.run(int(key), by=factories.section(), today=factories.TODAY).result_digest)


def draw_and_die(key: str) -> None:
    """Draw, and be killed after the result is written and before it is committed."""
    from quanheng.platform.draws.services import drawing

    def killed(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    drawing.record = killed  # type: ignore[assignment]
    draw(key)


def look(key: str) -> None:
    """Print state, businesses drawn, team places, files beyond the three lists, ledger entries of a run."""
    from quanheng.platform.draws.models import Draw
    from quanheng.platform.ledger.queries import entries_about

    row = Draw.objects.get(pk=key)
    runs = entries_about(row).filter(act="draw_run").count()
    print(row.state, row.drawn.count(), row.places.count(), row.files.count() - 3, runs)


if __name__ == "__main__":
    django.setup()
    globals()[sys.argv[1]](*sys.argv[2:])
