"""A hundred applications at once: opened, written, handed in, granted with code and licence.

    python benchmarks/bench_filings.py [--count 100] [--workers 8] [--database sqlite|postgres|both]

The workers are processes, as many as ``quanheng serve`` lets write at a time. Beside it as many rows are
put into one plain table by the same workers, one transaction each, in the same run: the database alone.
Prints both and their ratio. Bar: none lost, none doubled, the codes without a gap; exit 1 otherwise.
PostgreSQL is ``QUANHENG_TEST_POSTGRES``, default the local one; without a server it is skipped, and said.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time

SERVER = os.environ.get("QUANHENG_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test")
NAME = "quanheng_bench_filings"


def main() -> int:
    """Run each database in a process of its own, because settings are read once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        return measure(given.count, given.workers)
    names = ["sqlite", "postgres"] if given.database == "both" else [given.database]
    return max(run(name, given.count, given.workers) for name in names)


def run(name: str, count: int, workers: int) -> int:
    """One database from empty to measured, and away again."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "QUANHENG_HOME": home,
            "DJANGO_SETTINGS_MODULE": "quanheng.config.settings",
        }
        environment.pop("DATABASE_URL", None)
        if name == "postgres":
            if not on_server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)"):
                print("postgres: no server answers; skipped")
                return 0
            on_server(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
            environment["DATABASE_URL"] = SERVER.rsplit("/", 1)[0] + f"/{NAME}"
        command = [sys.executable, __file__, "--here", "--count", str(count), "--workers", str(workers)]
        try:
            return subprocess.run(command, env=environment).returncode
        finally:
            if name == "postgres":
                on_server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def on_server(statement: str) -> bool:
    """Do something on the server; whether one answered."""
    import psycopg

    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(statement)  # type: ignore[call-overload]
    except psycopg.OperationalError:
        return False
    return True


def measure(count: int, workers: int) -> int:
    """Fill, ask, compare, print."""
    import django

    django.setup()
    from django.db import connection

    from quanheng.domains.registration.tests.filings import survivor

    survivor.build()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (number integer PRIMARY KEY, said text)")
    plain = timed(workers, lambda hand: put(range(hand, count, workers)))
    filed = timed(workers, lambda hand: file(range(hand, count, workers)))
    lost, doubled, gaps = outcome(count)
    print(f"\n{connection.vendor}: {count} applications through {workers} workers")
    print(f"  filed and granted      {filed:7.2f} s   {filed / count * 1000:7.1f} ms each")
    print(f"  plain rows             {plain:7.2f} s   {plain / count * 1000:7.1f} ms each")
    print(f"  ratio                  {filed / max(plain, 0.001):7.1f}")
    print(f"  lost {lost}, doubled {doubled}, gaps in the codes {gaps}")
    return 1 if lost or doubled or gaps else 0


def timed(workers: int, work) -> float:
    """Seconds until every worker is done; they are let go one second after they were made."""
    from quanheng.domains.registration.tests.filings import survivor

    start = time.perf_counter()
    survivor.at_once(workers, work)
    return time.perf_counter() - start - survivor.HEAD_START


def put(numbers) -> None:
    """Plain rows, one transaction each."""
    from django.db import connection, transaction

    for number in numbers:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_plain VALUES (%s, %s)", [number, "x" * 400])


def file(numbers) -> None:
    """Applications, each from opened to granted."""
    from quanheng.domains.registration.tests.filings import survivor

    for number in numbers:
        survivor.file_one(str(number + 1))


def outcome(count: int) -> tuple[int, int, int]:
    """How many applications are missing, how many businesses stand twice, how many serials were left out."""
    from django.db.models import Count

    from quanheng.domains.registration.models import Business, CodeSerial, Filing

    granted = Filing.objects.filter(stage="approved").count()
    doubled = Business.objects.values("name").annotate(n=Count("id")).filter(n__gt=1).count()
    spent = CodeSerial.objects.get(authority="500242").last - 1  # one was given out to warm up
    return count - granted, doubled, spent - Business.objects.count()


if __name__ == "__main__":
    sys.exit(main())
