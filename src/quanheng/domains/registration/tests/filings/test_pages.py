"""The officers' pages on applications, holds and annulments, and the public page on objections."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Annulment, Business, Filing, Hold, Objection
from quanheng.domains.registration.services import NewHold, place_hold
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account

pytestmark = pytest.mark.django_db
DAY = make.DAY
COMMITMENT = {"promises": ["no_debts", "all_investors"]}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.fixed(DAY):
        yield


def seat(client: Client, role: Role) -> Client:
    make.lay_out()
    client.force_login(account(role))
    return client


def simple(business: Business) -> Filing:
    return make.submitted(COMMITMENT, kind="simple_dereg", business_code=business.code)


def test_a_clerk_grants_on_the_matter_page(client: Client) -> None:
    filing = make.submitted()
    page = seat(client, Role.CLERK).get(f"/registration/filings/{filing.pk}/")
    assert "准予登记并发照" in page.content.decode()
    assert "食品经营许可" in page.content.decode()
    answer = client.post(f"/registration/filings/{filing.pk}/approve/?seen={filing.revision}")
    assert answer.status_code == 302
    filing.refresh_from_db()
    assert filing.stage == "approved"


def test_a_clerk_who_saw_an_older_state_is_told(client: Client) -> None:
    filing = make.submitted()
    answer = seat(client, Role.CLERK).post(f"/registration/filings/{filing.pk}/approve/?seen=1")
    assert answer.status_code == 409
    assert "刚刚被其他人修改过" in answer.content.decode()


def test_a_document_is_handed_out_as_pdf(client: Client) -> None:
    filing = make.submitted()
    answer = seat(client, Role.CLERK).get(f"/registration/filings/{filing.pk}/papers/receipt.pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get(f"/registration/filings/{filing.pk}/papers/granted.pdf").status_code == 404
    assert client.get(f"/registration/filings/{filing.pk}/papers/other.pdf").status_code == 404


def test_a_hold_is_placed_seen_on_the_business_and_lifted(client: Client) -> None:
    business = make.business()
    seat(client, Role.SECTION)
    form = {
        "code": business.code,
        "ground": "case_open",
        "source": "县市场监管局执法支队",
        "reference": "案〔2026〕8号",
        "from_on": "2026-03-02",
    }
    assert client.post("/registration/holds/new/", form).status_code == 302
    hold = Hold.objects.get()
    assert "案〔2026〕8号" in client.get("/registration/holds/").content.decode()
    assert "第四十八条" in client.get(f"/registration/{business.code}/").content.decode()
    assert "案〔2026〕8号" in client.get(f"/desk/business/{business.code}/").content.decode()
    assert client.post(f"/registration/holds/{hold.pk}/lift/", {"reason": ""}).status_code == 422
    assert client.post(f"/registration/holds/{hold.pk}/lift/", {"reason": "已结案"}).status_code == 302
    hold.refresh_from_db()
    assert hold.lifted_on == DAY


def test_a_hold_stands_on_the_matter_page_and_gives_the_refusal_its_words(client: Client) -> None:
    business = make.business()
    filing = simple(business)
    new = NewHold(business.code, "case_open", "执法支队", "案〔2026〕8号", DAY)
    place_hold(new, by=make.clerk(), today=DAY)
    page = seat(client, Role.CLERK).get(f"/registration/filings/{filing.pk}/").content.decode()
    assert "按这些理由不予登记" in page
    form = client.get(f"/registration/filings/{filing.pk}/refuse/").content.decode()
    assert "正在被立案调查" in form
    assert "第四十八条第（三）项" in form


def test_anybody_objects_on_the_portal_without_a_login(client: Client) -> None:
    filing = simple(make.business())
    listed = client.get("/deregistrations/").content.decode()
    assert filing.name in listed
    page = client.get(f"/deregistrations/{filing.pk}/").content.decode()
    assert "提出异议" in page
    assert "2026年3月23日" in page
    form = {"raised_by": "creditor", "name": "建材经营部", "contact": "13900000000", "text": "尚欠货款。"}
    answer = client.post(f"/deregistrations/{filing.pk}/object/", form)
    assert answer.status_code == 302
    assert Objection.objects.get().name == "建材经营部"
    after = client.get(answer["Location"]).content.decode()
    assert "异议已经提交" in after
    assert "建材经营部" not in after


def test_an_objection_is_the_reason_of_the_refusal_and_the_page_no_longer_promises(client: Client) -> None:
    filing = simple(make.business())
    before = seat(client, Role.CLERK).get(f"/registration/filings/{filing.pk}/").content.decode()
    assert "异议期至" in before
    assert "期满没有异议的，登记机关办理注销" in before
    objection = services.NewObjection("creditor", "建材经营部", "尚欠货款。", "13900000000")
    services.object_to_simple_deregistration(filing.pk, objection, by=Actor.public(), today=DAY)
    page = client.get(f"/registration/filings/{filing.pk}/").content.decode()
    assert "按这些理由不予登记" in page
    assert "可以依法清算后申请注销登记" in page
    assert "期满没有异议的" not in page
    form = client.get(f"/registration/filings/{filing.pk}/refuse/").content.decode()
    assert "有人提出异议，不能按照简易程序注销。" in form
    assert "第三十三条第二款" in form


def test_the_summary_before_handing_in_names_the_business(client: Client) -> None:
    seat(client, Role.CLERK)
    filing = make.opened(kind="simple_dereg", business_code=make.business().code)
    assert filing.name in client.get(f"/registration/filings/{filing.pk}/check/").content.decode()


def test_what_is_not_public_is_not_found_on_the_portal(client: Client) -> None:
    shop = make.approved().business
    assert shop is not None
    filing = simple(shop)
    assert client.get(f"/deregistrations/{filing.pk}/").status_code == 404
    assert filing.name not in client.get("/deregistrations/").content.decode()


def test_an_annulment_goes_from_the_request_to_the_decision(client: Client) -> None:
    shop = make.approved().business
    assert shop is not None
    seat(client, Role.CLERK)
    asked = {"code": shop.code, "claim": "身份证被冒用", "applicant_name": "冉小明"}
    assert client.post("/registration/annulments/new/", asked).status_code == 302
    matter = Annulment.objects.get()
    base = f"/registration/annulments/{matter.pk}"
    assert client.post(f"{base}/accept/").status_code == 302
    assert "调查中" in client.get("/registration/annulments/").content.decode()
    assert client.get(f"{base}/revoke/").status_code == 403
    client.force_login(account(Role.LEADER))
    said = {"reason": "笔迹不符", "responsible": f"冉小明 {make.id_number(1)}"}
    assert client.post(f"{base}/revoke/", said).status_code == 302
    assert "三年内不得申请登记" in client.get(f"{base}/").content.decode()


def test_a_published_suspicion_is_read_by_anybody(client: Client) -> None:
    shop = make.approved().business
    assert shop is not None
    new = services.NewAnnulment(shop.code, "身份证被冒用")
    matter = services.ask_annulment(new, by=make.clerk(), today=DAY)
    assert shop.name not in client.get("/annulments/").content.decode()
    services.accept_annulment(matter.pk, by=make.clerk(), today=DAY)
    services.publish_annulment(matter.pk, by=make.clerk(), today=DAY)
    page = client.get("/annulments/").content.decode()
    assert shop.name in page
    assert "身份证被冒用" not in page


@pytest.mark.parametrize(
    "address", ["/registration/holds/", "/registration/holds/new/", "/registration/annulments/"]
)
def test_the_public_is_asked_to_log_in(client: Client, address: str) -> None:
    make.lay_out()
    assert client.get(address).status_code in {302, 403}


def test_the_business_file_shows_what_registration_did(client: Client) -> None:
    filing = make.approved()
    page = seat(client, Role.CLERK).get(f"/desk/business/{filing.code}/").content.decode()
    assert filing.number in page


def test_an_objection_of_a_department_is_entered_by_an_officer(client: Client) -> None:
    filing = simple(make.business())
    form = {"raised_by": "department", "name": "县税务局", "text": "有未结税款"}
    answer = seat(client, Role.CLERK).post(f"/registration/filings/{filing.pk}/objection/", form)
    assert answer.status_code == 302
    assert filing.objections.count() == 1
    with clock.fixed(date(2026, 3, 24)):
        refused = client.post(f"/registration/filings/{filing.pk}/approve/")
    assert refused.status_code == 409
    assert "第三十三条" in refused.content.decode()
