"""A draw of 100 of 5,000 real enterprises, six inspectors, ten recusals, verified by all three verifiers."""

import csv
from pathlib import Path

import pytest

from quanheng.kernel import draw
from quanheng.kernel.draw import Count, plain
from quanheng.kernel.draw.tests import cases

REAL = cases.SHARED / "data" / "chongqing_enterprises" / "roster.csv"
needs_data = pytest.mark.skipif(
    not REAL.exists(), reason="the real roster lies beside the project only in CI"
)


@pytest.fixture(scope="module")
def bundle() -> dict[str, bytes]:
    roster, notes = plain.plain_roster(REAL.read_bytes(), sole_stratum="全部")
    assert (len(roster), notes) == (5000, [])
    recusals = [(code, f"o0{at % 6}") for at, code in enumerate(sorted(roster)[::500])]
    return cases.bundle(
        roster=roster,
        quota={"全部": Count(100)},
        people=cases.inspectors(6),
        recusals=recusals,
        item="年报抽查",
    )


@needs_data
def test_the_real_draw_is_verified_by_platform_and_script(bundle: dict[str, bytes]) -> None:
    assert cases.by_kernel(bundle) == []
    assert cases.by_script(bundle) == []


@needs_data
@pytest.mark.skipif(not cases.NODE, reason="Node is not installed")
def test_the_real_draw_is_verified_in_the_browser(bundle: dict[str, bytes], tmp_path: Path) -> None:
    (report,) = cases.by_browser([bundle], tmp_path)
    assert [check["sentence"] for check in report["checks"] if not check["ok"]] == []


@needs_data
def test_the_real_draw_shares_its_work_and_keeps_its_recusals(bundle: dict[str, bytes]) -> None:
    lines = list(csv.DictReader(bundle["result.csv"].decode().splitlines()))
    recused = draw.parse_recusals(bundle["recusals.csv"])
    assert len(lines) == 100
    assert sum(map(len, recused.values())) == 10
    assert all(not set(line["team"].split()) & recused.get(line["code"], frozenset()) for line in lines)
    loads = [sum(f"o0{n}" in line["team"].split() for line in lines) for n in range(6)]
    assert max(loads) - min(loads) <= 1


@needs_data
def test_faulty_codes_stay_in_the_roster() -> None:
    faulty = REAL.with_name("roster_with_faulty_codes.csv")
    roster, _ = plain.plain_roster(faulty.read_bytes(), sole_stratum="全部")
    assert len(roster) == 200
