"""A draw survives parallel workers and a killed process: it is made once, whole, or not at all."""

import os
import shutil
import signal
import subprocess
import sys
import threading

import pytest
from django.db import connection

from quanheng.platform.draws import services
from quanheng.platform.draws.models import Draw, DrawnBusiness
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import TODAY
from quanheng.platform.ledger import queries as ledger


class Installation:
    """An installation of its own on disk, worked on by processes of its own."""

    def __init__(self, home, key=""):
        self.home = home
        self.key = key or self.say("build")

    def start(self, *words):
        environment = {
            k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")
        }
        return subprocess.Popen(
            [sys.executable, "-m", "quanheng.platform.draws.tests.survivor", *words],
            env=environment | {"QUANHENG_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, *words):
        process = self.start(*words)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return said.strip()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return Installation(tmp_path_factory.mktemp("built"))


@pytest.fixture
def installation(built, tmp_path):
    home = shutil.copytree(built.home, tmp_path / "home")
    return Installation(home, built.key)


@pytest.mark.slow
def test_a_draw_killed_in_the_middle_leaves_nothing_and_is_made_whole_afterwards(installation):
    dying = installation.start("draw_and_die", installation.key)
    dying.communicate(timeout=120)
    assert dying.returncode == -signal.SIGKILL
    assert installation.say("look", installation.key) == "seeded 0 0 0 0"
    digest = installation.say("draw", installation.key)
    assert installation.say("look", installation.key) == "drawn 8 16 2 1"
    assert installation.say("draw", installation.key) == digest


@pytest.mark.slow
def test_two_processes_that_draw_at_once_make_one_draw(installation):
    workers = [installation.start("draw", installation.key) for _ in range(2)]
    digests = {worker.communicate(timeout=120)[0] for worker in workers}
    assert [worker.returncode for worker in workers] == [0, 0]
    assert len(digests) == 1
    assert installation.say("look", installation.key) == "drawn 8 16 2 1"


def in_threads(*acts):
    """Do these at the same moment, each on its own connection; returns what went wrong."""
    faults, gate = [], threading.Barrier(len(acts))

    def work(act):
        try:
            gate.wait(10)
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


@pytest.mark.django_db(transaction=True)
def test_parallel_threads_make_one_draw_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: threads share one SQLite connection in memory")
    draw, by = make.seeded(), make.section()
    results = []
    faults = in_threads(
        *[lambda: results.append(services.run(draw.pk, by=by, today=TODAY).result_digest)] * 4
    )
    assert faults == []
    assert len(results) == 4
    assert len(set(results)) == 1
    assert DrawnBusiness.objects.filter(draw=draw).count() == 8
    assert ledger.entries_about(draw).filter(act="draw_run").count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_commitments_take_different_serials_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: threads share one SQLite connection in memory")
    drafts = [make.drafted() for _ in range(4)]
    for draft in drafts:
        make.hand_in_all(draft)
    by = make.section()
    acts = [lambda draft=draft: services.commit(draft.pk, by=by, today=TODAY) for draft in drafts]
    assert in_threads(*acts) == []
    assert sorted(d.serial for d in Draw.objects.all()) == [f"2021-{n:04d}" for n in range(1, 5)]


@pytest.mark.django_db(transaction=True)
def test_a_drawn_draw_does_not_keep_the_next_transactional_test_from_an_empty_database():
    assert make.drawn().drawn.count() == 8
