"""Goals: set by who answers for the figures, kept with their history, recorded in the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.indicators import goals
from quanheng.platform.indicators.models import Goal
from quanheng.platform.ledger.queries import entries_about
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db
TODAY = date(2021, 1, 8)


def leader():
    return people.account(Role.LEADER).as_actor()


def put(number, *, key="hazards_rectified", basis="酉市监发〔2021〕3号", by=None):
    wanted = {key: None if number is None else Decimal(number)}
    return goals.set_goals(2021, wanted, basis=basis, by=by or leader(), today=TODAY)


def test_a_goal_holds_until_another_one_is_set_and_both_stay():
    by = leader()
    put("200", by=by)
    put("229", by=by)
    assert goals.in_force(2021, by.area)["hazards_rectified"].number == 229
    assert [row.number for row in goals.history(2021, by.area)] == [229, 200]
    assert entries_about(goals.subject_of(2021, by.area)).count() == 2


def test_a_goal_that_is_taken_back_holds_no_more():
    by = leader()
    put("229", by=by)
    put(None, by=by)
    assert goals.in_force(2021, by.area) == {}
    assert goals.in_force(2022, by.area) == {}


def test_only_what_changed_is_added():
    by = leader()
    put("229", by=by)
    wanted = {"hazards_rectified": Decimal(229), "new_businesses": Decimal(6879)}
    [row] = goals.set_goals(2021, wanted, basis="县局会议", by=by, today=TODAY)
    assert row.indicator == "new_businesses"


@pytest.mark.parametrize(
    ("number", "refusal"),
    [("0", goals.NoSuchGoal), ("-1", goals.NoSuchGoal), (None, goals.GoalsUnchanged)],
)
def test_what_is_no_goal_is_refused(number, refusal):
    with pytest.raises(refusal):
        put(number)
    assert not Goal.objects.exists()


def test_goals_come_from_somewhere():
    with pytest.raises(goals.BasisMissing):
        put("229", basis=" ")


def test_a_figure_that_nobody_declared_has_no_goal():
    with pytest.raises(Missing):
        put("1", key="no_such_figure")


@pytest.mark.parametrize("role", [Role.SECTION, Role.AUDITOR, Role.OPERATOR])
def test_nobody_else_sets_them(role):
    with pytest.raises(Forbidden):
        put("229", by=people.account(role).as_actor())
