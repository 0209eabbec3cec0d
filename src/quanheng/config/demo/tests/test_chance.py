"""Choices are repeatable, independent between labels, and even."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quanheng.config.demo.chance import Chance, Weighted, apportion


@given(st.integers(0, 9999), st.text(max_size=20))
def test_the_same_seed_and_label_choose_the_same(seed, label):
    first, second = Chance(seed, label), Chance(seed, label)
    assert [first.below(97) for _ in range(80)] == [second.below(97) for _ in range(80)]


def test_another_label_chooses_otherwise():
    assert [Chance(7, "names").below(10**6) for _ in range(1)] != [Chance(7, "addresses").below(10**6)]


@given(st.integers(0, 99), st.integers(1, 10**9))
def test_a_choice_stays_below_its_limit(seed, limit):
    chance = Chance(seed, "limit")
    assert all(0 <= chance.below(limit) < limit for _ in range(30))


def test_choices_are_even():
    chance = Chance(7, "even")
    seen = Counter(chance.below(10) for _ in range(20_000))
    assert sum((seen[n] - 2000) ** 2 / 2000 for n in range(10)) < 21.7  # chi-square, 9 degrees, 1 %


@given(st.lists(st.integers(), unique=True, max_size=30))
def test_a_shuffle_loses_nothing(things):
    assert sorted(Chance(1, "shuffle").shuffled(things)) == sorted(things)


def test_a_day_lies_between_its_bounds_and_reaches_both():
    chance, first, last = Chance(3, "day"), date(2021, 1, 4), date(2021, 1, 6)
    assert {chance.day(first, last) for _ in range(60)} == {first, date(2021, 1, 5), last}


def test_what_weighs_nothing_is_never_picked():
    weighted, chance = Weighted({"a": 1, "b": 0}), Chance(1, "weights")
    assert {weighted.pick(chance) for _ in range(50)} == {"a"}


@given(
    st.integers(0, 5000), st.dictionaries(st.text(max_size=3), st.integers(1, 50), min_size=1, max_size=12)
)
def test_shares_sum_to_the_whole_and_stay_near_their_part(total, weights):
    shares = apportion(total, weights)
    assert sum(shares.values()) == total
    whole = sum(weights.values())
    assert all(abs(shares[k] - total * weights[k] / whole) <= 1 for k in weights)
