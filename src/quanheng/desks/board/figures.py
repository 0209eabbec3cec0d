"""Figures as the board shows them: this year, last year, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quanheng.platform import indicators
from quanheng.platform.indicators import Indicator, Period, Value, goals
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.web import navigation
from quanheng.platform.worklist import kinds
from quanheng.platform.worklist import queries as worklist
from quanheng.platform.worklist.models import Item


@dataclass(frozen=True)
class Figure:
    """One figure of the board: its value, last year's, and the goal of the year where one was set."""

    indicator: Indicator
    value: Value
    before: Value
    goal: Decimal | None = None

    @property
    def name(self) -> str:
        """The figure's name in the reader's language."""
        return shown_name(self.indicator)

    @property
    def goal_shown(self) -> str:
        """The goal as it was set; empty if there is none."""
        return number_shown(self.goal)

    @property
    def done(self) -> Decimal | None:
        """How much of the goal is done, in percent; ``None`` without one, or for a share."""
        if self.goal is None or self.indicator.unit == "%":
            return None
        share = 100 * max(self.value.number, Decimal(0)) / self.goal
        return share.quantize(Decimal("0.1"), ROUND_DOWN)

    def standing(self, passed: int) -> tuple[str, str]:
        """Tone and words of where the goal stands when ``passed`` percent of the year are over."""
        if self.goal is None:
            return "", ""
        reached = self.value.number >= self.goal
        tone = "good" if reached else "stop" if passed == 100 else "plain"
        if self.done is None:
            return tone, _("已达到") if reached else self._missed()
        if not reached and self.done < passed < 100:
            tone = "warn"
        return tone, _("完成 %(done)s%%") % {"done": self.done}

    def _missed(self) -> str:
        """That a share is below its goal; with its exact number where the rounded one looks like the goal."""
        if self.goal is None or Decimal(self.value.shown.replace(",", "")) < self.goal:
            return _("未达到")
        exact = self.value.number.quantize(Decimal("0.0001"), ROUND_DOWN).normalize()
        return _("未达到（%(exact)s%%）") % {"exact": f"{exact:f}"}

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


@dataclass(frozen=True)
class PastGoal:
    """One goal ever set: when, of which figure, how much (empty: taken back), by which plan, by whom."""

    on: date
    name: str
    shown: str
    basis: str
    by: str


def past_goals(year: int, area: str) -> list[PastGoal]:
    """Every goal ever set for a year and area, the newest first."""
    known = indicators.declared()
    return [
        PastGoal(
            row.set_on,
            shown_name(known[row.indicator]) if row.indicator in known else row.indicator,
            number_shown(row.number),
            row.basis,
            row.set_by_name,
        )
        for row in goals.history(year, area)
    ]


def number_shown(number: Decimal | None) -> str:
    """A number with commas and no more decimals than it has; empty for none."""
    if number is None:
        return ""
    whole, point, cents = f"{number:,.2f}".partition(".")
    return whole + (point + cents).rstrip("0").rstrip(".")


def shown_name(indicator: Indicator) -> str:
    """A figure's name in the reader's language."""
    return indicator.name_en if (get_language() or "").startswith("en") else indicator.name


def figures(keys: Iterable[str], year: int, area: str) -> list[Figure]:
    """The named figures of a year and area with those of the year before, and the year's goals."""
    now, before, wanted = Period.year(year), Period.year(year - 1), goals.in_force(year, area)
    return [
        Figure(
            one,
            indicators.count(one, now, area),
            indicators.count(one, before, area),
            wanted[one.id].number if one.id in wanted else None,
        )
        for one in map(indicators.indicator, keys)
    ]


def time_passed(year: int, today: date) -> int:
    """How much of a year is over, in whole percent: 0 before it, 100 after it."""
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    over = min(max((today - start).days + 1, 0), (end - start).days)
    return 100 * over // (end - start).days


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
