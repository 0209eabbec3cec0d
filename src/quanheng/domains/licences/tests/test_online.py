"""The owner applies online: opens, writes, hands in, answers, takes back; nobody else can."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quanheng.domains.licences import queries, services
from quanheng.domains.licences.indicators import asked_for, share_online
from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.services import NewForm
from quanheng.domains.licences.services.conditions import AlreadyUnderway, HolderNotOpen
from quanheng.domains.licences.services.online import NotToBeWritten, PapersLacking, TruthNotPromised
from quanheng.domains.licences.tests import factories as make
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.documents.models import Attachment
from quanheng.platform.indicators import Period
from quanheng.platform.ledger.queries import entries_about
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db

DAY = make.DAY


def test_a_form_handed_in_waits_before_the_section_as_one_from_the_window() -> None:
    held, owner = make.written()
    handed = services.hand_in(held.pk, true=True, by=owner, today=DAY)
    made = handed.application
    assert made is not None
    assert (made.stage, made.channel, made.person) == (Stage.APPLIED, "online", make.HEAD)
    assert (made.items, made.premises) == (["hot", "drinks"], make.Business.objects.get().address)
    assert list(Item.objects.open().values_list("kind", flat=True)) == ["licences.accept"]
    acts = [entry.act for entry in entries_about(made)]
    assert acts == ["permit_applied"]
    assert services.accept(made, by=make.clerk(), today=DAY).stage == Stage.CHECKING


def test_what_is_typed_is_kept_and_papers_that_lack_are_named_with_their_article() -> None:
    held, owner = make.written(papers=("layout",))
    assert OnlineForm.objects.get().details["contact_phone"] == "13800001234"
    with pytest.raises(PapersLacking) as refused:
        services.hand_in(held.pk, true=True, by=owner, today=DAY)
    assert "规章制度目录清单" in refused.value.says
    assert refused.value.cites == "《食品经营许可和备案管理办法》第十三条第一款第（四）项"
    assert Application.objects.count() == 0


def test_nothing_is_handed_in_without_the_word_for_its_truth_or_a_telephone() -> None:
    held, owner = make.written()
    with pytest.raises(TruthNotPromised):
        services.hand_in(held.pk, true=False, by=owner, today=DAY)
    services.write_form(held.pk, {"contact_phone": " "}, by=owner, today=DAY)
    with pytest.raises(Refused) as refused:
        services.hand_in(held.pk, true=True, by=owner, today=DAY)
    assert refused.value.field == "contact_phone"


def test_a_form_handed_in_is_closed_and_handed_in_once() -> None:
    held, owner = make.written()
    services.hand_in(held.pk, true=True, by=owner, today=DAY)
    for act in (
        lambda: services.write_form(held.pk, {}, by=owner, today=DAY),
        lambda: services.hand_in(held.pk, true=True, by=owner, today=DAY),
        lambda: services.add_paper(held.pk, "layout", make.picture(9), by=owner, today=DAY),
    ):
        with pytest.raises(NotToBeWritten):
            act()
    assert Application.objects.count() == 1


def test_number_and_code_open_one_form_and_no_other() -> None:
    held, code = make.opened()
    other, _secret = make.opened(make.shop(2).code)
    owner = queries.taken_up(held.number.lower(), f"{code[:4]}-{code[4:]}")
    assert queries.form_of(viewer=owner).pk == held.pk
    for number, secret in ((held.number, "K7MW2X4PQH8N"), (other.number, code), ("P1", code), ("", "")):
        with pytest.raises(Missing):
            queries.taken_up(number, secret)
    with pytest.raises(Missing):
        services.write_form(other.pk, {"premises": "别处"}, by=owner, today=DAY)
    with pytest.raises(Forbidden):
        services.write_form(held.pk, {}, by=make.clerk(), today=DAY)


def test_a_new_code_from_the_window_closes_the_door_of_the_old_one() -> None:
    held, code = make.opened()
    fresh = services.hand_out_code(held, by=make.clerk(), today=DAY)
    with pytest.raises(Missing):
        queries.taken_up(held.number, code)
    assert queries.taken_up(held.number, fresh).applies_for == held.number


def test_a_notice_is_answered_online_with_papers_and_words() -> None:
    held, owner = make.handed_in()
    asked = held.application
    services.ask_supplement(asked, ["后厨平面图看不清"], answer_by=None, by=make.clerk(), today=DAY)
    with pytest.raises(Refused):
        services.answer_online(held.pk, " ", by=owner, today=DAY)
    services.add_paper(held.pk, "layout", make.picture(77), by=owner, today=DAY)
    answered = services.answer_online(held.pk, "重新拍了平面图", by=owner, today=date(2024, 3, 6))
    assert answered.stage == Stage.APPLIED
    assert answered.supplements.get().answer == "重新拍了平面图"
    assert Attachment.objects.filter(about=subject_of(held)).count() == 3
    assert list(Item.objects.open().values_list("kind", flat=True)) == ["licences.accept"]


def test_the_owner_takes_the_application_back() -> None:
    held, owner = make.handed_in()
    gone = services.withdraw_online(held.pk, reason="不开了", by=owner, today=DAY)
    assert (gone.stage, gone.reason) == (Stage.WITHDRAWN, "不开了")
    assert not Item.objects.open().exists()


def test_what_stands_in_the_way_at_the_window_stands_in_the_way_online() -> None:
    held, _owner = make.handed_in()
    again, same = make.written(held.business_code)
    with pytest.raises(AlreadyUnderway):
        services.hand_in(again.pk, true=True, by=same, today=DAY)
    gone = make.shop(2, state="deregistered", ended_on=DAY)
    with pytest.raises(HolderNotOpen):
        make.opened(gone.code)


def test_a_seller_of_prepackaged_food_has_its_number_at_once() -> None:
    held, owner = make.written(kind="prepackaged", papers=(), form="2", items=["prepackaged"])
    made = services.hand_in(held.pk, true=True, by=owner, today=DAY)
    assert made.permit is not None
    assert made.permit.number.startswith("YB2500242")
    assert made.permit.person == make.HEAD
    other = make.about(made.permit, "change", items=["prepackaged", "special"])
    services.hand_in(other[0].pk, true=True, by=other[1], today=date(2024, 3, 6))
    made.permit.refresh_from_db()
    assert made.permit.items == ["prepackaged", "special"]


def test_a_permit_is_renewed_changed_and_cancelled_from_its_holders_home() -> None:
    permit = make.permit()
    make.Business.objects.filter(code=permit.holder_code).update(name="酉阳县新名面馆")
    held, owner = make.about(permit, "change", declared_unchanged="on")
    asked = services.hand_in(held.pk, true=True, by=owner, today=date(2024, 5, 6)).application
    assert asked is not None
    assert (asked.holder_name, asked.purpose, asked.items) == ("酉阳县新名面馆", "change", ["hot", "cold"])
    services.withdraw_online(held.pk, reason="", by=owner, today=date(2024, 5, 6))
    held, owner = make.about(permit, "renewal")
    with pytest.raises(Refused, match="还没有到"):
        services.hand_in(held.pk, true=True, by=owner, today=date(2024, 5, 6))
    spring = {"first_on": date(2019, 9, 30), "from_on": date(2019, 9, 30), "valid_until": date(2024, 9, 29)}
    Permit.objects.filter(pk=permit.pk).update(**spring)
    asked = services.hand_in(held.pk, true=True, by=owner, today=date(2024, 8, 1)).application
    assert asked is not None
    assert (asked.purpose, asked.late) == ("renewal", False)


def test_nobody_asks_about_somebody_elses_permit() -> None:
    permit, other = make.permit(), make.shop(2)
    with pytest.raises(Missing):
        new = NewForm(other.code, "cancellation", permit_id=permit.pk)
        services.open_form(new, by=Actor.public(), today=DAY)
    assert Permit.objects.count() == 1


def test_a_form_that_nobody_goes_on_with_is_emptied() -> None:
    held, owner = make.written()
    by, soon, late = Actor.system("test"), DAY + timedelta(days=90), DAY + timedelta(days=91)
    assert services.close_forgotten(by=by, today=soon) == 0
    assert services.close_forgotten(by=by, today=late) == 1
    held.refresh_from_db()
    assert (held.details, held.access, held.closed_on) == ({}, "", late)
    with pytest.raises(NotToBeWritten):
        services.write_form(held.pk, {}, by=owner, today=late)


def test_what_came_online_is_counted_against_what_came_at_all() -> None:
    make.handed_in()
    make.applied(code=make.shop(2).code)
    year = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert share_online(asked_for(year, "500242"), year, "500242") == 50
    assert share_online(asked_for(year, "500243"), year, "500243") == 0
