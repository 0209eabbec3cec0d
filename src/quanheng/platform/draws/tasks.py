"""What a draw puts on the worklist 待办, and when it is off again."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from quanheng.kernel.clock import SHANGHAI
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.states import Kind
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist import services as worklist
from quanheng.platform.worklist.services import Task

CITES = "quanheng-draw/1（抽取规程）"
HAND_IN, COMMIT, REVEAL = "draws.hand_in", "draws.commit", "draws.reveal"
ENTER, CONFIRM, RUN = "draws.enter_outcome", "draws.confirm_outcome", "draws.run"


def ask_digests(draw: Draw, *, today: date) -> None:
    """Ask every witness for a digest."""
    for source in draw.sources.filter(kind=Kind.WITNESS):
        _ask_witness(HAND_IN, "提交种子值摘要", "draws:hand_in", source, draw, today=today)


def ask_commitment(draw: Draw, *, today: date) -> None:
    """Ask the organ to commit, every digest being there."""
    _ask_organ(COMMIT, "承诺并公布抽取计划", reverse("draws:commit", args=[draw.pk]), draw, today=today)


def ask_values(draw: Draw, *, today: date) -> None:
    """Ask every witness for the value, and the organ for every public outcome."""
    for source in draw.sources.all():
        if source.kind == Kind.WITNESS:
            _ask_witness(REVEAL, "公开种子值", "draws:reveal", source, draw, today=today)
        else:
            _ask_outcome(ENTER, "录入公开结果", "draws:enter_outcome", source, draw, today=today)


def ask_confirmation(source: Source, draw: Draw, *, today: date) -> None:
    """Ask a second officer to confirm an outcome."""
    _ask_outcome(CONFIRM, "确认公开结果", "draws:confirm_outcome", source, draw, today=today)


def ask_run(draw: Draw, *, today: date) -> None:
    """Ask the organ to draw, every value being known."""
    _ask_organ(RUN, "执行抽取", reverse("draws:run", args=[draw.pk]), draw, today=today)


def done(kind: str, *, about: Draw | Source, by: Actor, today: date) -> None:
    """Take one item off."""
    worklist.settle(kind, about=about, by=by, today=today)


def all_done(draw: Draw, *, by: Actor, today: date) -> None:
    """Take everything about the draw and its sources off: it is drawn or given up."""
    for about in (draw, *draw.sources.all()):
        worklist.settle_all(about=about, by=by, today=today)


def _ask_organ(kind: str, verb: str, url: str, draw: Draw, *, today: date) -> None:
    task = Task(kind, f"{verb}：{draw}", url, cites=CITES)
    worklist.assign(task, about=draw, for_organ=draw.organ_id, area_code=draw.area_code, today=today)


def _ask_outcome(kind: str, verb: str, page: str, source: Source, draw: Draw, *, today: date) -> None:
    due_on = source.known_at.astimezone(SHANGHAI).date() if source.known_at else None
    task = Task(kind, f"{verb}“{source.name}”：{draw}"[:200], reverse(page, args=[source.pk]), due_on, CITES)
    worklist.assign(task, about=source, for_organ=draw.organ_id, area_code=draw.area_code, today=today)


def _ask_witness(kind: str, verb: str, page: str, source: Source, draw: Draw, *, today: date) -> None:
    account = source.account
    organ = (account.organ_id if account else None) or draw.organ_id
    task = Task(kind, f"{verb}（{source.name}）：{draw}"[:200], reverse(page, args=[source.pk]), cites=CITES)
    worklist.assign(
        task,
        about=source,
        for_organ=organ,
        area_code=draw.area_code,
        today=today,
        officer_id=account.officer_id if account else None,
    )
