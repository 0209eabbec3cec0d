"""Founding a business: from the first word typed to the licence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business, CodeSerial, Filing, Person
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.services import ChangedMeanwhile, NotComplete
from quanheng.domains.registration.services.filing import NotToBeWritten
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel.identifiers import Status, uscc
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
DAY = make.DAY


def acts(filing: Filing) -> list[str]:
    return [entry.act for entry in ledger.entries_about(filing).order_by("seq")]


def waiting(filing: Filing) -> set[str]:
    rows = Item.objects.open().filter(about=f"registration.filing:{filing.pk}")
    return set(rows.values_list("kind", flat=True))


def test_a_noodle_shop_is_registered_on_the_spot() -> None:
    filing = make.approved()
    business = filing.business
    assert business is not None
    assert (filing.stage, filing.accepted_on, filing.decided_on) == (Stage.APPROVED, DAY, DAY)
    assert uscc.check(business.code).status is Status.VALID
    assert business.code.startswith("92500242")
    assert (business.state, business.established_on, business.area_code) == ("open", DAY, LONGTAN)
    operator = Person.objects.get(business=business, role="operator")
    assert (operator.name, operator.until_on) == ("冉小明", None)
    assert acts(filing) == ["filing_opened", "filing_submitted", "filing_approved"]
    assert waiting(filing) == set()


def test_the_licence_states_what_was_registered() -> None:
    business = make.approved().business
    assert business is not None
    licence = Certificate.objects.get(kind="business_licence", number=business.code)
    stated = dict(licence.data["fields"])
    assert (stated["名称"], stated["经营者"]) == (business.name, "冉小明")
    assert (licence.version, licence.state, licence.holder_code) == (1, "current", business.code)


def test_a_new_business_is_found_at_once() -> None:
    business = make.approved().business
    assert business is not None
    assert [row.code for row in queries.public_search(make.brand(1))] == [business.code]


def test_until_it_is_decided_it_waits_before_the_registration_section_with_its_article() -> None:
    filing = make.submitted()
    assert waiting(filing) == {"registration.review"}
    assert filing.due_on == date(2026, 3, 5)
    assert "第十九条" in filing.due_cites


def test_the_law_of_2021_gives_fifteen_days() -> None:
    filing = make.submitted(today=date(2021, 3, 5))
    assert filing.due_on == date(2021, 3, 22)
    assert "个体工商户条例" in filing.due_cites


def test_a_deadline_over_the_spring_festival_counts_working_days() -> None:
    assert make.submitted(today=date(2026, 2, 13)).due_on == date(2026, 2, 25)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scope": ""}, "scope"),
        ({"operator": make.somebody(id_number="500242198506010019")}, "operator"),
        ({"operator": make.somebody(id_number=make.id_number(3, date(2012, 1, 1)))}, "operator"),
        ({"promises": ["near_name"]}, "promises"),
        ({"address_proof": "document"}, "evidence"),
        ({"trade_code": "Z9999"}, "trade_code"),
        ({"scope": "烟花爆竹生产"}, "scope"),
    ],
)
def test_what_is_missing_or_wrong_is_named_with_its_article(change: dict[str, Any], field: str) -> None:
    filing = make.drafted(make.noodle_shop(**change))
    with pytest.raises(NotComplete) as refused:
        services.submit_filing(filing.pk, by=make.clerk(), today=DAY)
    assert [finding.field for finding in refused.value.findings] == [field]
    assert all(finding.cites for finding in refused.value.findings)
    filing.refresh_from_db()
    assert filing.stage == Stage.DRAFT


def test_a_company_needs_shares_that_add_up() -> None:
    owner = make.somebody() | {"role": "shareholder", "share_yuan": "5000"}
    filing = make.drafted(make.company_form(persons=[owner]), subject="company")
    with pytest.raises(NotComplete) as refused:
        services.submit_filing(filing.pk, by=make.clerk(), today=DAY)
    assert "不一致" in refused.value.says


def test_a_company_is_registered_with_its_shareholder() -> None:
    business = make.approved(make.company_form(), subject="company").business
    assert business is not None
    assert business.code.startswith("91500242")
    roles = set(Person.objects.filter(business=business).values_list("role", flat=True))
    assert roles == {"legal_representative", "shareholder", "director"}
    assert (business.capital_yuan, business.capital_text) == (100000, "10万元人民币")


def test_a_cooperative_needs_five_members_and_its_minutes() -> None:
    members = [make.somebody(serial, farmer=True) for serial in range(1, 5)]
    form = make.company_form(
        name_parts=make.parts(9, "花椒种植", "专业合作社"), persons=None, members=members
    )
    filing = make.drafted(form, subject="cooperative")
    with pytest.raises(NotComplete) as refused:
        services.submit_filing(filing.pk, by=make.clerk(), today=DAY)
    assert {finding.field for finding in refused.value.findings} == {"evidence", "members"}
    more = {"members": [*members, make.somebody(5, farmer=True)]}
    make.proved(filing, "founding_minutes")
    services.save_draft(filing.pk, more, by=make.clerk(), today=DAY)
    services.submit_filing(filing.pk, by=make.clerk(), today=DAY)
    made = services.approve_filing(filing.pk, by=make.clerk(), today=DAY).business
    assert made is not None
    assert made.code.startswith("93500242")
    assert Person.objects.filter(business=made, role="member").count() == 5


def test_a_branch_names_its_parent_and_keeps_the_parent_from_leaving() -> None:
    parent = make.business(name="酉阳县云山商贸有限公司")
    form = make.company_form(
        2, persons=None, capital_yuan=None, name_parts=None, name=f"{parent.name}龙潭分公司"
    )
    form |= {
        "parent_code": parent.code,
        "parent_name": parent.name,
        "promises": ["address_true", "near_name", "appointed"],
    }
    branch = make.approved(form, subject="branch").business
    assert branch is not None
    link = Person.objects.get(business=branch, role="parent")
    assert (link.id_kind, link.id_number) == ("uscc", parent.code)


def test_a_second_submission_and_a_second_decision_change_nothing() -> None:
    filing = make.submitted()
    with pytest.raises(MoveNotAllowed):
        services.submit_filing(filing.pk, by=make.clerk(), today=DAY)
    services.approve_filing(filing.pk, by=make.clerk(), today=DAY)
    with pytest.raises(MoveNotAllowed):
        services.approve_filing(filing.pk, by=make.clerk(), today=DAY)
    assert Business.objects.count() == 1
    assert CodeSerial.objects.get().last == 1


def test_two_clerks_on_one_application_do_not_overwrite_each_other() -> None:
    filing = make.drafted()
    services.save_draft(
        filing.pk, {"scope": "餐饮服务；食品销售"}, filing.revision, by=make.clerk(), today=DAY
    )
    with pytest.raises(ChangedMeanwhile):
        services.save_draft(filing.pk, {"scope": "理发服务"}, filing.revision, by=make.clerk(), today=DAY)
    filing.refresh_from_db()
    assert filing.details["scope"] == "餐饮服务；食品销售"
    seen = services.submit_filing(filing.pk, by=make.clerk(), today=DAY).revision
    services.record_paper(filing.pk, reason="申请人没有手机", by=make.clerk(), today=DAY)
    with pytest.raises(ChangedMeanwhile):
        services.approve_filing(filing.pk, revision=seen, by=make.clerk(), today=DAY)


def test_a_name_taken_between_handing_in_and_the_decision_stops_it() -> None:
    first, second = make.submitted(), make.submitted()
    services.approve_filing(first.pk, by=make.clerk(), today=DAY)
    with pytest.raises(NotComplete) as refused:
        services.approve_filing(second.pk, by=make.clerk(), today=DAY)
    assert refused.value.field == "name"
    assert (Business.objects.count(), CodeSerial.objects.get().last) == (1, 1)


def test_what_was_handed_in_cannot_be_written_over() -> None:
    filing = make.submitted()
    with pytest.raises(NotToBeWritten):
        services.save_draft(filing.pk, {"scope": "x"}, by=make.clerk(), today=DAY)


def test_an_applicant_may_not_decide_and_a_stranger_sees_nothing() -> None:
    filing = make.submitted()
    with pytest.raises(Forbidden):
        services.approve_filing(filing.pk, by=actor(Role.BUSINESS), today=DAY)
    with pytest.raises(Missing):
        services.approve_filing(filing.pk, by=actor(Role.CLERK, area_code="500243"), today=DAY)


def test_nothing_is_on_paper_unless_somebody_says_so() -> None:
    filing = make.drafted()
    assert filing.paper_reason == ""
    filing = services.record_paper(filing.pk, reason="申请人不会使用手机", by=make.clerk(), today=DAY)
    assert filing.paper_reason == "申请人不会使用手机"


def test_a_draft_is_kept_bit_by_bit_and_never_judged() -> None:
    filing = make.opened()
    for part in ({"name": "酉"}, {"scope": "餐"}, {"name": None}):
        filing = services.save_draft(filing.pk, part, filing.revision, by=make.clerk(), today=DAY)
    assert filing.details == {"scope": "餐"}
