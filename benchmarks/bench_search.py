"""Register search at a million businesses, with an ordinary officer's rights: median and p95.

    python benchmarks/bench_search.py [--rows 1000000] [--home FOLDER]

``--home`` names an installation already filled (by bench_import --keep); else one is filled first. The
alternative measured in the same run is the same question written by hand in SQL: ``name LIKE '%…%'`` within
the area, the first 20.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
MEDIAN_BAR, P95_BAR = 0.050, 0.150


def questions(businesses: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """What officers type: pieces of names, codes and addresses of real rows, and words that many have."""

    def piece(text: str, size: int, salt: str) -> str:
        start = int(sha256(f"{salt}{text}".encode()).hexdigest(), 16) % max(1, len(text) - size)
        return text[start : start + size]

    return {
        "two characters of a name": [piece(name, 2, "a") for name, _, _ in businesses],
        "three characters of a name": [piece(name[3:], 3, "b") for name, _, _ in businesses],
        "a whole name": [name for name, _, _ in businesses],
        "a whole code": [code for _, code, _ in businesses],
        "six signs of a code": [code[10:16] for _, code, _ in businesses],
        "an address": [address[6:] for _, _, address in businesses],
        "name and township": [f"{name[3:6]} {address[6:9]}" for name, _, address in businesses],
        "one character": [piece(name[3:], 1, "c") for name, _, _ in businesses],
        "words that many have": ["有限公司", "经营部", "龙潭", "老街", "酉阳"],
        "nothing": ["火星殖民公司", "鑫鑫鑫鑫鑫", "123456789"],
    }


def timed(ask: Callable[[str], object], texts: list[str]) -> list[float]:
    """Seconds of each question."""
    found = []
    for text in texts:
        start = time.perf_counter()
        ask(text)
        found.append(time.perf_counter() - start)
    return found


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if given.home is None:
            from bench_import import ours
            from invented import write_csv

            write_csv(home / "roster.csv", given.rows)
            ours(home / "roster.csv", home)
        sys.exit(measure(home))


def measure(home: Path) -> int:
    """Ask every question as an officer of the county and as one of a township; 1 if a bar is missed."""
    os.environ["QUANHENG_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "quanheng.config.settings"
    import django

    django.setup()
    from django.db import connection

    from quanheng.domains.registration import queries
    from quanheng.domains.registration.models import Business
    from quanheng.platform.people.actors import Actor
    from quanheng.platform.people.roles import Role

    total = Business.objects.count()
    step = max(1, total // 60)
    sample = list(
        Business.objects.filter(pk__in=range(1, total, step)).values_list("name", "code", "address")[:60]
    )
    every: list[float] = []
    print(f"register search over {total:,} businesses ({connection.vendor}), milliseconds, first 20 shown")
    print(f"  {'':28}{'county':>16}{'township':>18}{'LIKE by hand':>18}")
    for title, texts in questions(sample).items():
        line = f"  {title:28}"
        for area in ("500242", "500242108"):
            viewer = Actor(id="bench", name="", roles=frozenset({Role.SECTION}), area=area)
            spent = timed(lambda text, viewer=viewer: list(queries.search(text, viewer=viewer)[:20]), texts)
            every += spent
            line += f"{statistics.median(spent) * 1000:9.1f} /{p95(spent) * 1000:6.1f}"
        by_hand = timed(lambda text: _like(connection, text), texts[:2])
        print(line + f"{statistics.median(by_hand) * 1000:16.1f}")
    median, high = statistics.median(every), p95(every)
    kept = median <= MEDIAN_BAR and high <= P95_BAR
    said = "kept" if kept else "MISSED"
    print(f"  all: median {median * 1000:.1f} ms, p95 {high * 1000:.1f} ms; bar 50 / 150: {said}")
    return not kept


def _like(connection: object, text: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT * FROM registration_business WHERE area_code >= '500242' AND area_code < '500243'"
            " AND (name LIKE %s OR code LIKE %s OR address LIKE %s) ORDER BY area_code, id LIMIT 20",
            [f"%{text}%"] * 3,
        )
        return cursor.fetchall()


if __name__ == "__main__":
    main()
