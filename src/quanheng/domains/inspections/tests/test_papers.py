"""The record of a visit as a document: what it says, that it is made once, and what cannot be set."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import ChecklistQuestion, Sheet, Visit, VisitPart
from quanheng.domains.inspections.paperwork import make_record
from quanheng.domains.inspections.queries import record_papers
from quanheng.domains.inspections.rules.obstruction import Confirmed, Ground
from quanheng.domains.inspections.rules.results import Outcome
from quanheng.domains.inspections.services.papers import MAKER, record_paper
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents import fonts
from quanheng.platform.documents.queries import content
from quanheng.platform.documents.render import CharacterNotInFont
from quanheng.platform.ledger.queries import entries_about
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import MAWANG, account

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here: install fonts-noto-cjk"),
]
TODAY = made.TODAY


@pytest.fixture
def visit() -> Visit:
    made.county()
    return made.drawn().visits.get(order=1)


def pages(visit: Visit) -> PdfReader:
    visit.refresh_from_db()
    return PdfReader(io.BytesIO(content(record_paper(visit, today=TODAY).stored_id)))


def words(visit: Visit) -> str:
    return (
        "".join(page.extract_text() for page in pages(visit).pages)
        .replace("\u200b", "")
        .replace(" ", "")
        .replace("\n", "")
    )


def images(visit: Visit) -> int:
    return sum(len(page.images) for page in pages(visit).pages)


def jpeg(side: int = 900) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((side, side * 3 // 4), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def test_the_record_says_who_where_what_and_what_was_found(visit):
    made.finished(visit, q2="no")
    said = words(visit)
    for part in VisitPart.objects.filter(visit=visit):
        for member in part.team.select_related("officer"):
            assert member.officer.name in said
            assert member.officer.certificate_number in said
    for told in (
        "实地核查记录表",
        f"{visit.inspection.number}-1",
        visit.business_name,
        visit.business_code,
        visit.address,
        "AMR-07",
        "第五十五条",
        "现场发现不符合",
        "否，发现问题",
        "田某某店长",
        "发现的问题",
        "签字确认",
    ):
        assert told in said, told


def test_the_record_names_the_ledger_entry_and_its_digest(visit):
    made.finished(visit)
    entry = entries_about(visit).get(act="visit_recorded")
    said = words(visit)
    assert f"台账第{entry.seq}号" in said
    assert services.recording.answers_digest(visit.parts.get()) in said


def test_the_signature_and_the_photos_are_in_the_file(visit):
    who = made.started(visit)
    made.answer_all(visit, who[0])
    sheet = Sheet.objects.get()
    services.add_photo(
        visit.pk, services.EvidenceDraft(jpeg(), "灶台.jpg", sheet.pk, 4), by=who[0], today=TODAY
    )
    services.finish_visit(
        visit.pk, services.RecordDraft(Outcome.CHECKED, made.SIGNED), by=who[0], today=TODAY
    )
    assert images(visit) >= 2
    assert "第4题灶台.jpg" in words(visit)
    assert record_papers(visit, viewer=MAKER).get().stored.size < 400_000


def test_without_a_photo_there_is_no_heading_for_photos(visit):
    made.finished(visit)
    assert "现场照片" not in words(visit)


def test_a_photo_that_cannot_be_read_is_named_and_does_not_stop_the_record(visit):
    who = made.started(visit)
    made.answer_all(visit, who[0])
    broken = jpeg()[:400]
    services.add_photo(visit.pk, services.EvidenceDraft(broken, "坏图.jpg"), by=who[0], today=TODAY)
    services.finish_visit(
        visit.pk, services.RecordDraft(Outcome.CHECKED, made.SIGNED), by=who[0], today=TODAY
    )
    assert "坏图.jpg" in words(visit)
    assert "无法读取" in words(visit)


def test_a_refusal_is_told_with_its_witness(visit):
    who = made.started(visit)
    refusal = services.RefusalDraft(Ground.ENTRY, "负责人锁门，不让进入。", "李某", "龙潭社区居委会")
    services.record_refusal(visit.pk, refusal, by=who[0], today=TODAY)
    said = words(visit)
    assert "负责人锁门，不让进入。" in said
    assert "李某龙潭社区居委会" in said
    assert "《企业公示信息抽查办法》第十一条" in said


def test_a_record_that_nobody_signed_says_why(visit):
    who = made.started(visit)
    made.answer_all(visit, who[0])
    unsigned = services.ConfirmationDraft(Confirmed.UNSIGNED, unsigned_reason="店主外出，店员不肯签字")
    services.finish_visit(visit.pk, services.RecordDraft(Outcome.CHECKED, unsigned), by=who[0], today=TODAY)
    assert "店主外出，店员不肯签字" in words(visit)


def test_thirty_questions_with_long_notes_run_over_pages_under_a_repeated_head(visit):
    made.started(visit)
    sheet = Sheet.objects.select_related("checklist").get()
    for number in range(8, 31):
        question = ChecklistQuestion(checklist=sheet.checklist, number=number, text=f"第{number}项要点")
        question.kind, question.problem_on = "yes_no", ["no"]
        question.save()
    who = made.team(visit)
    made.answer_all(visit, who[0])
    long = "冷藏柜内存放的散装熟食没有标签，" * 60
    for number in (9, 10):
        given = services.AnswerDraft(sheet.pk, number, "no", made.uuid4(), note=long, based_on=1)
        services.save_answer(visit.pk, given, by=who[0], today=TODAY)
    services.finish_visit(
        visit.pk, services.RecordDraft(Outcome.CHECKED, made.SIGNED), by=who[0], today=TODAY
    )
    read = pages(visit)
    assert len(read.pages) > 3
    assert sum("检查要点" in page.extract_text() for page in read.pages) > 1
    said = words(visit)
    assert said.count("没有标签") >= 120
    assert "第30项要点" in said


@pytest.mark.skipif(not fonts.system_fonts(), reason="Debian's fonts-noto-cjk is not installed")
def test_rare_characters_of_names_are_set(visit):
    Visit.objects.filter(pk=visit.pk).update(business_name="䶮㙓𠮷副食店")
    made.finished(Visit.objects.get(pk=visit.pk))
    assert "𠮷" in words(visit)


def test_a_character_in_no_font_is_named_and_the_worker_goes_on(visit, client):
    Visit.objects.filter(pk=visit.pk).update(business_name="\U0003fffd副食店")
    made.finished(Visit.objects.get(pk=visit.pk))
    with pytest.raises(CharacterNotInFont):
        record_paper(Visit.objects.get(pk=visit.pk), today=TODAY)
    make_record.call(visit.pk)
    client.force_login(account(Role.SECTION))
    told = client.get(reverse("inspections:record_pdf", args=[visit.pk]))
    assert told.status_code == 409
    assert "U+3FFFD" in told.content.decode()


def test_the_worker_makes_it_behind_the_act_and_asking_again_gives_the_same_file(
    visit, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as behind:
        made.finished(visit)
    assert any("make_soon" in one.__qualname__ for one in behind)
    make_record.call(visit.pk)
    first = record_papers(visit, viewer=MAKER).get()
    visit.refresh_from_db()
    assert record_paper(visit, today=date(2021, 3, 20)) == first


def test_a_record_closed_again_after_a_return_is_another_document_and_the_first_stays(visit):
    made.finished(visit, q2="no")
    visit.refresh_from_db()
    first = record_paper(visit, today=TODAY)
    services.return_visit(visit.pk, reason="补充说明", by=made.section(), today=TODAY)
    visit.refresh_from_db()
    with pytest.raises(Missing):
        record_paper(visit, today=TODAY)
    record = services.RecordDraft(Outcome.CHECKED, made.SIGNED, note="已补充说明")
    services.finish_visit(visit.pk, record, by=made.team(visit)[0], today=TODAY)
    visit.refresh_from_db()
    second = record_paper(visit, today=TODAY)
    assert first.stored_id != second.stored_id
    assert list(record_papers(visit, viewer=MAKER)) == [second, first]


def test_only_the_published_record_leads_to_the_public_page(visit):
    made.approved(visit)
    assert "扫码查看" not in words(visit)
    services.publish_visit(visit.pk, by=made.section(), today=TODAY)
    said = words(visit)
    assert "扫码查看公示的检查结果" in said
    assert f"/businesses/{visit.business_code}/" in said


def test_the_page_and_the_business_file_offer_the_file_to_the_area_alone(visit, client):
    made.finished(visit)
    url = reverse("inspections:record_pdf", args=[visit.pk])
    client.force_login(account(Role.SECTION))
    assert url in client.get(reverse("inspections:visit", args=[visit.pk])).content.decode()
    assert url in client.get(reverse("cockpit:business", args=[visit.business_code])).content.decode()
    told = client.get(url)
    assert told["Content-Type"] == "application/pdf"
    assert told.content.startswith(b"%PDF")
    client.force_login(account(Role.INSPECTOR, username="elsewhere", area_code=MAWANG))
    assert client.get(url).status_code == (404 if not visit.area_code.startswith(MAWANG) else 200)
    client.force_login(account(Role.CLERK, username="clerk"))
    assert client.get(url).status_code == 403


def test_a_visit_under_way_has_no_record_yet(visit, client):
    made.started(visit)
    client.force_login(account(Role.SECTION))
    assert client.get(reverse("inspections:record_pdf", args=[visit.pk])).status_code == 404
    assert "record/pdf" not in client.get(reverse("inspections:visit", args=[visit.pk])).content.decode()
