"""Imports in the background 后台导入: the worker loads, calls one service, done."""

from __future__ import annotations

from django_tasks import task

from quanheng.kernel import clock
from quanheng.platform.tables import services
from quanheng.platform.tables.models import ImportRun, RunState
from quanheng.platform.tables.running import AlreadyRunning, NothingToRun


@task()
def carry_out_import(run_id: int) -> None:
    """Run or resume one import; one that another worker holds, or that has ended, is left alone."""
    try:
        services.carry_out(run_id, today=clock.today())
    except (AlreadyRunning, NothingToRun):
        return


def queue(run: ImportRun) -> None:
    """Give a run to the background worker."""
    carry_out_import.enqueue(run.pk)


def resume_interrupted() -> list[ImportRun]:
    """Give the runs that a dead worker left to the queue again, at start-up; returns them.

    Runs begun on the command line are not among those: whoever began them is told to go on there.
    """
    left = [run for run in services.mark_interrupted() if run.by.startswith("account:")]
    waiting = list(ImportRun.objects.filter(state=RunState.WAITING, by__startswith="account:"))
    for run in [*left, *waiting]:
        queue(run)
    return left
