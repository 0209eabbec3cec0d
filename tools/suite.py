"""The suite 全套检查: tests on both databases, and with ``--check`` linters, types, contracts, migrations.

Each step prints its name and its verdict; all of them run, and the exit code says whether all passed.
A PostgreSQL server that does not answer is a skip that is printed, never silent.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
POSTGRES = os.environ.get("QUANHENG_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test")


@dataclass(frozen=True)
class Step:
    """One command, its name, and the environment it adds."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def tool(name: str, *words: str) -> list[str]:
    """A command of the virtual environment."""
    return [str(BIN / name), *words]


def tests(name: str, environment: dict[str, str]) -> Step:
    """The test suite under one database."""
    return Step(f"tests on {name}", tool("pytest", "-q", "-n", "2", "--dist", "loadscope"), environment)


def linters() -> Iterator[Step]:
    """What is checked without running the product."""
    yield Step("ruff", tool("ruff", "check", "."))
    yield Step("ruff format", tool("ruff", "format", "--check", "--quiet", "."))
    yield Step("mypy", tool("mypy", "src/quanheng"))
    yield Step("import contracts", tool("lint-imports"))
    manage = tool("python", "-m", "quanheng.config.manage")
    yield Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"])
    yield Step("deployment check", [*manage, "check"])


def postgres_answers() -> str:
    """Empty if the server answers, else why not."""
    try:
        import psycopg

        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except Exception as fault:
        return str(fault).strip().splitlines()[0]
    return ""


def steps(everything: bool) -> Iterator[Step]:
    """Every step, in the order in which a fault is found soonest."""
    if everything:
        yield from linters()
    yield tests("SQLite", {})
    silence = postgres_answers()
    if silence:
        print(f"== SKIPPED: tests on PostgreSQL: no server answers ({silence})", flush=True)
    else:
        yield tests("PostgreSQL", {"DATABASE_URL": POSTGRES, "QUANHENG_SUITE": "postgres"})


def run(step: Step, home: str) -> bool:
    """Run one step and say how it went."""
    print(f"== {step.name}", flush=True)
    start = time.monotonic()
    environment = {**os.environ, "QUANHENG_HOME": home, **step.environment}
    good = subprocess.run(step.command, cwd=ROOT, env=environment).returncode == 0
    print(f"== {'ok' if good else 'FAILED'}: {step.name} ({time.monotonic() - start:.0f} s)", flush=True)
    return good


def main() -> int:
    """Run the suite; 0 when every step passed."""
    with tempfile.TemporaryDirectory(prefix="quanheng-suite-") as home:
        verdicts = {step.name: run(step, home) for step in steps("--check" in sys.argv)}
    failed = [name for name, good in verdicts.items() if not good]
    print(
        f"== {len(verdicts) - len(failed)} steps passed"
        + (f", FAILED: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
