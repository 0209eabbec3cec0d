"""Evenness 均匀性: were the tenths of the roster drawn alike, or does a draw favour an end or skip through?

Only the place of each drawn business in its stratum and the stratum's size are needed; both are stored when
the draw is made.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from quanheng.platform.draws import chisquare
from quanheng.platform.draws.models import Draw, DrawnBusiness, Stratum

TENTHS = 10
EXPECTED_AT_LEAST = 5


@dataclass(frozen=True)
class Evenness:
    """Whether the tenths of the roster, by code, were drawn evenly over all draws of a stratum 均匀性检验.

    `observed` and `expected` have one number per group; `p_value` is None when too few were drawn to tell.
    A draw that skips through the list, or favours one end of it, gives a p-value near 1 or near 0.
    """

    stratum: str
    observed: tuple[int, ...]
    expected: tuple[float, ...]
    statistic: float
    degrees: int
    p_value: float | None

    @property
    def pairs(self) -> list[tuple[int, float]]:
        """Observed and expected, tenth by tenth."""
        return list(zip(self.observed, self.expected, strict=True))


def evenness(made: list[Draw]) -> list[Evenness]:
    """Test every stratum over all these draws: hypergeometric counts in the tenths of its roster."""
    observed: defaultdict[str, list[int]] = defaultdict(lambda: [0] * TENTHS)
    expected: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * TENTHS)
    variance: defaultdict[str, float] = defaultdict(float)
    sizes = {(row.draw_id, row.name): row for row in Stratum.objects.filter(draw__in=made)}
    for row in sizes.values():
        for tenth, count in enumerate(_tenth_sizes(row.size)):
            expected[row.name][tenth] += row.drawn_count * count / row.size
        if row.size > 1:
            variance[row.name] += row.drawn_count * (row.size - row.drawn_count) / (row.size - 1)
    places = DrawnBusiness.objects.filter(draw__in=made).values_list("draw_id", "stratum", "place")
    for draw_id, stratum, place in places:
        observed[stratum][place * TENTHS // sizes[draw_id, stratum].size] += 1
    return [_tested(name, observed[name], expected[name], variance[name]) for name in sorted(expected)]


def _tenth_sizes(size: int) -> list[int]:
    """How many places fall into each tenth: place p is in tenth p * 10 // size."""
    starts = [-(-tenth * size // TENTHS) for tenth in range(TENTHS + 1)]
    return [end - start for start, end in pairwise(starts)]


def _tested(name: str, observed: list[int], expected: list[float], variance: float) -> Evenness:
    """Pearson's statistic, scaled for drawing without replacement: by drawn over the variance's factor."""
    total = sum(expected)
    if variance <= 0 or min(expected) < EXPECTED_AT_LEAST:
        return Evenness(name, tuple(observed), tuple(expected), 0.0, TENTHS - 1, None)
    pearson = sum((seen - due) ** 2 / due for seen, due in zip(observed, expected, strict=True))
    statistic = pearson * total / variance
    value = chisquare.survival(statistic, TENTHS - 1)
    return Evenness(name, tuple(observed), tuple(expected), statistic, TENTHS - 1, value)
