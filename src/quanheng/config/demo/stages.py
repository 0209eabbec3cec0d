"""Stages of building the county 分段: each done once, its mark in the ledger, in one transaction with it.

Killed at any moment, the next start finds the marks of the stages that are whole and goes on with the first
that is not: a stage's work and its mark are committed together. The import of the register is the exception;
it keeps its own place in the file and goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quanheng.kernel import clock
from quanheng.platform.ledger import services as ledger
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor

ACT = "demo_stage_built"
BUILDER = Actor.system("示例县")


@dataclass(frozen=True)
class Made:
    """What the county in the database was made from."""

    seed: int
    scale: float


@dataclass(frozen=True)
class Stage:
    """One stage: its name, the moment at which the clock stands meanwhile (None: the real one), its work.

    ``whole`` says that the work runs in one transaction with its mark; without it the work must be safe to
    run again.
    """

    name: str
    says: str
    at: datetime | None
    work: Callable[[], None]
    whole: bool = True


def done() -> set[str]:
    """The names of the stages that are done."""
    subjects = Entry.objects.filter(act=ACT).values_list("subject", flat=True)
    return {subject.removeprefix("demo:") for subject in subjects}


def build(stages: list[Stage], made: Made) -> Iterator[Stage]:
    """Do the stages that are not done, in order; each is yielded before its work."""
    finished = done()
    for stage in stages:
        if stage.name not in finished:
            yield stage
            with _standing(stage.at):
                _do(stage, made)


def _do(stage: Stage, made: Made) -> None:
    if not stage.whole:
        stage.work()
    with transaction.atomic():
        if stage.whole:
            stage.work()
        facts = {"scale": str(made.scale), "seed": made.seed, "stage": stage.name}
        ledger.record(ACT, on=f"demo:{stage.name}", by=BUILDER, today=clock.today(), facts=facts)


@contextmanager
def _standing(at: datetime | None) -> Iterator[None]:
    if at is None:
        yield
        return
    with clock.fixed(at):
        yield
