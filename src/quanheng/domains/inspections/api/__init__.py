"""The public API of inspections: completed and published inspections, for anybody.

The results themselves are public for as long as publicity shows them: `/api/notices`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from quanheng.domains.inspections import queries

router = Router(tags=["inspections 双随机抽查"])

AreaPrefix = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,12}$")]
MOST = 100


class InspectionOut(Schema):
    """One completed and published inspection 抽查任务."""

    id: int
    number: str
    title: str
    organ: str
    kind: str
    drawn_on: date | None
    completed_on: date | None
    published_on: date
    visit_count: int


class InspectionPage(Schema):
    """Inspections with how many there are in all."""

    count: int
    items: list[InspectionOut]


@router.get("", response=InspectionPage, summary="Published inspections 抽查任务公示")
def inspections(
    request: HttpRequest,
    area: AreaPrefix | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 20,
) -> InspectionPage:
    """Inspections completed and published, the newest first."""
    rows = queries.with_progress(queries.public_inspections(area=area or ""))
    found = [
        InspectionOut(
            id=row.pk,
            number=row.number,
            title=row.title,
            organ=row.organ.name,
            kind=row.kind,
            drawn_on=row.drawn_on,
            completed_on=row.completed_on,
            published_on=cast(date, row.published_on),
            visit_count=row.published_count,  # type: ignore[attr-defined]
        )
        for row in rows[offset : offset + limit]
    ]
    return InspectionPage(count=rows.count(), items=found)
