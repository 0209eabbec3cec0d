"""Leaving the register: the simple way with its publicity and exclusions, the ordinary way, objections."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.services import NewHold, NewObjection, NotComplete
from quanheng.domains.registration.services.deregistering import (
    NotOpenToObjections,
    ObjectedTo,
    StillOpenToObjections,
)
from quanheng.domains.registration.tests import factories
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
DAY = make.DAY
SYSTEM = Actor.system("test")
COMMITMENT = {"promises": ["no_debts", "all_investors", "no_open_case"]}


def simple(business: Business, today: date = DAY, **given: Any) -> Filing:
    return make.submitted(
        COMMITMENT | given, kind="simple_dereg", business_code=business.code, today=today, subject="company"
    )


def held(business: Business, ground: str, **given: Any) -> None:
    new = NewHold(business.code, ground, "县市场监管局执法支队", "案〔2026〕8号", date(2026, 1, 5), **given)
    services.place_hold(new, by=make.clerk(), today=DAY)


def test_an_enterprise_leaves_after_twenty_days_of_publicity_without_objection() -> None:
    business = make.business()
    filing = simple(business)
    assert (filing.stage, filing.publicised_until) == (Stage.PUBLICISED, date(2026, 3, 23))
    with pytest.raises(StillOpenToObjections):
        services.approve_filing(filing.pk, by=make.clerk(), today=date(2026, 3, 23))
    assert services.close_publicity(by=SYSTEM, today=date(2026, 3, 23)) == []
    assert services.close_publicity(by=SYSTEM, today=date(2026, 3, 24)) == [filing]
    assert services.close_publicity(by=SYSTEM, today=date(2026, 3, 25)) == []
    item = Item.objects.open().get(kind="registration.decide_simple")
    assert (item.due_on, "第三十三条" in item.cites) == (date(2026, 4, 13), True)
    services.approve_filing(filing.pk, by=make.clerk(), today=date(2026, 3, 24))
    business.refresh_from_db()
    assert (business.state, business.ended_on) == ("deregistered", date(2026, 3, 24))
    assert not Person.objects.filter(business=business, until_on__isnull=True).exists()


@pytest.mark.parametrize(
    ("day", "until"),
    [(date(2021, 3, 5), date(2021, 4, 19)), (date(2021, 8, 2), date(2021, 8, 23))],
)
def test_in_2021_the_publicity_took_forty_five_days_and_from_august_twenty(day: date, until: date) -> None:
    assert simple(make.business(), today=day).publicised_until == until


def test_publicity_over_the_spring_festival_ends_on_a_working_day() -> None:
    assert simple(make.business(), today=date(2026, 1, 28)).publicised_until == date(2026, 2, 24)


def test_an_individual_leaves_without_publicity_after_ten_days() -> None:
    shop = make.approved().business
    assert shop is not None
    filing = simple(shop)
    assert (filing.stage, filing.publicised_until) == (Stage.ACCEPTED, date(2026, 3, 12))
    with pytest.raises(StillOpenToObjections):
        services.approve_filing(filing.pk, by=make.clerk(), today=date(2026, 3, 12))
    services.approve_filing(filing.pk, by=make.clerk(), today=date(2026, 3, 13))
    licence = Certificate.objects.get(kind="business_licence", number=shop.code)
    assert (licence.state, licence.ended_on) == ("revoked", date(2026, 3, 13))


GROUNDS = [
    "abnormal_list",
    "bad_faith_list",
    "equity_frozen",
    "equity_pledged",
    "chattel_mortgage",
    "case_open",
    "compulsory_measure",
    "lawsuit",
    "closed_by_order",
    "penalty_open",
    "approval_needed",
    "tax_open",
    "court_order",
]


@pytest.mark.parametrize("ground", GROUNDS)
def test_each_ground_of_article_48_keeps_a_business_from_the_simple_way(ground: str) -> None:
    business = make.business()
    held(business, ground)
    with pytest.raises(NotComplete) as refused:
        simple(business)
    assert refused.value.cites
    assert "案〔2026〕8号" in refused.value.says


def test_a_revoked_business_does_not_leave_the_simple_way() -> None:
    with pytest.raises(NotComplete) as refused:
        simple(make.business(state="revoked", ended_on=date(2025, 1, 1)))
    assert "第四十八条第（四）项" in refused.value.cites


def test_a_business_that_holds_a_share_in_another_does_not_leave_the_simple_way() -> None:
    business, other = make.business(), factories.business(2)
    Person.objects.create(
        business=other,
        role="shareholder",
        name=business.name,
        id_kind="uscc",
        id_number=business.code,
        from_on=date(2020, 1, 1),
    )
    with pytest.raises(NotComplete) as refused:
        simple(business)
    assert "投资" in refused.value.says


def test_branches_leave_before_their_business() -> None:
    business, branch = (
        make.business(),
        factories.business(2, kind="branch", name="酉阳县云山商贸有限公司龙潭分公司"),
    )
    Person.objects.create(
        business=branch,
        role="parent",
        name=business.name,
        id_kind="uscc",
        id_number=business.code,
        from_on=date(2020, 1, 1),
    )
    with pytest.raises(NotComplete) as refused:
        simple(business)
    assert "分支机构" in refused.value.says


def test_a_hold_placed_during_the_publicity_stops_the_decision() -> None:
    business = make.business()
    filing = simple(business)
    held(business, "case_open")
    with pytest.raises(NotComplete) as refused:
        services.approve_filing(filing.pk, by=make.clerk(), today=date(2026, 3, 24))
    assert refused.value.cites == "《市场主体登记管理条例实施细则》第四十八条第（三）项"
    business.refresh_from_db()
    assert business.state == "open"


def test_a_creditor_objects_and_the_simple_way_is_closed() -> None:
    filing = simple(make.business())
    objection = NewObjection("creditor", "某某建材经营部", "尚欠货款三万元。", "13900000000")
    services.object_to_simple_deregistration(filing.pk, objection, by=Actor.public(), today=date(2026, 3, 20))
    with pytest.raises(ObjectedTo):
        services.approve_filing(filing.pk, by=make.clerk(), today=date(2026, 3, 24))
    assert Item.objects.open().filter(kind="registration.decide_simple").exists()


def test_after_the_publicity_nobody_objects_and_a_department_speaks_through_officers() -> None:
    filing = simple(make.business())
    late = NewObjection("creditor", "甲", "欠款")
    with pytest.raises(NotOpenToObjections):
        services.object_to_simple_deregistration(filing.pk, late, by=Actor.public(), today=date(2026, 3, 24))
    department = NewObjection("department", "县税务局", "有未结税款")
    with pytest.raises(Refused):
        services.object_to_simple_deregistration(filing.pk, department, by=Actor.public(), today=DAY)
    services.object_to_simple_deregistration(filing.pk, department, by=make.clerk(), today=DAY)


def test_the_public_cannot_object_to_what_is_not_public() -> None:
    shop = make.approved().business
    assert shop is not None
    filing = simple(shop)
    with pytest.raises(Missing):
        services.object_to_simple_deregistration(
            filing.pk, NewObjection("other", "甲", "乙"), by=Actor.public(), today=DAY
        )


ORDINARY = {
    "liquidators": [make.somebody(40, "杨小桥")],
    "liquidators_on": "2025-12-01",
    "liquidated_on": "2026-02-20",
    "promises": ["liquidators_published"],
}


def test_an_ordinary_deregistration_needs_its_papers_and_ends_the_business() -> None:
    business = make.business()
    with pytest.raises(NotComplete) as refused:
        make.submitted(ORDINARY, kind="dereg", business_code=business.code)
    assert {one.says[:8] for one in refused.value.findings} == {
        "没有提交解散、注",
        "没有提交清算报告",
        "没有提交税务部门",
    }
    papers = ("dissolution", "liquidation_report", "tax_clearance")
    with pytest.raises(services.filing.AlreadyUnderway):
        make.submitted(ORDINARY, *papers, kind="dereg", business_code=business.code)
        make.submitted(ORDINARY, *papers, kind="dereg", business_code=business.code)
    filing = Filing.objects.get(stage=Stage.SUBMITTED)
    services.approve_filing(filing.pk, by=make.clerk(), today=DAY)
    business.refresh_from_db()
    assert business.state == "deregistered"


def test_an_individual_with_an_open_case_does_not_leave_at_all_from_july_2025() -> None:
    shop = make.approved().business
    assert shop is not None
    held(shop, "case_open")
    details = {"promises": ["no_open_case"]}
    with pytest.raises(NotComplete) as refused:
        make.submitted(details, "tax_clearance", kind="dereg", business_code=shop.code)
    assert refused.value.cites == "《个体工商户登记管理规定》第二十九条"


def test_a_court_order_stops_a_change_and_lets_go_when_it_is_lifted() -> None:
    business = make.business()
    held(business, "court_order")
    details = {"change": {"scope": "百货销售"}, "promises": ["resolved"]}
    with pytest.raises(NotComplete):
        make.submitted(details, kind="change", business_code=business.code)
    hold = business.holds.get()
    services.lift_hold(hold.pk, reason="法院解除通知", by=make.clerk(), today=DAY)
    make.submitted(details, kind="change", business_code=business.code)


def test_the_same_matter_is_held_once_and_a_hold_ends_on_its_day() -> None:
    business = make.business()
    held(business, "lawsuit", until_on=date(2026, 3, 1))
    held(business, "lawsuit", until_on=date(2026, 3, 1))
    assert business.holds.count() == 1
    simple(business)


def test_where_next_year_s_holidays_are_unknown_the_filing_still_comes_before_the_section() -> None:
    filing = simple(make.business(), today=date(2026, 11, 24))
    assert services.close_publicity(by=SYSTEM, today=date(2026, 12, 15)) == [filing]
    filing.refresh_from_db()
    assert (filing.due_on, "第三十三条第二款" in filing.due_cites) == (None, True)
