"""Import of a roster with the full row report: rows a second, and the ratio to writing without checks.

    python benchmarks/bench_import.py [--rows 1000000] [--keep FOLDER]

The alternative measured in the same run is the plainest there is: `csv` to `executemany` of the same rows
into a table with the same columns and a unique code, in batches of 5,000, without checks, without indexes,
without search, without ledger and without report.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
BAR = 20_000


def ours(file: Path, home: Path) -> tuple[float, float, object]:
    """Seconds of the whole import, from the opened file to the finished report; processor seconds of this
    process; the finished run."""
    os.environ["QUANHENG_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "quanheng.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from quanheng.platform.people.actors import Actor
    from quanheng.platform.people.models import Area
    from quanheng.platform.tables import files, services
    from quanheng.platform.tables.models import Mode

    call_command("migrate", verbosity=0)
    _areas(Area)
    by, today = Actor.system("bench"), date(2021, 12, 31)
    start, spent = time.perf_counter(), time.process_time()
    run = services.accept_file(
        "registration.businesses", files.chunks_of(file), name=file.name, area_code="", by=by, today=today
    )
    services.begin(run.pk, Mode.IMPORT, by=by, today=today)
    run = services.carry_out(run.pk, today=today)
    return time.perf_counter() - start, time.process_time() - spent, run


def plain(file: Path, home: Path) -> float:
    """Seconds of `csv` to `executemany` without checks."""
    connection = sqlite3.connect(home / "plain.sqlite3", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;")
    connection.execute(
        "CREATE TABLE b (id integer PRIMARY KEY AUTOINCREMENT, name text, code text UNIQUE,"
        " established text, type text, capital text, scope text, address text)"
    )
    start = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text)
        next(reader)
        while part := list(islice(reader, 5000)):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO b (name, code, established, type, capital, scope, address)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                part,
            )
            connection.execute("COMMIT")
    return time.perf_counter() - start


def _areas(area: type) -> None:
    from invented import TOWNSHIPS

    def add(code: str, name: str, kind: str, parent: str | None) -> None:
        area.objects.get_or_create(
            code=code, defaults={"name": name, "short_name": name, "kind": kind, "parent_id": parent}
        )

    add("50", "重庆市", "直辖市", None)
    add("500242", "酉阳土家族苗族自治县", "县", "50")
    for number, name in enumerate(TOWNSHIPS):
        add(f"500242{101 + number}", name, "镇", "500242")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.keep or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        from invented import write_csv

        file = home / "roster.csv"
        write_csv(file, given.rows)
        base = plain(file, home)
        seconds, spent, run = ours(file, home)
    rate, plain_rate = given.rows / seconds, given.rows / base
    print(f"import of {given.rows:,} rows ({os.environ.get('DATABASE_URL', 'SQLite').split(':')[0]}):")
    print(f"  with checks, search, ledger and report  {seconds:7.1f} s  {rate:10,.0f} rows/s")
    print(f"  csv to executemany, nothing else        {base:7.1f} s  {plain_rate:10,.0f} rows/s")
    beside = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"  processor time: writing {spent:.1f} s, judging beside it"
        f" {beside.ru_utime + beside.ru_stime:.1f} s"
    )
    print(f"  ratio {seconds / base:.1f}; bar {BAR:,} rows/s: {'kept' if rate >= BAR else 'MISSED'}")
    print(f"  {run.accepted_count:,} accepted, {run.flagged_count:,} flagged, {run.refused_count:,} refused")
    sys.exit(rate < BAR)


if __name__ == "__main__":
    main()
