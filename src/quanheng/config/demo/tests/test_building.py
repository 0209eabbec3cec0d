"""The whole county, small, from the command line: repeatable, whole after a kill, sound in its ledger."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SMALL = ("demo", "--no-serve", "--scale", "0.01")


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "QUANHENG_HOME": str(home), "COLUMNS": "200"}


def quanheng(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quanheng.config.cli", *words]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True)


def fingerprint(said: str) -> str:
    return next(line for line in said.splitlines() if len(line) == 64)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.fixture(scope="module")
def built(home) -> str:
    done = quanheng(home, *SMALL)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_accounts_are_printed(built):
    assert all(name in built for name in ("section", "inspector", "witness2", "operator", "quanheng-2021"))


def test_the_ledger_of_the_county_verifies(home, built):
    assert quanheng(home, "ledger", "verify").returncode == 0


def test_the_county_is_built_once(home, built):
    again = quanheng(home, *SMALL)
    assert again.returncode == 0
    assert "已经建好" in again.stdout


def test_the_year_is_counted_and_what_nobody_counts_is_said(home, built, tmp_path):
    figures = tmp_path / "figures.toml"
    figures.write_text(
        '[own_random_inspections]\nvalue = 9\nbelow = 26\nunit = "inspections"\nkind = "floor"\n'
        '[joint_random_inspections]\nvalue = 9\nbelow = 28\nunit = "inspections"\nkind = "floor"\n'
        '[nothing_counts_this]\nvalue = 1\nunit = "x"\nkind = "exact"\n',
        encoding="utf-8",
    )
    done = quanheng(home, "report", "2021", "--check", str(figures), "--json")
    rows = {row["id"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 2
    assert rows["own_random_inspections"]["status"] == "agrees", rows
    assert rows["joint_random_inspections"]["status"] == "agrees", rows
    assert rows["nothing_counts_this"] == {
        "id": "nothing_counts_this", "expected": 1, "counted": None, "status": "not yet counted"
    }  # fmt: skip


def test_something_lies_on_the_desks(home, built):
    with sqlite3.connect(home / "quanheng.sqlite3") as base:
        kinds = {row[0] for row in base.execute("SELECT kind FROM worklist_item WHERE settled_on IS NULL")}
    assert {"hazards.order", "hazards.rectify", "hazards.recheck", "draws.hand_in"} <= kinds


def test_a_silent_witness_and_a_substitute_are_on_record(home, built):
    with sqlite3.connect(home / "quanheng.sqlite3") as base:
        states = dict(base.execute("SELECT state, count(*) FROM draws_draw WHERE year = 2021 GROUP BY state"))
        assert states["aborted"] == 1
        assert base.execute("SELECT count(*) FROM draws_substitution").fetchone()[0] > 0


def test_a_build_killed_in_the_middle_goes_on_to_the_same_county(built, tmp_path):
    command = [sys.executable, "-m", "quanheng.config.cli", *SMALL]
    process = subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.DEVNULL)
    try:
        wait_for_stages(tmp_path / "quanheng.sqlite3", 7, process)
        process.send_signal(signal.SIGKILL)
    finally:
        process.wait()
    done = quanheng(tmp_path, *SMALL)
    assert done.returncode == 0, done.stderr
    assert "上次建县中断" in done.stdout
    assert fingerprint(done.stdout) == fingerprint(built)
    assert quanheng(tmp_path, "ledger", "verify").returncode == 0


def wait_for_stages(path: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so many stages are marked in the ledger."""
    for _ in range(1200):
        assert process.poll() is None, "the build ended before it could be killed"
        if path.exists() and stages(path) >= count:
            return
        time.sleep(0.1)
    raise AssertionError("the build did not get that far")


def stages(path: Path) -> int:
    try:
        with sqlite3.connect(path, timeout=5) as base:
            rows = base.execute("SELECT count(*) FROM ledger_entry WHERE act = 'demo_stage_built'")
            return int(rows.fetchone()[0])
    except sqlite3.OperationalError:
        return 0
