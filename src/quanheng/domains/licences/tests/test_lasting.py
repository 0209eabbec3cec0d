"""What becomes of a permit: renewed, run out, filed, entered, revoked, suspended, cancelled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules.bars import Barred
from quanheng.domains.licences.rules.stages import Stage, State
from quanheng.domains.licences.rules.validity import RenewalTooEarly, RenewalTooLate
from quanheng.domains.licences.services import About, Granted
from quanheng.domains.licences.services.conditions import (
    AlreadyHeld,
)
from quanheng.domains.licences.services.ending import BasisMissing
from quanheng.domains.licences.tests import factories as make
from quanheng.kernel.identifiers import licence_number
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db

DAY = make.DAY
SYSTEM = Actor.system("test")


def waiting(kind: str) -> list[Item]:
    return list(Item.objects.open().filter(kind=kind))


def short_lived(until: date, **given: object) -> Permit:
    """A permit whose last day is moved, as if it had been granted five years before."""
    permit = make.permit(**given)
    first = until.replace(year=until.year - 5) + timedelta(days=1)
    Permit.objects.filter(pk=permit.pk).update(first_on=first, from_on=first, valid_until=until)
    permit.terms.update(from_on=first, until_on=until)
    permit.refresh_from_db()
    return permit


def test_renewal_opens_ninety_and_closes_fifteen_working_days_before_the_end() -> None:
    permit = short_lived(date(2025, 9, 30))
    with pytest.raises(RenewalTooEarly) as refused:
        make.renewal(permit, date(2025, 5, 1))
    assert refused.value.cites == "《食品经营许可和备案管理办法》第三十二条第一款"
    assert not make.renewal(permit, date(2025, 8, 4)).late


def test_a_late_renewal_is_taken_in_and_marked_and_after_the_end_none_is() -> None:
    permit = short_lived(date(2025, 9, 30))
    assert make.renewal(permit, date(2025, 9, 29)).late
    other = short_lived(date(2025, 9, 30), code=make.shop(2).code)
    with pytest.raises(RenewalTooLate):
        make.renewal(other, date(2025, 10, 9))


def test_a_renewal_runs_from_its_decision_and_keeps_the_number() -> None:
    permit = short_lived(date(2025, 9, 30))
    made = make.renewal(permit, date(2025, 8, 4), declared_unchanged=True)
    services.accept(made, by=make.clerk(), today=date(2025, 8, 4))
    services.approve(made.pk, by=make.section(), today=date(2025, 8, 5))
    renewed = services.issue_permit(made.pk, by=make.clerk(), today=date(2025, 8, 6))
    assert (renewed.number, renewed.from_on, renewed.valid_until) == (
        permit.number,
        date(2025, 8, 5),
        date(2030, 8, 4),
    )
    assert [(term.from_on, term.until_on) for term in renewed.terms.all()] == [
        (date(2020, 10, 1), date(2025, 8, 4)),
        (date(2025, 8, 5), date(2030, 8, 4)),
    ]


def test_what_runs_out_over_spring_festival_is_expired_the_day_after_and_not_moved() -> None:
    permit = short_lived(date(2026, 2, 17))
    assert services.expire_due(by=SYSTEM, today=date(2026, 2, 17)) == []
    assert [row.pk for row in services.expire_due(by=SYSTEM, today=date(2026, 2, 18))] == [permit.pk]
    permit.refresh_from_db()
    assert permit.state == State.EXPIRED
    assert waiting("licences.expired")[0].cites == "《食品经营许可和备案管理办法》第三十九条"
    assert services.expire_due(by=SYSTEM, today=date(2026, 2, 19)) == []


def test_a_renewal_in_time_that_nobody_decides_by_the_end_counts_as_granted() -> None:
    permit = short_lived(date(2026, 2, 17))
    made = make.renewal(permit, date(2026, 1, 5))
    services.accept(made, by=make.clerk(), today=date(2026, 1, 5))
    services.expire_due(by=SYSTEM, today=date(2026, 2, 18))
    permit.refresh_from_db()
    made.refresh_from_db()
    assert (permit.state, permit.from_on, made.stage) == (
        State.CURRENT,
        date(2026, 2, 17),
        Stage.ISSUED,
    )
    assert made.cites == "《行政许可法》第五十条第二款"


def test_a_late_renewal_that_nobody_decides_does_not_save_the_permit() -> None:
    permit = short_lived(date(2026, 2, 17))
    made = make.renewal(permit, date(2026, 2, 13), declared_unchanged=True)
    services.accept(made, by=make.clerk(), today=date(2026, 2, 13))
    services.expire_due(by=SYSTEM, today=date(2026, 2, 18))
    permit.refresh_from_db()
    assert permit.state == State.EXPIRED
    services.approve(made.pk, by=make.section(), today=date(2026, 2, 25))
    back = services.issue_permit(made.pk, by=make.clerk(), today=date(2026, 2, 25))
    assert (back.state, back.from_on) == (State.CURRENT, date(2026, 2, 25))
    assert Permit.objects.current_on(date(2026, 2, 20)).count() == 0
    assert Permit.objects.current_on(date(2026, 2, 25)).count() == 1


def test_the_township_is_told_at_ninety_sixty_and_thirty_days() -> None:
    short_lived(date(2025, 9, 30))
    told = [
        day
        for day in range(100, -1, -1)
        if services.warn_ahead(by=SYSTEM, today=date(2025, 9, 30) - timedelta(days=day))
    ]
    assert told == [90, 60, 30]
    assert len(waiting("licences.expiring")) == 1


def test_a_filing_gets_its_number_at_once_and_lapses_with_a_permit() -> None:
    code = make.shop().code
    filed = make.filing(code=code)
    assert (filed.number, filed.valid_until) == (
        licence_number.make("YB", "2", "500242", "000001"),
        None,
    )
    with pytest.raises(AlreadyHeld) as refused:
        make.filing(code=code)
    assert refused.value.cites == "《食品经营许可和备案管理办法》第五条第三款"
    permit = make.permit(code=code)
    filed.refresh_from_db()
    assert (filed.state, filed.ended_cites) == (
        State.CANCELLED,
        "《食品经营许可和备案管理办法》第五条第二款",
    )
    assert permit.number in filed.ended_reason


def test_a_permit_of_the_province_is_entered_with_its_own_number() -> None:
    given = Granted(
        "industrial", "渝XK08-001-00012", make.shop().code, "重庆市市场监督管理局", DAY, date(2029, 3, 3)
    )
    made = services.enter_permit(given, by=make.section(), today=DAY)
    assert (made.number, made.products, made.state) == ("渝XK08-001-00012", "水泥", State.CURRENT)


def test_revoking_needs_the_penalty_decision_and_ends_the_certificate() -> None:
    permit = make.permit()
    with pytest.raises(BasisMissing):
        services.revoke_permit(permit, decision="", reason="", by=make.section(), today=DAY)
    services.revoke_permit(
        permit, decision="酉市监处罚〔2024〕8号", reason="使用非食品原料", by=make.section(), today=DAY
    )
    permit.refresh_from_db()
    assert (permit.state, permit.ended_cites) == (State.REVOKED, "《行政处罚法》第九条第（三）项")
    assert certificates.current("food_business", permit.number) is None
    with pytest.raises(Barred):
        make.applied(date(2026, 3, 4), code=permit.holder_code)
    services.cancel_permit(permit, ground="after_end", reason="吊销后注销", by=make.section(), today=DAY)
    permit.refresh_from_db()
    assert (permit.state, permit.ended_ground) == (State.CANCELLED, "penalty")


def test_a_suspended_permit_comes_back_when_its_time_is_over() -> None:
    permit = make.permit()
    services.suspend_permit(
        permit, decision="酉市监处罚〔2024〕9号", until=date(2024, 4, 4), by=make.section(), today=DAY
    )
    assert services.return_suspended(by=SYSTEM, today=date(2024, 4, 4)) == 0
    assert services.return_suspended(by=SYSTEM, today=date(2024, 4, 5)) == 1


def test_with_its_holder_a_permit_ends_and_a_revoked_holder_is_looked_at() -> None:
    permit, other = make.permit(), make.permit(code=make.shop(2).code)
    asked = services.apply_about_permit(permit, About("replacement"), by=make.clerk(), today=DAY)
    ended = services.end_for_holder(
        permit.holder_code, after="deregistered", says="注销", on=DAY, by=SYSTEM, today=DAY
    )
    asked.refresh_from_db()
    assert ([row.pk for row in ended], asked.stage) == ([permit.pk], Stage.WITHDRAWN)
    services.end_for_holder(other.holder_code, after="revoked", says="吊销", on=DAY, by=SYSTEM, today=DAY)
    other.refresh_from_db()
    assert (other.state, len(waiting("licences.review"))) == (State.CURRENT, 1)
    again = services.end_for_holder(
        permit.holder_code, after="deregistered", says="注销", on=DAY, by=SYSTEM, today=DAY
    )
    assert again == []


def test_a_permit_is_cancelled_at_its_holders_wish() -> None:
    permit = make.permit()
    made = services.apply_about_permit(permit, About("cancellation"), by=make.clerk(), today=DAY)
    services.accept(made, by=make.clerk(), today=DAY)
    services.approve(made.pk, by=make.section(), today=DAY)
    gone = services.issue_permit(made.pk, by=make.clerk(), today=DAY)
    assert (gone.state, gone.ended_ground) == (State.CANCELLED, "on_request")
