"""The draw: a county in Python, a nation's sample in DuckDB, each beside a named alternative of the same run.

    python benchmarks/bench_draw.py [--rows 10000000] [--repeat 3]

County: 60,000 businesses in four strata, 60 inspectors, 500 recusals, quotas A 2 %, B 5 %, C and D whole,
from the bytes of the lists to the whole bundle; then both Python verifiers. Beside it: hashing every code.
Large: `--rows` businesses in 170 strata on DuckDB, 100 of each and 2 % of each; beside it only hashing every
code in the same engine, and pandas `groupby.sample` with a seed on the same rows: from the roster as a CSV
file, from Parquet, and with the rows already in memory. Each figure is the best of `--repeat`, the rivals
measured in turn. Exit 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from quanheng.kernel import draw
from quanheng.kernel.draw import Count, Inspector, Plan, PublicOutcome, Quota, Ratio, Witness, sql
from quanheng.kernel.draw.sql import Dialect

SEED = "5eed" * 16
VALUES = {"见证人": "a-value-of-the-witness", "彩票": "ssq-2021025-03-11-17"}
STRATA = 170
Row = tuple[str, float, float, str, float, bool]


def best(repeat: int, *errands: Callable[[], Any]) -> list[float]:
    """Return the least seconds of each errand, run in turn so that all see the same machine."""
    seconds = [float("inf")] * len(errands)
    for _ in range(repeat):
        for at, errand in enumerate(errands):
            start = time.perf_counter()
            errand()
            seconds[at] = min(seconds[at], time.perf_counter() - start)
    return seconds


def county_lists() -> dict[str, bytes]:
    """Return the lists of a county: 58 % A, 36 % B, 5 % C, 1 % D."""
    strata = {f"91500242MA{number:07d}X": "D" if number % 100 == 0 else "C" if number % 20 == 1
              else "B" if number % 25 < 9 else "A" for number in range(60_000)}  # fmt: skip
    people = [Inspector(f"i{number:02d}", "amr", frozenset(), 400) for number in range(60)]
    recused = [(code, f"i{at % 60:02d}") for at, code in enumerate(list(strata)[::120])]
    return {
        "roster.csv": draw.roster_bytes(strata),
        "inspectors.csv": draw.inspectors_bytes(people),
        "recusals.csv": draw.recusals_bytes(recused),
    }


def county_bundle(lists: dict[str, bytes]) -> dict[str, bytes]:
    """Return the bundle drawn from the county's lists."""
    shares = {"A": Ratio("0.02"), "B": Ratio("0.05"), "C": Ratio("1"), "D": Ratio("1")}
    sources = (
        Witness("见证人", draw.witness_digest(VALUES["见证人"])),
        PublicOutcome("彩票", "2021-03-05T21:15:00+08:00"),
    )
    plan = Plan(item="食品销售监督检查", organ="amr", organs=("amr",), quota=shares, sources=sources,
                files=draw.digests(lists), serial="2021-0001")  # fmt: skip
    files = lists | {"plan.json": plan.to_bytes()}
    return draw.build_bundle(files, draw.run(files, VALUES))


def county(repeat: int) -> Iterator[Row]:
    """Yield the county's figures."""
    lists = county_lists()
    codes = [line.split(",")[0] for line in lists["roster.csv"].decode().splitlines()[1:]]
    bundle = county_bundle(lists)
    head = f"{SEED}|object|"
    with tempfile.TemporaryDirectory() as name:
        for file, content in bundle.items():
            (Path(name) / file).write_bytes(content)
        script = [sys.executable, str(Path(name) / "verify.py"), name]
        hashing, drawing, checking, process = best(
            repeat,
            lambda: [sha256((head + code).encode()).hexdigest() for code in codes],
            lambda: county_bundle(lists),
            lambda: must(draw.verify(bundle).agrees),
            lambda: subprocess.run(script, check=True, capture_output=True),
        )
    drawn = bundle["result.csv"].count(b"\n") - 1
    told = f"hashing {len(codes):,} codes in Python"
    yield f"county draw, {drawn:,} drawn: roster to bundle", drawing, hashing, told, 1.0, drawing <= 1.0
    yield "county verify (platform)", checking, hashing, told, 0.5, checking <= 0.5
    yield "county verify (python verify.py DIR, whole process)", process, hashing, told, 0.5, process <= 0.5


def must(truth: bool) -> None:
    """Raise when a benchmark computed something wrong."""
    if not truth:
        raise AssertionError


def large(rows: int, repeat: int) -> Iterator[Row]:
    """Yield the figures of the draw in DuckDB."""
    import duckdb
    import pandas as pd

    connection = duckdb.connect()
    connection.execute("set threads = 2")

    def fetch(statement: str) -> list[Any]:
        return connection.execute(statement).fetchall()

    def drawn(table: str, quota: Quota) -> list[Any]:
        shares = {f"T{number:03d}": quota for number in range(STRATA)}
        return sql.select_with(fetch, Dialect.DUCKDB, seed=SEED, quota=shares, roster=table)

    def hashed(table: str) -> list[Any]:
        return fetch(f"select max(sha256('{SEED}|object|' || code)) from {table}")

    with tempfile.TemporaryDirectory() as name:
        csv, parquet = str(Path(name) / "roster.csv"), str(Path(name) / "roster.parquet")
        connection.execute(
            f"create table memory as select '91500242MA' || lpad(i::varchar, 8, '0') as code,"
            f" 'T' || lpad(((i * 7919) % {STRATA})::varchar, 3, '0') as stratum from range({rows}) t(i)"
        )
        connection.execute(f"copy memory to '{parquet}' (format parquet)")
        connection.execute(f"copy memory to '{csv}' (header, delimiter ',')")
        connection.execute(f"create view parquet as select * from '{parquet}'")
        connection.execute(f"create view csv as select * from read_csv('{csv}', all_varchar = true)")
        frame = pd.read_parquet(parquet)
        loads: dict[str, Callable[[], Any]] = {
            "csv": lambda: pd.read_csv(csv, dtype=str),
            "parquet": lambda: pd.read_parquet(parquet),
            "memory": lambda: frame,
        }
        for table, load in loads.items():
            hundred, two_percent, hashing, pandas = best(
                repeat,
                lambda: drawn(table, Count(100)),  # noqa: B023
                lambda: drawn(table, Ratio("0.02")),  # noqa: B023
                lambda: hashed(table),  # noqa: B023
                lambda: load().groupby("stratum").sample(frac=0.02, random_state=7),  # noqa: B023
            )
            told = f"{rows:,} in {STRATA} strata, {table}"
            against = "hashing every code in DuckDB"
            yield f"{told}: 100 of each", hundred, hashing, against, 1.25, hundred <= 1.25 * hashing
            yield f"{told}: 2 % of each", two_percent, hashing, against, 1.25, two_percent <= 1.25 * hashing
            yield (
                f"{told}: 2 % of each",
                two_percent,
                pandas,
                "pandas groupby.sample",
                1.0,
                two_percent < pandas,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    table = Table("what", "seconds", "against", "seconds", "ratio", "bar", title="The draw")
    missed = False
    for what, ours, theirs, against, bar, kept in [*county(given.repeat), *large(given.rows, given.repeat)]:
        limit = f"{bar} s" if what.startswith("county") else f"{bar} times"
        verdict = f"{limit} {'kept' if kept else 'MISSED'}"
        table.add_row(what, f"{ours:.3f}", against, f"{theirs:.3f}", f"{ours / theirs:.2f}", verdict)
        missed = missed or not kept
    Console(width=150).print(table)
    sys.exit(missed)


if __name__ == "__main__":
    main()
