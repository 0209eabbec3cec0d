"""Inbox, register search and business file at a million of everything, an ordinary officer's rights.

    python benchmarks/bench_pages.py [--rows 1000000] [--asked 60] [--database sqlite|postgres|both]

Each page is asked for through Django's test client: middleware, session, rights, queries, template. Beside it
the same query written by hand in SQL on the same connection. Prints median and p95 of both and their ratio.
Bars (DESIGN section 10): median 50 ms, p95 150 ms, on SQLite and on PostgreSQL. Exit 1 when one is missed.
PostgreSQL is `QUANHENG_TEST_POSTGRES` (a server on which databases may be created), default the local one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from county_at_scale import COUNTY, TODAY, fill

SERVER = os.environ.get("QUANHENG_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test")
NAME = "quanheng_bench_pages"
INDEX = "registration_business_search"
MEDIAN_MS, P95_MS = 50.0, 150.0


def main() -> int:
    """Run each database in a process of its own, because settings are read once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=60, help="how often each page is asked for")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument(
        "--keep", type=Path, help="keep the filled county (SQLite in this folder), or use it again"
    )
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        return measure(given.rows, given.asked)
    names = ["sqlite", "postgres"] if given.database == "both" else [given.database]
    return max([run(name, given.rows, given.asked, given.keep) for name in names])


def run(name: str, rows: int, asked: int, keep: Path | None) -> int:
    """One database from empty to measured, and away again."""
    with tempfile.TemporaryDirectory() as fresh:
        home = str(keep or fresh)
        environment = {
            **os.environ,
            "QUANHENG_HOME": home,
            "DJANGO_SETTINGS_MODULE": "quanheng.config.settings",
        }
        environment.pop("DATABASE_URL", None)
        if name == "postgres":
            if not on_server(create=True, drop=keep is None):
                print("postgres: no server answers; skipped")
                return 0
            environment["DATABASE_URL"] = SERVER.rsplit("/", 1)[0] + f"/{NAME}"
        command = [sys.executable, __file__, "--here", "--rows", str(rows), "--asked", str(asked)]
        try:
            return subprocess.run(command, env=environment).returncode
        finally:
            if name == "postgres" and keep is None:
                on_server(create=False, drop=True)


def on_server(*, create: bool, drop: bool) -> bool:
    """Drop the benchmark's database, create it where it is not there; whether a server answered."""
    import psycopg

    try:
        with psycopg.connect(SERVER, autocommit=True) as server:
            if drop:
                server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
            there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if create and not there:
                server.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
    except psycopg.OperationalError:
        return False
    return True


def measure(rows: int, asked: int) -> int:
    """Fill the database, ask for the pages, print."""
    import django

    django.setup()
    import logging

    from django.core.management import call_command
    from django.db import connection
    from django.urls import get_resolver

    from quanheng.platform.people.models import Account

    logging.disable(logging.WARNING)
    get_resolver().url_patterns  # noqa: B018 - a page that cannot be imported shows before the filling
    call_command("migrate", verbosity=0, interactive=False)
    start = time.perf_counter()
    account = Account.objects.filter(username="bench").first() or fill(rows)
    print(f"\n{connection.vendor}: {rows:,} businesses, {rows:,} worklist items", end="")
    print(f", {rows:,} ledger entries, filled in {time.perf_counter() - start:.0f} s", flush=True)
    from quanheng.kernel import clock

    with clock.fixed(TODAY):
        return report(errands(account, rows), asked)


Errand = tuple[str, Callable[[int], Any], Callable[[int], Any]]


