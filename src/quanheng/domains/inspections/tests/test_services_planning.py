from dataclasses import replace
from datetime import date

import pytest

from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import Checklist, Inspection, Item, Plan
from quanheng.domains.inspections.queries import quota_defaults
from quanheng.domains.inspections.rules.checklist import AnswerKind, Question
from quanheng.domains.inspections.rules.kinds import Field, Kind, WrongShape
from quanheng.domains.inspections.rules.quota import BadQuota
from quanheng.domains.inspections.rules.stages import Stage
from quanheng.domains.inspections.services.annual import PlanAlreadyAdopted, PlanNotAdopted
from quanheng.domains.inspections.services.planning import OutsideThePlan
from quanheng.domains.inspections.tests import factories as made
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.draw import Count, Ratio
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.draws.models import Draw
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, LONGTAN, actor, organ
from quanheng.platform.worklist.models import Item as Waiting

pytestmark = pytest.mark.django_db
LATER = date(2021, 5, 6)
CATERING = services.ItemDraft(
    code="AMR-07",
    name="餐饮服务监督检查（修订）",
    field=Field.FOOD,
    basis="《食品安全法》第五十五条",
    objects_said="餐饮服务提供者",
    objects=BusinessFilter(trades=("H62",)),
)
ENTRY = services.EntryDraft("餐饮专项抽查", Kind.OWN_SPECIAL, ("AMR-07",), (BUREAU,), months=(3, 6))


def test_the_item_list_can_be_loaded_again_and_nothing_changes():
    made.county(0)
    before = list(Item.objects.values_list("code", "from_on"))
    services.seed_lists(by=made.section(), today=LATER)
    assert list(Item.objects.values_list("code", "from_on")) == before
    assert len(before) >= 25


def test_an_item_rests_on_the_law_of_the_day_it_is_entered():
    made.county(0)
    then = Item.objects.on(LATER).get(code="AMR-01")
    assert ("登记管理条例》第三十六条" in then.basis, then.checked) == (False, "memory")
    services.seed_lists(by=made.section(), today=date(2022, 3, 15))
    now = Item.objects.on(date(2022, 3, 15)).get(code="AMR-01")
    assert (now.basis, now.checked) == ("《市场主体登记管理条例》第三十六条、第三十七条", "text")
    assert Item.objects.on(LATER).get(code="AMR-01") == then
    articles = (
        Checklist.objects.on(LATER).get(code="licence_display").questions.values_list("article", flat=True)
    )
    assert not any("市场主体登记管理条例" in article for article in articles)


def test_a_changed_item_begins_a_new_version_and_an_old_inspection_keeps_the_old_one():
    made.county(1)
    inspection = made.planned(made.draft(quota={"B": Count(1)}))
    new = services.list_item(CATERING, by=made.section(), today=LATER)
    kept = inspection.items.get().item
    assert (kept.until_on, kept.name) == (date(2021, 5, 5), "餐饮服务监督检查")
    assert Item.objects.on(LATER).get(code="AMR-07") == new


def test_an_item_without_a_legal_basis_is_refused():
    organ()
    with pytest.raises(Refused) as refused:
        services.list_item(replace(CATERING, basis=" "), by=made.section(), today=LATER)
    assert refused.value.field == "basis"


def test_a_retired_item_cannot_be_inspected_any_more():
    made.county(1)
    services.retire_item("AMR-07", reason="并入综合事项", by=made.section(), today=LATER)
    with pytest.raises(Missing):
        services.plan_inspection(made.draft(), by=made.section(), today=date(2021, 5, 7))


def test_a_checklist_changed_from_tomorrow_leaves_todays_version_alone():
    made.county(0)
    question = Question(1, "是否有证", "", AnswerKind.YES_NO, ("no",))
    wanted = services.ChecklistDraft("catering", "餐饮", "市局印发", (question,))
    new = services.adopt_checklist(wanted, by=made.section(), today=LATER)
    again = services.adopt_checklist(wanted, by=made.section(), today=date(2021, 6, 1))
    assert again == new
    assert new.questions.count() == 1


