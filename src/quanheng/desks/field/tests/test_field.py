import base64
import json
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quanheng.domains.inspections.models import Answer, AnswerEntry, Visit, VisitPart
from quanheng.domains.inspections.rules.stages import VisitStage
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel import clock
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.tests.factories import FILM, VOICE
from quanheng.platform.ledger.queries import entries_about
from quanheng.platform.people.models import Officer
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account

pytestmark = pytest.mark.django_db
SIGNATURE = "data:image/png;base64," + base64.b64encode(made.PNG).decode()
QUEUE = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def the_day():
    with clock.fixed(datetime(2021, 3, 10, 9, 0, tzinfo=clock.SHANGHAI)):
        yield


@pytest.fixture
def visit() -> Visit:
    made.county()
    return made.drawn().visits.get(order=1)


def officer_of(visit: Visit, position: int = 0) -> Officer:
    return Officer.objects.get(pk=made.team(visit)[position].officer_id)


def login(client, row: Officer):
    seat = account(Role.INSPECTOR, username=f"officer-{row.pk}", officer=row)
    client.force_login(seat)
    return client


@pytest.fixture
def phone(client, visit):
    return login(client, officer_of(visit))


def url(name: str, visit: Visit) -> str:
    return reverse(f"field:{name}", args=[visit.pk])


def begin(phone, visit: Visit, **extra):
    present = [one.officer_id for one in made.team(visit)]
    return phone.post(url("start", visit), {"present": present}, **extra)


def item_of(visit: Visit) -> int:
    return VisitPart.objects.get(visit=visit).sheets.get().item_id


def answer(phone, visit: Visit, value: str, **given):
    sent = {"item": item_of(visit), "question": 1, "value": value, "token": str(uuid4())} | given
    return phone.post(url("answer", visit), sent, **QUEUE)


def test_todays_visits_stand_as_cards_in_route_order(phone, visit):
    html = phone.get(reverse("field:today")).content.decode()
    mine = [
        v
        for v in visit.inspection.visits.all()
        if officer_of(visit).pk in {a.officer_id for a in made.team(v)}
    ]
    assert html.count("visit-card") == len(mine)
    assert visit.business_name in html
    assert "龙潭镇" in html


def test_the_cards_pages_are_named_for_keeping_on_the_phone(phone, visit):
    html = phone.get(reverse("field:today")).content.decode()
    kept = json.loads(html.split('<script id="keep" type="application/json">')[1].split("</script>")[0])
    assert {url("visit", visit), url("finish", visit), url("refusal", visit)} <= set(kept)


def test_a_visit_not_begun_shows_its_questions_so_that_it_can_begin_without_signal(phone, visit):
    html = phone.get(url("visit", visit)).content.decode()
    assert "已出示证件，开始检查" in html
    assert html.count("data-question=") == 7
    assert "disabled" in html


def test_beginning_with_one_officer_is_refused_with_its_article(phone, visit):
    sent = {"present": [officer_of(visit).pk]}
    told = phone.post(url("start", visit), sent, **QUEUE)
    assert told.status_code == 409
    assert "不得少于2人" in told.json()["says"]
    assert phone.post(url("start", visit), sent).status_code == 302


def test_a_visit_begins_and_its_answers_are_saved_one_by_one(phone, visit):
    begin(phone, visit)
    told = answer(phone, visit, "no", note="无证").json()
    assert told == {"revision": 1, "value": "no", "problem": True, "anchor": told["anchor"]}
    html = phone.get(url("visit", visit)).content.decode()
    assert "无证" in html


def test_an_answer_sent_again_from_the_queue_is_saved_once(phone, visit):
    begin(phone, visit)
    token = str(uuid4())
    first = answer(phone, visit, "yes", token=token).json()
    again = answer(phone, visit, "yes", token=token).json()
    assert first == again
    assert AnswerEntry.objects.count() == 1


def test_the_beginning_sent_again_from_the_queue_changes_nothing(phone, visit):
    assert begin(phone, visit, **QUEUE).status_code == 200
    assert begin(phone, visit, **QUEUE).status_code == 200


