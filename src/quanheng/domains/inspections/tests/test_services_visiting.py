from datetime import date
from uuid import uuid4

import pytest

from quanheng.domains.hazards.models import Hazard
from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import (
    Answer,
    AnswerEntry,
    Finding,
    Obstruction,
    Review,
    Visit,
    VisitPart,
)
from quanheng.domains.inspections.queries import my_visits, public_results
from quanheng.domains.inspections.rules.checklist import BadAnswer, QuestionsOpen
from quanheng.domains.inspections.rules.obstruction import (
    Confirmed,
    Ground,
    NotConfirmed,
    RefusalNotProven,
)
from quanheng.domains.inspections.rules.results import Outcome
from quanheng.domains.inspections.rules.staffing import (
    MayNotStandIn,
    MustWithdraw,
    NotOnTheTeam,
    TooFewOfficers,
)
from quanheng.domains.inspections.rules.stages import Stage, VisitStage
from quanheng.domains.inspections.services.reviewing import OwnRecord
from quanheng.domains.inspections.services.visiting import (
    AlreadyRecorded,
    AnswerChangedMeanwhile,
    NotBegun,
)
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel.calendar import add_working_days
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.documents.models import Attachment
from quanheng.platform.events.facts import connect
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.models import Officer, Recusal
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, LONGTAN, actor, officer
from quanheng.platform.worklist.models import Item as Waiting

pytestmark = pytest.mark.django_db
TODAY = made.TODAY


@pytest.fixture
def visit() -> Visit:
    made.county()
    return made.drawn().visits.get(order=1)


def first_question(visit: Visit, value: str = "yes", **given: object) -> services.AnswerDraft:
    sheet = VisitPart.objects.get(visit=visit, organ=BUREAU).sheets.first()
    assert sheet is not None
    values: dict[str, object] = {"token": uuid4()} | given
    return services.AnswerDraft(sheet.pk, 1, value, **values)  # type: ignore[arg-type]


def record(outcome: Outcome = Outcome.CHECKED, **given: object) -> services.RecordDraft:
    return services.RecordDraft(outcome, services.ConfirmationDraft(**given) if given else made.SIGNED)  # type: ignore[arg-type]


# beginning


def test_a_visit_begins_when_two_of_the_team_are_there(visit):
    who = made.team(visit)
    services.start_visit(visit.pk, present=[w.officer_id for w in who], by=who[0], today=TODAY)
    visit.refresh_from_db()
    assert (visit.state, visit.started_on) == (VisitStage.VISITING, TODAY)
    entry = Entry.objects.get(act="visit_started")
    assert "certificates_shown" in entry.body


def test_one_officer_alone_is_refused_with_the_article(visit):
    who = made.team(visit)
    with pytest.raises(TooFewOfficers) as refused:
        services.start_visit(visit.pk, present=[who[0].officer_id], by=who[0], today=TODAY)
    assert "日常监督检查管理办法" in refused.value.cites
    assert Visit.objects.get(pk=visit.pk).state == VisitStage.ASSIGNED


def test_the_same_officer_twice_is_still_one_officer(visit):
    who = made.team(visit)
    with pytest.raises(TooFewOfficers):
        services.start_visit(visit.pk, present=[who[0].officer_id] * 2, by=who[0], today=TODAY)


def test_an_officer_who_was_not_drawn_neither_begins_nor_counts(visit):
    who = made.team(visit)
    stranger = made.inspector(Officer.objects.exclude(pk__in=[w.officer_id for w in who]).first())
    with pytest.raises(NotOnTheTeam):
        services.start_visit(visit.pk, present=[who[0].officer_id], by=stranger, today=TODAY)
    with pytest.raises(NotOnTheTeam):
        services.start_visit(
            visit.pk, present=[who[0].officer_id, stranger.officer_id], by=who[0], today=TODAY
        )


def test_a_visit_does_not_begin_before_the_days_of_the_inspection(visit):
    who = made.team(visit)
    with pytest.raises(Refused):
        services.start_visit(visit.pk, present=[w.officer_id for w in who], by=who[0], today=date(2021, 3, 9))


