"""The draw of one inspection, act by act and day by day 一次抽查的抽取过程.

Plan, lists, digests of two witnesses, commitment, revelation, a public outcome typed by one officer and
confirmed by another, the draw. One inspection has a silent witness: its first draw is aborted in sight of all
and its serial spent. Every act finds its inspection by title, so that a killed build goes on anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from quanheng.config.demo import catalogue
from quanheng.config.demo.catalogue import Errand
from quanheng.config.demo.people import BUREAU, seat
from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Inspection
from quanheng.domains.inspections.rules.stages import Stage
from quanheng.kernel import calendar, clock
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.clock import SHANGHAI
from quanheng.platform.draws import services as draws
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.people.models import Account

WITNESSES = {"witness1": ("驻局纪检监察组", True), "witness2": ("县个体私营企业协会", False)}
QUOTA_SOURCE = "本局年度抽查计划确定的户数，按信用风险分类加权"
PREPARE, COMMIT, REVEAL, GO, COLLECT = 1, 2, 3, 5, 25
"""Working days after planning on which lists are drawn up, the draw committed and made, visits begin, and the
results are collected and published."""


@dataclass(frozen=True)
class Step:
    """One act at its moment."""

    at: datetime
    act: Callable[[], None]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in Shanghai."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def after(errand: Errand, days: int) -> date:
    """The day so many working days after the inspection is planned."""
    return calendar.add_working_days(errand.planned_on, days) if days else errand.planned_on


def delay(errand: Errand) -> int:
    """How many working days the draw comes later than it was meant to: a silent witness costs six."""
    return 6 if errand.way == catalogue.ABORT else 0


def steps(errand: Errand, seed: int, scale: float) -> Iterator[Step]:
    """The acts of one inspection up to its draw."""
    yield Step(moment(after(errand, 0), 9), lambda: _plan(errand, scale))
    if delay(errand):
        yield from _round(errand, seed, 1, 0)
        yield Step(moment(after(errand, delay(errand)), 17), lambda: _abort(errand))
    yield from _round(errand, seed, 2, delay(errand))


def _round(errand: Errand, seed: int, number: int, late: int) -> Iterator[Step]:
    day = {name: after(errand, late + days) for name, days in _DAYS.items()}
    known_at = moment(day["commit"], 21, 15)
    yield Step(moment(day["prepare"], 9, 30), lambda: _prepare(errand, known_at))
    for hour, witness in enumerate(WITNESSES, start=14):
        yield Step(moment(day["prepare"], hour), _handing_in(errand, witness, seed, number))
    yield Step(moment(day["commit"], 10), lambda: _commit(errand))
    silent = number == 1
    for minute, witness in enumerate(WITNESSES, start=10):
        if not (silent and witness == "witness2"):
            yield Step(moment(day["reveal"], 9, minute), _revealing(errand, witness, seed, number))
    yield Step(moment(day["reveal"], 9, 30), lambda: _enter(errand, seed))
    if not silent:
        yield Step(moment(day["reveal"], 10), lambda: _run(errand))


_DAYS = {"prepare": PREPARE, "commit": COMMIT, "reveal": REVEAL}


def standing(errand: Errand) -> Inspection | None:
    """The inspection of an errand; None where there were too few businesses to plan it."""
    return queries.inspections(viewer=seat("section")).filter(title=errand.title).first()


def _plan(errand: Errand, scale: float) -> None:
    by, today = seat("section"), clock.today()
    since = None if errand.kind == "joint" else date(errand.year, 1, 1)
    sizes = queries.eligible_for(errand.objects, since, BUREAU, viewer=by).sizes
    if sum(sizes.values()) < 2:
        return
    begins = delay(errand) + GO
    entry = queries.plan_entries(viewer=by, year=errand.year).filter(title=errand.title).first()
    services.plan_inspection(
        services.InspectionDraft(
            organ=BUREAU,
            kind=errand.kind,
            title=errand.title,
            items=errand.items,
            objects=errand.objects,
            quota=catalogue.quota(errand.wanted(scale), sizes),
            quota_source=QUOTA_SOURCE,
            visit_from=after(errand, begins),
            visit_until=after(errand, delay(errand) + COLLECT - 2),
            excluded_since=since,
            qualification=errand.qualification,
            plan_entry=entry.pk if entry else None,
        ),
        by=by,
        today=today,
    )


def _prepare(errand: Errand, known_at: datetime) -> None:
    if (inspection := standing(errand)) is None:
        return
    accounts = dict(Account.objects.filter(username__in=WITNESSES).values_list("username", "pk"))
    sources = [
        services.SourceDraft("witness", says, of_bureau=own, account_id=accounts[name])
        for name, (says, own) in WITNESSES.items()
    ]
    sources.append(
        services.SourceDraft("public", f"演示用公开结果（第{issue(known_at.date())}期）", known_at=known_at)
    )
    services.prepare_draw(inspection.pk, sources=sources, by=seat("section"), today=clock.today())


def issue(day: date) -> str:
    """The number of an invented lottery drawing: year and day of the year."""
    return f"{day:%Y%j}"


def value_of(errand: Errand, witness: str, seed: int, number: int) -> str:
    """What a witness wrote down: 32 characters."""
    return sha256_hex(f"quanheng-demo|{seed}|{witness}|{errand.title}|{number}")[:32]


def outcome_of(seed: int, day: date) -> str:
    """An invented lottery result: ``2021063-03-11-17-22-28-30-09``."""
    digest = hashlib.sha256(f"quanheng-demo|{seed}|outcome|{day}".encode()).digest()
    balls = sorted(range(1, 34), key=lambda ball: digest[ball % 32] * 64 + ball)[:6]
    return "-".join([issue(day), *(f"{ball:02d}" for ball in sorted(balls)), f"{digest[0] % 16 + 1:02d}"])


def _current(errand: Errand) -> Draw | None:
    inspection = standing(errand)
    key = inspection.draw_id if inspection else None
    return Draw.objects.filter(pk=key).first() if key else None


def _source(draw: Draw, kind: str, name: str = "") -> Source:
    rows = draw.sources.filter(kind=kind)
    return rows.get(name=name) if name else rows.get()


def _handing_in(errand: Errand, witness: str, seed: int, number: int) -> Callable[[], None]:
    def act() -> None:
        if (draw := _current(errand)) is not None:
            source = _source(draw, "witness", WITNESSES[witness][0])
            digest = sha256_hex(value_of(errand, witness, seed, number))
            draws.hand_in(draw.pk, source.pk, digest, by=seat(witness), today=clock.today())

    return act


def _commit(errand: Errand) -> None:
    if (inspection := standing(errand)) is not None:
        services.commit_draw(inspection.pk, by=seat("section"), today=clock.today())


def _revealing(errand: Errand, witness: str, seed: int, number: int) -> Callable[[], None]:
    def act() -> None:
        if (draw := _current(errand)) is not None:
            source = _source(draw, "witness", WITNESSES[witness][0])
            value = value_of(errand, witness, seed, number)
            draws.reveal(draw.pk, source.pk, value, by=seat(witness), today=clock.today())

    return act


def _enter(errand: Errand, seed: int) -> None:
    if (draw := _current(errand)) is not None:
        source = _source(draw, "public")
        assert source.known_at is not None  # noqa: S101 - a constraint of the table
        value = outcome_of(seed, source.known_at.astimezone(SHANGHAI).date())
        draws.enter_outcome(draw.pk, source.pk, value, by=seat("section"), today=clock.today())
        draws.confirm_outcome(draw.pk, source.pk, value, by=seat("section2"), today=clock.today())


def _run(errand: Errand) -> None:
    inspection = standing(errand)
    if inspection is not None and inspection.state == Stage.DRAWING:
        services.draw_inspection(inspection.pk, by=seat("section"), today=clock.today())


def _abort(errand: Errand) -> None:
    if (draw := _current(errand)) is not None:
        reason = "见证人县个体私营企业协会逾期没有公开种子值，本次抽取作废，编号不再使用"
        draws.abort(draw.pk, reason, by=seat("section"), today=clock.today())
