"""Permits follow the register: what it says otherwise is asked for once, in time, and settled when done."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules.stages import State
from quanheng.domains.licences.services import About
from quanheng.domains.licences.services.following import (
    ChangedByApplication,
    NothingDiffers,
    differences,
    follow_register,
)
from quanheng.domains.licences.services.hearing import hear_business_changed, hear_business_state
from quanheng.domains.licences.tests import factories as make
from quanheng.domains.registration import services as register
from quanheng.domains.registration.events import BusinessChanged, BusinessStateChanged
from quanheng.domains.registration.filing import file_new
from quanheng.platform.events.outbox import deliver_pending
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

DAY = make.DAY
LATER = date(2024, 4, 1)


def renamed(permit: Permit, **to: object) -> None:
    make.Business.objects.filter(code=permit.holder_code).update(**to)
    hear_business_changed(BusinessChanged(permit.holder_code, tuple(to), permit.area_code, LATER))


def followed() -> list[Item]:
    return list(Item.objects.open().filter(kind="licences.follow"))


@pytest.mark.django_db(transaction=True)
def test_a_business_that_is_renamed_is_reminded_through_the_section() -> None:
    permit = make.permit()
    shop = make.Business.objects.get(code=permit.holder_code)
    file_new([shop.pk])
    register.rename_business(shop.code, "酉阳县桃花源面馆", on=LATER, by=make.section(), today=LATER)
    deliver_pending()
    (item,) = followed()
    assert "许可证上的名称与登记不一致，提醒申请变更" in item.title
    assert (item.due_on, item.cites) == (date(2024, 4, 16), "《食品经营许可和备案管理办法》第二十九条")


@pytest.mark.django_db
def test_the_reminder_is_there_once_and_goes_with_the_change() -> None:
    permit = make.permit()
    for _ in range(2):
        renamed(permit, name="酉阳县桃花源面馆")
    assert len(followed()) == 1
    assert differences(permit) == ["名称"]
    change = About(purpose="change", holder_name="酉阳县桃花源面馆", declared_unchanged=True)
    asked = services.apply_about_permit(permit, change, by=make.clerk(), today=LATER)
    services.accept(asked, by=make.clerk(), today=LATER)
    services.approve(asked, by=make.section(), today=LATER)
    services.issue_permit(asked, by=make.clerk(), today=LATER)
    assert followed() == []


@pytest.mark.django_db
def test_a_name_that_is_changed_back_needs_no_change() -> None:
    permit = make.permit()
    renamed(permit, name="酉阳县桃花源面馆")
    renamed(permit, name=permit.holder_name)
    assert followed() == []


@pytest.mark.django_db
def test_a_shop_that_resides_elsewhere_may_have_moved() -> None:
    permit = make.permit()
    renamed(permit, address="重庆市酉阳县龙潭镇新街9号")
    (item,) = followed()
    assert "迁移的提醒重新申请" in item.title


@pytest.mark.django_db
def test_a_filing_is_brought_up_to_date_with_what_the_register_says() -> None:
    filed = make.filing()
    renamed(filed, name="酉阳县桃花源便利店")
    (item,) = followed()
    assert item.cites == "《食品经营许可和备案管理办法》第四十四条"
    services.update_filing(filed, items=[], person="", by=make.clerk(), today=LATER)
    filed.refresh_from_db()
    assert filed.holder_name == "酉阳县桃花源便利店"
    assert followed() == []


@pytest.mark.django_db
def test_a_renewal_leaves_a_reminder_standing_that_it_does_not_answer() -> None:
    permit = make.permit()
    Permit.objects.filter(pk=permit.pk).update(
        first_on=date(2019, 6, 28), from_on=date(2019, 6, 28), valid_until=date(2024, 6, 27)
    )
    renamed(permit, name="酉阳县桃花源面馆")
    asked = make.renewal(Permit.objects.get(), LATER, declared_unchanged=True)
    services.accept(asked, by=make.clerk(), today=LATER)
    services.approve(asked, by=make.section(), today=LATER)
    services.issue_permit(asked, by=make.clerk(), today=LATER)
    assert len(followed()) == 1


@pytest.mark.django_db
def test_an_ended_permit_follows_nothing() -> None:
    permit = make.permit()
    services.cancel_permit(permit, ground="force_majeure", reason="山洪", by=make.section(), today=DAY)
    renamed(permit, name="酉阳县桃花源面馆")
    assert followed() == []
    assert follow_register("", changed_on=DAY, by=Actor.system("test"), today=DAY) == []


def cement() -> Permit:
    """A licence of the province."""
    granted = services.Granted(
        kind="industrial",
        number="渝XK08-001-00012",
        business_code=make.shop().code,
        issuer="重庆市市场监督管理局",
        from_on=date(2024, 1, 2),
        valid_until=date(2029, 1, 1),
    )
    return services.enter_permit(granted, by=make.section(), today=DAY)


@pytest.mark.django_db
def test_what_the_province_changed_is_entered_and_a_permit_of_ours_is_not() -> None:
    held = cement()
    renamed(held, name="酉阳县桃花源水泥厂")
    (item,) = followed()
    assert item.cites.startswith("《工业产品生产许可证管理条例实施办法》")
    made = services.take_over_change(held, by=make.section(), today=LATER)
    assert (made.holder_name, followed()) == ("酉阳县桃花源水泥厂", [])
    with pytest.raises(NothingDiffers):
        services.take_over_change(held, by=make.section(), today=LATER)
    with pytest.raises(ChangedByApplication):
        services.take_over_change(make.permit(code=make.shop(2).code), by=make.section(), today=LATER)


@pytest.mark.django_db
def test_an_import_that_brought_the_new_name_ends_the_reminder_by_itself() -> None:
    permit, other = make.permit(), make.permit(code=make.shop(2).code)
    for held in (permit, other):
        renamed(held, name=f"酉阳县桃花源面馆{held.pk}")
    Permit.objects.filter(pk=permit.pk).update(holder_name=f"酉阳县桃花源面馆{permit.pk}")
    assert services.settle_agreeing(by=Actor.system("test"), today=LATER) == 1
    assert [item.about for item in followed()] == [subject_of(other)]


@pytest.mark.django_db
def test_a_licence_of_the_province_is_the_provinces_to_cancel() -> None:
    held = cement()
    shop = make.Business.objects.get()
    hear_business_state(BusinessStateChanged(shop.code, "open", "deregistered", LATER))
    held.refresh_from_db()
    assert held.state == State.CURRENT
    item = Item.objects.open().get(kind="licences.review")
    assert item.url.startswith(f"/licences/permits/{held.pk}/end/?way=cancel_holder&since=")
    assert len(item.url) <= 200
    assert "报发证机关注销" in item.title
