"""Fairness 公平性: what past draws of one organ show, computed from their stored lists.

Everything here can be recomputed from the published bundles: the chance each business had, whether positions
in the roster were drawn evenly, who was never drawn, and how the work fell on the inspectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from quanheng.kernel import draw as kernel
from quanheng.platform.draws import plans
from quanheng.platform.draws.models import Draw, DrawnBusiness, Stratum, TeamPlace
from quanheng.platform.draws.queries.evenness import Evenness, evenness
from quanheng.platform.draws.states import State

LISTED = 50
SURPRISING = 0.01


@dataclass(frozen=True)
class Chance:
    """The chance that each business of one stratum had in one draw: `drawn` of `size`."""

    serial: str
    stratum: str
    size: int
    drawn: int

    @property
    def probability(self) -> float:
        """The inclusion probability 入选概率, the same for each business of the stratum."""
        return self.drawn / self.size if self.size else 0.0

    @property
    def percent(self) -> float:
        """The probability in percent."""
        return self.probability * 100


@dataclass(frozen=True)
class Undrawn:
    """A business that no draw took 从未抽中: how many draws it stood in, the chance of being missed."""

    code: str
    draws: int
    missed_chance: float

    @property
    def percent(self) -> float:
        """The chance of being missed, in percent."""
        return self.missed_chance * 100


@dataclass(frozen=True)
class Load:
    """How many businesses one pseudonym was drawn for in one year 检查人员任务量."""

    year: int
    pseudonym: str
    organ: str
    count: int


@dataclass(frozen=True)
class Fairness:
    """The whole picture of one organ. `undrawn` lists at most fifty, the most surprising first;
    `surprising_count` says how many had a chance below one in a hundred of never being drawn."""

    draws: int
    chances: tuple[Chance, ...]
    evenness: tuple[Evenness, ...]
    undrawn: tuple[Undrawn, ...]
    undrawn_count: int
    surprising_count: int
    roster_count: int
    loads: tuple[Load, ...]


def fairness(organ: str, *, years: Iterable[int] | None = None) -> Fairness:
    """What the drawn draws of this organ show, in all years or in those named; kept until the next draw."""
    rows = Draw.objects.filter(organ=organ, state=State.DRAWN).order_by("id")
    chosen = sorted(years) if years is not None else []
    if chosen:
        rows = rows.filter(year__in=chosen)
    made = list(rows)
    last = made[-1].commitment if made else ""
    key = f"draws.fairness:{organ}:{'-'.join(map(str, chosen))}:{len(made)}:{last}"
    found: Fairness | None = cache.get(key)
    if found is None:
        found = _fairness(made)
        cache.set(key, found, 86_400)
    return found


def _fairness(made: list[Draw]) -> Fairness:
    missed, stood = _missed(made)
    undrawn = sorted((Undrawn(code, stood[code], chance) for code, chance in missed.items()), key=_surprise)
    return Fairness(
        draws=len(made),
        chances=tuple(_chances(made)),
        evenness=tuple(evenness(made)),
        undrawn=tuple(undrawn[:LISTED]),
        undrawn_count=len(undrawn),
        surprising_count=sum(one.missed_chance < SURPRISING for one in undrawn),
        roster_count=len(stood),
        loads=tuple(_loads(made)),
    )


def _surprise(one: Undrawn) -> tuple[float, str]:
    return one.missed_chance, one.code


def _chances(made: list[Draw]) -> list[Chance]:
    serials = {draw.pk: draw.serial for draw in made}
    rows = Stratum.objects.filter(draw__in=made).order_by("draw", "name")
    return [Chance(serials[row.draw_id], row.name, row.size, row.drawn_count) for row in rows]


def _missed(made: list[Draw]) -> tuple[dict[str, float], Counter[str]]:
    """Of each business never drawn, the chance of that; and in how many draws each business stood."""
    chance: dict[str, float] = {}
    stood: Counter[str] = Counter()
    drawn = set(DrawnBusiness.objects.filter(draw__in=made).values_list("code", flat=True))
    for draw in made:
        shares = {row.name: row.drawn_count / row.size for row in draw.strata.all() if row.size}
        roster = kernel.parse_roster(plans.stored(draw, "roster.csv")["roster.csv"])
        for stratum, codes in roster.strata.items():
            if not (share := shares.get(stratum)):
                continue
            stood.update(codes)
            for code in codes:
                chance[code] = chance.get(code, 1.0) * (1 - share)
    return {code: value for code, value in chance.items() if code not in drawn}, stood


def _loads(made: list[Draw]) -> list[Load]:
    years = {draw.pk: draw.year or 0 for draw in made}
    places = TeamPlace.objects.filter(draw__in=made).values_list("draw_id", "pseudonym", "organ")
    counts = Counter((years[draw_id], pseudonym, organ) for draw_id, pseudonym, organ in places)
    loads = [Load(year, pseudonym, organ, count) for (year, pseudonym, organ), count in counts.items()]
    return sorted(loads, key=lambda load: (-load.year, load.organ, -load.count, load.pseudonym))
