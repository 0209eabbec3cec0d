"""The daily round over permits 每日许可事项: run out, unanswered, still to be issued."""

from __future__ import annotations

from datetime import date

from quanheng.domains.licences import services
from quanheng.platform.jobs.schedule import daily
from quanheng.platform.people.actors import Actor


@daily("licences.go_round")
def go_round(today: date) -> None:
    """Take up everything that the day before has brought about."""
    by = Actor.system("licences.go_round")
    services.deem_accepted(by=by, today=today)
    services.lapse_unanswered(by=by, today=today)
    services.issue_waiting(by=by, today=today)
    services.return_suspended(by=by, today=today)
    services.expire_due(by=by, today=today)
    services.warn_ahead(by=by, today=today)
    services.close_forgotten(by=by, today=today)
    services.settle_agreeing(by=by, today=today)
