"""Papers about names: there when the act is done, for the side they are addressed to; evidence."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import NameDispute
from quanheng.domains.registration.rules.names.papers import NamePaper, Side
from quanheng.domains.registration.rules.names.stages import FACTORS
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel import clock
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.documents.files import FileNotAccepted
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people import county
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account, actor

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SECTION = actor(Role.SECTION)


@pytest.fixture
def dispute() -> NameDispute:
    county.lay_out()
    accused = business(1, name="酉阳县武陵春商贸有限公司")
    file_new([accused.pk])
    new = services.NewDispute(accused.code, "重庆武陵春集团有限公司", "停止使用“武陵春”", "字号在先使用十年")
    return services.file_dispute(new, by=SECTION, today=date(2026, 3, 2))


def served(found: NameDispute) -> NameDispute:
    services.accept_dispute(found.pk, by=SECTION, today=date(2026, 3, 4))
    return services.serve_dispute(found.pk, by=SECTION, today=date(2026, 3, 5))


def ruled(found: NameDispute) -> NameDispute:
    served(found)
    services.enter_dispute_answer(found.pk, "独立创意", by=SECTION, today=date(2026, 3, 12))
    services.forward_dispute_answer(found.pk, by=SECTION, today=date(2026, 3, 13))
    return services.uphold_dispute(found.pk, "构成混淆", FACTORS[:2], by=SECTION, today=date(2026, 3, 20))


def names(found: NameDispute, side: Side | None = None) -> list[str]:
    return [name for name, _ in services.papers_of_dispute(found, side)]


def test_each_step_leaves_its_paper_with_the_side_it_is_addressed_to(dispute):
    assert names(dispute) == []
    found = ruled(dispute)
    assert names(found) == ["acceptance", "defence", "ruling"]
    assert names(found, Side.APPLICANT) == ["acceptance", "ruling"]
    assert names(found, Side.RESPONDENT) == ["defence", "ruling"]


def test_every_paper_of_a_dispute_is_set_once_and_stays_what_it_was(dispute):
    found = ruled(dispute)
    for name in names(found):
        first = services.paper_of_dispute(found, name, today=date(2026, 3, 20))
        assert services.paper_of_dispute(found, name, today=date(2026, 3, 21)) == first
    assert Attachment.objects.count() == 3


def test_declining_and_asking_for_more_are_papers_too(dispute):
    asked = services.ask_dispute_supplement(
        dispute.pk, "主体资格文件\n在先使用的证据", by=SECTION, today=date(2026, 3, 4)
    )
    assert names(asked) == ["supplement"]
    services.paper_of_dispute(asked, "supplement", today=date(2026, 3, 4))
    declined = services.decline_dispute(
        dispute.pk, "not_supplemented", "", by=SECTION, today=date(2026, 3, 12)
    )
    assert names(declined, Side.APPLICANT) == ["supplement", "not_accepted"]
    services.paper_of_dispute(declined, "not_accepted", Side.APPLICANT, today=date(2026, 3, 12))
    with pytest.raises(Missing):
        services.paper_of_dispute(declined, NamePaper.RULING, today=date(2026, 3, 12))


def test_a_code_opens_one_side_and_the_next_code_closes_the_first(dispute):
    with pytest.raises(Refused):
        services.hand_out_dispute_code(dispute.pk, Side.RESPONDENT, by=SECTION, today=date(2026, 3, 4))
    found = served(dispute)
    first = services.hand_out_dispute_code(found.pk, Side.APPLICANT, by=SECTION, today=date(2026, 3, 5))
    other = services.hand_out_dispute_code(found.pk, Side.RESPONDENT, by=SECTION, today=date(2026, 3, 5))
    assert queries.side_with_code(found.number, first)[1] is Side.APPLICANT
    assert queries.side_with_code(found.number, other.lower())[1] is Side.RESPONDENT
    services.hand_out_dispute_code(found.pk, Side.APPLICANT, by=SECTION, today=date(2026, 3, 6))
    with pytest.raises(Missing):
        queries.side_with_code(found.number, first)


def test_evidence_comes_from_its_own_side_in_its_time_and_is_a_photo_or_a_pdf(dispute):
    applicant, respondent = (queries.side_actor(dispute, side) for side in Side)

    def hand_in(side: Side, content: bytes, by: Actor) -> None:
        services.add_dispute_evidence(dispute.pk, side, [content], by=by, today=date(2026, 3, 5))

    hand_in(Side.APPLICANT, PDF, applicant)
    with pytest.raises(Refused, match="现在不能"):
        hand_in(Side.RESPONDENT, PDF, respondent)
    served(dispute)
    hand_in(Side.RESPONDENT, PDF, respondent)
    with pytest.raises(Missing):
        hand_in(Side.APPLICANT, PDF, respondent)
    with pytest.raises(Forbidden):
        hand_in(Side.APPLICANT, PDF, Actor.public())
    with pytest.raises(FileNotAccepted):
        hand_in(Side.APPLICANT, b"<svg/>", applicant)
    with pytest.raises(Refused, match="照片或者 PDF"):
        hand_in(Side.APPLICANT, b"ID3\x03\x00" + b"\x00" * 64, applicant)


def test_the_applicant_reads_the_answer_s_evidence_once_it_was_sent_on(dispute):
    found = served(dispute)
    for side in Side:
        services.add_dispute_evidence(found.pk, side, [PDF], by=SECTION, today=date(2026, 3, 6))
    assert set(queries.dispute_evidence(found, Side.RESPONDENT)) == set(Side)
    assert set(queries.dispute_evidence(found, Side.APPLICANT)) == {Side.APPLICANT}
    services.enter_dispute_answer(found.pk, "独立创意", by=SECTION, today=date(2026, 3, 12))
    found = services.forward_dispute_answer(found.pk, by=SECTION, today=date(2026, 3, 13))
    assert set(queries.dispute_evidence(found, Side.APPLICANT)) == set(Side)


def test_a_side_reads_its_papers_and_hands_in_evidence_without_an_account(dispute, client):
    found = served(dispute)
    other = services.hand_out_dispute_code(found.pk, Side.RESPONDENT, by=SECTION, today=date(2026, 3, 5))
    with clock.fixed(date(2026, 3, 6)):
        mine = reverse("registration:name_dispute_mine", args=[found.pk])
        assert client.get(mine).url == reverse("registration:name_dispute_enter")
        paper = reverse("registration:name_dispute_paper", args=[found.pk, "defence"])
        assert client.get(paper).status_code == 404
        enter = reverse("registration:name_dispute_enter")
        assert client.post(enter, {"number": found.number, "code": "ABCD"}).status_code == 409
        assert client.post(enter, {"number": found.number, "code": other}).url == mine
        page = client.get(mine).content.decode()
        assert "企业名称争议答辩告知书" in page
        assert "受理通知书" not in page
        assert client.get(paper).content.startswith(b"%PDF")
        hidden = reverse("registration:name_dispute_paper", args=[found.pk, "acceptance"])
        assert client.get(hidden).status_code == 404
        sent = {"files": SimpleUploadedFile("a.pdf", PDF)}
        url = reverse("registration:name_dispute_evidence", args=[found.pk])
        assert client.post(url, sent, follow=True).content.decode().count("被申请人证据") == 1
        row = Attachment.objects.get(kind="evidence_respondent")
        file = reverse("registration:name_dispute_file", args=[found.pk, row.pk])
        assert client.get(file).content == PDF
        assert Client().get(file).status_code == 404


def test_the_officer_hands_out_the_code_and_sees_papers_and_evidence(dispute):
    section = Client()
    section.force_login(account(Role.SECTION))
    url = reverse("registration:name_dispute", args=[dispute.pk])
    section.post(reverse("registration:name_dispute_code", args=[dispute.pk]), {"side": "applicant"})
    page = section.get(url).content.decode()
    assert 'class="secret"' in page
    sent = {"files": SimpleUploadedFile("a.pdf", PDF), "kind": "evidence_applicant"}
    section.post(reverse("registration:name_dispute_evidence", args=[dispute.pk]), sent)
    assert "申请人证据" in section.get(url).content.decode()


def test_the_notice_of_retention_is_for_its_holder_and_the_officer(client):
    county.lay_out()
    asked = services.NameQuestion(
        region="酉阳县", brand="花田谷", trade="商贸", form="有限公司", area_code="500242", subject="company"
    )
    day = date(2026, 3, 2)
    with clock.fixed(day):
        who = services.NameApplicant("田某", "13800000001")
        kept = services.retain_name(asked, who, promised=True, by=Actor.public(), today=day)
        paper = reverse("registration:name_paper", args=[kept.reservation.pk, "retained"])
        assert client.get(paper).status_code == 404
        given = {"number": kept.reservation.number, "code": kept.code}
        assert "下载名称保留告知书" in client.post(reverse("registration:name_mine"), given).content.decode()
        assert client.get(paper).content.startswith(b"%PDF")
        section = Client()
        section.force_login(account(Role.SECTION))
        services.strike_name(
            kept.reservation.number, "有不良影响", "《企业名称登记管理规定》第十一条", by=SECTION, today=day
        )
        struck = reverse("registration:name_paper", args=[kept.reservation.pk, "struck"])
        assert section.get(struck).content.startswith(b"%PDF")