def test_beginning_twice_records_once(visit):
    made.started(visit)
    made.started(visit)
    assert Entry.objects.filter(act="visit_started").count() == 1


# answers


def test_an_answer_is_kept_with_its_trace(visit):
    who = made.started(visit)
    services.save_answer(visit.pk, first_question(visit, "no", note="无证"), by=who[0], today=TODAY)
    services.save_answer(visit.pk, first_question(visit, "yes", based_on=1), by=who[0], today=TODAY)
    answer = Answer.objects.get()
    assert (answer.value, answer.revision) == ("yes", 2)
    assert [entry.value for entry in answer.entries.all()] == ["no", "yes"]


def test_sending_the_same_answer_again_changes_nothing(visit):
    who = made.started(visit)
    draft = first_question(visit, "no", note="无证")
    first = services.save_answer(visit.pk, draft, by=who[0], today=TODAY)
    services.save_answer(visit.pk, first_question(visit, "yes", based_on=1), by=who[0], today=TODAY)
    services.save_answer(visit.pk, draft, by=who[0], today=TODAY)
    first.refresh_from_db()
    assert (first.value, first.revision, AnswerEntry.objects.count()) == ("yes", 2, 2)


def test_a_colleagues_answer_is_not_overwritten_unseen(visit):
    who = made.started(visit)
    services.save_answer(visit.pk, first_question(visit, "no", note="无证"), by=who[0], today=TODAY)
    late = first_question(visit, "yes", based_on=0)
    with pytest.raises(AnswerChangedMeanwhile) as refused:
        services.save_answer(visit.pk, late, by=who[1], today=TODAY)
    assert refused.value.field == "q1"
    assert Answer.objects.get().value == "no"
    services.save_answer(visit.pk, first_question(visit, "yes", based_on=1), by=who[1], today=TODAY)
    assert Answer.objects.get().value == "yes"


def test_an_answer_outside_the_question_is_refused(visit):
    who = made.started(visit)
    with pytest.raises(BadAnswer):
        services.save_answer(visit.pk, first_question(visit, "maybe"), by=who[0], today=TODAY)
    sheet = VisitPart.objects.get(visit=visit).sheets.get()
    with pytest.raises(Missing):
        services.save_answer(
            visit.pk, services.AnswerDraft(sheet.pk, 99, "yes", uuid4()), by=who[0], today=TODAY
        )


def test_nothing_is_answered_before_the_visit_has_begun(visit):
    who = made.team(visit)
    made.started(visit)
    other = visit.inspection.visits.get(order=2)
    sheet = VisitPart.objects.get(visit=visit).sheets.get()
    with pytest.raises(NotBegun):
        services.save_answer(
            other.pk, services.AnswerDraft(sheet.pk, 1, "yes", uuid4()), by=made.team(other)[0], today=TODAY
        )
    assert who


def test_a_photo_sent_twice_is_kept_once(visit):
    who = made.started(visit)
    sheet = VisitPart.objects.get(visit=visit).sheets.get()
    draft = services.EvidenceDraft(made.PNG, "灶台.png", sheet.pk, 4)
    services.add_photo(visit.pk, draft, by=who[0], today=TODAY)
    services.add_photo(visit.pk, draft, by=who[1], today=TODAY)
    assert Attachment.objects.get().kind == f"photo:{sheet.pk}:4"


# closing


def test_a_clean_visit_is_recorded_as_without_problems_and_the_clock_of_publication_runs(visit):
    made.finished(visit)
    assert (visit.state, visit.codes, visit.ended_on) == (VisitStage.RECORDED, ["1"], TODAY)
    assert visit.publish_by == add_working_days(TODAY, 20) == date(2021, 4, 8)
    publish = Waiting.objects.open().get(kind="inspections.publish")
    assert (publish.due_on, publish.for_organ_id) == (date(2021, 4, 8), BUREAU)
    assert "国发〔2019〕5号" in publish.cites
    assert not Waiting.objects.open().filter(about=f"inspections.visitpart:{visit.parts.get().pk}").exists()


