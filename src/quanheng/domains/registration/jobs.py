"""What registration looks at every day 每日登记事务."""

from __future__ import annotations

from datetime import date

from quanheng.domains.registration import services
from quanheng.domains.registration.name_filing import catch_up
from quanheng.platform.jobs.schedule import daily
from quanheng.platform.people.actors import Actor


@daily("registration.close_publicity")
def close_publicity(today: date) -> None:
    """Put simple deregistrations before the section whose time for objections is over."""
    services.close_publicity(by=Actor.system("registration.close_publicity"), today=today)


@daily("registration.resume_ended")
def resume_ended(today: date) -> None:
    """Take businesses up again whose suspension has ended."""
    services.resume_ended(by=Actor.system("registration.resume_ended"), today=today)


@daily("registration.remind_of_ending")
def remind_of_ending(today: date) -> None:
    """Put suspensions that end soon before the section."""
    services.remind_of_ending(by=Actor.system("registration.remind_of_ending"), today=today)


@daily("registration.lapse_drafts")
def lapse_drafts(today: date) -> None:
    """Let drafts and supplements lapse that nobody touched for too long."""
    services.lapse_filings(by=Actor.system("registration.lapse_drafts"), today=today)


@daily("registration.lapse_names")
def lapse_names(today: date) -> None:
    """End the retentions whose last day has passed."""
    services.lapse_names(by=Actor.system("registration.lapse_names"), today=today)


@daily("registration.overdue_renamings")
def overdue_renamings(today: date) -> None:
    """Take up rulings on names whose thirty days are over."""
    services.mark_overdue_renamings(by=Actor.system("registration.overdue_renamings"), today=today)


@daily("registration.catch_up_names")
def catch_up_names(today: date) -> None:
    """File the names that an import left for later, should no worker have done so."""
    catch_up()
