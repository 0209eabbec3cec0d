"""Draws that look random and are not: the properties below accept the kernel's draw and reject each of these.

The public code that this replaces drew inside a page load by stepping through a list: refreshed, it drew
again; with 5,230 firms and a ratio of 3 % only 33 samples were possible, and 49 firms could never be drawn.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from quanheng.kernel import draw
from quanheng.kernel.draw import Count
from quanheng.kernel.draw.tests import cases, naive

Drawer = Callable[[Sequence[str], int, str], list[str]]
"""Draws so many of a list of codes with a seed."""


def kernel(codes: Sequence[str], count: int, seed: str) -> list[str]:
    roster = draw.parse_roster(draw.roster_bytes(dict.fromkeys(codes, "A")))
    return [one.code for one in draw.select(roster, {"A": Count(count)}, seed).drawn]


def skips_through_the_list(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Starts somewhere and takes every so-manieth."""
    ordered, step = sorted(codes), len(codes) // count
    start = int(seed, 16) % step
    return [ordered[start + step * at] for at in range(count)]


def steps_by_a_linear_congruence(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Takes x, a·x + c, … modulo the size, as a textbook generator does."""
    ordered = sorted(codes)
    place, taken = int(seed, 16) % len(codes), []
    for _ in range(count):
        taken.append(ordered[place])
        place = (place * 21 + 7) % len(codes)
    return taken


def depends_on_the_order_of_rows(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Hashes the row's number instead of the business."""
    places = sorted(range(len(codes)), key=lambda at: naive.h(f"{seed}|{at}"))
    return [codes[at] for at in places[:count]]


def depends_on_who_else_is_listed(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Hashes the size of the roster too: dropping somebody reshuffles everybody."""
    return sorted(codes, key=lambda code: naive.h(f"{seed}|{len(codes)}|{code}"))[:count]


def leaves_the_last_ones_out(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Rounds the roster down to whole pages."""
    return kernel(sorted(codes)[: len(codes) // 10 * 10 - 10], count, seed)


def hashes_only_part_of_the_code(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Businesses with the same head of their code share a key, and ties go to the lower code."""
    return sorted(codes, key=lambda code: (naive.h(f"{seed}|{code[:-1]}"), code))[:count]


def draws_with_replacement(codes: Sequence[str], count: int, seed: str) -> list[str]:
    """Draws each place anew."""
    ordered = sorted(codes)
    return [ordered[int(naive.h(f"{seed}|{at}"), 16) % len(codes)] for at in range(count)]


class RedrawsOnReload:
    """Takes something new into account at every call, as a page that draws when it is loaded."""

    def __init__(self) -> None:
        self.loads = itertools.count()

    def __call__(self, codes: Sequence[str], count: int, seed: str) -> list[str]:
        return kernel(codes, count, naive.h(f"{seed}|{next(self.loads)}"))


CODES = cases.codes(53)
SEEDS = [naive.h(str(number)) for number in range(400)]


def is_replayed(drawer: Drawer) -> bool:
    return all(drawer(CODES, 5, seed) == drawer(CODES, 5, seed) for seed in SEEDS[:20])


def ignores_the_order_of_rows(drawer: Drawer) -> bool:
    return all(set(drawer(CODES, 5, seed)) == set(drawer(CODES[::-1], 5, seed)) for seed in SEEDS[:20])


def draws_as_many_as_asked(drawer: Drawer) -> bool:
    return all(len(set(drawer(CODES, count, SEEDS[count]))) == count for count in (1, 5, 26, 40))


def can_draw_very_many_samples(drawer: Drawer) -> bool:
    return len({frozenset(drawer(CODES, 5, seed)) for seed in SEEDS}) > 395


def draws_every_business_as_often(drawer: Drawer) -> bool:
    """Chi-square over 400 draws of 5 of 53, within what chance explains in all but 1 of 100,000 cases."""
    times = Counter(code for seed in SEEDS for code in drawer(CODES, 5, seed))
    expected = len(SEEDS) * 5 / len(CODES)
    chi = sum((times[code] - expected) ** 2 for code in CODES) / (expected * (1 - 5 / len(CODES)))
    return chi * (len(CODES) - 1) / len(CODES) < 101


def draws_neighbours_independently(drawer: Drawer) -> bool:
    """How often any two go together: no pair as good as always, none much above its share of 4 of 400."""
    pairs = Counter(
        pair for seed in SEEDS for pair in itertools.combinations(sorted(drawer(CODES, 5, seed)), 2)
    )
    return max(pairs.values()) < 20


def does_not_care_who_else_is_listed(drawer: Drawer) -> bool:
    for seed in SEEDS[:20]:
        before = drawer(CODES, 5, seed)
        others = [code for code in CODES if code not in before]
        if set(drawer([code for code in CODES if code != others[0]], 5, seed)) != set(before):
            return False
    return True


PROPERTIES = [
    is_replayed,
    ignores_the_order_of_rows,
    draws_as_many_as_asked,
    can_draw_very_many_samples,
    draws_every_business_as_often,
    draws_neighbours_independently,
    does_not_care_who_else_is_listed,
]

MUTANTS: list[tuple[Drawer, set[str]]] = [
    (skips_through_the_list, {"can_draw_very_many_samples", "draws_neighbours_independently"}),
    (steps_by_a_linear_congruence, {"can_draw_very_many_samples", "draws_neighbours_independently"}),
    (RedrawsOnReload(), {"is_replayed"}),
    (depends_on_the_order_of_rows, {"ignores_the_order_of_rows"}),
    (depends_on_who_else_is_listed, {"does_not_care_who_else_is_listed"}),
    (leaves_the_last_ones_out, {"draws_every_business_as_often"}),
    (hashes_only_part_of_the_code, {"draws_neighbours_independently"}),
    (draws_with_replacement, {"draws_as_many_as_asked"}),
]


@pytest.mark.parametrize("has", PROPERTIES)
def test_the_kernels_draw_has_the_property(has: Callable[[Drawer], bool]) -> None:
    assert has(kernel)


@pytest.mark.parametrize(
    ("mutant", "fails"), MUTANTS, ids=lambda one: getattr(one, "__name__", type(one).__name__)
)
def test_the_suite_rejects_a_draw_that(mutant: Drawer, fails: set[str]) -> None:
    rejected_by = {has.__name__ for has in PROPERTIES if not has(mutant)}
    assert fails <= rejected_by


def test_the_old_page_had_as_few_samples_as_was_found() -> None:
    firms = cases.codes(5230)
    samples = {frozenset(skips_through_the_list(firms, 157, naive.h(str(n)))) for n in range(500)}
    never = set(firms) - set().union(*samples)
    assert len(samples) == 33
    assert len(never) == 49