def test_every_problem_becomes_a_hazard_that_names_its_visit(visit):
    made.finished(visit, q2="no", q4="no")
    assert visit.codes == ["3", "A"]
    hazards = list(Hazard.objects.order_by("id"))
    assert [hazard.category for hazard in hazards] == ["food", "food"]
    assert [hazard.grade for hazard in hazards] == ["general", "major"]
    assert {hazard.visit for hazard in hazards} == {f"inspections.visit:{visit.pk}"}
    assert set(Finding.objects.values_list("hazard_id", flat=True)) == {hazard.pk for hazard in hazards}


def test_the_photos_of_a_problem_go_with_its_hazard(visit):
    who = made.started(visit)
    sheet = VisitPart.objects.get(visit=visit).sheets.get()
    services.add_photo(
        visit.pk, services.EvidenceDraft(made.PNG, "证.png", sheet.pk, 2), by=who[0], today=TODAY
    )
    made.answer_all(visit, who[0], q2="no")
    services.finish_visit(visit.pk, record(), by=who[0], today=TODAY)
    point = Hazard.objects.get().points.get()
    assert Attachment.objects.filter(about=f"hazards.point:{point.pk}", kind="hazard_before").exists()


def test_an_open_question_keeps_the_record_open(visit):
    who = made.started(visit)
    with pytest.raises(QuestionsOpen):
        services.finish_visit(visit.pk, record(), by=who[0], today=TODAY)
    made.answer_all(visit, who[0])
    services.save_answer(visit.pk, first_question(visit, "no", based_on=1), by=who[0], today=TODAY)
    with pytest.raises(QuestionsOpen) as refused:
        services.finish_visit(visit.pk, record(), by=who[0], today=TODAY)
    assert "没有写明情况" in refused.value.says


def test_a_record_without_signature_says_why(visit):
    who = made.started(visit)
    made.answer_all(visit, who[0])
    with pytest.raises(NotConfirmed) as refused:
        services.finish_visit(visit.pk, record(kind=Confirmed.UNSIGNED), by=who[0], today=TODAY)
    assert refused.value.cites == "《企业公示信息抽查办法》第九条第二款"
    with pytest.raises(NotConfirmed):
        given = record(kind=Confirmed.SIGNED, signer_name="田某")
        services.finish_visit(visit.pk, given, by=who[0], today=TODAY)
    given = record(kind=Confirmed.UNSIGNED, unsigned_reason="负责人外出", witness_name="村委会主任")
    services.finish_visit(visit.pk, given, by=who[0], today=TODAY)
    assert VisitPart.objects.get(visit=visit).confirmation.witness_name == "村委会主任"


def test_finishing_twice_is_refused_and_recorded_once(visit):
    made.finished(visit)
    with pytest.raises(AlreadyRecorded):
        services.finish_visit(visit.pk, record(), by=made.team(visit)[1], today=TODAY)
    assert Entry.objects.filter(act="visit_recorded").count() == 1


def test_a_record_cannot_be_closed_with_one_officer_on_site(visit):
    who = made.started(visit)
    made.answer_all(visit, who[0])
    VisitPart.objects.get(visit=visit).team.filter(officer=who[1].officer_id).update(present=False)
    with pytest.raises(TooFewOfficers):
        services.finish_visit(visit.pk, record(), by=who[0], today=TODAY)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.UNREACHABLE, "6"),
        (Outcome.CLOSED, "7"),
        (Outcome.NO_ACTIVITY, "F"),
        (Outcome.MOVED_OUT, "12"),
    ],
)
def test_a_business_that_was_not_there_needs_no_answers(visit, outcome, code):
    who = made.started(visit)
    given = services.RecordDraft(
        outcome, services.ConfirmationDraft(Confirmed.UNSIGNED, unsigned_reason="人去楼空")
    )
    services.finish_visit(visit.pk, given, by=who[0], today=TODAY)
    visit.refresh_from_db()
    assert visit.codes == [code]
    assert not Hazard.objects.exists()


# refusal


REFUSAL = services.RefusalDraft(Ground.ENTRY, "负责人锁门，拒绝检查人员进入。", witness_name="李某某")


