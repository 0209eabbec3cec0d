"""The inbox: who sees what, in which order, and that nothing overdue disappears."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people
from quanheng.platform.worklist import queries, services

pytestmark = pytest.mark.django_db
DAY = date(2021, 3, 5)


def put(kind: str, due: date | None = None, **given):
    task = services.Task(kind=kind, title=kind, due_on=due)
    values = {"about": f"test:{kind}", "for_organ": people.BUREAU, "area_code": people.LONGTAN} | given
    return services.assign(task, today=DAY, **values)


@pytest.fixture(autouse=True)
def _bureau(db):
    people.organ()
    people.organ("500242-other", "别的机关")


def test_the_most_pressing_stands_first_and_the_undated_last():
    put("late", date(2021, 3, 1)), put("none"), put("soon", date(2021, 3, 9))
    viewer = people.actor(Role.SECTION)
    assert [i.kind for i in queries.inbox(viewer=viewer)] == ["late", "soon", "none"]
    assert queries.counts(viewer=viewer, today=DAY) == queries.Counts(open=3, overdue=1, today=0)


def test_an_officer_sees_own_items_and_those_nobody_holds():
    one, two = people.officer("1"), people.officer("2")
    put("mine", officer_id=one.pk), put("theirs", officer_id=two.pk), put("anybody")
    viewer = people.actor(Role.INSPECTOR, officer_id=one.pk)
    assert {i.kind for i in queries.inbox(viewer=viewer)} == {"mine", "anybody"}


def test_another_organ_sees_nothing_of_it():
    put("ours")
    assert not queries.inbox(viewer=people.actor(Role.SECTION, organ_code="500242-other")).exists()


def test_a_leader_of_another_township_sees_nothing_of_it():
    put("ours")
    assert queries.of_area(viewer=people.actor(Role.LEADER)).count() == 1
    assert not queries.of_area(viewer=people.actor(Role.LEADER, area_code=people.MAWANG)).exists()


def test_assigning_the_same_task_again_moves_its_date_and_keeps_one_item():
    put("once", date(2021, 3, 9)), put("once", date(2021, 4, 1))
    assert [i.due_on for i in queries.inbox(viewer=people.actor(Role.SECTION))] == [date(2021, 4, 1)]


def test_a_settled_task_leaves_the_inbox_and_may_come_back():
    put("step")
    by = people.actor(Role.SECTION)
    assert services.settle("step", about="test:step", by=by, today=DAY) == 1
    assert not queries.inbox(viewer=by).exists()
    put("step")
    assert queries.inbox(viewer=by).count() == 1
