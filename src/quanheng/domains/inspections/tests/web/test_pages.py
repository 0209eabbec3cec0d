from datetime import datetime

import pytest
from django.urls import reverse

from quanheng.domains.inspections.models import Inspection, Item, Plan, QuotaDefault, Visit
from quanheng.domains.inspections.rules.stages import Stage, VisitStage
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel import clock
from quanheng.platform.draws.models import Draw
from quanheng.platform.people.models import Officer, Recusal
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, LONGTAN, MAWANG, account, officer, organ
from quanheng.platform.worklist.models import Item as Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.fixed(datetime(2021, 3, 10, 9, 0, tzinfo=clock.SHANGHAI)):
        yield


@pytest.fixture
def section(client):
    made.county()
    client.force_login(account(Role.SECTION))
    return client


@pytest.fixture
def leader(client):
    made.county()
    client.force_login(account(Role.LEADER))
    return client


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(f"inspections:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


FORM = {
    "kind": "own_special",
    "title": "餐饮专项抽查",
    "items": ["AMR-07"],
    "unplanned_reason": "市局部署",
    "quota_B": "2",
    "visit_from": "2021-03-15",
    "visit_until": "2021-03-31",
    "team_size": "2",
}


@pytest.mark.parametrize(
    "name",
    ["inspections", "visits", "reviews", "publications", "plans", "items", "inspectors", "checklists"],
)
def test_every_list_opens_and_an_empty_one_says_what_to_do(section, name):
    html = page(section, name)
    assert 'aria-current="page"' in html


def test_an_inspection_is_planned_on_one_page(section):
    answer = section.post(reverse("inspections:plan_inspection"), FORM)
    row = Inspection.objects.get()
    assert answer.url == reverse("inspections:inspection", args=[row.pk])
    assert row.quota == {"B": {"count": 2}}
    assert row.objects_filter["trades"] == ["H62"]
    assert "准备抽取" in page(section, "inspection", row.pk)


def test_the_page_starts_from_the_bureaus_ratios_and_says_where_they_come_from(section):
    html = page(section, "plan_inspection")
    assert 'value="2%"' in html
    assert 'value="100%"' in html
    assert "非法律规定" in html


def test_a_refusal_stands_beside_the_field_it_is_about(section):
    answer = section.post(reverse("inspections:plan_inspection"), FORM | {"items": ["AMR-07", "AMR-06"]})
    assert answer.status_code == 409
    assert "专项抽查只有一个事项" in answer.content.decode()
    assert not Inspection.objects.exists()


def test_a_share_that_cannot_be_read_is_an_error_of_its_class(section):
    answer = section.post(reverse("inspections:plan_inspection"), FORM | {"quota_B": "一半"})
    assert "看不懂" in answer.content.decode()


def test_the_preview_counts_the_roster_and_the_draw_without_writing_anything(section):
    html = page(section, "preview", **(FORM | {"quota_B": "50%"}))
    assert "名单 6 户，将抽取 3 户" in html
    assert "市场监督管理局 4 人" in html
    assert not Inspection.objects.exists()


def test_before_an_item_is_chosen_the_preview_counts_nothing(section):
    html = page(section, "preview", **(FORM | {"items": []}))
    assert "选好抽查事项后" in html
    assert "将抽取 3 户" not in html


def test_the_preview_warns_of_a_count_above_the_class(section):
    assert "超过名单" in page(section, "preview", **(FORM | {"quota_B": "7"}))


def test_a_joint_inspection_takes_its_partners_from_the_page(section):
    joint = FORM | {"kind": "joint", "partner_1": made.EDUCATION, "partner_item_1": "EDU-01", "trades": "H62"}
    section.post(reverse("inspections:plan_inspection"), joint)
    assert [row.organ_id for row in Inspection.objects.get().items.all()] == [BUREAU, made.EDUCATION]


def test_items_without_common_objects_are_refused_in_words(section):
    joint = FORM | {"kind": "joint", "partner_1": made.EDUCATION, "partner_item_1": "EDU-01"}
    assert "没有共同的检查对象" in page(section, "preview", **joint)


def test_looking_at_pages_never_draws(section):
    inspection = made.seeded(made.planned())
    for name in ("inspection", "prepare_draw", "replan"):
        section.get(reverse(f"inspections:{name}", args=[inspection.pk]))
    for name in ("draw", "commit_draw", "publish_results"):
        assert section.get(reverse(f"inspections:{name}", args=[inspection.pk])).status_code == 405
    assert not Visit.objects.exists()


def test_two_clicks_on_draw_make_one_draw(section):
    inspection = made.seeded(made.planned())
    assert "执行抽取" in page(section, "inspection", inspection.pk)
    for _ in range(2):
        section.post(reverse("inspections:draw", args=[inspection.pk]))
    assert Visit.objects.count() == 2
    assert Draw.objects.count() == 1


def test_the_draw_is_prepared_with_witnesses_chosen_on_the_page(section):
    inspection = made.planned()
    outside = organ("500242-association", "个私协会")
    inside = account(Role.WITNESS, username="w1")
    other = account(Role.WITNESS, username="w2")
    type(other).objects.filter(pk=other.pk).update(organ=outside)
    url = reverse("inspections:prepare_draw", args=[inspection.pk])
    answer = section.post(url, {"witness_1": inside.pk, "witness_2": other.pk})
    assert answer.status_code == 302, answer.content.decode()
    draw = Draw.objects.get()
    assert [source.of_bureau for source in draw.sources.all()] == [True, False]
    assert "查看抽取进展" in page(section, "inspection", inspection.pk)


def test_a_draw_with_witnesses_of_the_bureau_alone_is_refused_on_the_page(section):
    inspection = made.planned()
    one, two = account(Role.WITNESS, username="w1"), account(Role.AUDITOR, username="w2")
    url = reverse("inspections:prepare_draw", args=[inspection.pk])
    answer = section.post(url, {"witness_1": one.pk, "witness_2": two.pk})
    assert answer.status_code == 409
    assert Inspection.objects.get().state == Stage.PLANNED


def test_the_matter_page_shows_progress_and_the_earliest_publication_deadline(section):
    inspection = made.drawn()
    made.approved(inspection.visits.first())
    html = page(section, "inspection", inspection.pk)
    assert "公示 1 户结果" in html
    assert "2021-04-08" in html
    section.post(reverse("inspections:publish_results", args=[inspection.pk]))
    assert inspection.visits.published().count() == 1


def test_a_visit_page_tells_who_went_what_was_found_and_what_comes_next(section):
    visit = made.finished(made.drawn().visits.first(), q2="no")
    html = page(section, "visit", visit.pk)
    assert "发现问题待后续处理" in html
    assert "隐患整改" in html
    assert reverse("inspections:review", args=[visit.pk]) in html


def test_a_record_is_reviewed_on_its_page_and_sent_back_with_a_reason(section):
    visit = made.finished(made.drawn().visits.first())
    url = reverse("inspections:review", args=[visit.pk])
    assert section.post(url, {"verdict": "return", "reason": ""}).status_code == 409
    section.post(url, {"verdict": "return", "reason": "补照片"})
    visit.refresh_from_db()
    assert visit.state == VisitStage.VISITING


def test_an_agreed_record_is_published_from_its_page(section):
    visit = made.finished(made.drawn().visits.first())
    section.post(reverse("inspections:review", args=[visit.pk]), {"verdict": "agree"})
    section.post(reverse("inspections:publish_visit", args=[visit.pk]))
    visit.refresh_from_db()
    assert visit.state == VisitStage.PUBLISHED
    assert section.post(reverse("inspections:publish_visit", args=[visit.pk])).status_code == 409


def test_the_record_is_set_to_be_printed_with_signature_and_officers(section):
    visit = made.finished(made.drawn().visits.first(), q2="no")
    html = page(section, "record", visit.pk)
    assert "实地核查记录表" in html
    assert "田某某" in html
    assert 'class="signature"' in html


def test_a_visit_is_substituted_and_an_officer_replaced_on_their_pages(section):
    first, second = made.drawn().visits.all()
    section.post(reverse("inspections:substitute", args=[first.pk]), {"reason": "已迁出"})
    first.refresh_from_db()
    assert first.state == VisitStage.REPLACED
    assert "已被替补" in page(section, "visit", first.pk)
    spare = officer("24209999")
    leaves = made.team(second)[0].officer_id
    given = {"leaves": leaves, "stand_in": spare.pk, "reason": "病假"}
    section.post(reverse("inspections:stand_in", args=[second.pk]), given)
    assert spare.pk in {one.officer_id for one in made.team(second)}


def test_a_stand_in_is_chosen_among_colleagues_and_a_wrong_one_comes_back_in_the_form(section):
    visit = made.drawn().visits.first()
    teacher = Officer.objects.filter(organ=made.EDUCATION).first()
    assert f'value="{teacher.pk}"' not in page(section, "stand_in", visit.pk)
    spare = officer("24209999")
    Recusal.objects.create(
        officer=spare, subject_code=visit.business_code, reason="亲属", declared_on=made.START
    )
    given = {"leaves": made.team(visit)[0].officer_id, "stand_in": spare.pk, "reason": "病假"}
    told = section.post(reverse("inspections:stand_in", args=[visit.pk]), given)
    assert told.status_code == 409
    assert "请另选一名检查人员" in told.content.decode()
    assert "病假" in told.content.decode()


@pytest.mark.parametrize("typed", ["ｈ６２", "h62", "餐饮业", "62"])
def test_trades_are_read_as_they_are_typed(section, typed):
    section.post(reverse("inspections:plan_inspection"), FORM | {"trades": typed})
    assert Inspection.objects.get().objects_filter["trades"] == ["H62"]


def test_a_trade_that_does_not_exist_is_named_in_the_preview_and_in_the_form(section):
    answer = section.post(reverse("inspections:plan_inspection"), FORM | {"trades": "H62，XYZ"})
    assert "没有“XYZ”" in answer.content.decode()
    assert "没有“XYZ”" in page(section, "preview", **(FORM | {"trades": "XYZ"}))


def test_a_plan_is_drawn_up_line_by_line_and_adopted_by_a_leader(leader):
    leader.post(reverse("inspections:new_plan"), {"year": 2021, "title": "2021年度抽查计划"})
    plan = Plan.objects.get()
    line = {"title": "餐饮", "kind": "own_special", "items": ["AMR-07"], "month_from": 3, "month_until": 6}
    leader.post(reverse("inspections:add_plan_line", args=[plan.pk]), line)
    leader.post(reverse("inspections:add_plan_line", args=[plan.pk]), line | {"title": "重复"})
    extra = plan.entries.get(number=2)
    leader.post(reverse("inspections:remove_plan_line", args=[extra.pk]))
    leader.post(reverse("inspections:adopt_plan", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.adopted_on is not None
    html = page(leader, "plan", plan.pk)
    entry = plan.entries.get()
    assert f"?entry={entry.pk}" in html
    assert 'value="餐饮"' in page(leader, "plan_inspection", entry=entry.pk)


def test_default_ratios_are_decided_on_their_page(leader):
    given = {"quota_A": "1%", "quota_B": "5%", "quota_C": "", "quota_D": "100%", "source": "局务会"}
    leader.post(reverse("inspections:quotas"), given)
    assert set(QuotaDefault.objects.values_list("stratum", "ratio")) == {
        ("A", "0.01"),
        ("B", "0.05"),
        ("D", "1"),
    }
    assert leader.post(reverse("inspections:quotas"), given | {"quota_A": "3"}).status_code == 409


def test_an_item_is_entered_changed_and_retired_on_its_pages(section):
    given = {
        "code": "AMR-99",
        "name": "新事项",
        "field": "food",
        "basis": "《食品安全法》第三十五条",
        "checked": "text",
        "objects_said": "餐饮",
        "trades": "H62",
    }
    section.post(reverse("inspections:list_item"), given)
    assert "<a" in page(section, "item", "AMR-99")
    assert "6" in page(section, "objects", "AMR-99")
    section.post(reverse("inspections:change_item", args=["AMR-99"]), given | {"name": "改名"})
    assert Item.objects.get(code="AMR-99").name == "改名"
    section.post(reverse("inspections:retire_item", args=["AMR-99"]), {"reason": "并入"})
    assert Item.objects.get(code="AMR-99").until_on is not None
    assert "检查要点" in page(section, "checklist", "catering")


def test_an_inspection_is_abandoned_by_a_leader_with_a_reason(leader):
    inspection = made.planned()
    leader.post(reverse("inspections:abandon", args=[inspection.pk]), {"reason": "疫情"})
    assert "疫情" in page(leader, "inspection", inspection.pk)


def test_another_townships_visits_and_the_countys_inspections_are_not_found(client):
    made.county()
    inspection = made.drawn()
    visit = inspection.visits.first()
    client.force_login(account(Role.TOWNSHIP, area_code=MAWANG))
    page(client, "visit", visit.pk, status=404)
    page(client, "record", visit.pk, status=404)
    page(client, "inspection", inspection.pk, status=404)
    client.force_login(account(Role.TOWNSHIP, area_code=LONGTAN))
    page(client, "visit", visit.pk)


@pytest.mark.parametrize("role", [Role.CLERK, Role.POSTAL, Role.LABORATORY, Role.WITNESS, Role.BUSINESS])
def test_whoever_has_nothing_to_do_with_inspections_is_refused(client, role):
    made.county()
    client.force_login(account(role))
    page(client, "inspections", status=403)
    page(client, "visits", status=403)


def test_the_public_is_led_to_the_login(client):
    answer = client.get(reverse("inspections:inspections"))
    assert answer.status_code == 302
    assert "login" in answer.url


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TOWNSHIP, Role.AUDITOR])
def test_readers_see_no_buttons_that_are_not_theirs_and_cannot_press_them(client, role):
    made.county()
    inspection = made.seeded(made.planned())
    client.force_login(account(role))
    if role is not Role.TOWNSHIP:
        assert "执行抽取" not in page(client, "inspection", inspection.pk)
    assert client.post(reverse("inspections:draw", args=[inspection.pk])).status_code == 403
    assert client.get(reverse("inspections:plan_inspection")).status_code == 403


def test_the_inspector_register_shows_who_cannot_be_sent(section):
    Officer.objects.filter(certificate_number="24200001").update(certificate_until="2021-03-01")
    assert "证件已过期" in page(section, "inspectors")


def test_a_list_can_be_exported(section):
    made.drawn()
    answer = section.get(reverse("inspections:visits"), {"export": "csv"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "商贸有限公司" in body.decode("utf-8-sig")


def test_a_worklist_item_leads_to_a_page_that_opens(section):
    made.drawn()
    for item in Waiting.objects.open().filter(kind__startswith="inspections."):
        assert section.get(item.url).status_code == 200