def test_default_ratios_come_from_a_named_source_until_a_leader_decides_others():
    made.county(0)
    seed = quota_defaults(BUREAU, day=LATER)
    assert seed.quota == {"A": Ratio("0.02"), "B": Ratio("0.05"), "C": Ratio("1"), "D": Ratio("1")}
    assert "第三方" in seed.source
    assert seed.approved_by == ""
    services.decide_quotas(BUREAU, {"A": "0.01"}, source="局务会纪要", by=made.leader(), today=LATER)
    decided = quota_defaults(BUREAU, day=LATER)
    assert decided.quota["A"] == Ratio("0.01")
    assert decided.approved_by == "leader"
    assert quota_defaults(BUREAU, day=date(2021, 5, 5)).quota["A"] == Ratio("0.02")


def test_a_section_officer_cannot_decide_default_ratios():
    made.county(0)
    with pytest.raises(Forbidden):
        services.decide_quotas(BUREAU, {"A": "0.01"}, source="x", by=made.section(), today=LATER)


def test_a_ratio_above_one_is_refused():
    made.county(0)
    with pytest.raises(BadQuota):
        services.decide_quotas(BUREAU, {"A": "1.5"}, source="x", by=made.leader(), today=LATER)


def plan(*entries: services.EntryDraft) -> Plan:
    wanted = services.PlanDraft(BUREAU, 2021, "2021年度抽查计划", entries or (ENTRY,))
    return services.draw_up_plan(wanted, by=made.section(), today=made.START)


def test_a_plan_may_be_redrafted_until_it_is_adopted_and_then_only_supplemented():
    made.county(0)
    plan(ENTRY, ENTRY)
    again = plan()
    assert again.entries.count() == 1
    services.adopt_plan(again.pk, by=made.leader(), today=made.START)
    with pytest.raises(PlanAlreadyAdopted):
        plan()
    with pytest.raises(PlanAlreadyAdopted):
        services.adopt_plan(again.pk, by=made.leader(), today=made.START)
    added = services.supplement_plan(again.pk, ENTRY, reason="市局部署", by=made.leader(), today=LATER)
    assert (added.number, added.reason) == (2, "市局部署")


def test_a_supplement_needs_a_reason_and_an_adopted_plan():
    made.county(0)
    row = plan()
    with pytest.raises(PlanNotAdopted):
        services.supplement_plan(row.pk, ENTRY, reason="x", by=made.leader(), today=LATER)
    services.adopt_plan(row.pk, by=made.leader(), today=LATER)
    with pytest.raises(Refused) as refused:
        services.supplement_plan(row.pk, ENTRY, reason="  ", by=made.leader(), today=LATER)
    assert refused.value.field == "reason"


def test_a_section_officer_cannot_adopt_the_plan():
    made.county(0)
    with pytest.raises(Forbidden):
        services.adopt_plan(plan().pk, by=made.section(), today=LATER)


def test_an_inspection_stands_in_the_adopted_plan_or_says_why_not():
    made.county(1)
    row = plan()
    entry = row.entries.get()
    with pytest.raises(PlanNotAdopted):
        made.planned(made.draft(plan_entry=entry.pk))
    with pytest.raises(OutsideThePlan):
        made.planned(made.draft(unplanned_reason=" "))
    services.adopt_plan(row.pk, by=made.leader(), today=made.START)
    assert made.planned(made.draft(plan_entry=entry.pk)).plan_entry == entry


def test_inspections_are_numbered_one_after_the_other_in_their_year():
    made.county(1)
    assert [made.planned().number for _ in range(3)] == ["2021-001", "2021-002", "2021-003"]


