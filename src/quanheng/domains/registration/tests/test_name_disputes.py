"""Disputes about names: every step in its time, the code in place of the name, and the new name."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business, NameDispute
from quanheng.domains.registration.rules.names.stages import FACTORS
from quanheng.domains.registration.services import NewDispute
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people import county
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
SECTION = actor(Role.SECTION)


@pytest.fixture
def accused(db: object) -> Business:
    county.lay_out()
    made = business(1, name="酉阳县武陵春商贸有限公司")
    file_new([made.pk])
    return made


def filed(accused: Business, today: date = MONDAY) -> NameDispute:
    new = NewDispute(accused.code, "重庆武陵春集团有限公司", "停止使用“武陵春”", "字号在先使用十年")
    return services.file_dispute(new, by=SECTION, today=today)


def forwarded(accused: Business) -> NameDispute:
    key = filed(accused).pk
    services.accept_dispute(key, by=SECTION, today=date(2026, 3, 4))
    services.serve_dispute(key, by=SECTION, today=date(2026, 3, 5))
    services.enter_dispute_answer(key, "独立创意", by=SECTION, today=date(2026, 3, 12))
    return services.forward_dispute_answer(key, by=SECTION, today=date(2026, 3, 13))


def test_a_dispute_late_in_the_year_does_not_wait_for_the_holidays_of_the_next(accused):
    made = services.accept_dispute(filed(accused).pk, by=SECTION, today=date(2026, 11, 24))
    assert (made.due_on, made.ruling_due_on) == (date(2026, 12, 1), None)
    made = services.serve_dispute(made.pk, by=SECTION, today=date(2026, 11, 24))
    made = services.enter_dispute_answer(made.pk, "独立创意", by=SECTION, today=date(2026, 11, 25))
    made = services.forward_dispute_answer(made.pk, by=SECTION, today=date(2026, 11, 25))
    assert (made.due_on, made.due_cites) == (None, "《企业名称登记管理规定》第二十一条")
    for name, _says in services.papers_of_dispute(made):
        assert services.paper_of_dispute(made, name, today=date(2026, 11, 25))


def test_every_step_has_its_deadline_and_its_article(accused):
    made = filed(accused)
    assert (made.due_on, made.number) == (date(2026, 3, 9), f"名称争议〔2026〕{made.pk}号")
    assert "第三十七条" in made.due_cites
    made = services.accept_dispute(made.pk, by=SECTION, today=date(2026, 3, 4))
    assert (made.due_on, made.ruling_due_on) == (date(2026, 3, 11), date(2026, 6, 4))
    made = services.serve_dispute(made.pk, by=SECTION, today=date(2026, 3, 5))
    assert made.due_on == date(2026, 3, 19)
    made = services.enter_dispute_answer(made.pk, "独立创意", by=SECTION, today=date(2026, 3, 12))
    assert made.due_on == date(2026, 3, 19)
    made = services.forward_dispute_answer(made.pk, by=SECTION, today=date(2026, 3, 13))
    assert (made.due_on, made.due_cites) == (date(2026, 6, 4), "《企业名称登记管理规定》第二十一条")
    waiting = Item.objects.open().get(about=f"registration.namedispute:{made.pk}")
    assert (waiting.due_on, waiting.kind) == (date(2026, 6, 4), "registration.name_dispute")


def test_until_the_new_name_the_code_stands_for_the_old_one(accused):
    made = forwarded(accused)
    made = services.uphold_dispute(made.pk, "构成混淆", FACTORS[:2], by=SECTION, today=date(2026, 3, 20))
    accused.refresh_from_db()
    assert accused.public_name == accused.code
    assert made.due_on == date(2026, 4, 20), "thirty days end on a Sunday: the next working day"
    services.rename_business(
        accused.code, "酉阳县毛坝云雾商贸有限公司", on=date(2026, 4, 1), by=SECTION, today=date(2026, 4, 1)
    )
    accused.refresh_from_db()
    made.refresh_from_db()
    assert (accused.public_name, made.stage) == ("酉阳县毛坝云雾商贸有限公司", "renamed")
    assert not Item.objects.open().filter(about=f"registration.namedispute:{made.pk}").exists()


def test_who_does_not_rename_in_time_is_put_forward_for_the_abnormal_list(accused):
    made = forwarded(accused)
    services.uphold_dispute(made.pk, "构成混淆", FACTORS[:1], by=SECTION, today=date(2026, 3, 20))
    job = Actor.system("test")
    assert services.mark_overdue_renamings(by=job, today=date(2026, 4, 20)) == 0
    assert services.mark_overdue_renamings(by=job, today=date(2026, 4, 21)) == 1
    assert services.mark_overdue_renamings(by=job, today=date(2026, 4, 21)) == 0
    made.refresh_from_db()
    assert made.stage == "overdue"
    assert Item.objects.open().filter(kind="registration.name_abnormal").count() == 1
    assert Entry.objects.filter(act="name_dispute_overdue").count() == 1


def test_nothing_is_ruled_while_the_other_side_may_still_answer(accused):
    made = filed(accused)
    services.accept_dispute(made.pk, by=SECTION, today=date(2026, 3, 4))
    services.serve_dispute(made.pk, by=SECTION, today=date(2026, 3, 5))
    for act in (services.uphold_dispute, services.dismiss_dispute):
        with pytest.raises(Refused) as refused:
            act(made.pk, "裁决", FACTORS[:1], by=SECTION, today=date(2026, 3, 19))
        assert "第三十九条" in refused.value.cites
    ended = services.dismiss_dispute(made.pk, "理由不成立", FACTORS[:1], by=SECTION, today=date(2026, 3, 20))
    assert ended.stage == "dismissed"


def test_a_ruling_says_what_it_weighed(accused):
    made = forwarded(accused)
    with pytest.raises(Refused) as refused:
        services.uphold_dispute(made.pk, "构成混淆", [], by=SECTION, today=date(2026, 3, 20))
    assert "第四十一条" in refused.value.cites


def test_what_is_missing_is_asked_for_once_and_brought_in_time(accused):
    made = filed(accused)
    made = services.ask_dispute_supplement(made.pk, "缺少证据", by=SECTION, today=date(2026, 3, 3))
    assert made.due_on == date(2026, 3, 10)
    with pytest.raises(Refused):
        services.supplement_dispute(made.pk, "合同", by=SECTION, today=date(2026, 3, 11))
    made = services.supplement_dispute(made.pk, "合同", by=SECTION, today=date(2026, 3, 10))
    assert (made.stage, made.due_on) == ("filed", date(2026, 3, 17))


def test_a_dispute_is_declined_on_a_ground_of_the_list_only(accused):
    made = filed(accused)
    with pytest.raises(Refused):
        services.decline_dispute(made.pk, "不喜欢", "", by=SECTION, today=MONDAY)
    made = services.decline_dispute(made.pk, "in_court", "", by=SECTION, today=MONDAY)
    assert "第三十八条第（四）项" in made.ended_reason
    with pytest.raises(MoveNotAllowed):
        services.accept_dispute(made.pk, by=SECTION, today=MONDAY)


def test_days_of_a_suspension_do_not_count(accused):
    made = forwarded(accused)
    services.suspend_dispute(made.pk, "等待法院判决", by=SECTION, today=date(2026, 4, 1))
    made = services.resume_dispute(made.pk, by=SECTION, today=date(2026, 4, 11))
    assert (made.stage, made.ruling_due_on) == ("forwarded", date(2026, 6, 14))


def test_only_the_section_rules_and_only_in_its_area(accused):
    made = filed(accused)
    with pytest.raises(Forbidden):
        services.accept_dispute(made.pk, by=actor(Role.CLERK), today=MONDAY)
    with pytest.raises(Missing):
        services.accept_dispute(made.pk, by=actor(Role.SECTION, area_code="500241"), today=MONDAY)


def test_before_the_rules_of_2023_no_deadline_is_guessed(accused):
    with pytest.raises(Refused) as refused:
        filed(accused, today=date(2022, 5, 6))
    assert "没有2022年5月6日适用的规定" in refused.value.says
