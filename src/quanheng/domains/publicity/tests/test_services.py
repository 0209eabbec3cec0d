"""Publishing and ending notices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quanheng.domains.publicity import queries, services
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules.stages import Stage
from quanheng.domains.publicity.tests.factories import CODE, DAY, SYSTEM, draft, notice
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, MAWANG, actor

pytestmark = pytest.mark.django_db


def test_a_published_notice_is_found_by_business_and_recorded() -> None:
    made = notice()
    assert list(queries.about_business(CODE)) == [made]
    assert made.until_on == date(2026, 6, 5)
    assert [e.act for e in ledger.entries_about(made)] == ["notice_published"]


def test_the_same_fact_heard_twice_makes_one_notice() -> None:
    assert notice() == notice()
    assert Notice.objects.count() == 1


def test_a_result_corrected_and_published_anew_is_a_second_notice() -> None:
    first = notice()
    services.withdraw(first.pk, reason="主体名称有误", by=SYSTEM, today=DAY)
    second = notice(on=DAY + timedelta(1))
    assert second != first
    assert list(queries.about_business(CODE)) == [second]


def test_a_withdrawn_notice_leaves_who_when_and_why_and_nothing_of_its_content() -> None:
    made = notice()
    services.withdraw(made.pk, reason="  主体名称有误 ", by=SYSTEM, today=DAY)
    grave = queries.public_notice(made.pk)
    assert (grave.state, grave.ended_on, grave.ended_reason) == (Stage.WITHDRAWN, DAY, "主体名称有误")
    assert "第十二条" in grave.ended_cites
    assert not any(
        [grave.business_code, grave.business_name, grave.title, grave.result, grave.facts, grave.basis]
    )
    assert not queries.public_notices().exists()
    assert not queries.about_business(CODE).exists()
    assert not queries.search("来福").exists()


def test_the_database_itself_keeps_no_content_in_a_tombstone() -> None:
    made = notice()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=made.pk).update(state=Stage.EXPIRED, ended_on=DAY)


def test_what_is_shown_long_enough_is_stopped_the_day_after_and_not_before() -> None:
    made, clean = notice(), notice(source="inspections.visit:2", negative=False, result="未发现问题")
    assert services.expire_due(by=SYSTEM, today=date(2026, 6, 5)) == 0
    assert services.expire_due(by=SYSTEM, today=date(2026, 6, 6)) == 1
    made.refresh_from_db()
    assert made.state == Stage.EXPIRED
    assert "第十条" in made.ended_cites
    assert list(queries.public_notices()) == [clean]
    assert services.expire_due(by=SYSTEM, today=date(2026, 6, 6)) == 0


def test_a_deregistered_business_is_no_longer_told_of_but_what_is_not_negative_stays() -> None:
    notice()
    clean = notice(source="inspections.visit:2", negative=False, result="未发现问题")
    other = notice(source="inspections.visit:3", business_code="91500242MA5U000027")
    assert services.stop_for_deregistered(CODE, by=SYSTEM, today=DAY) == 1
    assert set(queries.public_notices()) == {clean, other}
    assert services.stop_for_deregistered(CODE, by=SYSTEM, today=DAY) == 0


def test_before_the_rule_came_a_deregistration_stopped_nothing() -> None:
    made = notice(on=date(2021, 3, 5))
    assert services.stop_for_deregistered(CODE, by=SYSTEM, today=date(2021, 6, 1)) == 0
    assert list(queries.public_notices()) == [made]


def test_many_notices_stop_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanheng.domains.publicity.services.noticing.BATCH", 3)
    for number in range(7):
        notice(source=f"inspections.visit:{number}")
    assert services.expire_due(by=SYSTEM, today=date(2026, 7, 1)) == 7


def test_nothing_is_withdrawn_twice_or_without_a_reason() -> None:
    made = notice()
    with pytest.raises(services.ReasonMissing):
        services.withdraw(made.pk, reason=" ", by=SYSTEM, today=DAY)
    services.withdraw(made.pk, reason="有误", by=SYSTEM, today=DAY)
    with pytest.raises(services.AlreadyEnded):
        services.withdraw(made.pk, reason="有误", by=SYSTEM, today=DAY)


def test_only_the_section_of_the_area_withdraws() -> None:
    made = notice()
    with pytest.raises(Forbidden):
        services.withdraw(made.pk, reason="有误", by=actor(Role.INSPECTOR, area_code=LONGTAN), today=DAY)
    with pytest.raises(Missing):
        services.withdraw(made.pk, reason="有误", by=actor(Role.SECTION, area_code=MAWANG), today=DAY)
    assert services.withdraw(made.pk, reason="有误", by=actor(Role.SECTION), today=DAY).ended_by


def test_only_the_section_publishes() -> None:
    with pytest.raises(Forbidden):
        services.publish(draft(), by=actor(Role.TOWNSHIP), today=DAY)


def test_a_notice_and_its_ledger_entry_stand_or_fall_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **given: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("quanheng.domains.publicity.services.noticing.record", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        notice()
    assert not Notice.objects.exists()


def test_an_officer_sees_the_notices_and_tombstones_of_the_own_area() -> None:
    made = notice()
    services.withdraw(made.pk, reason="有误", by=SYSTEM, today=DAY)
    assert queries.notice(made.pk, viewer=actor(Role.TOWNSHIP, area_code=LONGTAN)) == made
    with pytest.raises(Missing):
        queries.notice(made.pk, viewer=actor(Role.TOWNSHIP, area_code=MAWANG))


def test_the_latest_notices_are_read_from_an_index() -> None:
    with connection.cursor() as cursor:
        query, values = queries.public_notices()[:20].query.sql_with_params()
        if connection.vendor != "sqlite":
            pytest.skip("the plan is read on SQLite")
        cursor.execute(f"EXPLAIN QUERY PLAN {query}", values)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "notice_latest" in plan
    assert "TEMP B-TREE" not in plan