def test_a_colleagues_answer_comes_back_as_a_conflict_to_decide(phone, visit):
    begin(phone, visit)
    other = login(Client(), officer_of(visit, 1))
    answer(other, visit, "no", note="无证")
    told = answer(phone, visit, "yes")
    assert told.status_code == 409
    facts = told.json()
    assert (facts["conflict"], facts["value"], facts["note"], facts["revision"]) == (True, "no", "无证", 1)
    assert answer(phone, visit, "yes", based_on=1).status_code == 200
    assert Answer.objects.get().value == "yes"


def test_a_photo_sent_twice_is_kept_once(phone, visit):
    begin(phone, visit)
    for _ in range(2):
        file = SimpleUploadedFile("a.png", made.PNG, content_type="image/png")
        told = phone.post(
            url("photo", visit), {"photo": file, "item": item_of(visit), "question": 2}, **QUEUE
        )
        assert told.status_code == 200
    assert Attachment.objects.count() == 1
    assert phone.get(told.json()["url"]).status_code == 200


def test_a_file_that_is_no_photo_is_refused_in_words(phone, visit):
    begin(phone, visit)
    file = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", content_type="image/png")
    told = phone.post(url("photo", visit), {"photo": file, "item": 0}, **QUEUE)
    assert told.status_code == 409
    assert "不能接收" in told.json()["says"]


def test_a_voice_note_sent_twice_is_kept_once_and_heard_by_officials_alone(phone, visit):
    begin(phone, visit)
    for _ in range(2):
        file = SimpleUploadedFile("2021-03-10 09:12 录音.webm", VOICE, content_type="audio/webm")
        told = phone.post(
            url("voice", visit), {"voice": file, "item": item_of(visit), "question": 2}, **QUEUE
        )
        assert told.status_code == 200
    row = Attachment.objects.get()
    assert (row.kind.split(":")[0], row.stored.media_type, row.public) == ("voice", "audio/webm", False)
    address = told.json()["url"]
    assert phone.get(address)["Content-Type"] == "audio/webm"
    assert Client().get(address).status_code == 404
    for page in (url("visit", visit), reverse("inspections:visit", args=[visit.pk])):
        assert f'<audio controls preload="none" src="{address}"' in phone.get(page).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("voice", made.PNG, "它不是录音"), ("photo", VOICE, "它不是照片"), ("voice", FILM, "不能接收")],
)
def test_what_is_sent_as_photo_or_voice_note_is_one(phone, visit, name, content, says):
    begin(phone, visit)
    told = phone.post(url(name, visit), {name: SimpleUploadedFile("a", content), "item": 0}, **QUEUE)
    assert told.status_code == 409
    assert says in told.json()["says"]
    assert phone.post(url(name, visit), {"item": 0}, **QUEUE).status_code == 409


def test_the_ledger_holds_the_digests_of_what_was_taken_on_site(phone, visit):
    begin(phone, visit)
    fill_in(visit)
    for name, content in (("photo", made.PNG), ("voice", VOICE)):
        phone.post(url(name, visit), {name: SimpleUploadedFile("a", content), "item": 0}, **QUEUE)
    phone.post(url("finish", visit), RECORD)
    entry = json.loads(entries_about(visit).get(act="visit_recorded").body)
    assert entry["facts"]["evidence"] == sorted(sha256_hex(one) for one in (made.PNG, VOICE))


def fill_in(visit: Visit) -> None:
    made.answer_all(visit, made.team(visit)[0])


RECORD = {
    "outcome": "checked",
    "confirmed": "signed",
    "signer_name": "田某某",
    "signature": SIGNATURE,
}


def test_the_record_is_closed_with_a_drawn_signature(phone, visit):
    begin(phone, visit)
    fill_in(visit)
    assert phone.get(url("finish", visit)).status_code == 200
    phone.post(url("finish", visit), RECORD)
    visit.refresh_from_db()
    assert (visit.state, visit.codes) == (VisitStage.RECORDED, ["1"])
    assert Attachment.objects.get(kind__startswith="signature:").name == "签名（田某某）"


def test_the_record_sent_again_from_the_queue_is_still_one_record(phone, visit):
    begin(phone, visit)
    fill_in(visit)
    told = [phone.post(url("finish", visit), RECORD, **QUEUE).status_code for _ in range(2)]
    assert told == [200, 200]
    assert VisitPart.objects.get(visit=visit).recorded_on is not None


