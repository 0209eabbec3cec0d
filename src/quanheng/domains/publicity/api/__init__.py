"""Notices, open data and checkpoints over HTTP: for anybody, the same as the pages say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from quanheng.domains.publicity import queries
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules.stages import Stage

router = Router(tags=["publicity"])
SIZE = 100


class NoticeOut(Schema):
    """A notice that is shown 公示信息."""

    id: int
    kind: str
    business_code: str
    business_name: str
    area_code: str
    title: str
    result: str
    negative: bool
    organs: str
    basis: str
    happened_on: date
    published_on: date
    until_on: date | None


class TombstoneOut(Schema):
    """What remains of a notice that has ended."""

    id: int
    state: str
    ended_on: date
    ended_by: str
    ended_reason: str
    ended_cites: str


class Wanted(Schema):
    """Which notices: of one business, of an area by its code's beginning, and behind which id."""

    business_code: str = Field("", max_length=18, pattern=r"^[0-9A-Z]{0,18}$")
    area: str = Field("", pattern=r"^[0-9]{0,12}$")
    before: int | None = Field(None, ge=1, le=2**62, description="ids below this one")
    limit: int = Field(20, ge=1, le=SIZE)


@router.get("/notices", response=list[NoticeOut], summary="公示中的检查结果，新的在前")
def notices(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    rows = queries.public_notices().order_by("-id")
    if wanted.business_code:
        rows = rows.filter(business_code=wanted.business_code)
    if wanted.area:
        rows = rows.filter(area_code__startswith=wanted.area)
    if wanted.before:
        rows = rows.filter(id__lt=wanted.before)
    return rows[: wanted.limit]


@router.get("/notices/{notice_id}", response={200: NoticeOut, 410: TombstoneOut}, summary="一条公示信息")
def notice(request: HttpRequest, notice_id: int) -> Status[Notice]:
    found = queries.public_notice(notice_id)
    return Status(200 if found.state == Stage.SHOWN else 410, found)


class FileOut(Schema):
    """One file of a release."""

    name: str
    title: str
    rows: int
    bytes: int
    sha256: str
    url: str


class ReleaseOut(Schema):
    """A release of open data."""

    name: str
    made_on: date
    public_key: str
    files: list[FileOut]


@router.get("/open-data", response=list[ReleaseOut], summary="最新一版开放数据的文件与摘要")
def open_data(request: HttpRequest) -> list[dict[str, Any]]:
    return [_released(release) for release in queries.releases()[:1]]


def _released(release: queries.Release) -> dict[str, Any]:
    files = [
        {
            **{key: told[key] for key in ("title", "rows", "bytes", "sha256")},
            "name": name,
            "url": f"/open-data/{release.name}/{name}",
        }
        for name, told in sorted(release.manifest["files"].items())
    ]
    given = {key: release.manifest[key] for key in ("made_on", "public_key")}
    return {**given, "name": release.name, "files": files}
