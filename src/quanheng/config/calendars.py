"""The years that a bureau added to the calendar 节假日安排: one small file each, beside the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from quanheng.kernel import calendar, notices
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

FOLDER = "calendar"


class YearNotNext(Refused):
    """The year is carried by the platform already, or one before it is missing 年份不对."""


def folder() -> Path:
    """Where the added years lie."""
    return Path(settings.HOME) / FOLDER


def load() -> None:
    """Take up every year that was added; called once as a process starts."""
    for path in sorted(folder().glob("[0-9][0-9][0-9][0-9].csv")):
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        days = [(date.fromisoformat(day), kind) for day, kind in (line.split(",") for line in lines)]
        calendar.add_year(int(path.stem), days)


@transaction.atomic
def add(year: int, text: str, *, by: Actor, today: date) -> int:
    """Add the notice of a year, or put it in the place of the one added before; returns its working days.

    Other processes know it after they have started anew. Raises ``YearNotNext``, ``NoticeUnreadable``.
    """
    last = calendar.published_years()[-1]
    if year in calendar.shipped_years():
        raise YearNotNext(f"{year}年的节假日安排平台已经带有，不用载入")
    if year > last + 1:
        raise YearNotNext(f"请先载入{last + 1}年的节假日安排")
    content = "\n".join(notices.written(notices.days_of(text, year))) + "\n"
    facts = {"digest": sha256_hex(content), "year": year}
    record("calendar_year_added", on=f"calendar:{year}", by=by, today=today, facts=facts)
    folder().mkdir(parents=True, exist_ok=True)
    spare = folder() / f"{year}.part"
    spare.write_text(content, encoding="utf-8", newline="\n")
    spare.replace(folder() / f"{year}.csv")
    load()
    return calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
