"""The kinds of shop that are prepared: real trades, phrases that tell their permits."""

from __future__ import annotations

from quanheng.domains.registration.rules import trades
from quanheng.domains.registration.rules.scope import permits_for
from quanheng.domains.registration.rules.shops import kinds_for, shop_kinds
from quanheng.domains.registration.rules.vocabulary import Kind


def test_every_kind_of_shop_has_a_trade_of_the_national_classification():
    assert [kind.key for kind in shop_kinds() if not trades.name_of(kind.trade)] == []


def test_no_kind_of_shop_is_listed_twice():
    keys = [kind.key for kind in shop_kinds()]
    assert len(keys) == len(set(keys))


def test_subjects_are_words_of_the_register():
    assert {subject for kind in shop_kinds() for subject in kind.subjects} <= {str(kind) for kind in Kind}


def test_whoever_sells_food_is_told_of_the_permit():
    told = {kind.key: [need.permit for need in permits_for(kind.scope)] for kind in shop_kinds()}
    assert "食品经营许可（餐饮服务）" in told["noodles"]
    assert "药品经营许可" in told["pharmacy"]
    assert "农药经营许可" in told["farm_supplies"]


def test_no_prepared_scope_needs_a_permit_before_registration():
    assert not [kind.key for kind in shop_kinds() if any(need.before for need in permits_for(kind.scope))]


def test_each_subject_that_chooses_a_trade_is_offered_some():
    for subject in (Kind.INDIVIDUAL, Kind.COMPANY, Kind.SOLE, Kind.PARTNERSHIP, Kind.COOPERATIVE):
        assert kinds_for(subject)
