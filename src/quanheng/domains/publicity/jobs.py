"""Daily work of publicity: stop what has been shown long enough; release the open data."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from quanheng.domains.publicity import services
from quanheng.domains.publicity.events import NoticeWithdrawn
from quanheng.platform.jobs.schedule import daily
from quanheng.platform.people.actors import Actor


@daily("publicity.expire")
def stop_what_is_over(today: date) -> None:
    """Stop showing every notice whose last day has passed."""
    services.expire_due(by=Actor.system("到期停止公示"), today=today)


@daily("publicity.release_open_data")
def release_open_data(today: date) -> None:
    """Ask for today's release; it is written by a worker, outside the transaction of the daily jobs."""
    write_release.enqueue(today.isoformat())


def release_without(fact: NoticeWithdrawn) -> None:
    """Ask for a new release at once, so that what was withdrawn is not handed out until tomorrow."""
    write_release.enqueue(fact.withdrawn_on.isoformat())


@task()
def write_release(day: str) -> str:
    """Write the release of one day; returns its folder's name."""
    from quanheng.domains.publicity.services.opendata import release  # loads Arrow, which few processes need

    return release(by=Actor.system("开放数据"), today=date.fromisoformat(day)).name
