"""The year's inspections: as many as the source says, on items that exist, with quotas that can be met."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quanheng.config.demo import catalogue
from quanheng.domains import inspections
from quanheng.domains.inspections.rules.kinds import Kind
from quanheng.domains.inspections.rules.results import result_codes

OWN = [one for one in catalogue.errands() if one.kind != Kind.JOINT]
JOINT = [one for one in catalogue.errands() if one.kind == Kind.JOINT]


def test_twenty_five_own_inspections_visit_874_businesses():
    assert len(OWN) == 25
    assert sum(one.wanted(1) for one in OWN) == 874


def test_there_are_twenty_seven_joint_inspections_each_of_two_departments_at_least():
    assert len(JOINT) == 27
    assert all(len({organ for _, organ in one.items}) >= 2 for one in JOINT)


def test_every_item_is_on_the_list():
    path = Path(inspections.__file__).parent / "choices" / "items.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    assert {item for one in catalogue.errands() for item, _ in one.items} <= listed.keys()


def test_objects_of_own_inspections_do_not_overlap():
    for a, b in combinations(OWN, 2):
        kinds = not a.kinds or not b.kinds or set(a.kinds) & set(b.kinds)
        trades = (
            not a.trades
            or not b.trades
            or any(x.startswith(y) or y.startswith(x) for x in a.trades for y in b.trades)
        )
        assert not (kinds and trades) or {a.title, b.title} <= KNOWN, (a.title, b.title)


KNOWN = {"2021年广告行为专项抽查", "2021年企业即时公示信息专项抽查"}
"""Advertisers are visited in summer and fall into the exclusion window in autumn."""


@given(
    st.integers(0, 200),
    st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 400), min_size=1),
)
def test_quotas_sum_to_what_is_wanted_and_exceed_no_class(wanted, sizes):
    counts = catalogue.quota(wanted, sizes)
    assert sum(count.value for count in counts.values()) == min(wanted, sum(sizes.values()))
    assert all(0 < counts[k].value <= sizes[k] for k in counts)


def test_the_risky_are_drawn_more_often():
    counts = catalogue.quota(60, {"A": 300, "B": 600, "C": 80, "D": 20})
    share = {k: counts[k].value / size for k, size in {"A": 300, "B": 600, "C": 80, "D": 20}.items()}
    assert share["A"] < share["B"] < share["C"] < share["D"]


def test_problems_carry_result_codes_that_exist():
    for field in ("food", "drug", "equipment", "quality", "other", "department"):
        assert catalogue.problems(field)
        assert all(result_codes()[one.code].finding for one in catalogue.problems(field))
