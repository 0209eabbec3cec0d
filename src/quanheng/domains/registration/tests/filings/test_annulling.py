"""Annulling a registration got by fraud, and what follows for who answers for it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Annulment, Business, PersonBar
from quanheng.domains.registration.rules.annulments import AnnulmentStage
from quanheng.domains.registration.services import NewAnnulment, NotComplete
from quanheng.domains.registration.services.revoking import ExtendedBefore, PublicityStillRuns
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel import clock
from quanheng.kernel.law import NoProvision
from quanheng.kernel.refusal import Forbidden
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
DAY = make.DAY


def asked(business: Business, today: date = DAY, **given: object) -> Annulment:
    new = NewAnnulment(business.code, "身份证被冒用，本人不知情", "冉小明", "13800000000", **given)  # type: ignore[arg-type]
    return services.ask_annulment(new, by=make.clerk(), today=today)


def waiting(matter: Annulment) -> list[tuple[str, str]]:
    """What waits about a matter, and for whom."""
    rows = Item.objects.open().filter(about=subject_of(matter))
    return list(rows.values_list("kind", "for_organ_id"))


def inquired(business: Business, **given: object) -> Annulment:
    return services.accept_annulment(asked(business, **given).pk, by=make.clerk(), today=DAY)


def shop(number: int = 1) -> Business:
    made = make.approved(make.noodle_shop(number)).business
    assert made is not None
    return made


def test_the_request_is_answered_in_three_days_and_inquired_for_three_months() -> None:
    matter = asked(shop())
    assert (matter.due_on, matter.stage) == (date(2026, 3, 5), AnnulmentStage.ASKED)
    matter = services.accept_annulment(matter.pk, by=make.clerk(), today=DAY)
    assert matter.due_on == date(2026, 6, 2)
    matter = services.extend_annulment(matter.pk, reason="涉及外地", by=make.leader(), today=DAY)
    assert matter.due_on == date(2026, 9, 2)
    with pytest.raises(ExtendedBefore):
        services.extend_annulment(matter.pk, reason="再延", by=make.leader(), today=DAY)


def test_a_request_is_taken_on_before_the_holidays_of_next_year_are_known() -> None:
    late = date(2026, 11, 24)
    matter = services.accept_annulment(asked(shop(), today=late).pk, by=make.clerk(), today=late)
    assert (matter.stage, matter.due_on) == (AnnulmentStage.INQUIRY, None)
    assert matter.due_cites
    assert [kind for kind, _ in waiting(matter)] == ["registration.annul_inquire"]


def test_during_the_inquiry_the_business_neither_changes_nor_leaves() -> None:
    business = shop()
    inquired(business)
    with pytest.raises(NotComplete):
        make.submitted({"change": {"scope": "理发服务"}}, kind="change", business_code=business.code)


def test_an_annulled_founding_ends_business_and_licence_and_bars_who_answers_for_it() -> None:
    business = shop()
    matter = inquired(business)
    culprit = {"name": "冉小明", "id_number": make.id_number(1)}
    services.revoke_registration(
        matter.pk, reason="笔迹鉴定不符", responsible=[culprit], by=make.leader(), today=date(2026, 5, 6)
    )
    business.refresh_from_db()
    assert business.state == "deregistered"
    assert Certificate.objects.get(number=business.code).state == "revoked"
    assert PersonBar.objects.get().until_on == date(2029, 5, 6)
    assert not business.holds.filter(lifted_on__isnull=True).exists()
    with pytest.raises(NotComplete) as refused:
        make.submitted(make.noodle_shop(2, operator=make.somebody(1)), today=date(2026, 5, 7))
    assert "第四十条第三款" in refused.value.cites


def test_an_annulled_change_brings_back_what_stood_before() -> None:
    business = shop()
    old = business.scope
    change = make.approved({"change": {"scope": "理发服务"}}, kind="change", business_code=business.code)
    matter = inquired(business, filing_id=change.pk)
    services.revoke_registration(matter.pk, reason="冒名变更", by=make.leader(), today=date(2026, 5, 6))
    business.refresh_from_db()
    assert (business.scope, business.state) == (old, "open")
    assert Certificate.objects.get(number=business.code, state="current").version == 3


def test_published_for_forty_five_days_before_it_may_be_annulled() -> None:
    matter = inquired(shop())
    matter = services.publish_annulment(matter.pk, by=make.clerk(), today=DAY)
    assert matter.published_until == date(2026, 4, 16)
    assert waiting(matter) == [("registration.annul_decide", matter.organ_id)]
    with pytest.raises(PublicityStillRuns):
        services.revoke_registration(matter.pk, reason="无人异议", by=make.leader(), today=date(2026, 4, 16))
    services.revoke_registration(matter.pk, reason="无人异议", by=make.leader(), today=date(2026, 4, 17))
    assert waiting(matter) == []


def test_an_answer_to_the_publicity_brings_the_inquiry_back_to_the_section() -> None:
    matter = services.publish_annulment(inquired(shop()).pk, by=make.clerk(), today=DAY)
    services.resume_annulment(matter.pk, reason="企业来人说明情况", by=make.clerk(), today=DAY)
    assert [kind for kind, _ in waiting(matter)] == ["registration.annul_inquire"]


def test_a_clerk_inquires_and_the_head_decides() -> None:
    matter = inquired(shop())
    with pytest.raises(Forbidden):
        services.revoke_registration(matter.pk, reason="x", by=make.clerk(), today=DAY)
    kept = services.keep_registration(matter.pk, reason="系本人办理", by=make.leader(), today=DAY)
    assert kept.stage == AnnulmentStage.KEPT


def test_a_request_may_be_declined_with_its_article() -> None:
    matter = services.decline_annulment(asked(shop()).pk, reason="未通过身份核验", by=make.clerk(), today=DAY)
    assert (matter.stage, "第五十二条" in matter.cites) == (AnnulmentStage.DECLINED, True)


def test_before_march_2022_the_platform_holds_no_such_procedure() -> None:
    with pytest.raises(NoProvision):
        asked(make.business(), today=date(2021, 3, 5))


def test_the_page_says_what_is_due_and_asks_before_everybody_reads_it(client: Client) -> None:
    matter = asked(shop(), today=date(2026, 11, 24))
    client.force_login(account(Role.CLERK))
    page = f"/registration/annulments/{matter.pk}/"
    with clock.fixed(date(2026, 11, 24)):
        assert "受理期限" in client.get(page).content.decode()
        taken = client.post(f"{page}accept/", follow=True).content.decode()
    assert "已受理，开始调查。" in taken
    assert "到期年份的节假日安排还没有公布" in taken
    assert f"将在网上公示45日（自然日）：{matter.business.name}涉嫌虚假登记" in taken
    early = services.accept_annulment(asked(shop(3)).pk, by=make.clerk(), today=DAY)
    with clock.fixed(DAY):
        told = client.post(f"/registration/annulments/{early.pk}/publish/", follow=True).content.decode()
    assert "已开始公示，公示至2026年4月16日。" in told
