"""The daily look for what is overdue 每日逾期升级."""

from __future__ import annotations

from datetime import date

from quanheng.domains.hazards import services
from quanheng.platform.jobs.schedule import daily
from quanheng.platform.people.actors import Actor


@daily("hazards.escalate_overdue")
def escalate_overdue(today: date) -> None:
    """Take up every hazard that is overdue at the start of ``today``."""
    services.escalate_overdue(by=Actor.system("hazards.escalate_overdue"), today=today)
