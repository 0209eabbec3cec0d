"""A publication that is killed is either whole or not begun, and nothing accepted is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest


def act(home: Path, *words: str, dies: bool = False) -> str:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment = kept | {"QUANHENG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "quanheng.config.settings"}
    command = [sys.executable, "-m", "quanheng.config.tests.publisher", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == (-signal.SIGKILL if dies else 0), done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("built")
    return home, act(home, "build")


@pytest.fixture
def run(built, tmp_path: Path):
    shutil.copytree(built[0], tmp_path, dirs_exist_ok=True)
    return partial(act, tmp_path)


@pytest.fixture
def key(built) -> str:
    return built[1]


def test_killed_inside_the_act_leaves_nothing_half_published_and_a_second_try_is_whole(run, key):
    run("publish_and_die_inside", key, dies=True)
    assert run("look", key) == "0 0 0 0"
    run("publish", key)
    visits, entries, waiting, notices = map(int, run("look", key).split())
    assert (visits > 0, entries, waiting, notices) == (True, visits, 0, visits)


def test_killed_after_the_commit_the_next_start_tells_the_public_once(run, key):
    run("publish_and_die_after", key, dies=True)
    visits, entries, waiting, notices = map(int, run("look", key).split())
    assert (visits > 0, entries, waiting >= visits, notices) == (True, visits, True, 0)
    assert "接续上次未送达" in run("start")
    assert run("look", key) == f"{visits} {visits} 0 {visits}"
    run("start")
    assert run("look", key) == f"{visits} {visits} 0 {visits}"