def test_a_refused_inspection_is_a_result_of_its_own(visit):
    who = made.started(visit)
    services.record_refusal(visit.pk, REFUSAL, by=who[0], today=TODAY)
    visit.refresh_from_db()
    assert (visit.state, visit.codes) == (VisitStage.RECORDED, ["8"])
    assert Obstruction.objects.get().witness_name == "李某某"
    with pytest.raises(AlreadyRecorded):
        services.record_refusal(visit.pk, REFUSAL, by=who[0], today=TODAY)


def test_a_refusal_without_witness_says_why_there_was_none(visit):
    who = made.started(visit)
    alone = services.RefusalDraft(Ground.OTHER, "辱骂并推搡检查人员。")
    with pytest.raises(RefusalNotProven):
        services.record_refusal(visit.pk, alone, by=who[0], today=TODAY)
    alone = services.RefusalDraft(
        Ground.OTHER, "辱骂并推搡检查人员。", no_witness_reason="现场无他人，已录像"
    )
    services.record_refusal(visit.pk, alone, by=who[0], today=TODAY)


# stand-ins


def test_an_officer_who_falls_ill_is_replaced_by_a_colleague_of_the_same_department(visit):
    who = made.team(visit)
    spare = officer("24209999")
    services.send_stand_in(
        visit.pk,
        leaves=who[1].officer_id,
        stand_in=spare.pk,
        reason="病假",
        by=made.section(),
        today=TODAY,
    )
    assert [one.officer_id for one in made.team(visit)] == [who[0].officer_id, spare.pk]
    made.finished(visit)
    with pytest.raises(NotOnTheTeam):
        services.save_answer(visit.pk, first_question(visit), by=who[1], today=TODAY)


def test_a_stand_in_who_must_withdraw_or_is_of_another_department_is_refused(visit):
    who = made.team(visit)
    spare = officer("24209999")
    Recusal.objects.create(
        officer=spare, subject_code=visit.business_code, reason="亲属", declared_on=made.START
    )
    given = {"leaves": who[1].officer_id, "reason": "病假", "by": made.section(), "today": TODAY}
    with pytest.raises(MustWithdraw) as refused:
        services.send_stand_in(visit.pk, stand_in=spare.pk, **given)
    assert refused.value.cites == "《行政处罚法》第四十三条"
    teacher = Officer.objects.filter(organ=made.EDUCATION).first()
    with pytest.raises(MayNotStandIn):
        services.send_stand_in(visit.pk, stand_in=teacher.pk, **given)
    with pytest.raises(MayNotStandIn):
        services.send_stand_in(visit.pk, stand_in=who[0].officer_id, **given)


# joint visits


def test_a_joint_visit_ends_when_the_last_department_has_recorded():
    made.county()
    visit = made.drawn(made.joint()).visits.get(order=1)
    made.finished(visit, q2="no")
    assert (visit.state, visit.publish_by) == (VisitStage.VISITING, None)
    later = date(2021, 3, 15)
    made.finished(visit, made.EDUCATION, today=later, q1="no")
    assert (visit.state, visit.ended_on) == (VisitStage.RECORDED, later)
    assert visit.codes == ["3", "5", "A"]
    assert set(Hazard.objects.values_list("category", flat=True)) == {"food", "other"}


def test_no_department_writes_on_another_departments_sheet():
    made.county()
    visit = made.drawn(made.joint()).visits.get(order=1)
    made.started(visit)
    teacher = made.started(visit, made.EDUCATION)[0]
    with pytest.raises(Missing):
        services.save_answer(visit.pk, first_question(visit), by=teacher, today=TODAY)


# review


def test_nobody_of_the_team_reviews_the_record(visit):
    made.finished(visit)
    member = made.team(visit)[1]
    both = actor(Role.SECTION, officer_id=member.officer_id)
    with pytest.raises(OwnRecord):
        services.approve_visit(visit.pk, by=both, today=TODAY)