def test_planning_is_recorded_and_the_draw_waits_on_the_worklist():
    made.county(1)
    inspection = made.planned()
    assert Entry.objects.get(subject=f"inspections.inspection:{inspection.pk}").act == "inspection_planned"
    waiting = Waiting.objects.open().get(kind="inspections.draw")
    assert (waiting.for_organ_id, waiting.due_on) == (BUREAU, made.VISITS[0])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"items": (("AMR-07", BUREAU), ("AMR-06", BUREAU))}, "kind"),
        ({"kind": Kind.OWN_COMPREHENSIVE}, "kind"),
        ({"items": ()}, "items"),
        ({"kind": Kind.JOINT}, "items"),
        ({"items": (("EDU-01", BUREAU),)}, "items"),
        ({"items": (("AMR-07", made.EDUCATION),)}, "kind"),
        ({"visit_until": date(2021, 3, 1)}, "visit_until"),
        ({"team_size": 1}, "team_size"),
        ({"quota": {}}, "quota"),
        ({"title": " "}, "title"),
    ],
)
def test_a_draft_that_does_not_hold_together_names_the_field_at_fault(given, field):
    made.county(1)
    with pytest.raises(Refused) as refused:
        made.planned(made.draft(**given))
    assert refused.value.field == field
    assert not Inspection.objects.exists()


def test_a_joint_inspection_needs_an_item_of_its_initiator():
    made.county(1)
    with pytest.raises(WrongShape):
        made.planned(made.joint(items=(("EDU-01", made.EDUCATION), ("HOU-01", organ("500242-housing").pk))))


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TOWNSHIP, Role.CLERK, Role.AUDITOR, Role.WITNESS])
def test_only_section_officers_and_leaders_plan(role):
    made.county(1)
    with pytest.raises(Forbidden):
        services.plan_inspection(made.draft(), by=actor(role), today=made.START)


def test_nobody_plans_for_another_department_or_from_a_township():
    made.county(1)
    stranger = actor(Role.SECTION, organ_code=made.EDUCATION)
    with pytest.raises(Forbidden):
        services.plan_inspection(made.draft(), by=stranger, today=made.START)
    with pytest.raises(Missing):
        services.plan_inspection(made.draft(), by=made.section(area_code=LONGTAN), today=made.START)


def test_an_office_of_the_bureau_plans_for_the_bureau():
    made.county(1)
    office = organ("500242-amr-food", "食品科")
    type(office).objects.filter(pk=office.pk).update(parent=BUREAU)
    by = actor(Role.SECTION, organ_code=office.pk)
    assert services.plan_inspection(made.draft(), by=by, today=made.START).organ_id == BUREAU


def test_an_inspection_may_be_changed_until_its_draw_is_prepared():
    made.county()
    inspection = made.planned()
    services.replan_inspection(inspection.pk, made.draft(title="新名称"), by=made.section(), today=made.START)
    assert Inspection.objects.get().title == "新名称"
    made.seeded(inspection)
    with pytest.raises(Refused):
        services.replan_inspection(inspection.pk, made.draft(), by=made.section(), today=made.START)


def test_an_abandoned_inspection_says_why_and_leaves_nothing_on_the_worklist():
    made.county()
    inspection = made.drawn()
    with pytest.raises(Refused):
        services.abandon_inspection(inspection.pk, reason=" ", by=made.leader(), today=made.TODAY)
    services.abandon_inspection(inspection.pk, reason="疫情防控", by=made.leader(), today=made.TODAY)
    inspection.refresh_from_db()
    assert (inspection.state, inspection.abandoned_reason) == (Stage.ABANDONED, "疫情防控")
    assert {visit.state for visit in inspection.visits.all()} == {"abandoned"}
    assert not Waiting.objects.open().filter(kind__startswith="inspections.").exists()
    with pytest.raises(MoveNotAllowed):
        services.abandon_inspection(inspection.pk, reason="再来", by=made.leader(), today=made.TODAY)


def test_an_inspection_abandoned_while_it_is_drawn_aborts_its_draw_in_sight_of_everybody():
    made.county()
    inspection = made.seeded(made.planned())
    services.abandon_inspection(inspection.pk, reason="计划取消", by=made.leader(), today=made.TODAY)
    draw = Draw.objects.get()
    assert (draw.state, draw.reason, draw.serial) == ("aborted", "计划取消", "2021-0001")
