"""Figures as the board shows them: this year, last year, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet
from django.utils.translation import get_language

from quanheng.platform import indicators
from quanheng.platform.indicators import Indicator, Period, Value
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.web import navigation
from quanheng.platform.worklist import kinds
from quanheng.platform.worklist import queries as worklist
from quanheng.platform.worklist.models import Item


@dataclass(frozen=True)
class Figure:
    """One figure of the board: its value, last year's, and the change in percent (``None`` from zero)."""

    indicator: Indicator
    value: Value
    before: Value

    @property
    def name(self) -> str:
        """The figure's name in the reader's language."""
        return shown_name(self.indicator)

    @property
    def change(self) -> str:
        """The change on last year, ``+7.7 %``; empty if there was nothing then, or for a share."""
        if not self.before.number or self.indicator.unit == "%":
            return ""
        share = (self.value.number / self.before.number - 1) * 100
        return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP):+} %"


@dataclass(frozen=True)
class Tile:
    """One township of the grid with its number; rows and columns count from 1.

    ``share`` is the number in percent of the largest, for the tint.
    """

    code: str
    name: str
    row: int
    column: int
    value: int
    share: int
    url: str


def shown_name(indicator: Indicator) -> str:
    """A figure's name in the reader's language."""
    return indicator.name_en if (get_language() or "").startswith("en") else indicator.name


def figures(keys: Iterable[str], year: int, area: str) -> list[Figure]:
    """The named figures of a year and area with those of the year before."""
    now, before = Period.year(year), Period.year(year - 1)
    chosen = [indicators.indicator(key) for key in keys]
    return [Figure(i, indicators.count(i, now, area), indicators.count(i, before, area)) for i in chosen]


def tiles(indicator: Indicator, period: Period, area: str, url: str) -> list[Tile]:
    """One tile per township that has a place in the grid; ``url`` takes the area code."""
    spread = indicators.by_area(indicator, period, area)
    counts: dict[str, int] = {}
    for code, number in spread.items():
        counts[code[:9]] = counts.get(code[:9], 0) + number
    places = Area.objects.filter(grid_row__isnull=False, code__startswith=area[:6])
    most = max((counts.get(p.code, 0) for p in places), default=0) or 1
    return [_tile(p, counts.get(p.code, 0), most, url) for p in places]


def _tile(place: Area, value: int, most: int, url: str) -> Tile:
    row, column = (place.grid_row or 0) + 1, (place.grid_column or 0) + 1
    return Tile(place.code, place.short_name, row, column, value, round(100 * value / most), url + place.code)


@dataclass(frozen=True)
class Late:
    """Overdue work of one kind with one organ: how many items, since when, and where they are listed."""

    organ: str
    name: str
    count: int
    since: date
    url: str


def late(*, viewer: Actor, today: date) -> list[Late]:
    """Overdue work in the viewer's area by organ and kind, the most first."""
    rows: QuerySet[Item] = worklist.of_area(viewer=viewer).filter(due_on__lt=today).order_by()
    grouped = rows.values("for_organ", "for_organ__short_name", "kind").annotate(
        n=Count("pk"), due=Min("due_on")
    )
    return [
        Late(
            row["for_organ__short_name"], kinds.says(row["kind"]), row["n"], row["due"], _listed(row, viewer)
        )
        for row in grouped.order_by("-n", "due")[:12]
    ]


def _listed(row: Mapping[str, Any], viewer: Actor) -> str:
    asked = {"scope": "area", "when": "late", "kind": row["kind"], "organ": row["for_organ"]}
    return f"{navigation.home_url(viewer)}?{urlencode(asked)}"
