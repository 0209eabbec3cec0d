"""Applications survive parallel workers and killed processes: each is granted once and whole, or not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quanheng.domains.registration.rules.coding import SEGMENT
from quanheng.kernel.identifiers import Status, uscc

pytestmark = pytest.mark.slow
SERVER = os.environ.get("QUANHENG_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test")
NAME = f"quanheng_filings_{os.getpid()}"
PATIENCE = 300


class Installation:
    """An installation of its own, worked on by processes of its own."""

    def __init__(self, home: Path, database: str) -> None:
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "PYTEST_CURRENT_TEST"}}
        self.environment = {**kept, "QUANHENG_HOME": str(home)}
        if database:
            self.environment["DATABASE_URL"] = database
        assert self.say("build") == "built"

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "quanheng.domains.registration.tests.filings.survivor", *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, *words: str) -> str:
        process = self.start(*words)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        return said.strip()


def _on_server(statement: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(statement)  # type: ignore[call-overload]
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("survival")
    if request.param == "sqlite":
        yield Installation(home, "")
        return
    if not _on_server(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'"):
        pytest.skip("no PostgreSQL server answers")
    yield Installation(home, SERVER.rsplit("/", 1)[0] + f"/{NAME}")
    _on_server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def test_thirty_six_processes_that_ask_for_codes_leave_no_gap_and_get_none_twice(
    installation: Installation,
) -> None:
    *codes, well = installation.say("issue", "36", "5").splitlines()
    assert int(well) == 36
    assert len(set(codes)) == len(codes) == 180
    assert all(uscc.check(code).status is Status.VALID for code in codes)
    serials = sorted(_serial(code) for code in codes)
    assert serials == list(range(serials[0], serials[0] + 180))


def _serial(code: str) -> int:
    number = 0
    for sign in code[8 + len(SEGMENT) : 16]:
        number = number * 31 + uscc.SIGNS.index(sign)
    return number


def test_killed_between_register_and_licence_nothing_was_granted_and_it_can_be_granted_after(
    installation: Installation,
) -> None:
    before = installation.say("look").split()
    key = installation.say("submit", "901")
    dying = installation.start("approve_and_die", key)
    dying.communicate(timeout=PATIENCE)
    assert dying.returncode == -signal.SIGKILL
    assert installation.say("look").split() == before
    assert installation.say("approve", key) == "granted"
    assert [
        int(now) - int(was) for now, was in zip(installation.say("look").split(), before, strict=True)
    ] == [1] * 5


def test_a_hundred_applications_at_once_are_all_granted_and_none_twice(installation: Installation) -> None:
    """Through eight workers, as ``quanheng serve`` runs them; the other ninety-two wait their turn."""
    before = installation.say("look").split()
    assert installation.say("file", "100", "8") == "8"
    grown = [int(now) - int(was) for now, was in zip(installation.say("look").split(), before, strict=True)]
    assert grown == [100] * 5
