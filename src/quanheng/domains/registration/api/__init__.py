"""The register for anybody 公开查询接口: what the law makes public, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from quanheng.domains.registration import queries
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS, STATE_SAYS, Kind, State
from quanheng.platform.people.actors import Actor

AREA = r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})?$"
router = Router(tags=["经营主体"])


class PublicBusiness(Schema):
    """One business as anybody may see it (《企业信息公示暂行条例》第六条)."""

    code: str
    name: str
    kind: Kind
    kind_says: str
    state: State
    state_says: str
    established_on: date | None
    ended_on: date | None
    capital: str
    trade: str
    address: str
    area_code: str
    scope: str


class Page(Schema):
    """One page: ``after`` is what to ask for the next one with, empty on the last; ``limited`` says that a
    search looked at its first records only."""

    items: list[PublicBusiness]
    after: str
    limited: bool


class Refusal(Schema):
    """Why something was not answered."""

    says: str
    cites: str
    instead: str
    field: str


class Asked(Schema):
    """What is asked for."""

    q: Annotated[str, Field(max_length=100, description="名称、代码或住所的任何一段")] = ""
    area: Annotated[
        str, Field(pattern=r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$", description="行政区划代码")
    ] = ""
    state: State | None = None
    after: Annotated[str, Field(max_length=18, description="上一页给出的 after")] = ""
    size: Annotated[int, Field(ge=1, le=100)] = 20


@router.get("", response=Page, summary="查询经营主体")
def businesses(request: HttpRequest, asked: Query[Asked]) -> Page:
    """Businesses by code order; with ``q`` those that hold the text, at most the first 1,000."""
    rows, limited = queries.public_businesses(), False
    if asked.q.strip():
        rows, limited = queries.search_and_limit(asked.q, viewer=Actor.system("api"))
    rows = rows.in_area(asked.area).order_by("code")
    if asked.state:
        rows = rows.filter(state=asked.state)
    found = list(rows.filter(code__gt=asked.after)[: asked.size + 1])
    shown, more = found[: asked.size], len(found) > asked.size
    after = shown[-1].code if more else ""
    return Page(items=[_public(row) for row in shown], after=after, limited=limited)


@router.get("/{code}", response={200: PublicBusiness, 404: Refusal}, summary="按代码查询")
def business(request: HttpRequest, code: str) -> PublicBusiness:
    """One business by its unified social credit code or old registration number."""
    return _public(queries.public_business(code))


def _public(row: Business) -> PublicBusiness:
    return PublicBusiness(
        code=row.code,
        name=row.public_name,
        kind=Kind(row.kind),
        kind_says=KIND_SAYS[Kind(row.kind)],
        state=State(row.state),
        state_says=STATE_SAYS[State(row.state)],
        established_on=row.established_on,
        ended_on=row.ended_on,
        capital=row.capital_text,
        trade=row.trade,
        address=row.address,
        area_code=row.area_code,
        scope=row.scope,
    )