def test_a_record_with_open_questions_comes_back_in_words(phone, visit):
    begin(phone, visit)
    told = phone.post(url("finish", visit), RECORD, **QUEUE)
    assert told.status_code == 409
    assert "没有填" in told.json()["says"]
    assert "<" not in told.json()["says"]  # the phone shows it letter by letter


@pytest.mark.parametrize(
    "signature", ["", "data:image/svg+xml;base64,AAAA", "data:image/png;base64,!!!", "x" * 600_000]
)
def test_a_signature_that_is_none_does_not_close_the_record(phone, visit, signature):
    begin(phone, visit)
    fill_in(visit)
    answered = phone.post(url("finish", visit), RECORD | {"signature": signature})
    assert answered.status_code == 409
    visit.refresh_from_db()
    assert visit.state == VisitStage.VISITING


def test_a_refusal_before_the_beginning_comes_back_in_plain_words(phone, visit):
    sent = {"ground": "entry", "account": "老板关门不让进", "witness_name": "冉主任"}
    told = phone.post(url("refusal", visit), sent, **QUEUE)
    assert told.status_code == 409
    assert "可以：请先确认到场人员" in told.json()["says"]
    assert "<" not in told.json()["says"]


def test_a_refusal_is_recorded_with_its_witness(phone, visit):
    begin(phone, visit)
    sent = {"ground": "entry", "account": "负责人锁门，不让进入。", "witness_name": "李某"}
    assert phone.get(url("refusal", visit)).status_code == 200
    assert phone.post(url("refusal", visit), sent | {"witness_name": ""}).status_code == 409
    phone.post(url("refusal", visit), sent)
    visit.refresh_from_db()
    assert visit.codes == ["8"]
    assert "不配合检查情节严重" in phone.get(url("visit", visit)).content.decode()


def test_an_officer_of_another_team_may_look_and_not_touch(client, visit):
    there = {one.officer_id for one in made.team(visit)}
    phone = login(client, Officer.objects.filter(organ="500242-amr").exclude(pk__in=there).first())
    assert "您不是这一户的检查人员" in phone.get(url("visit", visit)).content.decode()
    assert begin(phone, visit, **QUEUE).status_code == 403
    assert answer_of_stranger(phone, visit) == 403


def answer_of_stranger(phone, visit: Visit) -> int:
    sent = {"item": 1, "question": 1, "value": "yes", "token": str(uuid4())}
    return phone.post(url("answer", visit), sent, **QUEUE).status_code


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.LEADER, Role.AUDITOR, Role.CLERK])
def test_whoever_does_not_inspect_has_no_business_at_this_desk(client, visit, role):
    client.force_login(account(role))
    assert client.get(reverse("field:today")).status_code == 403
    assert client.get(url("visit", visit)).status_code == 403


def test_a_session_that_has_ended_leads_to_the_login_and_loses_nothing(client, visit):
    told = client.post(url("answer", visit), {"item": 1, "question": 1, "value": "yes"}, **QUEUE)
    assert told.status_code == 302


def test_looking_never_begins_a_visit(phone, visit):
    for name in ("visit", "finish", "refusal"):
        phone.get(url(name, visit))
    for name in ("start", "answer", "photo", "voice"):
        assert phone.get(url(name, visit)).status_code == 405
    visit.refresh_from_db()
    assert visit.state == VisitStage.ASSIGNED


def test_the_service_worker_minds_this_desk_alone_and_is_never_stale(client):
    told = client.get(reverse("field:service_worker"))
    assert told["Content-Type"].startswith("text/javascript")
    assert told["Cache-Control"] == "no-cache"
    assert reverse("field:service_worker").startswith(reverse("field:today"))


def test_the_desk_opens_without_anybody_logged_in_only_for_its_offline_page(client):
    assert client.get(reverse("field:offline")).status_code == 200
    assert client.get(reverse("field:today")).status_code == 302


def test_without_script_each_question_can_be_saved_by_its_own_button(phone, visit):
    begin(phone, visit)
    sent = {"item": item_of(visit), "question": 1, "value": "yes", "based_on": 0}
    answered = phone.post(url("answer", visit), sent)
    assert answered.status_code == 302
    assert answered.url.endswith(f"#q-{item_of(visit)}-1")
    assert Answer.objects.get().value == "yes"