@dataclass
class ByHand:
    """The same questions written by hand in SQL, asked on Django's own connection."""

    account: Any
    samples: list[Any]

    def ask(self, sql: str, *values: Any) -> list[Any]:
        """Every row of one query."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def inbox(self, _turn: int) -> None:
        """The first twenty items and the three counts."""
        mine = "settled_on IS NULL AND holder IN (%s, %s)"
        held = (self.account.organ_id, str(self.account.officer_id))
        self.ask(f"SELECT * FROM worklist_item WHERE {mine} ORDER BY due_on, id LIMIT 20", *held)
        self.ask(
            "SELECT count(*), sum(CASE WHEN due_on < %s THEN 1 END), sum(CASE WHEN due_on = %s THEN 1 END)"
            f" FROM worklist_item WHERE {mine}",
            *(TODAY, TODAY, *held),
        )

    def register(self, _turn: int) -> None:
        """The first twenty of the county."""
        first = "SELECT * FROM registration_business WHERE area_code >= %s AND area_code < %s"
        self.ask(f"{first} ORDER BY area_code, id LIMIT 20", COUNTY, str(int(COUNTY) + 1))

    def township(self, _turn: int) -> None:
        """The first twenty of one township."""
        self.ask(
            "SELECT * FROM registration_business WHERE area_code = %s ORDER BY id LIMIT 20", f"{COUNTY}101"
        )

    def search(self, turn: int) -> None:
        """Twenty names that hold four given signs."""
        from django.db import connection

        text = self.samples[turn % len(self.samples)].name[3:7]
        pairs = [text[at : at + 2] for at in range(len(text) - 1)]
        if connection.vendor == "postgresql":
            found = f"SELECT id FROM {INDEX} WHERE grams @@ %s::tsquery LIMIT 20"
            question = " & ".join(f"'{pair}'" for pair in pairs)
        else:
            found = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT 20"
            question = " AND ".join(f'"{pair}"' for pair in pairs)
        rows = f"SELECT * FROM registration_business WHERE id IN ({found}) AND name LIKE %s"
        self.ask(rows, question, f"%{text}%")

    def file(self, turn: int) -> None:
        """What the file on one business shows."""
        row = self.samples[turn % len(self.samples)]
        subject = f"registration.business:{row.pk}"
        self.ask("SELECT * FROM registration_business WHERE code = %s", row.code)
        for table in ("hazards_hazard", "inspections_visit"):
            self.ask(f"SELECT * FROM {table} WHERE business_code = %s ORDER BY id DESC LIMIT 20", row.code)
        self.ask("SELECT * FROM ledger_entry WHERE subject = %s ORDER BY seq DESC LIMIT 20", subject)
        self.ask("SELECT * FROM worklist_item WHERE about = %s AND settled_on IS NULL", subject)


def errands(account: Any, rows: int) -> list[Errand]:
    """Name, the page, and the same by hand, each for the n-th time of asking."""
    from django.test import Client

    from quanheng.domains.registration.models import Business

    client = Client()
    client.force_login(account)
    samples = list(Business.objects.filter(pk__in=range(1, rows, max(1, rows // 97))).order_by("pk"))
    hand = ByHand(account, samples)

    def page(address: str) -> Callable[[int], None]:
        """Ask for an address in which NAME, FOUR, TWO and CODE stand for those of the sample of the turn."""

        def ask(turn: int) -> None:
            row = samples[turn % len(samples)]
            filled = address.replace("NAME", row.name).replace("CODE", row.code)
            answer = client.get(filled.replace("FOUR", row.name[3:7]).replace("TWO", row.name[3:5]))
            if answer.status_code not in {200, 302}:
                raise SystemExit(f"{address}: {answer.status_code}")

        return ask

    return [
        ("inbox", page("/desk/"), hand.inbox),
        ("inbox, second page", page("/desk/?page=2"), hand.inbox),
        ("search, whole name", page("/desk/search?q=NAME"), hand.search),
        ("search, four signs", page("/desk/search?q=FOUR"), hand.search),
        ("search, two signs", page("/desk/search?q=TWO"), hand.search),
        ("search, code", page("/desk/search?q=CODE"), hand.search),
        ("register", page("/registration/"), hand.register),
        ("register, one township", page(f"/registration/?area={COUNTY}101"), hand.township),
        ("register, two signs", page("/registration/?q=TWO"), hand.search),
        ("business file", page("/desk/business/CODE/"), hand.file),
        ("portal, business", page("/businesses/CODE/"), hand.file),
    ]


def report(asked_for: list[Errand], asked: int) -> int:
    """Measure each errand and its rival in turn, print, and say whether a bar was missed."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'page':26}{'median':>9}{'p95':>9}{'by hand':>9}{'p95':>9}{'ratio':>8}")
    missed = 0
    for name, page, by_hand in asked_for:
        ours, hand = timed(page, asked), timed(by_hand, asked)
        late = ours[0] > MEDIAN_MS or ours[1] > P95_MS
        missed |= late
        figures = "".join(f"{figure:7.1f}ms" for figure in (*ours, *hand))
        print(f"{name:26}{figures}{ours[0] / hand[0]:7.1f}x{'  MISSED' if late else ''}", flush=True)
    return int(missed)


def timed(ask: Callable[[int], Any], asked: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after three warm-up turns."""
    for turn in range(3):
        ask(turn)
    spent = []
    for turn in range(asked):
        start = time.perf_counter()
        ask(turn)
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
