"""Draws and ledger checkpoints over HTTP, for anybody: what holds the bureau to its word."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from quanheng.platform.draws import queries as draws
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.web import standing
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.ledger.services import as_published

router = Router(tags=["核验"])
SIZE = 100
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class CheckpointOut(Schema):
    """The ledger's end at the close of a day, signed with Ed25519 检查点."""

    day: date
    format: str
    seq: int
    hash: str
    signature: str
    public_key: str


class DrawOut(Schema):
    """One draw with a serial, whatever became of it 抽取."""

    organ: str
    organ_name: str
    serial: str
    item: str
    state: str
    commitment: str
    committed_at: datetime | None
    seed: str
    drawn_at: datetime | None
    result_digest: str
    aborted_at: datetime | None
    reason: str
    page: str


class WantedDraws(Schema):
    """Which draws: of one organ, of one year."""

    organ: str = Field("", max_length=40, pattern=r"^[0-9a-z-]*$")
    year: int | None = Field(None, ge=1900, le=2999)
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(20, ge=1, le=SIZE)


def _written_as_date(value: Any) -> Any:
    """A number of seconds is no date here, though the reader of parameters would take it for one."""
    if isinstance(value, str) and not ISO_DATE.fullmatch(value):
        raise ValueError("写作 2021-03-05")
    return value


class WantedCheckpoints(Schema):
    """Which checkpoints: from a day on."""

    since: Annotated[date, BeforeValidator(_written_as_date)] | None = None
    limit: int = Field(SIZE, ge=1, le=400)


@router.get("/draws", response=list[DrawOut], summary="公布了承诺值的抽取，新的在前")
def list_draws(request: HttpRequest, wanted: Query[WantedDraws]) -> list[dict[str, Any]]:
    rows = draws.public_draws()
    if wanted.organ:
        rows = rows.filter(organ_id=wanted.organ)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    return [_draw(row) for row in rows[wanted.offset : wanted.offset + wanted.limit]]


@router.get("/draws/{organ}/{serial}", response=DrawOut, summary="一次抽取")
def one_draw(request: HttpRequest, organ: str, serial: str) -> dict[str, Any]:
    return _draw(draws.public_draw(organ, serial))


def _draw(row: Draw) -> dict[str, Any]:
    names = [name for name in DrawOut.model_fields if name not in {"organ", "organ_name", "page"}]
    told = {name: getattr(row, name) for name in names}
    return {**told, "organ": row.organ_id, "organ_name": row.organ.name, "page": standing.public_url(row)}


@router.get("/checkpoints", response=list[CheckpointOut], summary="台账检查点，新的在前")
def list_checkpoints(request: HttpRequest, wanted: Query[WantedCheckpoints]) -> list[dict[str, Any]]:
    rows = ledger.checkpoints().reverse()
    if wanted.since:
        rows = rows.filter(day__gte=wanted.since)
    return [as_published(row) for row in rows[: wanted.limit]]
