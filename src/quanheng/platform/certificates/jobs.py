"""Daily work on certificates 证照每日任务: a fresh signed list, and files that an act left to be made."""

from __future__ import annotations

from datetime import date

from quanheng.platform.certificates import services
from quanheng.platform.certificates.tasks import finish_soon
from quanheng.platform.jobs.schedule import daily


@daily("certificates.list")
def renew_list(today: date) -> None:
    """Sign the list of ended certificates for today, whether or not any has ended."""
    services.signed_list(today=today)


@daily("certificates.finish")
def finish(today: date) -> None:
    """Ask a worker for every file still to be made, outside the transaction of the daily jobs."""
    finish_soon()
