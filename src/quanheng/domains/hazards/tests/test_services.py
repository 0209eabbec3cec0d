"""Acts on hazards: what each changes, records and refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from quanheng.domains.hazards import services
from quanheng.domains.hazards.models import Hazard, Recheck
from quanheng.domains.hazards.rules import grading, rechecks
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.services.answering import NotYetOrdered, ReportEmpty
from quanheng.domains.hazards.services.escalating import ReasonMissing
from quanheng.domains.hazards.services.ordering import LeaderDecides
from quanheng.domains.hazards.services.rechecking import CertificateNotValid
from quanheng.domains.hazards.tests import factories as make
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, MAWANG, actor, area, officer, organ
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db

DAY = make.DAY
LEADER = actor(Role.LEADER)


def acts(hazard: Hazard) -> list[str]:
    return [entry.act for entry in ledger.entries_about(hazard).order_by("seq")]


def waiting(hazard: Hazard) -> set[str]:
    return set(Item.objects.open().filter(about=f"hazards.hazard:{hazard.pk}").values_list("kind", flat=True))


def test_a_hazard_is_worked_through_from_finding_to_closing() -> None:
    hazard = make.closed()
    assert (hazard.stage, hazard.closed_on) == (Stage.CLOSED, date(2021, 9, 15))
    assert acts(hazard) == [
        "hazard_reported",
        "rectification_ordered",
        "rectification_reported",
        "hazard_closed",
    ]
    assert waiting(hazard) == set()
    assert all(point.passed_on == date(2021, 9, 15) for point in hazard.points.all())


def test_the_same_reference_makes_no_second_hazard_and_spends_no_number() -> None:
    first = make.found(reference="finding:7")
    again = make.found(reference="finding:7")
    other = make.found(reference="finding:8")
    assert again.pk == first.pk
    assert (first.number, other.number) == ("隐患〔2021〕1号", "隐患〔2021〕2号")
    assert acts(first) == ["hazard_reported"]


def test_a_major_hazard_without_a_reason_is_refused() -> None:
    with pytest.raises(grading.MajorWithoutReason):
        make.found(grade="major")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hazard.objects.filter(pk=make.found().pk).update(grade="major")


def test_a_grave_hazard_of_equipment_is_put_down_to_be_reported_upwards() -> None:
    hazard = make.found(category="equipment", grade="major", grade_reason="安全保护装置失灵，继续使用")
    item = Item.objects.open().get(kind="hazards.report_up", about=f"hazards.hazard:{hazard.pk}")
    assert item.cites == "《特种设备安全法》第六十三条第一款"


def test_an_order_names_its_number_article_and_deadline_and_goes_to_the_township() -> None:
    organ("500242101-gov", "龙潭镇人民政府", LONGTAN)
    from quanheng.platform.people.models import Organ

    Organ.objects.filter(pk="500242101-gov").update(kind="township")
    hazard = make.ordered()
    order = make.order_of(hazard)
    assert order.number == "市监责改〔2021〕1号"
    assert "总局令第23号" in order.cites
    assert order.due_on == date(2021, 9, 22)  # the 20th and 21st are the Mid-Autumn holiday
    item = Item.objects.open().get(kind="hazards.rectify")
    assert (item.for_organ_id, item.due_on) == ("500242101-gov", date(2021, 9, 22))
    assert waiting(hazard) == {"hazards.rectify"}


def test_an_order_cannot_be_issued_twice() -> None:
    hazard = make.ordered()
    with pytest.raises(MoveNotAllowed):
        services.order_rectification(hazard, make.notice(), by=make.section(), today=DAY)
    assert hazard.orders.count() == 1


def test_a_rectification_is_not_reported_before_it_is_ordered() -> None:
    hazard = make.found()
    with pytest.raises(MoveNotAllowed):
        services.report_rectified(hazard, "已改", by=make.inspector(), today=DAY)
    services.escalate(hazard, "情况紧急", by=make.inspector(), today=DAY)
    with pytest.raises(NotYetOrdered):
        services.report_rectified(hazard, "已改", by=make.inspector(), today=DAY)


def test_an_empty_report_is_refused() -> None:
    with pytest.raises(ReportEmpty):
        services.report_rectified(make.ordered(), "  ", by=make.inspector(), today=DAY)


def test_who_reported_the_rectification_does_not_re_check_it() -> None:
    reporter = make.inspector()
    hazard = make.rectified(by=reporter)
    with pytest.raises(rechecks.RecheckedByReporter):
        services.recheck(hazard, make.all_well(hazard), by=reporter, today=date(2021, 9, 15))
    hazard.refresh_from_db()
    assert hazard.stage == Stage.RECTIFIED


def test_the_database_itself_refuses_a_hazard_closed_by_its_reporter() -> None:
    hazard = make.rectified()
    with pytest.raises(IntegrityError), transaction.atomic():
        Hazard.objects.filter(pk=hazard.pk).update(
            stage=Stage.CLOSED,
            closed_on=DAY + timedelta(days=30),
            rechecked_on=DAY + timedelta(days=30),
            rechecked_by=hazard.rectified_by,
        )
    closed = make.closed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Recheck.objects.filter(hazard=closed).update(by=closed.rectified_by)


def test_an_on_site_re_check_of_food_takes_two_officers_with_valid_certificates() -> None:
    hazard = make.rectified()
    day = date(2021, 9, 15)
    with pytest.raises(rechecks.TooFewOfficers) as refused:
        services.recheck(hazard, make.all_well(hazard, method="on_site"), by=make.inspector(), today=day)
    assert "食品" in refused.value.cites
    expired = officer("24200009", certificate_until=date(2021, 1, 1))
    with pytest.raises(CertificateNotValid):
        report = make.all_well(hazard, method="on_site", second_officer=expired.pk)
        services.recheck(hazard, report, by=make.inspector(), today=day)
    report = make.all_well(hazard, method="on_site", second_officer=officer("24200010").pk)
    made = services.recheck(hazard, report, by=make.inspector(), today=day)
    assert (made.passed, made.second_by_name) == (True, "检查员010")


def test_only_what_failed_is_inspected_again() -> None:
    hazard = make.rectified()
    first, second = hazard.points.all()
    services.recheck(hazard, make.first_failed(hazard), by=make.inspector(), today=date(2021, 9, 15))
    hazard.refresh_from_db()
    assert (hazard.stage, hazard.failed_count) == (Stage.FAILED, 1)
    assert waiting(hazard) == {"hazards.reorder"}
    services.order_rectification(
        hazard, make.notice(date(2021, 9, 24)), by=make.section(), today=date(2021, 9, 16)
    )
    make.rectified(date(2021, 9, 18), hazard=hazard)
    both = services.RecheckReport(frozenset({first.pk, second.pk}), {}, "documents")
    with pytest.raises(rechecks.PointAlreadyPassed):
        services.recheck(hazard, both, by=make.inspector(), today=date(2021, 9, 23))
    made = services.recheck(hazard, make.all_well(hazard), by=make.inspector(), today=date(2021, 9, 23))
    assert [verdict.point_id for verdict in made.verdicts.all()] == [first.pk]
    hazard.refresh_from_db()
    assert hazard.stage == Stage.CLOSED
    assert [order.number for order in hazard.orders.all()] == ["市监责改〔2021〕1号", "市监责改〔2021〕2号"]


def test_a_second_failure_goes_up_to_a_leader_who_sets_a_new_deadline() -> None:
    hazard = make.rectified()
    services.recheck(hazard, make.first_failed(hazard), by=make.inspector(), today=date(2021, 9, 15))
    services.order_rectification(
        hazard, make.notice(date(2021, 9, 24)), by=make.section(), today=date(2021, 9, 16)
    )
    make.rectified(date(2021, 9, 18), hazard=hazard)
    services.recheck(hazard, make.first_failed(hazard), by=make.inspector(), today=date(2021, 9, 23))
    hazard.refresh_from_db()
    assert (hazard.stage, hazard.escalations.get().cause) == (Stage.ESCALATED, "failed_again")
    assert "hazards.instruct" in waiting(hazard)
    with pytest.raises(LeaderDecides):
        services.order_rectification(hazard, make.notice(), by=make.section(), today=date(2021, 9, 24))
    services.instruct(
        hazard, "限三日内整改到位", make.notice(date(2021, 9, 27)), by=LEADER, today=date(2021, 9, 24)
    )
    hazard.refresh_from_db()
    assert (hazard.stage, hazard.due_on) == (Stage.ORDERED, date(2021, 9, 27))
    assert hazard.escalations.get().instruction == "限三日内整改到位"
    assert waiting(hazard) == {"hazards.rectify"}


def test_an_overdue_hazard_goes_up_once_and_may_still_be_rectified() -> None:
    hazard = make.ordered()
    system = actor(Role.OPERATOR)
    assert services.escalate_overdue(by=system, today=date(2021, 9, 22)) == 0  # the last day itself
    assert services.escalate_overdue(by=system, today=date(2021, 9, 23)) == 1
    assert services.escalate_overdue(by=system, today=date(2021, 9, 24)) == 0
    hazard.refresh_from_db()
    assert hazard.stage == Stage.ESCALATED
    assert waiting(hazard) == {"hazards.rectify", "hazards.instruct"}
    make.rectified(date(2021, 9, 24), hazard=hazard)
    assert waiting(hazard) == {"hazards.recheck"}


def test_an_overdue_re_check_is_told_to_the_leader_once_and_stays_with_the_bureau() -> None:
    hazard = make.rectified()
    assert hazard.recheck_due_on == date(2021, 9, 26)  # ten working days; Sunday the 26th is worked
    system = actor(Role.OPERATOR)
    assert services.escalate_overdue(by=system, today=date(2021, 9, 27)) == 1
    assert services.escalate_overdue(by=system, today=date(2021, 9, 28)) == 0
    hazard.refresh_from_db()
    assert hazard.stage == Stage.RECTIFIED
    services.recheck(hazard, make.all_well(hazard), by=make.inspector(), today=date(2021, 9, 28))
    assert hazard.escalations.get().instruction == "已整改销号"
    assert waiting(hazard) == set()


def test_what_is_handed_over_for_investigation_still_has_to_be_rectified() -> None:
    hazard = make.ordered()
    services.escalate(hazard, "拒不整改", by=make.inspector(), today=DAY)
    services.hand_over(hazard, "涉嫌违法，立案查处", by=LEADER, today=DAY)
    hazard.refresh_from_db()
    assert (hazard.stage, hazard.is_open) == (Stage.HANDED_OVER, True)
    make.rectified(date(2021, 9, 24), hazard=hazard)
    assert hazard.stage == Stage.RECTIFIED


def test_a_withdrawn_hazard_keeps_its_reason_and_cannot_come_back() -> None:
    hazard = make.ordered()
    with pytest.raises(ReasonMissing):
        services.withdraw(hazard, " ", by=make.section(), today=DAY)
    services.withdraw(hazard, "经核实不属实", by=make.section(), today=DAY)
    with pytest.raises(MoveNotAllowed):
        services.report_rectified(hazard, "已改", by=make.inspector(), today=DAY)
    hazard.refresh_from_db()
    assert (hazard.withdrawn_reason, waiting(hazard)) == ("经核实不属实", set())


def test_another_townships_hazard_is_missing_for_every_act() -> None:
    area(MAWANG)
    hazard = make.ordered()
    other = actor(Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP, Role.LEADER, area_code=MAWANG)
    tries = [
        lambda: make.found(by=other),
        lambda: services.order_rectification(hazard, make.notice(), by=other, today=DAY),
        lambda: services.report_rectified(hazard, "已改", by=other, today=DAY),
        lambda: services.recheck(hazard, make.all_well(hazard), by=other, today=DAY),
        lambda: services.escalate(hazard, "拖延", by=other, today=DAY),
        lambda: services.instruct(hazard, "限期", make.notice(), by=other, today=DAY),
        lambda: services.hand_over(hazard, "移送", by=other, today=DAY),
        lambda: services.withdraw(hazard, "不属实", by=other, today=DAY),
        lambda: services.regrade(hazard, "major", reason="严重", by=other, today=DAY),
        lambda: services.renew_link(hazard, by=other, today=DAY),
    ]
    for attempt in tries:
        with pytest.raises(Missing):
            attempt()


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.AUDITOR, Role.CLERK, Role.WITNESS, Role.BUSINESS])
def test_only_the_bureau_orders_and_re_checks(role: Role) -> None:
    hazard = make.ordered()
    with pytest.raises(Forbidden):
        services.order_rectification(hazard, make.notice(), by=actor(role), today=DAY)
    with pytest.raises(Forbidden):
        services.recheck(hazard, make.all_well(hazard), by=actor(role), today=DAY)
    with pytest.raises(Forbidden):
        services.instruct(hazard, "限期", make.notice(), by=actor(role), today=DAY)
