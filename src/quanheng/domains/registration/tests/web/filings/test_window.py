"""The window: every errand on one screen, decided on the spot; review, supplement, refusal."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.tests.doors import people
from quanheng.domains.registration.tests.doors.shop import OTHER_ID, OWNER_ID, SHOP
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel import clock
from quanheng.kernel.identifiers import resident_id
from quanheng.platform.people.roles import Role

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def county():
    people.lay_out()
    with clock.fixed(people.TODAY):
        yield


@pytest.fixture
def clerk(client):
    client.force_login(people.account("clerk", Role.CLERK))
    return client


def existing(kind="individual", **given) -> Business:
    row = business(5, kind=kind, trade="H6291", scope="餐饮服务", **given)
    file_new([row.pk])
    role = "operator" if kind == "individual" else "legal_representative"
    Person.objects.create(
        business=row, role=role, name="田小满", id_number=OWNER_ID, from_on=date(2020, 1, 1)
    )
    return row


def opened(client, kind, subject, about="") -> Filing:
    sent = {"kind": kind, "subject": subject, "business": about}
    answer = client.post(reverse("registration:filing_open"), sent)
    assert answer.status_code == 302, answer.content.decode()
    return Filing.objects.latest("pk")


def typed(client, filing, fields) -> Filing:
    for name, value in fields.items():
        filing.refresh_from_db()
        url = reverse("registration:filing_save", args=[filing.pk])
        answer = client.post(url, {"revision": filing.revision, name: value})
        assert answer.status_code == 200, answer.content.decode()
        assert client.get(reverse("registration:filing_form", args=[filing.pk])).status_code == 200
    return filing


def proved(client, filing, *kinds) -> None:
    for kind in kinds:
        file = SimpleUploadedFile("a.pdf", PDF, content_type="application/pdf")
        client.post(reverse("registration:filing_evidence", args=[filing.pk]), {"kind": kind, "files": file})


def decided(client, filing, **more) -> Filing:
    url = reverse("registration:filing_check", args=[filing.pk])
    page = client.get(url).content.decode()
    assert "还差这些" not in page, page[page.index("还差这些") : page.index("还差这些") + 900]
    ticks = dict.fromkeys(re.findall(r'name="(promise-\w+)"', page), "on")
    answer = client.post(url, {**ticks, "then": "decide", **more})
    assert answer.status_code == 302, answer.content.decode()
    filing.refresh_from_db()
    return filing


HEAD = {
    "legal_representative__name": "田小满",
    "legal_representative__id_number": OWNER_ID,
    "legal_representative__phone": "13800001234",
}
PLACE = {"area_code": "500242101", "address": "老街12号"}
MEMBERS = {
    f"members__{at}__{part}": value
    for at in range(5)
    for part, value in (
        ("name", f"成员{at}"),
        ("id_number", resident_id.make("500242", date(1970 + at, 5, 1), f"10{at}")),
        ("farmer", "on"),
    )
}
PARTNERS = {
    "persons__0__name": "田小满",
    "persons__0__id_number": OWNER_ID,
    "persons__0__residence": "重庆市酉阳县龙潭镇老街3组",
    "persons__0__share_yuan": "60000",
    "persons__1__name": "冉小雨",
    "persons__1__id_number": OTHER_ID,
    "persons__1__residence": "重庆市酉阳县龙潭镇老街5组",
    "persons__1__share_yuan": "40000",
}
FOUNDED = {
    "individual": (SHOP, ()),
    "company": (
        {
            "shop_kind": "trading",
            "name_parts__brand": "武陵谷",
            **HEAD,
            **PLACE,
            "capital_yuan": "100000",
        },
        (),
    ),
    "sole": (
        {
            "shop_kind": "noodles",
            "name_parts__brand": "武陵谷",
            **HEAD,
            "legal_representative__residence": "重庆市酉阳县龙潭镇老街3组",
            **PLACE,
            "capital_yuan": "5",
        },
        (),
    ),
    "partnership": (
        {
            "shop_kind": "guesthouse",
            "name_parts__brand": "武陵谷",
            **HEAD,
            **PLACE,
            "capital_yuan": "100000",
            **PARTNERS,
        },
        (),
    ),
    "cooperative": (
        {
            "shop_kind": "planting",
            "name_parts__brand": "武陵谷",
            **HEAD,
            **PLACE,
            "capital_yuan": "50000",
            **MEMBERS,
        },
        ("founding_minutes",),
    ),
}


@pytest.mark.parametrize("subject", sorted(FOUNDED))
def test_every_kind_of_business_is_founded_on_the_spot(clerk, subject):
    fields, evidence = FOUNDED[subject]
    filing = typed(clerk, opened(clerk, "establishment", subject), fields)
    proved(clerk, filing, *evidence)
    assert decided(clerk, filing).stage == "approved"
    assert filing.business.kind == subject
    page = clerk.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    assert filing.code in page
    assert "下载电子营业执照" in page


def test_a_branch_bears_the_name_of_the_enterprise_whose_code_was_typed(clerk):
    parent = existing("company", name="酉阳县武陵谷商贸有限公司")
    filing = opened(clerk, "establishment", "branch")
    typed(clerk, filing, {"name_parts__brand": "龙潭", "parent_code": parent.code.lower()})
    details = Filing.objects.get(pk=filing.pk).details
    assert (details["parent_name"], details["name"]) == (parent.name, f"{parent.name}龙潭分公司")
    Filing.objects.filter(pk=filing.pk).update(details=details | {"name": "龙潭分公司"})
    page = clerk.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "没有冠以所属企业的名称" in page
    assert "《企业名称登记管理规定》第十三条" in page


def test_a_branch_is_founded_under_its_business(clerk):
    parent = existing("company", name="酉阳县武陵谷商贸有限公司")
    fields = {
        "parent_code": parent.code,
        "parent_name": parent.name,
        "name_parts__brand": "龙潭",
        "name_parts__trade": "",
        "scope": "日用百货销售",
        "trade_code": "F5299",
        **HEAD,
        **PLACE,
    }
    filing = typed(clerk, opened(clerk, "establishment", "branch"), fields)
    made = decided(clerk, filing).business
    assert (made.kind, made.name) == ("branch", f"{parent.name}龙潭分公司")


CHANGED = {
    "scope": {"change__scope": "餐饮服务；日用百货销售"},
    "name": {"change__name": "酉阳县桃源里面馆（个体工商户）"},
    "form": {"change__form": "family"},
}


@pytest.mark.parametrize("item", sorted(CHANGED))
def test_a_change_touches_what_was_written_and_nothing_else(clerk, item):
    before = existing(type_text="个体工商户（个人经营）")
    filing = typed(clerk, opened(clerk, "change", "individual", before.code), CHANGED[item])
    assert decided(clerk, filing).stage == "approved"
    after = Business.objects.get(pk=before.pk)
    assert (after.scope != before.scope) is (item == "scope")
    assert (after.name != before.name) is (item == "name")
    assert after.address == before.address
    page = clerk.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    assert "原登记" in page


def test_a_move_takes_the_whole_new_address(clerk):
    before = existing()
    fields = {"change__area_code": "500242102", "change__address": "桂香路9号"}
    decided(clerk, typed(clerk, opened(clerk, "change", "individual", before.code), fields))
    after = Business.objects.get(pk=before.pk)
    assert after.address == "重庆市酉阳土家族苗族自治县麻旺镇桂香路9号"
    assert after.area_code == "500242102"


PAUSED = {
    "suspension": {"until": "2027-05-01", "reason": "店面装修"},
    "reissue": {"reason": "营业执照遗失"},
    "filing_change": {"change__contact__name": "冉小雨", "change__contact__phone": "13800005678"},
}


@pytest.mark.parametrize("kind", sorted(PAUSED))
def test_the_smaller_errands_are_done_on_the_same_screen(clerk, kind):
    row = existing()
    filing = typed(clerk, opened(clerk, kind, "individual", row.code), PAUSED[kind])
    assert decided(clerk, filing).stage == "approved"


def test_a_suspended_business_resumes(clerk):
    row = existing(state="suspended")
    assert decided(clerk, opened(clerk, "resumption", "individual", row.code)).stage == "approved"


def test_an_individual_shop_leaves_by_simple_deregistration_after_its_period(clerk):
    row = existing()
    filing = decided(clerk, opened(clerk, "simple_dereg", "individual", row.code))
    assert filing.stage == "accepted"
    assert (
        "提交并当场登记发照"
        not in clerk.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    )


def test_a_shop_leaves_with_its_tax_paper(clerk):
    row = existing()
    filing = typed(clerk, opened(clerk, "dereg", "individual", row.code), {"reason": "不再经营"})
    proved(clerk, filing, "tax_clearance")
    assert decided(clerk, filing).business.state == "deregistered"


LIQUIDATED = {
    "reason": "股东决定解散",
    "liquidators_on": "2026-01-05",
    "liquidated_on": "2026-02-20",
    "liquidators__0__name": "杨小桥",
    "liquidators__0__id_number": OTHER_ID,
}


@pytest.mark.parametrize("subject", ["company", "cooperative", "sole", "partnership"])
def test_whoever_was_liquidated_leaves_through_the_pages(clerk, subject):
    row = existing(subject)
    filing = typed(clerk, opened(clerk, "dereg", subject, row.code), LIQUIDATED)
    proved(clerk, filing, "tax_clearance", "dissolution", "liquidation_report")
    page = clerk.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "名单已经通过公示系统公告" in page
    assert decided(clerk, filing).business.state == "deregistered"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({"liquidated_on": "2025-12-31"}, "清算结束日期早于清算组成立日期"),
        ({"liquidated_on": "2026-12-31"}, "日期还没有到"),
    ],
)
def test_a_liquidation_ends_after_it_began_and_before_the_application(clerk, written, says):
    filing = typed(clerk, opened(clerk, "dereg", "company", existing("company").code), LIQUIDATED | written)
    assert says in clerk.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()


def test_a_liquidation_that_ended_in_december_is_no_wrong_date(clerk):
    with clock.fixed(date(2026, 12, 20)):
        about = existing("company").code
        filing = typed(
            clerk, opened(clerk, "dereg", "company", about), LIQUIDATED | {"liquidated_on": "2026-12-15"}
        )
        page = clerk.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "没有提交清算报告" in page
    assert "日期不对" not in page


def test_a_suspension_is_filed_and_nothing_is_said_of_a_licence(clerk):
    row = existing()
    given = {"until": "2026-12-01", "reason": "装修"}
    filing = typed(clerk, opened(clerk, "suspension", "individual", row.code), given)
    decided(clerk, filing)
    page = clerk.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    assert "已办结歇业备案" in page
    assert "具有同等法律效力" not in page


def test_a_shop_becomes_a_company_and_keeps_its_code(clerk):
    row = existing(type_text="个体工商户（个人经营）")
    fields = {"name_parts__brand": "武陵谷", "name_parts__trade": "餐饮", **HEAD, "capital_yuan": "100000"}
    filing = typed(clerk, opened(clerk, "conversion", "company", row.code), fields)
    proved(clerk, filing, "tax_clearance")
    done = decided(clerk, filing)
    assert (done.code, Business.objects.get(pk=row.pk).kind) == (row.code, "company")


def test_paper_counts_only_where_somebody_says_so(clerk):
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    decided(clerk, filing, paper_reason="老人不用手机")
    assert filing.paper_reason == "老人不用手机"


def test_more_rows_of_people_are_asked_for_without_script(clerk):
    filing = opened(clerk, "establishment", "company")
    url = reverse("registration:filing_form", args=[filing.pk])
    filing.refresh_from_db()
    answer = clerk.post(url, {"revision": filing.revision, "persons__0__name": "田小满", "more": "persons"})
    page = clerk.get(answer.url.partition("#")[0]).content.decode()
    assert 'name="persons__1__name"' in page
    typed(clerk, filing, {"persons__1__name": "冉小雨"})
    filing.refresh_from_db()
    assert [one["name"] for one in filing.details["persons"]] == ["田小满", "冉小雨"]


def test_the_bureau_asks_once_for_what_is_missing_and_the_clerk_brings_it(clerk):
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    decided(clerk, filing, then="hand")
    assert filing.stage == "submitted"
    url = reverse("registration:filing_supplement", args=[filing.pk])
    assert clerk.post(url, {"points": " "}).status_code == 409
    clerk.post(url, {"points": "门牌号与实际不符\n请补身份证照片"})
    filing.refresh_from_db()
    assert filing.stage == "supplement"
    page = clerk.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert "门牌号与实际不符" in page
    typed(clerk, filing, {"address": "老街14号"})
    proved(clerk, filing, "identity")
    assert decided(clerk, filing).stage == "approved"


def test_a_refusal_says_why_and_by_which_article(clerk):
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    decided(clerk, filing, then="hand")
    clerk.post(reverse("registration:filing_refuse", args=[filing.pk]), {"reason": "场所已被依法征收"})
    page = clerk.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    assert "场所已被依法征收" in page
    assert "第二十条" in page


def test_an_executable_is_no_evidence(clerk):
    filing = opened(clerk, "establishment", "individual")
    file = SimpleUploadedFile("a.jpg", b"MZ\x90\x00 not a photo")
    url = reverse("registration:filing_evidence", args=[filing.pk])
    page = clerk.post(url, {"kind": "identity", "files": file}, follow=True).content.decode()
    assert "messages" in page
    assert "✓ 1" not in page


def test_every_list_and_start_page_opens(clerk):
    existing()
    for name in ("apply", "filings", "outlets", "visits", "visits_plan", "visit_request"):
        assert clerk.get(reverse(f"registration:{name}")).status_code == 200, name
    page = clerk.get(reverse("registration:apply"), {"q": "第5号"}).content.decode()
    assert "变更登记" in page
    assert clerk.get(reverse("registration:filings"), {"export": "csv"}).status_code == 200


def rival(name: str) -> Business:
    row = business(9, kind="individual", name=name, trade="H6291")
    file_new([row.pk])
    return row


def test_a_name_that_is_taken_is_told_beside_its_section(clerk):
    rival("酉阳县武陵谷面馆（个体工商户）")
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    page = clerk.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "还差这些" in page
    assert "#step-shop" in page
    assert "《企业名称登记管理规定》第十七条" in page


def test_a_near_name_is_registered_once_its_promise_is_signed(clerk):
    rival("酉阳县武陵古面馆（个体工商户）")
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    page = clerk.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()
    assert "promise-near_name" in page
    assert decided(clerk, filing).stage == "approved"


def test_a_name_taken_after_handing_in_stops_the_decision_and_nothing_else(clerk):
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    decided(clerk, filing, then="hand")
    rival("酉阳县武陵谷面馆（个体工商户）")
    answer = clerk.post(reverse("registration:filing_approve", args=[filing.pk]))
    filing.refresh_from_db()
    assert (answer.status_code, filing.stage) == (409, "submitted")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.INSPECTOR, Role.LEADER])
def test_whoever_only_reads_sees_the_progress_and_not_the_form_with_its_numbers(clerk, role):
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    reader = type(clerk)()
    reader.force_login(people.account("reader", role))
    page = reader.get(reverse("registration:filing", args=[filing.pk]))
    assert page.status_code == 200
    assert OWNER_ID not in page.content.decode()
    for name in ("filing_form", "filing_check", "filing_approve"):
        assert reader.get(reverse(f"registration:{name}", args=[filing.pk])).status_code in {403, 405}, name
    assert reader.post(reverse("registration:filing_code", args=[filing.pk])).status_code == 403


def test_looking_at_the_summary_changes_nothing(clerk):
    filing = typed(clerk, opened(clerk, "establishment", "individual"), SHOP)
    filing.refresh_from_db()
    before = (filing.revision, filing.details)
    clerk.get(reverse("registration:filing_check", args=[filing.pk]))
    filing.refresh_from_db()
    assert (filing.revision, filing.details) == before
