"""What permits hear of: the register, the daily round, a process that dies between decision and issue."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from quanheng.domains.licences import jobs, services
from quanheng.domains.licences.indicators import decided_late, expiring, granted, in_force, unrenewed
from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules.stages import Stage, State
from quanheng.domains.licences.rules.vocabulary import Kind
from quanheng.domains.licences.tests import factories as make
from quanheng.domains.registration import services as register
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.rules.vocabulary import State as Registered
from quanheng.platform.events.outbox import deliver_pending
from quanheng.platform.indicators import Period
from quanheng.platform.ledger.queries import entries_about
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

DAY = make.DAY
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.django_db(transaction=True)
def test_a_deregistered_business_loses_its_permits() -> None:
    permit = make.permit()
    shop = make.Business.objects.get(code=permit.holder_code)
    file_new([shop.pk])
    register.change_state(
        shop.code, Registered.DEREGISTERED, on=DAY, reason="注销登记", by=make.section(), today=DAY
    )
    deliver_pending()
    permit.refresh_from_db()
    assert (permit.state, permit.ended_ground) == (State.CANCELLED, "holder_ended")
    assert permit.ended_cites == "《食品经营许可和备案管理办法》第三十九条"
    deliver_pending()
    acts = [entry.act for entry in entries_about(permit)]
    assert acts.count("permit_ended") == 1


@pytest.mark.django_db
def test_the_daily_round_issues_what_was_decided_and_nobody_issued() -> None:
    made = make.approved()
    jobs.go_round(date(2024, 3, 5))
    made.refresh_from_db()
    assert (made.stage, Permit.objects.count()) == (Stage.ISSUED, 1)
    assert Permit.objects.get().from_on == DAY
    jobs.go_round(date(2024, 3, 6))
    assert Permit.objects.count() == 1


@pytest.mark.django_db
def test_the_daily_round_lets_permits_run_out_and_asks_for_the_rest() -> None:
    permit = make.permit()
    jobs.go_round(date(2029, 3, 4))
    permit.refresh_from_db()
    assert permit.state == State.EXPIRED
    assert list(Item.objects.open().values_list("kind", flat=True)) == ["licences.expired"]


@pytest.mark.django_db
def test_figures_count_what_was_in_force_on_the_last_day() -> None:
    permit, gone = make.permit(), make.permit(code=make.shop(2).code)
    filed = make.filing(code=make.shop(3).code)
    services.cancel_permit(
        gone, ground="force_majeure", reason="山洪", by=make.section(), today=date(2024, 9, 2)
    )
    assert list(in_force(Kind.FOOD_BUSINESS, YEAR, "500242")) == [permit]
    assert list(in_force(Kind.PREPACKAGED, YEAR, "500242")) == [filed]
    assert in_force(Kind.FOOD_BUSINESS, YEAR, "500243").count() == 0
    assert granted(YEAR, "500242").count() == 3
    last = Period(date(2028, 1, 1), date(2028, 12, 31))
    after = Period(date(2029, 1, 1), date(2029, 12, 31))
    assert list(expiring(last, "500242")) == [permit]
    assert list(unrenewed(after, "500242")) == [permit]
    assert decided_late(YEAR, "500242").count() == 0


@pytest.mark.django_db
def test_a_late_decision_is_counted() -> None:
    made = make.checked()
    services.approve(made, by=make.section(), today=date(2024, 3, 19))
    assert [row.pk for row in decided_late(YEAR, "500242")] == [made.pk]
    assert Application.objects.overdue(date(2024, 4, 1)).count() == 0


DECIDE_AND_DIE = """
import os, signal
from datetime import date
import django
django.setup()
from quanheng.domains.licences import services
from quanheng.domains.licences.services import issuing
from quanheng.domains.licences.tests import factories as make
from quanheng.platform.people import county

county.lay_out()
DAY = date(2024, 3, 4)
made = make.approved(code=make.shop().code)
if os.environ.get("DIE") == "inside":
    issuing.certify = lambda *args, **given: os.kill(os.getpid(), signal.SIGKILL)
    services.issue_permit(made, by=make.clerk(), today=DAY)
