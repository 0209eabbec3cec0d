"""Rules about names: composing and splitting, forbidden words, same and near names, and their keys."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.registration.rules.names import keys, lists
from quanheng.domains.registration.rules.names.asking import REFUSE, WARN, NameQuestion
from quanheng.domains.registration.rules.names.characters import plain, shape, sounds
from quanheng.domains.registration.rules.names.citing import dated
from quanheng.domains.registration.rules.names.comparing import Sameness, named, nearness, sameness
from quanheng.domains.registration.rules.names.forbidden import forbidden
from quanheng.domains.registration.rules.names.parts import Places, class_of, compose, split
from quanheng.domains.registration.rules.names.stages import DISPUTE, RETENTION
from quanheng.domains.registration.rules.names.wellformed import mark_of, wellformed

TODAY = date(2026, 3, 2)
PLACES = Places(["重庆市", "重庆", "酉阳土家族苗族自治县", "酉阳县", "酉阳", "龙潭镇"])
REGIONS = ["重庆市酉阳县", "酉阳县", "酉阳土家族苗族自治县", "酉阳", "重庆市"]
SIGNS = "永兴隆福瑞祥和顺德昌盛茂源泰康宏达鑫旺丰裕吉庆春晓霞虹雨露"

brands = st.text(alphabet=SIGNS, min_size=2, max_size=4).filter(lambda one: one not in lists.trade_classes())
trades = st.sampled_from(sorted(word for word in lists.trade_classes() if len(word) > 1))
forms = st.sampled_from(["有限公司", "有限责任公司", "股份有限公司", "经营部"])
regions = st.sampled_from(["酉阳县", "重庆市酉阳县", "重庆"])


def question(**given: str) -> NameQuestion:
    values = {"region": "酉阳县", "brand": "武陵春", "trade": "商贸", "form": "有限公司"}
    return NameQuestion(**{**values, "area_code": "500242", "subject": "company", **given})


def refusals(**given: str) -> dict[str, str]:
    on = date.fromisoformat(given.pop("on", TODAY.isoformat()))
    found = [one for one in wellformed(question(**given), REGIONS, on=on) if one.severity == REFUSE]
    return {one.field: one.cites for one in found}


def test_every_workflow_is_total_and_every_list_is_in_order():
    assert DISPUTE.is_total()
    assert RETENTION.is_total()
    assert all(word.cites for word in lists.words())
    alike = [sign for line in lists._flat("name_alike.csv") for sign in line]
    assert len(alike) == len(set(alike)), "a character stands in two groups"
    rows = [word for _name, _gb, words in lists._rows("name_trades.csv") for word in words.split()]
    assert len(rows) == len(set(rows)), "a trade word stands in two classes"


@given(regions, brands, trades, forms)
def test_a_composed_name_is_read_off_as_it_was_composed(region, brand, trade, form):
    parts = split(compose(region, brand, trade, form), PLACES)
    assert parts.region == region
    assert parts.brand + parts.trade == brand + trade
    if brand == parts.brand:
        assert (parts.trade_class, parts.form) == (class_of(trade), form)


@given(st.text(max_size=40))
def test_any_text_can_be_split_and_filed(text):
    name = named(text, PLACES)
    assert len(name.parts.brand) <= len(plain(text))
    assert keys.filed(name, "500242")


@given(brands, trades, forms, forms, regions, regions)
def test_region_and_form_never_make_a_name_another_one(brand, trade, form, form2, region, region2):
    one = named(compose(region, brand, trade, form), PLACES)
    other = named(compose(region2, brand, trade, form2), PLACES)
    assert sameness(one, other) in {Sameness.IDENTICAL, Sameness.SAME_TRADE, Sameness.REORDERED}


@given(brands, brands, trades, trades)
def test_sameness_and_nearness_do_not_ask_who_was_first(brand, brand2, trade, trade2):
    one = named(f"酉阳县{brand}{trade}有限公司", PLACES)
    other = named(f"酉阳县{brand2}{trade2}店", PLACES)
    assert (sameness(one, other) is None) == (sameness(other, one) is None)
    assert bool(nearness(one, other)) == bool(nearness(other, one))


@given(brands, brands, trades, trades)
def test_what_is_same_or_near_shares_a_key(brand, brand2, trade, trade2):
    one = named(f"酉阳县{brand}{trade}有限公司", PLACES)
    other = named(f"酉阳县{brand2}{trade2}店", PLACES)
    asked, filed = keys.asked(one, "500242"), set(keys.filed(other, "500242"))
    if sameness(one, other):
        assert filed & set(asked.same)
    elif nearness(one, other):
        assert filed & {*asked.same, *asked.near, *asked.other_trades}


@given(brands, trades, st.randoms(use_true_random=False))
def test_a_brand_with_one_character_less_more_or_other_shares_a_key(brand, trade, chance):
    at = chance.randrange(len(brand))
    changed = {brand[:at] + "巍" + brand[at + 1 :], brand[:at] + "巍" + brand[at:]}
    if len(brand) > 2:
        changed.add(brand[:at] + brand[at + 1 :])
    asked = keys.asked(named("x", PLACES)._replace(readings=((brand, class_of(trade)),)), "500242")
    for other in changed:
        if max(len(brand), len(other)) < 3:
            continue
        filed = keys.filed(named("y", PLACES)._replace(readings=((other, class_of(trade)),)), "500242")
        assert set(filed) & set(asked.near), other


@pytest.mark.parametrize(
    ("other", "case"),
    [
        ("酉阳县永兴隆商贸有限公司", Sameness.IDENTICAL),
        ("酉陽縣永興隆商貿有限公司", Sameness.IDENTICAL),
        ("永兴隆商贸（酉阳县）有限公司", Sameness.REORDERED),
        ("重庆市永兴隆商贸有限公司", Sameness.SAME_TRADE),
        ("酉阳县永兴隆商贸股份有限公司", Sameness.SAME_TRADE),
        ("酉阳县永兴隆贸易有限公司", Sameness.SAME_SUBSTANCE),
        ("酉阳县永兴隆商贸行", Sameness.SAME_SUBSTANCE),
        ("酉阳县永兴隆有限公司", Sameness.NO_TRADE),
        ("酉阳县永兴隆餐饮有限公司", None),
        ("酉阳县永新隆商贸有限公司", None),
    ],
)
def test_each_case_of_sameness(other, case):
    assert sameness(named("酉阳县永兴隆商贸有限公司", PLACES), named(other, PLACES)) == case


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("酉阳县兴永隆商贸店", "字序不同"),
        ("酉阳县咏兴隆商贸店", "读音相同"),
        ("酉阳县永新隆商贸店", "读音相近"),
        ("酉阳县水兴隆商贸店", "字形相近"),
        ("酉阳县永兴商贸店", "只差一个字"),
        ("酉阳县永盛隆商贸店", "只有一个字不同"),
        ("酉阳县永兴隆餐饮店", "行业不同"),
    ],
)
def test_each_kind_of_nearness_says_what_is_near(other, reason):
    reasons = nearness(named("酉阳县永兴隆商贸有限公司", PLACES), named(other, PLACES))
    assert any(reason in said for said in reasons), reasons


def test_a_character_of_several_readings_is_heard_in_each():
    assert sounds("长乐") & sounds("常乐")
    assert sounds("长乐") & sounds("掌乐")
    assert sounds("乐山") & sounds("月山")


def test_an_unknown_trade_is_cut_in_every_way():
    one = named("酉阳县永兴巫傩戏有限公司", PLACES)
    typed = split("酉阳县永兴", PLACES)._replace(brand="永兴", trade="巫傩戏", form="有限公司")
    assert ("永兴", "巫傩戏") in one.readings
    assert sameness(named("酉阳县永兴巫傩戏店", PLACES, typed), one) is not None


def test_look_alikes_are_one_shape():
    assert shape("未来") == shape("末来")
    assert shape("永兴") != shape("长兴")


@pytest.mark.parametrize(
    ("brand", "item"),
    [
        ("中共", "第（三）项"),
        ("美国", "第（四）项"),
        ("赌王", "第（五）项"),
        ("国旗", "第（一）项"),
        ("最佳", "第十六条第（二）项"),
        ("乡村振兴", "第十六条第（一）项"),
    ],
)
def test_a_forbidden_word_is_refused_with_its_item(brand, item):
    found = [one for one in forbidden(brand, "商贸", "有限公司") if one.severity == REFUSE]
    assert found, brand
    assert item in found[0].cites


def test_what_may_have_another_meaning_is_said_and_not_refused():
    assert [one.severity for one in forbidden("盘古巴蜀", "餐饮", "店")] == [WARN]
    assert not list(forbidden("春风", "中央空调", "有限公司"))
    assert not list(forbidden("武陵春", "商贸", "有限公司"))


def test_a_sound_name_of_each_kind_stands():
    assert not refusals()
    assert not refusals(subject="individual", region="酉阳县龙潭镇", brand="老王", trade="面馆", form="")
    assert not refusals(subject="cooperative", trade="茶叶种植", form="农民专业合作社")
    assert not refusals(subject="partnership", form="中心（有限合伙）")
    assert not refusals(subject="sole", form="厂")
    assert not refusals(subject="individual", region="", brand="", trade="", form="")


@pytest.mark.parametrize(
    ("given", "field", "article"),
    [
        ({"region": ""}, "region", "第十九条"),
        ({"region": "", "subject": "individual"}, "region", "第五十三条"),
        ({"region": "秀山县"}, "region", "第七条"),
        ({"region": "酉阳县龙潭镇"}, "region", "第七条"),
        ({"brand": "春"}, "brand", "第八条"),
        ({"brand": "北京"}, "brand", "第八条"),
        ({"brand": "建材"}, "brand", "第八条"),
        ({"brand": "ABC春"}, "brand", "第五条"),
        ({"brand": "興隆春"}, "brand", "第五条"),
        ({"trade": ""}, "trade", "第二十条"),
        ({"form": "店"}, "form", "第十二条"),
        ({"form": ""}, "form", "第十二条"),
        ({"form": "中心", "subject": "partnership"}, "form", "第十二条"),
        ({"form": "有限公司", "subject": "individual"}, "form", "第十二条"),
        ({"form": "有限公司", "subject": "cooperative"}, "form", "第五十三条"),
        ({"form": "店铺街", "subject": "branch"}, "form", "第十三条"),
    ],
)
def test_what_is_put_together_wrongly_is_refused_with_its_article(given, field, article):
    assert article in refusals(**given).get(field, "")


def test_a_place_with_another_meaning_may_be_a_brand():
    assert not refusals(brand="长寿", meaning="取长命百岁之意")


def test_the_mark_of_an_individual_business_came_with_the_rules_of_2023():
    assert mark_of("individual", "店", date(2023, 9, 30)) == ""
    assert mark_of("individual", "店", date(2023, 10, 1)) == "（个体工商户）"
    assert mark_of("individual", "店（个体工商户）", TODAY) == ""
    assert mark_of("company", "有限公司", TODAY) == ""


def test_articles_are_those_of_the_day():
    article = "《企业名称登记管理规定》第十七条第（一）项、《企业名称登记管理规定实施办法》第二十四条"
    assert dated(article, TODAY) == article
    of_2022 = dated(article, date(2022, 5, 1))
    assert of_2022.startswith("《企业名称登记管理规定》第十七条第（一）项、")
    assert "凭记忆" in of_2022
