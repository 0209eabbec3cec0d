"""The acts on permits: what each changes, refuses, records and puts before whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Application, Permit, Serial
from quanheng.domains.licences.rules.bars import Barred
from quanheng.domains.licences.rules.checking import CheckIncomplete, Seen, TooFewOfficers
from quanheng.domains.licences.rules.stages import Stage, State
from quanheng.domains.licences.services import About
from quanheng.domains.licences.services.accepting import AskedTooLate
from quanheng.domains.licences.services.checking import OfficerNotFit
from quanheng.domains.licences.services.conditions import (
    AlreadyHeld,
    AlreadyUnderway,
    HolderNotOpen,
    NotGrantedHere,
    PremisesMoved,
)
from quanheng.domains.licences.services.deciding import ExtendedOnce, NotYetChecked, ReasonMissing
from quanheng.domains.licences.tests import factories as make
from quanheng.kernel.identifiers import licence_number
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import MAWANG, actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db

DAY = make.DAY
SYSTEM = Actor.system("test")


def waiting(kind: str) -> list[Item]:
    return list(Item.objects.open().filter(kind=kind))


def test_a_restaurant_gets_its_permit_step_by_step() -> None:
    applied = make.applied()
    assert (applied.stage, waiting("licences.accept")[0].due_on) == (Stage.APPLIED, date(2024, 3, 11))
    accepted = services.accept(applied, by=make.clerk(), today=DAY)
    assert (accepted.stage, accepted.due_on) == (Stage.CHECKING, date(2024, 3, 18))
    assert waiting("licences.check")[0].due_on == date(2024, 3, 11)
    check = services.record_check(accepted, make.report(), by=make.section(), today=DAY)
    assert len(check.officer_names) == 2
    approved = services.approve(accepted, by=make.section(), today=date(2024, 3, 6))
    assert (approved.issue_due_on, len(waiting("licences.issue"))) == (date(2024, 3, 13), 1)
    permit = services.issue_permit(approved, by=make.clerk(), today=date(2024, 3, 7))
    assert (permit.number, permit.state) == (
        licence_number.make("JY", "2", "500242", "000001"),
        State.CURRENT,
    )
    assert (permit.from_on, permit.valid_until) == (date(2024, 3, 6), date(2029, 3, 5))
    assert not Item.objects.open().exists()
    certificate = certificates.current("food_business", permit.number)
    assert certificate is not None
    assert certificate.valid_until == permit.valid_until
    acts = list(Entry.objects.filter(subject=f"licences.permit:{permit.pk}").values_list("act", flat=True))
    assert acts == ["permit_issued"]


def test_the_same_form_sent_twice_is_one_application() -> None:
    code = make.shop().code
    first = make.applied(code=code, reference="form:1")
    again = services.apply_for_permit(make.draft(code, reference="form:1"), by=make.clerk(), today=DAY)
    assert (first.pk, Application.objects.count()) == (again.pk, 1)


def test_a_second_application_for_the_same_place_is_refused() -> None:
    code = make.shop().code
    make.applied(code=code)
    with pytest.raises(AlreadyUnderway):
        make.applied(code=code)


def test_another_place_of_the_same_holder_needs_its_own_permit() -> None:
    code = make.shop().code
    make.permit(code=code)
    with pytest.raises(AlreadyHeld):
        make.applied(code=code)
    second = make.applied(code=code, premises="重庆市酉阳县麻旺镇桂香路8号")
    assert second.stage == Stage.APPLIED


def test_a_producer_has_one_permit_wherever_it_produces() -> None:
    code = make.shop().code
    given = {"code": code, "kind": "food_production", "form": "114", "items": ()}
    permit = make.permit(**given)
    assert permit.number.startswith("SC114500242")
    with pytest.raises(AlreadyHeld, match="已有有效") as refused:
        make.applied(**given, premises="另一处")
    assert refused.value.cites == "《食品生产许可管理办法》第四条"


def test_a_business_that_is_not_open_cannot_apply() -> None:
    code = make.shop(state="revoked").code
    with pytest.raises(HolderNotOpen) as refused:
        make.applied(code=code)
    assert refused.value.cites == "《食品经营许可和备案管理办法》第十条"


@pytest.mark.parametrize(
    ("kind", "form", "cites"),
    [
        ("industrial", "", "《工业产品生产许可证管理条例实施办法》第十一条"),
        ("food_production", "129", "《食品生产许可管理办法》第七条第二款"),
    ],
)
def test_what_the_province_grants_is_not_taken_in_here(kind: str, form: str, cites: str) -> None:
    day = date(2025, 4, 1)
    with pytest.raises(NotGrantedHere) as refused:
        make.applied(day, kind=kind, form=form, items=())
    assert refused.value.cites == cites


def test_an_officer_elsewhere_neither_sees_nor_takes_the_business_in() -> None:
    code = make.shop().code
    with pytest.raises(Missing):
        services.apply_for_permit(make.draft(code), by=make.clerk(area_code=MAWANG), today=DAY)
    with pytest.raises(Forbidden):
        services.apply_for_permit(make.draft(code), by=actor(Role.TOWNSHIP), today=DAY)


def test_what_is_missing_is_asked_once_and_within_five_working_days() -> None:
    made = make.applied()
    asked = services.ask_supplement(
        made, ["操作流程图", " "], answer_by=None, by=make.clerk(), today=date(2024, 3, 11)
    )
    assert (asked.points, asked.answer_by) == (["操作流程图"], date(2024, 4, 1))
    services.answer_supplement(made, "已补交", by=make.clerk(), today=date(2024, 3, 14))
    made.refresh_from_db()
    assert made.stage == Stage.APPLIED
    late = make.applied(code=make.shop(2).code)
    with pytest.raises(AskedTooLate) as refused:
        services.ask_supplement(late, ["图"], answer_by=None, by=make.clerk(), today=date(2024, 3, 12))
    assert refused.value.cites == "《食品经营许可和备案管理办法》第十八条第（四）项"


def test_silence_for_five_working_days_is_acceptance_on_the_day_it_came() -> None:
    made = make.applied()
    assert services.deem_accepted(by=SYSTEM, today=date(2024, 3, 11)) == []
    services.deem_accepted(by=SYSTEM, today=date(2024, 3, 12))
    made.refresh_from_db()
    assert (made.stage, made.accepted_on, made.due_on) == (Stage.CHECKING, DAY, date(2024, 3, 18))


def test_a_supplement_that_never_comes_is_an_application_given_up() -> None:
    made = make.applied()
    services.ask_supplement(made, ["图"], answer_by=date(2024, 3, 8), by=make.clerk(), today=DAY)
    services.lapse_unanswered(by=SYSTEM, today=date(2024, 3, 8))
    services.lapse_unanswered(by=SYSTEM, today=date(2024, 3, 9))
    made.refresh_from_db()
    assert made.stage == Stage.LAPSED


def test_one_officer_alone_checks_nothing() -> None:
    made = make.accepted()
    alone = make.report(officers=[make.officers()[0].pk])
    with pytest.raises(TooFewOfficers) as refused:
        services.record_check(made, alone, by=make.section(), today=DAY)
    assert refused.value.cites == "《食品经营许可和备案管理办法》第二十条第二款"


def test_an_officer_whose_certificate_ran_out_checks_nothing() -> None:
    made = make.accepted()
    first, second = make.officers()
    second.certificate_until = DAY - timedelta(days=1)
    second.save()
    with pytest.raises(OfficerNotFit):
        services.record_check(made, make.report(officers=[first.pk, second.pk]), by=make.section(), today=DAY)


@pytest.mark.parametrize(
    "given",
    [
        {"photos": ()},
        {"seen": make.all_met()[:-1]},
        {"seen": [*make.all_met()[:-1], Seen(4, "not_met")], "verdict": "failed"},
        {"seen": [*make.all_met()[:-1], Seen(4, "not_met", "生熟不分")]},
        {"verdict": "failed"},
        {"seen": [*make.all_met()[:-1], Seen(4, "not_met", "生熟不分")], "verdict": "rectify"},
    ],
)
def test_a_record_that_does_not_hold_together_is_not_taken(given: dict[str, object]) -> None:
    made = make.accepted()
    with pytest.raises(CheckIncomplete):
        services.record_check(made, make.report(**given), by=make.section(), today=DAY)


def test_a_place_that_can_be_put_right_is_seen_again() -> None:
    made = make.accepted()
    bad = [*make.all_met()[:-1], Seen(4, "not_met", "生熟不分")]
    report = make.report(seen=bad, verdict="rectify", redo_by=date(2024, 3, 9))
    services.record_check(made, report, by=make.section(), today=DAY)
    made.refresh_from_db()
    assert (made.stage, waiting("licences.check")[0].due_on) == (Stage.CHECKING, date(2024, 3, 11))
    with pytest.raises(NotYetChecked):
        services.approve(made, by=make.section(), today=DAY)
    services.record_check(made, make.report(), by=make.section(), today=date(2024, 3, 11))
    assert services.approve(made, by=make.section(), today=date(2024, 3, 12)).stage == Stage.APPROVED


def test_nobody_approves_what_nobody_has_seen() -> None:
    made = make.accepted()
    with pytest.raises(NotYetChecked) as refused:
        services.approve(made, by=make.section(), today=DAY)
    assert refused.value.cites == "《食品经营许可和备案管理办法》第二十条第四款"


def test_a_clerk_does_not_decide() -> None:
    with pytest.raises(Forbidden):
        services.approve(make.checked(), by=make.clerk(), today=DAY)


def test_a_refusal_says_why_and_who_lied_waits_a_year() -> None:
    made = make.checked()
    with pytest.raises(ReasonMissing):
        services.refuse(made, " ", ground="conditions", by=make.section(), today=DAY)
    services.refuse(made, "提供虚假的租赁合同", ground="false_material", by=make.section(), today=DAY)
    code = made.holder_code
    with pytest.raises(Barred) as refused:
        make.applied(date(2025, 3, 4), code=code)
    assert refused.value.cites == "《食品经营许可和备案管理办法》第五十三条"
    assert make.applied(date(2025, 3, 5), code=code).stage == Stage.APPLIED


def test_a_leader_extends_once_by_five_working_days() -> None:
    made = make.accepted()
    with pytest.raises(Forbidden):
        services.extend(made, "需要专家评审", by=make.section(), today=DAY)
    extended = services.extend(made, "需要专家评审", by=make.leader(), today=DAY)
    assert extended.due_on == date(2024, 3, 25)
    with pytest.raises(ExtendedOnce):
        services.extend(made, "再延", by=make.leader(), today=DAY)


def test_numbers_run_on_without_a_gap_per_form_of_business() -> None:
    numbers = [make.permit(code=make.shop(n).code).number for n in (1, 2)]
    other = make.permit(code=make.shop(3).code, form="3")
    serials = [number[9:15] for number in numbers]
    assert (serials, other.number[9:15]) == (["000001", "000002"], "000001")


def test_issuing_twice_gives_one_permit() -> None:
    made = make.approved()
    first = services.issue_permit(made, by=make.clerk(), today=DAY)
    again = services.issue_permit(made, by=make.clerk(), today=DAY)
    assert (first.pk, Permit.objects.count()) == (again.pk, 1)


def test_a_refused_issue_takes_no_number() -> None:
    made = make.checked()
    with pytest.raises(MoveNotAllowed):
        services.issue_permit(made, by=make.clerk(), today=DAY)
    assert not Serial.objects.filter(scope="JY|2|500242").exists()


def test_a_change_keeps_number_and_days_and_makes_the_next_version() -> None:
    permit = make.permit()
    about = About("change", person="田某", declared_unchanged=True, changed_on=date(2024, 5, 6))
    made = services.apply_about_permit(permit, about, by=make.clerk(), today=date(2024, 5, 8))
    services.accept(made, by=make.clerk(), today=date(2024, 5, 8))
    services.approve(made.pk, by=make.section(), today=date(2024, 5, 8))
    changed = services.issue_permit(made.pk, by=make.clerk(), today=date(2024, 5, 8))
    assert (changed.person, changed.number, changed.valid_until) == (
        "田某",
        permit.number,
        permit.valid_until,
    )
    certificate = certificates.current("food_business", permit.number)
    assert certificate is not None
    assert certificate.version == 2


def test_a_place_that_moved_is_no_change() -> None:
    permit = make.permit()
    about = About("change", premises="麻旺镇桂香路8号")
    with pytest.raises(PremisesMoved) as refused:
        services.apply_about_permit(permit, about, by=make.clerk(), today=date(2024, 5, 8))
    assert refused.value.cites == "《食品经营许可和备案管理办法》第二十九条"
