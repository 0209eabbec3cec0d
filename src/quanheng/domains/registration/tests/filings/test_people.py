"""The people of a business: who leaves and who comes, who may not, where an operator lives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.queries.rosters import moved, present
from quanheng.domains.registration.rules.findings import Severity
from quanheng.domains.registration.services import ChangedMeanwhile, NotComplete, papers
from quanheng.domains.registration.tests import factories
from quanheng.domains.registration.tests.filings import make
from quanheng.platform.certificates.models import Certificate

pytestmark = pytest.mark.django_db
DAY = make.DAY


def company(number: int = 1, **given: Any) -> Business:
    """A company of 100,000 yuan with one shareholder, who is director and legal representative."""
    made = make.approved(make.company_form(number, **given), subject="company").business
    assert made is not None
    return made


def key_of(business: Business, role: str) -> str:
    return present(business, [role])[0]["known"]


def change(business: Business, kind: str = "change", *evidence: str, **rows: Any) -> Filing:
    promises = ["resolved", "fit_for_office", *rows.pop("promises", [])]
    details = {"change": rows, "promises": promises}
    return make.approved(
        details, *evidence, kind=kind, subject=business.kind, business_code=business.code, today=DAY
    )


def standing(business: Business, role: str) -> list[tuple[str, str]]:
    return [(one["name"], one["share_yuan"]) for one in present(business, [role])]


def test_a_shareholder_sells_part_and_another_comes() -> None:
    business = company()
    old = key_of(business, "shareholder")
    new = make.somebody(21, "彭小梅", share_yuan="40000")
    filing = change(business, persons=[{"known": old, "share_yuan": "60000"}, new])
    assert standing(business, "shareholder") == [("冉小明", "60000"), ("彭小梅", "40000")]
    ended = Person.objects.get(pk=old)
    assert (ended.until_on, ended.share_yuan) == (DAY, 100000)
    found = moved(filing)["persons"]
    assert [one["name"] for one in found.came] == ["彭小梅"]
    assert [(a["share_yuan"], b["share_yuan"]) for a, b in found.altered] == [("100000", "60000")]


def test_a_shareholder_leaves_whole_and_the_licence_stays_as_it_is() -> None:
    business = company()
    old = key_of(business, "shareholder")
    new = make.somebody(21, "彭小梅", share_yuan="100000")
    change(business, persons=[{"known": old, "leaves": True}, new])
    assert standing(business, "shareholder") == [("彭小梅", "100000")]
    assert Person.objects.get(pk=old).until_on == DAY
    licence = Certificate.objects.get(kind="business_licence", number=business.code, state="current")
    assert licence.version == 1


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([make.somebody(21, "彭小梅", share_yuan="1")], "合计100001元"),
        ([make.somebody(21, "彭小梅")], "没有填写每位股东"),
        ([make.somebody(1, "冉小明", share_yuan="0")], "已经在册"),
        ([{"name": "无名", "id_number": "500242198506010019", "share_yuan": "0"}], "证件号码不对"),
        ([{"known": "999999", "leaves": True}], "不在册"),
    ],
)
def test_what_does_not_add_up_is_refused(rows: list[dict[str, Any]], says: str) -> None:
    business = company()
    with pytest.raises(NotComplete) as refused:
        change(business, persons=rows)
    assert any(says in finding.says for finding in refused.value.findings)
    assert all(finding.cites for finding in refused.value.findings)


def test_the_last_shareholder_does_not_leave() -> None:
    business = company()
    with pytest.raises(NotComplete) as refused:
        change(business, persons=[{"known": key_of(business, "shareholder"), "leaves": True}])
    assert any("1人以上" in finding.says for finding in refused.value.findings)


def test_shares_alone_are_filed_and_persons_are_registered() -> None:
    owner = {"role": "shareholder", "share_yuan": "50000"}
    owners = [make.somebody(1, "甲甲") | owner, make.somebody(2, "乙乙") | owner]
    business = company(persons=owners)
    one, other = present(business, ["shareholder"])
    rows = [
        {"known": one["known"], "share_yuan": "70000"},
        {"known": other["known"], "share_yuan": "30000"},
    ]
    with pytest.raises(NotComplete) as refused:
        change(business, persons=rows)
    assert "备案" in refused.value.says
    change(business, "filing_change", persons=rows)
    assert [share for _name, share in standing(business, "shareholder")] == ["70000", "30000"]
    with pytest.raises(NotComplete) as refused:
        change(
            business, "filing_change", persons=[{"known": key_of(business, "shareholder"), "leaves": True}]
        )
    assert "变更登记" in refused.value.says


def test_more_capital_asks_for_the_shares_with_it() -> None:
    business = company()
    with pytest.raises(NotComplete) as refused:
        change(business, capital_yuan="200000")
    assert "不一致" in refused.value.says
    rows = [{"known": key_of(business, "shareholder"), "share_yuan": "200000"}]
    change(business, capital_yuan="200000", persons=rows)
    assert standing(business, "shareholder") == [("冉小明", "200000")]


def test_a_director_goes_and_another_comes() -> None:
    business = company()
    old = key_of(business, "director")
    new = make.somebody(21, "彭小梅", role="director")
    change(
        business, "filing_change", officers=[{"known": old, "leaves": True}, new], promises=["no_supervisor"]
    )
    assert [name for name, _share in standing(business, "director")] == ["彭小梅"]
    with pytest.raises(NotComplete) as refused:
        change(business, officers=[make.somebody(22, role="supervisor")])
    assert "备案" in refused.value.says


def test_a_director_is_no_supervisor() -> None:
    business = company()
    with pytest.raises(NotComplete) as refused:
        change(business, "filing_change", officers=[make.somebody(1, "冉小明", role="supervisor")])
    assert "不能既是监事又是董事" in refused.value.says
    assert "第七十六条" in refused.value.cites


def test_without_supervisor_a_company_needs_the_consent_of_all() -> None:
    form = make.company_form(promises=["address_true", "near_name", "standard_charter", "fit_for_office"])
    with pytest.raises(NotComplete) as refused:
        make.submitted(form, subject="company")
    assert "监事" in refused.value.says
    form["officers"] = [*form["officers"], make.somebody(30, "石小山", role="supervisor")]
    make.submitted(form, subject="company")


def test_a_family_member_joins_and_leaves_again() -> None:
    form = make.noodle_shop(form="family", members=[make.somebody(31, "冉小山")])
    business = make.approved(form).business
    assert business is not None
    old = key_of(business, "family_member")
    rows = [{"known": old, "leaves": True}, make.somebody(32, "冉小河")]
    change(business, "filing_change", members=rows)
    assert [name for name, _share in standing(business, "family_member")] == ["冉小河"]


def test_a_cooperative_below_its_farmers_is_told_and_not_stopped() -> None:
    members = [make.somebody(40 + at, f"社员{at}", farmer=True) for at in range(5)]
    form = make.company_form(5, members=members, persons=None, officers=None, name_parts=None, name="")
    form |= {"name_parts": make.parts(5, "种植", "农民专业合作社"), "type_text": "农民专业合作社"}
    business = make.approved(form, "founding_minutes", subject="cooperative").business
    assert business is not None
    rows = [make.somebody(50 + at, f"外人{at}", farmer=False) for at in range(2)]
    details = {"change": {"members": rows}}
    filing = make.submitted(
        details, kind="filing_change", subject="cooperative", business_code=business.code, today=DAY
    )
    told = [one for one in services.judge(filing, today=DAY) if one.field == "members"]
    assert [one.severity for one in told] == [Severity.WARN]
    assert "6个月" in told[0].says
    assert "第三十九条" in told[0].cites


def test_an_annulled_change_brings_back_who_left() -> None:
    business = company()
    rows = [
        {"known": key_of(business, "shareholder"), "leaves": True},
        make.somebody(21, "彭小梅", share_yuan="100000"),
    ]
    filing = change(business, persons=rows)
    matter = services.ask_annulment(
        services.NewAnnulment(business.code, "冒名变更股东", filing_id=filing.pk), by=make.clerk(), today=DAY
    )
    services.accept_annulment(matter.pk, by=make.clerk(), today=DAY)
    services.revoke_registration(matter.pk, reason="笔迹不符", by=make.leader(), today=DAY)
    assert standing(business, "shareholder") == [("冉小明", "100000")]
    assert Person.objects.filter(business=business, role="shareholder").count() == 3


def test_the_application_and_the_notice_say_who_moves() -> None:
    business = company()
    rows = [
        {"known": key_of(business, "shareholder"), "leaves": True},
        make.somebody(21, "彭小梅", share_yuan="100000"),
    ]
    filing = change(business, persons=rows)
    told = papers.told(filing).moves
    assert [what for what, _who in told] == ["退出", "加入"]
    assert "冉小明" in told[0][1]
    assert make.id_number(21) not in told[1][1]
    assert papers.make_papers(filing, today=DAY) == 4


def test_where_an_operator_lives_is_asked_kept_and_masked() -> None:
    bare = make.noodle_shop(operator=make.somebody(1, residence=""))
    with pytest.raises(NotComplete) as refused:
        make.submitted(bare)
    assert "住所" in refused.value.says
    assert "第八条第二款第（四）项" in refused.value.cites
    there = make.noodle_shop(operator=make.somebody(1, residence="", lives_here=True))
    business = make.approved(there).business
    assert business is not None
    operator = Person.objects.get(business=business, role="operator")
    assert operator.residence == business.address
    assert operator.residence_masked == "重庆市酉阳县****"
    seen = services.reveal_contact(business.code, reason="送达文书", by=make.clerk(), today=DAY)
    assert seen.residence == business.address


def revoked(number: int, day: date, **person: Any) -> Business:
    row = factories.business(number, state="revoked", ended_on=day)
    known = {"role": "legal_representative", "name": "冉小明", "id_number": make.id_number(1)}
    Person.objects.create(business=row, from_on=date(2019, 1, 1), **known | person)
    return row


@pytest.mark.parametrize(("day", "stops"), [(date(2023, 3, 3), True), (date(2023, 3, 2), False)])
def test_three_years_after_a_revocation_one_may_stand_for_a_company_again(day: date, stops: bool) -> None:
    make.lay_out()
    revoked(5, day)
    filing = make.drafted(make.company_form(), subject="company")
    found = [one for one in services.judge(filing, today=DAY) if "被吊销" in one.says]
    assert bool(found) is stops
    assert all("第十二条第（四）项" in one.cites for one in found)


def test_who_shows_that_they_did_not_answer_for_it_is_looked_at() -> None:
    make.lay_out()
    revoked(5, date(2025, 3, 2))
    revoked(6, date(2025, 3, 2), until_on=date(2024, 1, 1))
    filing = make.drafted(make.company_form(), "not_responsible", subject="company")
    found = [one for one in services.judge(filing, today=DAY) if "被吊销" in one.says]
    assert [one.severity for one in found] == [Severity.WARN]
    services.submit_filing(filing.pk, by=make.clerk(), today=DAY)


def test_a_legal_representative_declares_that_no_bar_applies() -> None:
    business = company()
    details = {"change": {"legal_representative": make.somebody(21, "彭小梅")}, "promises": ["resolved"]}
    with pytest.raises(NotComplete) as refused:
        make.submitted(details, kind="change", subject="company", business_code=business.code)
    assert "第十二条" in refused.value.cites


def test_whoever_saw_an_older_state_neither_refuses_nor_withdraws() -> None:
    filing = make.submitted()
    for act in (services.refuse_filing, services.withdraw_filing):
        with pytest.raises(ChangedMeanwhile):
            act(filing.pk, reason="场所不存在", revision=filing.revision - 1, by=make.clerk(), today=DAY)
    services.withdraw_filing(filing.pk, reason="不办了", revision=filing.revision, by=make.clerk(), today=DAY)


def test_the_file_of_a_business_shows_who_was_and_who_is() -> None:
    business = company()
    change(
        business,
        persons=[
            {"known": key_of(business, "shareholder"), "leaves": True},
            make.somebody(21, "彭小梅", share_yuan="100000"),
        ],
    )
    about = queries.about_business(business.code, make.clerk())
    assert about is not None
    assert "彭小梅" in [one.name for one in about.persons]
    assert [(one.name, one.role) for one in about.former_persons] == [("冉小明", "shareholder")]
