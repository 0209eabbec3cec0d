"""Rights and areas of an actor."""

from __future__ import annotations

import pytest

from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.people import county, rights
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

PLAN = rights.declare("test.plan", "制定测试计划", {Role.SECTION})


def test_a_role_without_the_right_is_told_whose_it_is():
    with pytest.raises(Forbidden) as refusal:
        people.actor(Role.CLERK).require(PLAN)
    assert refusal.value.says == "您的岗位不能制定测试计划。"
    assert "科室人员" in refusal.value.instead


def test_a_record_of_another_township_is_missing_and_not_forbidden():
    with pytest.raises(Missing):
        people.actor(Role.SECTION, area_code=people.LONGTAN).require(PLAN, area=people.MAWANG)


def test_the_county_covers_its_townships_and_not_the_other_way_round():
    assert people.actor(Role.SECTION).covers(people.LONGTAN)
    assert not people.actor(Role.SECTION, area_code=people.LONGTAN).covers(people.COUNTY)


def test_the_public_covers_nothing():
    assert not Actor.public().covers(people.COUNTY)


def test_a_right_cannot_be_declared_twice_with_other_roles():
    with pytest.raises(ValueError, match="twice"):
        rights.declare("test.plan", "制定测试计划", {Role.CLERK})


@pytest.mark.django_db
def test_within_narrows_to_the_area_and_below():
    people.area(people.LONGTAN), people.area(people.MAWANG)
    township = people.actor(Role.TOWNSHIP, area_code=people.LONGTAN)
    assert [a.code for a in township.within(Area.objects.all(), "code")] == [people.LONGTAN]
    assert people.actor(Role.LEADER).within(Area.objects.all(), "code").count() == 3
    assert not Actor.public().within(Area.objects.all(), "code").exists()


@pytest.mark.django_db
def test_the_county_has_its_39_townships_each_with_a_tile_of_its_own():
    county.lay_out(), county.lay_out()
    tiles = set(Area.objects.filter(parent_id="500242").values_list("grid_row", "grid_column"))
    assert len(tiles) == 39
