"""The county never mixes with what is real."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.config.demo import guarding
from quanheng.config.demo.stages import ACT, BUILDER, Made, done
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2021, 1, 4)


def mark(stage: str, seed: int = 7, scale: str = "0.5") -> None:
    facts = {"scale": scale, "seed": seed, "stage": stage}
    ledger.record(ACT, on=f"demo:{stage}", by=BUILDER, today=TODAY, facts=facts)


def test_an_empty_installation_takes_the_county():
    assert guarding.admit(Made(7, 1), fresh=False, say=print) == Made(7, 1)


def test_an_installation_with_a_ledger_of_its_own_is_left_alone():
    ledger.record("noted", on="test:1", by=Actor.system("test"), today=TODAY)
    for fresh in (True, False):
        with pytest.raises(guarding.NotADemonstration):
            guarding.admit(Made(7, 1), fresh=fresh, say=print)


def test_a_county_of_another_seed_stays_and_says_so():
    mark("areas")
    said: list[str] = []
    assert guarding.admit(Made(8, 1), fresh=False, say=said.append) == Made(7, 0.5)
    assert "种子为 7" in said[0]
    assert "--fresh" in said[0]


def test_what_is_done_is_read_from_the_ledger():
    mark("areas")
    mark("people")
    assert done() == {"areas", "people"}