def test_a_returned_record_goes_back_to_the_team_and_the_clock_goes_on(visit):
    made.finished(visit, q2="no")
    due = visit.publish_by
    with pytest.raises(Refused):
        services.return_visit(visit.pk, reason=" ", by=made.section(), today=TODAY)
    services.return_visit(visit.pk, reason="照片不清", by=made.section(), today=TODAY)
    who = made.team(visit)
    assert visit in my_visits(viewer=who[0], day=TODAY)
    answer = Answer.objects.get(question__number=2)
    fixed = services.AnswerDraft(answer.sheet_id, 2, "yes", uuid4(), based_on=answer.revision)
    services.save_answer(visit.pk, fixed, by=who[0], today=date(2021, 3, 12))
    services.finish_visit(visit.pk, record(), by=who[0], today=date(2021, 3, 12))
    visit.refresh_from_db()
    assert (visit.state, visit.publish_by, visit.ended_on) == (VisitStage.RECORDED, due, TODAY)
    assert visit.codes == ["1"]
    assert Finding.objects.get().withdrawn_on == date(2021, 3, 12)
    assert [row.agreed for row in Review.objects.all()] == [False]


def test_a_problem_reported_once_is_not_reported_again_after_a_return(visit):
    made.finished(visit, q2="no")
    services.return_visit(visit.pk, reason="补充说明", by=made.section(), today=TODAY)
    services.finish_visit(visit.pk, record(), by=made.team(visit)[0], today=TODAY)
    assert Hazard.objects.count() == 1


def test_a_record_is_agreed_with_once(visit):
    made.approved(visit)
    with pytest.raises(MoveNotAllowed):
        services.approve_visit(visit.pk, by=made.leader(), today=TODAY)


# publication


def test_published_results_can_be_read_by_everybody_and_the_last_one_completes_the_inspection():
    made.county()
    inspection = made.drawn()
    first, second = inspection.visits.order_by("order")
    made.approved(first)
    services.publish_results(inspection.pk, by=made.section(), today=TODAY)
    inspection.refresh_from_db()
    assert (inspection.state, public_results().count()) == (Stage.VISITING, 1)
    later = date(2021, 3, 20)
    made.approved(second, today=later)
    services.publish_visit(second.pk, by=made.section(), today=later)
    inspection.refresh_from_db()
    assert (inspection.state, inspection.published_on) == (Stage.PUBLISHED, later)
    assert list(public_results(first.business_code)) == [first]
    assert not Waiting.objects.open().filter(kind__startswith="inspections.").exists()


def test_nothing_unreviewed_is_published(visit):
    made.finished(visit)
    with pytest.raises(MoveNotAllowed):
        services.publish_visit(visit.pk, by=made.section(), today=TODAY)
    with pytest.raises(Refused):
        services.publish_results(visit.inspection_id, by=made.section(), today=TODAY)
    assert not public_results().exists()


def test_a_published_result_is_announced_once_with_what_publicity_needs(
    visit, django_capture_on_commit_callbacks
):
    from quanheng.domains.inspections.events import VisitPublished

    heard: list[VisitPublished] = []

    def hear(fact: VisitPublished) -> None:
        heard.append(fact)

    connect(VisitPublished, hear)
    made.approved(visit)
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_visit(visit.pk, by=made.section(), today=TODAY)
    fact = next(one for one in heard if one.visit_id == visit.pk)
    assert (fact.business_code, fact.codes, fact.result) == (visit.business_code, ("1",), "未发现问题")
    assert "第五十五条" in fact.basis
    assert (fact.ended_on, fact.published_on) == (TODAY, TODAY)
    with pytest.raises(MoveNotAllowed):
        services.publish_visit(visit.pk, by=made.section(), today=TODAY)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TOWNSHIP, Role.AUDITOR, Role.CLERK])
def test_review_and_publication_are_for_section_officers_and_leaders(visit, role):
    made.finished(visit)
    with pytest.raises(Forbidden):
        services.approve_visit(visit.pk, by=actor(role), today=TODAY)
    with pytest.raises(Forbidden):
        services.publish_visit(visit.pk, by=actor(role), today=TODAY)


def test_another_townships_or_departments_officer_neither_reviews_nor_publishes(visit):
    made.finished(visit)
    with pytest.raises(Missing):
        services.approve_visit(visit.pk, by=made.section(area_code=LONGTAN), today=TODAY)
    with pytest.raises(Forbidden):
        services.approve_visit(visit.pk, by=actor(Role.SECTION, organ_code=made.EDUCATION), today=TODAY)
