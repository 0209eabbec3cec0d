"""Every business has the inclusion probability that its stratum promises; every inspector an equal share.

Deterministic: the seeds are digests of numbers, so the outcome is the same at every run.
"""

from collections import Counter
from math import sqrt

import pytest

from quanheng.kernel import draw
from quanheng.kernel.draw import Count, Ratio, Rules
from quanheng.kernel.draw.tests import cases, naive

DRAWS = 1500
ROSTER = {code: "A" if at < 120 else "B" if at < 160 else "D" for at, code in enumerate(cases.codes(166))}
QUOTA = {"A": Ratio("0.05"), "B": Count(7), "D": Ratio("1")}
PROMISED = {"A": 6 / 120, "B": 7 / 40, "D": 1.0}


@pytest.fixture(scope="module")
def times() -> Counter[str]:
    """How often each business was drawn."""
    roster = draw.parse_roster(draw.roster_bytes(ROSTER))
    counted: Counter[str] = Counter()
    for number in range(DRAWS):
        counted.update(one.code for one in draw.select(roster, QUOTA, naive.h(f"seed {number}")).drawn)
    return counted


def members(stratum: str) -> list[str]:
    return [code for code, of in ROSTER.items() if of == stratum]


@pytest.mark.parametrize("stratum", ["A", "B"])
def test_all_businesses_of_a_stratum_are_drawn_as_often_as_promised(
    times: Counter[str], stratum: str
) -> None:
    """Chi-square of draws without replacement, within four standard deviations of its mean."""
    share, codes = PROMISED[stratum], members(stratum)
    expected = DRAWS * share
    spread = sum((times[code] - expected) ** 2 for code in codes) / (expected * (1 - share))
    chi, freedom = spread * (len(codes) - 1) / len(codes), len(codes) - 1
    assert abs(chi - freedom) < 4 * sqrt(2 * freedom)


@pytest.mark.parametrize("stratum", ["A", "B"])
def test_no_single_business_stands_out(times: Counter[str], stratum: str) -> None:
    share = PROMISED[stratum]
    allowed = 4.5 * sqrt(DRAWS * share * (1 - share))
    assert all(abs(times[code] - DRAWS * share) < allowed for code in members(stratum))


def test_a_stratum_at_a_hundred_per_cent_is_drawn_whole_every_time(times: Counter[str]) -> None:
    assert {times[code] for code in members("D")} == {DRAWS}


def test_every_inspector_meets_every_business_as_often() -> None:
    """Which of five inspectors goes to the only business drawn, over many seeds."""
    people = cases.inspectors(5)
    went: Counter[str] = Counter()
    for number in range(DRAWS):
        rules = Rules(("o",), 2, "", naive.h(f"seed {number}"))
        went.update(draw.staff([draw.Drawn("", "910000", "A")], people, {}, rules).teams[0].team)
    expected = DRAWS * 2 / 5
    assert all(abs(went[one.id] - expected) < 4 * sqrt(expected * 3 / 5) for one in people)
