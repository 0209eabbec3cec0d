"""A fact is delivered at least once, whatever fails in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from quanheng.platform.events import Fact, announce, connect, outbox
from quanheng.platform.events.models import Outgoing

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class LampLit(Fact):
    number: int
    on: date
    names: tuple[str, ...] = ()


HEARD: list[LampLit] = []
BROKEN = {"now": False}


def hear(fact: LampLit) -> None:
    if BROKEN["now"]:
        raise OSError("the listener is out")
    HEARD.append(fact)


connect(LampLit, hear)


@pytest.fixture(autouse=True)
def _fresh():
    HEARD.clear()
    BROKEN["now"] = False


def test_a_fact_reaches_its_listener_as_it_was_announced(django_capture_on_commit_callbacks):
    fact = LampLit(3, date(2021, 3, 5), ("a", "b"))
    with django_capture_on_commit_callbacks(execute=True):
        announce(fact)
    assert [fact] == HEARD


def test_a_listener_that_fails_keeps_the_fact_for_the_next_delivery(django_capture_on_commit_callbacks):
    BROKEN["now"] = True
    with django_capture_on_commit_callbacks(execute=True):
        announce(LampLit(1, date(2021, 3, 5)))
    assert (HEARD, "out" in Outgoing.objects.get().error) == ([], True)
    BROKEN["now"] = False
    assert outbox.deliver_pending() == 1
    assert len(HEARD) == 1
    assert outbox.deliver_pending() == 0


def test_a_process_that_dies_before_delivery_leaves_the_fact_waiting():
    announce(LampLit(1, date(2021, 3, 5)))
    assert HEARD == []
    assert outbox.deliver_pending() == 1
