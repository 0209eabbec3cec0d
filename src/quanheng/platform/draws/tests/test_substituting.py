"""Substitutes: the next key of the same stratum, recorded with its reason, staffed by the rule."""

from datetime import timedelta

import pytest

from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import NotCanonical
from quanheng.platform.draws import queries, refusals, services
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import TODAY
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db


def replace(draw, code, reason="已注销", today=TODAY):
    return services.substitute(draw.pk, code, reason, by=make.section(), today=today)


def test_a_substitute_is_the_next_of_its_stratum_and_the_bundle_still_verifies():
    draw = make.drawn()
    gone = draw.drawn.get(order=1)
    came = replace(draw, gone.code)
    keys = sorted((kernel.object_key(draw.seed, c), c) for c, s in make.ROSTER if s == gone.stratum)
    assert came == keys[draw.drawn.filter(stratum=gone.stratum).count()][1]
    assert kernel.verify(queries.bundle(draw)).faults == []
    assert b"\n" + gone.code.encode() + b"," + came.encode() in queries.bundle(draw)["substitutions.csv"]


def test_a_substitute_that_is_gone_too_is_replaced_by_the_one_after():
    draw = make.drawn()
    first = replace(draw, draw.drawn.get(order=1).code)
    second = replace(draw, first, today=TODAY + timedelta(days=3))
    assert queries.standing(draw)[0].code == second
    assert {first, draw.drawn.get(order=1).code}.isdisjoint(place.code for place in queries.standing(draw))
    assert kernel.verify(queries.bundle(draw)).faults == []


def test_a_substitute_gets_a_team_and_the_drawn_list_stays_as_it_was():
    draw = make.drawn()
    before = queries.drawn(draw)
    came = replace(draw, before[0].code)
    assert queries.drawn(draw) == before
    team = queries.team_of(draw, came)[people.BUREAU]
    assert len(set(team)) == 2


def test_a_recused_inspector_is_not_sent_to_a_substitute():
    recusals = [(code, id) for code, _ in make.ROSTER for id, *_ in make.INSPECTORS[:2]]
    draw = make.drawn(recusals=recusals)
    came = replace(draw, draw.drawn.get(order=1).code)
    assert {"21-0000", "21-0001"}.isdisjoint(queries.team_of(draw, came)[people.BUREAU])


def test_asking_twice_for_a_substitute_gives_one():
    draw = make.drawn()
    code = draw.drawn.get(order=1).code
    assert replace(draw, code) == replace(draw, code, reason="别的原因")
    assert draw.substitutions.count() == 1


def test_nobody_is_substituted_who_does_not_stand():
    draw = make.drawn()
    with pytest.raises(kernel.BadSubstitution, match="不在待查名单"):
        replace(draw, "911111111111111111")


def test_when_nobody_is_left_in_the_stratum_the_substitution_is_refused():
    draw = make.drawn(quota={"A": {"count": 20}, "B": {"ratio": "0.25"}})
    code = draw.drawn.filter(stratum="A").first().code
    with pytest.raises(kernel.BadSubstitution, match="没有可替补"):
        replace(draw, code)


def test_a_substitution_needs_a_reason_that_the_file_can_hold():
    draw = make.drawn()
    code = draw.drawn.get(order=1).code
    with pytest.raises(refusals.ReasonNeeded):
        replace(draw, code, reason=" ")
    with pytest.raises(NotCanonical):
        replace(draw, code, reason="已搬走, 无法联系")
    assert draw.substitutions.count() == 0


def test_there_is_no_substitute_before_the_draw():
    with pytest.raises(refusals.NotDrawnYet):
        replace(make.seeded(), make.ROSTER[0][0])
