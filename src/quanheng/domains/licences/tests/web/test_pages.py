"""The pages on permits: who opens which, what a form does, what a refusal looks like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.stages import Stage, State
from quanheng.domains.licences.tests import factories as make
from quanheng.kernel import clock
from quanheng.platform.people.rights import Right
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import MAWANG, account

pytestmark = pytest.mark.django_db

DAY = make.DAY


@pytest.fixture(autouse=True)
def _on_that_day(settings: Any, tmp_path: Any) -> Iterator[None]:
    with clock.fixed(DAY):
        yield


def seat(role: Role, area_code: str = "500242", **given: Any) -> Client:
    client = Client()
    client.force_login(account(role, area_code=area_code, **given))
    return client


def photo() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "PNG")
    return SimpleUploadedFile("现场.png", made.getvalue(), "image/png")


def pages(permit: Permit, application: Application) -> dict[str, Right]:
    at, of = f"/licences/permits/{permit.pk}/", f"/licences/applications/{application.pk}/"
    return {
        "/licences/": rights.READ,
        "/licences/applications/": rights.READ,
        "/licences/law/": rights.READ,
        "/licences/apply/": rights.APPLY,
        "/licences/apply/food_business/": rights.APPLY,
        "/licences/apply/food_production/": rights.APPLY,
        "/licences/apply/drug_retail/": rights.APPLY,
        "/licences/file/": rights.FILE,
        "/licences/enter/": rights.ENTER,
        at: rights.READ,
        f"{at}change/": rights.APPLY,
        f"{at}renew/": rights.APPLY,
        f"{at}replace/": rights.APPLY,
        f"{at}cancel/": rights.APPLY,
        f"{at}update/": rights.FILE,
        f"{at}suspend/": rights.END,
        f"{at}give-back/": rights.END,
        f"{at}end/": rights.END,
        f"{at}take-over/": rights.ENTER,
        f"{at}resolve/": rights.ENTER,
        of: rights.READ,
        f"{of}accept/": rights.ACCEPT,
        f"{of}supplement/": rights.ACCEPT,
        f"{of}answer/": rights.APPLY,
        f"{of}decline/": rights.ACCEPT,
        f"{of}withdraw/": rights.APPLY,
        f"{of}check/": rights.CHECK,
        f"{of}decide/": rights.DECIDE,
        f"{of}extend/": rights.EXTEND,
        f"{of}issue/": rights.ISSUE,
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_the_pages_of_its_rights_and_no_other(role: Role) -> None:
    permit, application = make.permit(), make.accepted(code=make.shop(2).code)
    client = seat(role)
    for page, right in pages(permit, application).items():
        own = page.count("/") > 3 and not page.startswith("/licences/apply/")
        may = role in right.roles and (role in rights.READ.roles or not own)
        assert client.get(page).status_code == (200 if may else 403), page


def test_another_township_finds_no_page_of_a_permit() -> None:
    permit, application = make.permit(), make.accepted(code=make.shop(2).code)
    client = seat(Role.SECTION, MAWANG, username="elsewhere")
    for page, right in pages(permit, application).items():
        if Role.SECTION in right.roles and any(str(n) in page for n in (permit.pk, application.pk)):
            assert client.get(page).status_code == 404, page
    assert permit.number not in client.get("/licences/").content.decode()


def test_nobody_opens_a_page_without_logging_in(client: Client) -> None:
    for page in pages(make.permit(), make.accepted(code=make.shop(2).code)):
        assert client.get(page).status_code == 302, page


def test_a_clerk_takes_an_application_in_on_one_page() -> None:
    make.clerk()
    code = make.shop().code
    client = seat(Role.CLERK)
    sent = {
        "business_code": code,
        "form": "2",
        "items": ["hot", "cold"],
        "person": "冉某",
        "complete": "on",
    }
    answer = client.post("/licences/apply/food_business/", sent)
    made = Application.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/licences/applications/{made.pk}/")
    assert (made.stage, made.items) == (Stage.CHECKING, ["hot", "cold"])


def test_a_refusal_stands_in_the_form_with_its_article() -> None:
    make.clerk()
    shop = make.shop(state="suspended")
    sent = {"business_code": shop.code, "form": "2", "items": ["hot"], "person": "冉某"}
    answer = seat(Role.CLERK).post("/licences/apply/food_business/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "登记状态为歇业" in text
    assert "《食品经营许可和备案管理办法》第十条" in text


def check_of(**given: Any) -> dict[str, Any]:
    first, second = make.officers()
    verdicts = {f"verdict_{n}": "met" for n in range(1, 5)}
    return {
        "first": first.pk,
        "second": second.pk,
        **verdicts,
        "verdict": "passed",
        "signed": "申请人核对无误并签名",
        "photos": [photo()],
        **given,
    }


def test_a_site_check_is_recorded_with_its_photos() -> None:
    made = make.accepted()
    client = seat(Role.INSPECTOR)
    page = f"/licences/applications/{made.pk}/check/"
    alone = client.post(page, check_of(second=make.officers()[0].pk))
    assert alone.status_code == 422
    assert "《食品经营许可和备案管理办法》第二十条第二款" in alone.content.decode()
    assert client.post(page, check_of()).status_code == 302
    made.refresh_from_db()
    assert made.stage == Stage.CHECKED
    shown = client.get(f"/licences/applications/{made.pk}/").content.decode()
    assert "现场照片1" in shown


def test_the_verdict_of_a_site_check_is_given_by_whoever_was_there() -> None:
    page = seat(Role.INSPECTOR).get(f"/licences/applications/{make.accepted().pk}/check/")
    assert page.context["form"]["verdict"].value() is None


def test_whoever_decides_sees_what_the_application_says_otherwise_than_the_register() -> None:
    made = make.checked()
    make.head(make.Business.objects.get(code=made.holder_code), "冉另有")
    client = seat(Role.SECTION)
    for page in ("", "decide/"):
        shown = client.get(f"/licences/applications/{made.pk}/{page}").content.decode()
        assert "申请填写的法定代表人（负责人）与登记不一致" in shown, page
    services.issue_permit(services.approve(made, by=make.section(), today=DAY), by=make.section(), today=DAY)
    assert "与登记不一致" not in client.get(f"/licences/applications/{made.pk}/").content.decode()


def test_an_unsigned_record_says_why() -> None:
    made = make.accepted()
    answer = seat(Role.INSPECTOR).post(
        f"/licences/applications/{made.pk}/check/", check_of(signed="申请人拒绝签名")
    )
    assert answer.status_code == 422
    assert "应当注明情况" in answer.content.decode()


def test_a_section_decides_and_issues_in_one_go_and_a_leader_leaves_the_issue_to_the_window() -> None:
    first, second = make.checked(), make.checked(code=make.shop(2).code)
    answer = seat(Role.SECTION).post(
        f"/licences/applications/{first.pk}/decide/", {"decision": "approve", "ground": "conditions"}
    )
    assert answer["Location"] == f"/licences/permits/{Permit.objects.get().pk}/"
    seat(Role.LEADER).post(
        f"/licences/applications/{second.pk}/decide/", {"decision": "approve", "ground": "conditions"}
    )
    second.refresh_from_db()
    assert (second.stage, Permit.objects.count()) == (Stage.APPROVED, 1)
    seat(Role.CLERK).post(f"/licences/applications/{second.pk}/issue/")
    assert Permit.objects.count() == 2


def test_every_document_of_an_application_is_a_pdf() -> None:
    asked = make.applied()
    services.ask_supplement(asked, ["操作流程图"], answer_by=None, by=make.clerk(), today=DAY)
    services.answer_supplement(asked, "已补", by=make.clerk(), today=DAY)
    services.accept(asked, by=make.clerk(), today=DAY)
    services.record_check(asked, make.report(), by=make.section(), today=DAY)
    services.approve(asked, by=make.section(), today=DAY)
    client = seat(Role.SECTION)
    for name in ("application", "acceptance", "supplement", "check", "decision"):
        answer = client.get(f"/licences/applications/{asked.pk}/papers/{name}.pdf")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-"), name
    assert client.get(f"/licences/applications/{asked.pk}/papers/refusal.pdf").status_code == 404
    refused = make.checked(code=make.shop(2).code)
    services.refuse(refused, "场所不符合条件", ground="conditions", by=make.section(), today=DAY)
    declined = make.applied(code=make.shop(3).code)
    services.decline(declined, "不需要许可", by=make.clerk(), today=DAY)
    for found, name in ((refused, "decision"), (declined, "not_accepted")):
        answer = client.get(f"/licences/applications/{found.pk}/papers/{name}.pdf")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("kind", ["food_business", "food_production", "drug_retail", "prepackaged"])
def test_the_certificate_of_each_kind_is_a_pdf(kind: str) -> None:
    given: dict[str, Any] = {
        "food_business": {},
        "food_production": {"form": "114", "items": ("114", "115")},
        "drug_retail": {"form": "DA", "items": ("rx", "otc_a")},
    }.get(kind, {})
    permit = make.filing() if kind == "prepackaged" else make.permit(kind=kind, **given)
    answer = seat(Role.CLERK).get(f"/licences/permits/{permit.pk}/certificate.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_the_list_finds_by_kind_state_expiry_and_search_and_exports() -> None:
    permit = make.permit()
    make.filing(code=make.shop(2).code)
    Permit.objects.filter(pk=permit.pk).update(
        first_on=date(2019, 3, 20), from_on=date(2019, 3, 20), valid_until=date(2024, 3, 19)
    )
    client = seat(Role.TOWNSHIP, "500242101")
    for query, there in {
        "?kind=food_business": True,
        "?kind=prepackaged": False,
        "?soon=30": True,
        "?soon=over": False,
        "?state=cancelled": False,
        f"?q={permit.number}": True,
        "?q=第1家面馆": True,
        "?flagged=yes": False,
    }.items():
        found = (
            permit.number
            in client.get(f"/licences/{query}", headers={"HX-Target": "results"}).content.decode()
        )
        assert found is there, query
    assert client.get("/licences/?export=csv").status_code == 200


def test_ending_asks_for_the_decision_and_then_says_so() -> None:
    permit = make.permit()
    client = seat(Role.SECTION)
    page = f"/licences/permits/{permit.pk}/end/"
    assert client.post(page, {"way": "revoke", "reason": "使用非食品原料"}).status_code == 422
    assert (
        client.post(page, {"way": "revoke", "reason": "违法", "decision": "〔2024〕8号"}).status_code == 302
    )
    permit.refresh_from_db()
    assert permit.state == State.REVOKED
    assert "使用" not in client.get(f"/licences/permits/{permit.pk}/").content.decode()


def test_a_seller_is_filed_and_a_permit_of_the_province_entered() -> None:
    make.section()
    code, other = make.shop().code, make.shop(2).code
    clerk, section = seat(Role.CLERK), seat(Role.SECTION)
    sent = {"business_code": code, "form": "2", "items": ["prepackaged"], "person": "冉某"}
    assert clerk.post("/licences/file/", sent).status_code == 302
    entered = {
        "kind": "industrial",
        "number": "渝XK08-001-00012",
        "business_code": other,
        "issuer": "重庆市市场监督管理局",
        "from_on": "2024-01-02",
        "valid_until": "2029-01-01",
    }
    assert section.post("/licences/enter/", entered).status_code == 302
    assert set(Permit.objects.values_list("kind", flat=True)) == {"prepackaged", "industrial"}


def test_no_way_of_ending_a_permit_stands_chosen_before_somebody_chose() -> None:
    page = seat(Role.SECTION).get(f"/licences/permits/{make.permit().pk}/end/")
    assert page.context["form"]["way"].value() in (None, "")
    assert '<option value="">请选择</option>' in page.content.decode().replace(" selected", "")
