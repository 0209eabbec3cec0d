"""An officer is chosen by unit and name, one's own unit first."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.platform.people.models import Officer
from quanheng.platform.people.roles import Role
from quanheng.platform.people.web.fields import OfficerField
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db


def test_the_own_unit_comes_first_and_names_stand_in_order():
    bureau, food = people.organ(), people.organ("500242-amr-07", "食品监管科")
    for number, name, organ in [
        ("1", "冉2", bureau),
        ("2", "冉1", bureau),
        ("3", "田2", food),
        ("4", "田1", food),
    ]:
        people.officer(number, name=name, organ=organ)
    field = OfficerField(required=False)
    field.offer(
        Officer.objects.certified_on(date(2021, 3, 5)),
        to=people.actor(Role.INSPECTOR, organ_code="500242-amr-07"),
    )
    (empty, _), *units = field.choices
    assert empty == ""
    assert [(unit, [label for _, label in rows]) for unit, rows in units] == [
        ("食品监管科", ["田1", "田2"]),
        ("市场监督管理局", ["冉1", "冉2"]),
    ]
    chosen = Officer.objects.get(certificate_number="4")
    assert field.clean(str(chosen.pk)) == chosen