os.kill(os.getpid(), signal.SIGKILL)
"""
GO_ON = """
from datetime import date
import django
django.setup()
from quanheng.domains.licences import jobs
jobs.go_round(date(2024, 3, 5))
"""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["between", "inside"])
def test_killed_between_decision_and_issue_nothing_is_lost_and_no_number_is_spent(
    where: str, tmp_path: Path
) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = {
        **kept,
        "QUANHENG_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "quanheng.config.settings",
        "DIE": where,
    }
    migrate = [sys.executable, "-m", "quanheng.config.manage", "migrate", "-v0"]
    subprocess.run(migrate, env=environment, check=True, capture_output=True)
    died = subprocess.run([sys.executable, "-c", DECIDE_AND_DIE], env=environment, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()[-2000:]
    assert stored(tmp_path) == ("approved", 0, 0, 0)
    subprocess.run([sys.executable, "-c", GO_ON], env=environment, check=True, capture_output=True)
    assert stored(tmp_path) == ("issued", 1, 1, 1)


def stored(home: Path) -> tuple[str, int, int, int]:
    """Stage of the application; permits, certificates, the last serial given out."""
    with sqlite3.connect(home / "quanheng.sqlite3") as connection:
        ask = connection.execute
        stage = ask("SELECT stage FROM licences_application").fetchone()[0]
        permits = ask("SELECT count(*) FROM licences_permit").fetchone()[0]
        made = ask("SELECT count(*) FROM certificates_certificate WHERE kind = 'food_business'").fetchone()[0]
        serial = ask("SELECT coalesce(max(last), 0) FROM licences_serial WHERE scope LIKE 'JY|%'").fetchone()
        return stage, permits, made, serial[0]


LAY_OUT_THIRTY_SIX = """
import django
django.setup()
from quanheng.domains.licences.tests import factories as make
from quanheng.platform.people import county

county.lay_out()
for number in range(1, 37):
    make.approved(code=make.shop(number).code)
"""
ISSUE_ONE_AFTER_THE_OTHER = """
import sys
from datetime import date
import django
django.setup()
from quanheng.domains.licences import services
from quanheng.domains.licences.models import Application
from quanheng.platform.people.actors import Actor

place, hands = map(int, sys.argv[1:])
keys = list(Application.objects.order_by("id").values_list("pk", flat=True))
for key in keys[place::hands]:
    services.issue_permit(key, by=Actor.system("test"), today=date(2024, 3, 4))
"""
HANDS = 6


@pytest.mark.slow
def test_thirty_six_permits_from_six_processes_at_once_have_thirty_six_numbers_in_a_row(
    tmp_path: Path,
) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    settings = {"QUANHENG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "quanheng.config.settings"}
    environment = kept | settings
    migrate = [sys.executable, "-m", "quanheng.config.manage", "migrate", "-v0"]
    lay_out = [sys.executable, "-c", LAY_OUT_THIRTY_SIX]
    for command in (migrate, lay_out):
        subprocess.run(command, env=environment, check=True, capture_output=True)
    hands = [
        subprocess.Popen(
            [sys.executable, "-c", ISSUE_ONE_AFTER_THE_OTHER, str(place), str(HANDS)],
            env=environment,
            stderr=subprocess.PIPE,
        )
        for place in range(HANDS)
    ]
    said = [hand.communicate(timeout=300)[1].decode()[-2000:] for hand in hands]
    assert [hand.returncode for hand in hands] == [0] * HANDS, said
    with sqlite3.connect(tmp_path / "quanheng.sqlite3") as connection:
        found = [row[0] for row in connection.execute("SELECT number FROM licences_permit ORDER BY number")]
    assert [int(number[9:15]) for number in found] == list(range(1, 37))


@pytest.mark.django_db(transaction=True)
def test_thirty_six_permits_from_twelve_threads_at_once_have_thirty_six_numbers_in_a_row() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection, connections

    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection; the processes above share a file")
    waiting = [make.approved(code=make.shop(number).code).pk for number in range(1, 37)]

    def issue(key: int) -> str:
        try:
            return services.issue_permit(key, by=Actor.system("test"), today=DAY).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        found = sorted(pool.map(issue, waiting))
    assert [int(number[9:15]) for number in found] == list(range(1, 37))
