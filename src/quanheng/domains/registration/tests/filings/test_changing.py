"""Changing what is registered, suspending, converting, issuing a licence again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.services import NotComplete
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel.law import NoProvision
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.people.actors import Actor
from quanheng.platform.testing.people import MAWANG

pytestmark = pytest.mark.django_db
DAY = make.DAY


def shop(number: int = 1, today: date = DAY, **given: Any) -> Business:
    made = make.approved(make.noodle_shop(number, **given), today=today).business
    assert made is not None
    return made


def change(business: Business, *evidence: str, kind: str = "change", **given: Any) -> Filing:
    details = {"change": given.pop("change", {}), "promises": ["address_true", "near_name", "article_18"]}
    today = given.pop("today", DAY)
    return make.approved(
        details | given, *evidence, kind=kind, subject=business.kind, business_code=business.code, today=today
    )


def licence(business: Business) -> Certificate:
    return Certificate.objects.get(kind="business_licence", number=business.code, state="current")


def test_a_shop_moves_to_another_township_and_its_licence_follows() -> None:
    business = shop()
    moved = {"address": "重庆市酉阳县麻旺镇桂香路3号", "area_code": MAWANG, "address_proof": "declaration"}
    change(business, change=moved)
    business.refresh_from_db()
    assert (business.area_code, business.area_confidence) == (MAWANG, "confirmed")
    assert (licence(business).version, licence(business).area_code) == (2, MAWANG)
    assert [row.code for row in queries.public_search("桂香路3号")] == [business.code]


def test_a_move_out_of_the_authority_s_area_goes_to_the_other_authority() -> None:
    business = shop()
    moved = {"address": "秀山县中和街道1号", "area_code": "500241001", "address_proof": "declaration"}
    with pytest.raises(NotComplete) as refused:
        change(business, change=moved)
    assert "迁入地登记机关" in refused.value.says
    assert "第二十七条" in refused.value.cites


def test_a_new_name_puts_the_old_one_among_the_former_names() -> None:
    business = shop()
    old = business.name
    change(business, change={"name_parts": make.parts(5, "", "面馆"), "name": "x"})
    business.refresh_from_db()
    assert make.brand(5) in business.name
    assert [row.name for row in business.former_names.all()] == [old]
    assert [row.code for row in queries.public_search(make.brand(5))] == [business.code]


def test_the_liaison_is_filed_and_leaves_the_licence_as_it_is() -> None:
    business = shop()
    with pytest.raises(NotComplete) as refused:
        change(business, change={"contact": {"name": "白小雪", "phone": "13900000000"}})
    assert "备案" in refused.value.says
    change(business, kind="filing_change", change={"contact": {"name": "白小雪", "phone": "13900000000"}})
    business.refresh_from_db()
    assert (business.contact_name, licence(business).version) == ("白小雪", 1)


def test_a_company_changes_its_legal_representative() -> None:
    business = make.business()
    new = make.somebody(21, "彭小梅")
    make.approved(
        {"change": {"legal_representative": new}, "promises": ["resolved", "fit_for_office"]},
        kind="change",
        subject="company",
        business_code=business.code,
    )
    rows = Person.objects.filter(business=business, role="legal_representative").order_by("id")
    assert [(row.name, row.until_on) for row in rows] == [("田小花", DAY), ("彭小梅", None)]


def test_an_operator_changes_and_the_code_stays() -> None:
    business = shop()
    change(business, "tax_clearance", change={"operator": make.somebody(30, "石小山")})
    kept = Business.objects.get(pk=business.pk)
    assert (kept.code, kept.established_on) == (business.code, business.established_on)
    assert dict(licence(kept).data["fields"])["经营者"] == "石小山"


def test_before_july_2025_a_new_operator_founds_anew() -> None:
    day = date(2024, 3, 4)
    business = shop(today=day)
    with pytest.raises(NotComplete) as refused:
        change(business, "tax_clearance", change={"operator": make.somebody(30)}, today=day)
    assert "第三十八条" in refused.value.cites


def test_a_family_may_change_its_operator_among_themselves_under_the_old_law_too() -> None:
    day = date(2024, 3, 4)
    son = make.somebody(31, "冉小山")
    business = shop(today=day, form="family", members=[son])
    change(business, change={"operator": son}, today=day)
    current = Person.objects.get(business=business, role="operator", until_on__isnull=True)
    assert current.name == "冉小山"


def test_a_change_that_comes_late_is_registered_and_known_to_be_late() -> None:
    business = shop()
    filing = make.drafted(
        {"change": {"scope": "餐饮服务；糕点生产"}, "happened_on": "2026-01-05"},
        kind="change",
        business_code=business.code,
    )
    said = [finding.says for finding in services.judge(filing, today=DAY) if finding.field == "happened_on"]
    assert said
    assert "超过期限" in said[0]
    services.submit_filing(filing.pk, by=make.clerk(), today=DAY)


def test_an_individual_goes_on_as_a_company_with_code_and_age() -> None:
    business = shop(today=date(2025, 8, 1))
    owner = make.somebody(1) | {"role": "shareholder", "share_yuan": "100000"}
    form = make.company_form(3, persons=[owner], legal_representative=make.somebody(1))
    form["promises"] = [*form["promises"], "article_18"]
    make.approved(form, "tax_clearance", kind="conversion", subject="company", business_code=business.code)
    kept = Business.objects.get(pk=business.pk)
    assert (kept.code, kept.kind, kept.established_on) == (business.code, "company", date(2025, 8, 1))
    assert (make.brand(3) in kept.name, licence(kept).version) == (True, 2)
    roles = Person.objects.filter(business=kept, until_on__isnull=True).values_list("role", flat=True)
    assert set(roles) == {"legal_representative", "shareholder", "director"}


def test_without_its_owner_among_the_shareholders_it_does_not_convert() -> None:
    business = shop()
    form = make.company_form(44)
    form["promises"] = [*form["promises"], "article_18"]
    with pytest.raises(NotComplete) as refused:
        make.approved(
            form, "tax_clearance", kind="conversion", subject="company", business_code=business.code
        )
    assert "第二十二条" in refused.value.cites


def test_before_july_2025_there_is_no_conversion_by_change() -> None:
    day = date(2024, 3, 4)
    business = shop(today=day)
    with pytest.raises(NoProvision):
        make.approved(
            make.company_form(3),
            "tax_clearance",
            kind="conversion",
            subject="company",
            business_code=business.code,
            today=day,
        )


def suspension(business: Business, until: str, today: date = DAY) -> Filing:
    details = {"until": until, "reason": "因水灾停业", "promises": ["staff_settled"]}
    return make.approved(details, kind="suspension", business_code=business.code, today=today)


def test_a_suspension_is_put_on_file_and_a_change_registered() -> None:
    assert suspension(make.business(), "2026-06-30").get_stage_display() == "已备案"
    assert make.approved(make.noodle_shop()).get_stage_display() == "准予登记"


def test_a_suspension_ends_by_itself_on_its_day() -> None:
    business = shop()
    suspension(business, "2026-06-30")
    business.refresh_from_db()
    assert business.state == "suspended"
    system = Actor.system("test")
    assert services.resume_ended(by=system, today=date(2026, 6, 30)) == []
    assert services.resume_ended(by=system, today=date(2026, 7, 1)) == [business]
    business.refresh_from_db()
    assert business.state == "open"


def test_suspensions_add_up_to_three_years_at_most() -> None:
    business = shop(today=date(2023, 3, 1))
    suspension(business, "2025-03-01", today=date(2023, 3, 2))
    services.resume_ended(by=Actor.system("test"), today=date(2025, 3, 2))
    with pytest.raises(NotComplete) as refused:
        suspension(business, "2026-03-20", today=date(2025, 3, 10))
    assert "3年" in refused.value.says
    assert "第三十条" in refused.value.cites


def test_in_2021_there_is_no_suspension() -> None:
    business = make.business(kind="individual")
    with pytest.raises(NoProvision):
        suspension(business, "2021-12-31", today=date(2021, 6, 1))


def test_business_is_taken_up_again_on_request() -> None:
    business = shop()
    suspension(business, "2026-12-31")
    make.approved(
        {"reason": "水退了"}, kind="resumption", business_code=business.code, today=date(2026, 5, 6)
    )
    business.refresh_from_db()
    assert business.state == "open"


def test_a_licence_is_issued_again_as_the_next_version() -> None:
    business = shop()
    make.approved({"reason": "营业执照遗失"}, kind="reissue", business_code=business.code)
    assert licence(business).version == 2


def test_a_supplement_is_asked_for_once_and_answered() -> None:
    filing = make.submitted()
    asked = services.ask_supplement(filing.pk, ["补交经营者照片", ""], by=make.clerk(), today=DAY)
    assert (asked.stage, asked.due_on, asked.reason) == (Stage.SUPPLEMENT, None, "补交经营者照片")
    day = date(2026, 3, 9)
    again = services.answer_supplement(filing.pk, {"reason": "已补"}, by=make.clerk(), today=day)
    assert (again.stage, again.due_on) == (Stage.SUBMITTED, date(2026, 3, 12))


def test_the_head_extends_once_and_never_under_the_law_of_2021() -> None:
    filing = make.submitted()
    extended = services.extend_filing(filing.pk, reason="股权复杂", by=make.leader(), today=DAY)
    assert extended.due_on == date(2026, 3, 10)
    with pytest.raises(services.deciding.ExtendedBefore):
        services.extend_filing(filing.pk, reason="仍复杂", by=make.leader(), today=DAY)
    old = make.submitted(make.noodle_shop(2), today=date(2021, 3, 5))
    with pytest.raises(NoProvision):
        services.extend_filing(old.pk, reason="复杂", by=make.leader(), today=date(2021, 3, 8))


def test_a_refusal_says_why_and_by_which_article() -> None:
    filing = make.submitted()
    with pytest.raises(services.deciding.ReasonMissing):
        services.refuse_filing(filing.pk, reason=" ", by=make.clerk(), today=DAY)
    refused = services.refuse_filing(filing.pk, reason="经营场所不存在", by=make.clerk(), today=DAY)
    assert (refused.stage, "第二十条" in refused.cites) == (Stage.REFUSED, True)


def test_drafts_lapse_when_nobody_touches_them() -> None:
    filing = make.drafted()
    system = Actor.system("test")
    assert services.lapse_filings(by=system, today=date(2026, 5, 31)) == []
    assert services.lapse_filings(by=system, today=date(2026, 6, 1)) == [filing]
