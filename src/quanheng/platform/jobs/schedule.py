"""The table of daily jobs, and the one function that runs those that are due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction

from quanheng.kernel import clock
from quanheng.platform.jobs.models import DailyRun

Job = Callable[[date], None]
_DAILY: dict[str, Job] = {}


def daily(name: str) -> Callable[[Job], Job]:
    """Register a function of ``today`` to run once a day."""

    def register(job: Job) -> Job:
        _DAILY[name] = job
        return job

    return register


def run_due(today: date) -> list[str]:
    """Run every daily job not yet done for ``today``; returns the names of those that ran.

    A job and its mark are one transaction: killed in the middle, it runs again at the next call.
    """
    return [name for name, job in sorted(_DAILY.items()) if _run_once(name, job, today)]


@transaction.atomic
def _run_once(name: str, job: Job, today: date) -> bool:
    _, fresh = DailyRun.objects.get_or_create(name=name, day=today, defaults={"done_at": clock.now()})
    if fresh:
        job(today)
    return fresh


def load_all() -> None:
    """Import the ``jobs`` module of every application, so that its jobs are registered."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("jobs")
