"""The pages on hazards: who opens which, what a form does, what a refusal looks like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from quanheng.domains.hazards import queries, services
from quanheng.domains.hazards.models import Hazard, Limit
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.tests import factories as make
from quanheng.domains.registration.tests.factories import business, code
from quanheng.kernel import clock
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.services import Label, attach, store_made
from quanheng.platform.documents.tests.factories import located_photo
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, MAWANG, account, area, officer

pytestmark = pytest.mark.django_db

NEXT_DAY = date(2021, 9, 7)


@pytest.fixture(autouse=True)
def _in_september() -> Iterator[None]:
    with clock.fixed(NEXT_DAY):
        yield


def seat(role: Role, area_code: str = "500242", **given: Any) -> Client:
    client = Client()
    client.force_login(account(role, area_code=area_code, **given))
    return client


def photo(name: str = "后.png", colour: str = "green") -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), "image/png")


def pages(hazard: Hazard) -> dict[str, Right]:
    at = f"/hazards/{hazard.pk}/"
    order = hazard.orders.order_by("id")[0].pk
    return {
        "/hazards/": rights.READ,
        "/hazards/townships/": rights.READ,
        "/hazards/limits/": rights.READ,
        at: rights.READ,
        f"{at}orders/{order}/": rights.READ,
        "/hazards/report/": rights.REPORT,
        f"{at}order/": rights.ORDER,
        f"{at}rectified/": rights.REPORT_RECTIFIED,
        f"{at}recheck/": rights.RECHECK,
        f"{at}escalate/": rights.ESCALATE,
        f"{at}instruct/": rights.INSTRUCT,
        f"{at}hand-over/": rights.INSTRUCT,
        f"{at}withdraw/": rights.WITHDRAW,
        f"{at}regrade/": rights.ORDER,
        f"{at}points/1/photos/": rights.REPORT,
        "/hazards/limits/set/": rights.SET_LIMITS,
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_the_pages_of_its_rights_and_no_other(role: Role) -> None:
    hazard = make.ordered()
    client = seat(role)
    for page, right in pages(hazard).items():
        may = role in right.roles and (role in rights.READ.roles or right is rights.REPORT)
        assert client.get(page).status_code == (200 if may else 403), page


def test_another_township_finds_no_page_of_a_hazard() -> None:
    hazard = make.ordered()
    client = Client()
    client.force_login(account(Role.SECTION, area_code=MAWANG, username="elsewhere"))
    for page in pages(hazard):
        if str(hazard.pk) in page and "hand-over" not in page and "instruct" not in page:
            assert client.get(page).status_code == 404, page
    assert hazard.number not in client.get("/hazards/").content.decode()


def test_nobody_opens_a_page_without_logging_in(client: Client) -> None:
    for page in pages(make.ordered()):
        assert client.get(page).status_code == 302, page


def test_a_hazard_is_reported_by_hand_for_a_registered_business() -> None:
    make.section()
    business()
    client = seat(Role.TOWNSHIP, LONGTAN)
    sent = {
        "business_code": code(),
        "category": "food",
        "grade": "general",
        "text": "生熟混放\n\n健康证过期",
        "photos": [photo("前1.png", "red"), photo("前2.png", "blue")],
    }
    answer = client.post("/hazards/report/", sent)
    hazard = Hazard.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/hazards/{hazard.pk}/")
    assert [point.text for point in hazard.points.all()] == ["生熟混放", "健康证过期"]
    assert (hazard.business_name, hazard.area_code) == ("酉阳县第1号商贸有限公司", LONGTAN)
    assert Attachment.objects.filter(kind="hazard_before").count() == 2


def test_a_form_sent_twice_reports_one_hazard() -> None:
    make.section()
    business()
    client = seat(Role.INSPECTOR)
    sent = {
        "business_code": code(),
        "category": "food",
        "grade": "general",
        "text": "混放",
        "once": "0f" * 16,
    }
    first = client.post("/hazards/report/", sent)
    second = client.post("/hazards/report/", sent)
    assert first["Location"] == second["Location"]
    assert Hazard.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "没有写明是哪个经营者"),
        ({"business_code": "91500242MA99999999"}, "请核对代码"),
        ({"business_name": "无名小摊", "area_code": LONGTAN, "grade": "major"}, "需要写明理由"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_kept(
    given: dict[str, str], why: str
) -> None:
    make.section()
    area(LONGTAN)
    sent = {"category": "food", "grade": "general", "text": "混放"} | given
    answer = seat(Role.INSPECTOR).post("/hazards/report/", sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Hazard.objects.exists()


def test_a_drawing_with_script_is_not_taken_for_a_photo() -> None:
    hazard = make.ordered()
    point = hazard.points.all()[0]
    evil = SimpleUploadedFile(
        "x.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/png"
    )
    answer = seat(Role.SECTION).post(f"/hazards/{hazard.pk}/points/{point.pk}/photos/", {"photos": evil})
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


def test_the_order_page_shows_the_article_and_warns_where_it_was_not_checked() -> None:
    hazard = make.found()
    page = seat(Role.SECTION).get(f"/hazards/{hazard.pk}/order/").content.decode()
    assert "总局令第23号" in page
    assert "凭记忆录入" in page
    assert "不是法律规定" in page
    with clock.fixed(date(2022, 4, 1)):
        later = seat(Role.INSPECTOR).get(f"/hazards/{hazard.pk}/order/").content.decode()
    assert "第三十三条第二款" in later
    assert "凭记忆录入" not in later


def test_a_refused_order_is_said_beside_the_date() -> None:
    hazard = make.found()
    sent = {"due_on": "2021-09-01", "demands": "改"}
    answer = seat(Role.SECTION).post(f"/hazards/{hazard.pk}/order/", sent)
    assert answer.status_code == 422
    assert "整改期限早于责令之日" in answer.content.decode()
    assert answer.context["form"].errors["due_on"]


def test_the_whole_errand_over_the_pages() -> None:
    hazard = make.found()
    at = f"/hazards/{hazard.pk}/"
    section, township = seat(Role.SECTION), seat(Role.TOWNSHIP, LONGTAN)
    first = officer("24200031")
    inspector = seat(Role.INSPECTOR, officer=first)
    section.post(f"{at}order/", {"due_on": "2021-09-22", "demands": "分开存放"})
    points = list(hazard.points.all())
    township.post(f"{at}rectified/", {"text": "已分开", f"photos_{points[0].pk}": photo()})
    second = officer("24200032")
    verdicts = {f"verdict_{point.pk}": "passed" for point in points}
    refused = inspector.post(f"{at}recheck/", {"method": "on_site", **verdicts})
    assert refused.status_code == 422
    assert "至少需要 2 名" in refused.content.decode()
    inspector.post(f"{at}recheck/", {"method": "on_site", "second_officer": second.pk, **verdicts})
    hazard.refresh_from_db()
    assert hazard.stage == Stage.CLOSED
    page = section.get(at).content.decode()
    assert "已销号" in page
    assert "复查通过，销号" in page
    assert Attachment.objects.filter(kind="hazard_after").count() == 1


def test_who_reported_over_the_page_is_refused_at_the_re_check() -> None:
    hazard = make.ordered()
    at = f"/hazards/{hazard.pk}/"
    client = seat(Role.INSPECTOR)
    client.post(f"{at}rectified/", {"text": "已改"})
    verdicts = {f"verdict_{point.pk}": "passed" for point in hazard.points.all()}
    answer = client.post(f"{at}recheck/", {"method": "documents", **verdicts})
    assert answer.status_code == 422
    assert "不能由您复查" in answer.content.decode()


def test_a_re_check_sent_twice_closes_once_and_says_so() -> None:
    hazard = make.rectified(NEXT_DAY)
    client = seat(Role.INSPECTOR)
    sent: dict[str, object] = {"method": "documents"}
    sent |= {f"verdict_{point.pk}": "passed" for point in hazard.points.all()}
    assert client.post(f"/hazards/{hazard.pk}/recheck/", sent).status_code == 302
    again = client.post(f"/hazards/{hazard.pk}/recheck/", sent)
    assert again.status_code == 422
    assert "已销号" in again.content.decode()
    assert hazard.rechecks.count() == 1


def test_a_leader_takes_an_overdue_hazard_in_hand() -> None:
    hazard = make.ordered()
    services.escalate(hazard, "拖延不改", by=make.inspector(), today=NEXT_DAY)
    leader = seat(Role.LEADER)
    assert "督办并重新确定期限" in leader.get(f"/hazards/{hazard.pk}/").content.decode()
    sent = {"instruction": "三日内改到位", "due_on": "2021-09-10", "demands": "分开存放"}
    assert leader.post(f"/hazards/{hazard.pk}/instruct/", sent).status_code == 302
    hazard.refresh_from_db()
    assert (hazard.stage, hazard.due_on) == (Stage.ORDERED, date(2021, 9, 10))


def test_the_notice_names_the_points_that_were_open_and_comes_as_a_pdf() -> None:
    hazard = make.rectified()
    services.recheck(hazard, make.first_failed(hazard), by=make.inspector(), today=date(2021, 9, 15))
    services.order_rectification(
        hazard, make.notice(date(2021, 9, 24)), by=make.section(), today=date(2021, 9, 15)
    )
    client = seat(Role.SECTION)
    page = client.get(f"/hazards/{hazard.pk}/orders/{make.order_of(hazard).pk}/").content.decode()
    assert "市监责改〔2021〕2号" in page
    assert "冷藏柜内生熟食品混放" in page
    assert "健康证明过期" not in page
    assert "data:image/svg+xml" in page
    made = client.get(f"/hazards/{hazard.pk}/orders/{make.order_of(hazard).pk}/pdf/")
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")


def test_the_list_narrows_to_what_is_overdue() -> None:
    make.ordered(business_name="拖延的小吃店")
    make.ordered(due_on=date(2021, 10, 20), business_name="还有时间的小吃店")
    with clock.fixed(date(2021, 9, 30)):
        page = seat(Role.SECTION).get("/hazards/?late=rectify").content.decode()
    assert "拖延的小吃店" in page
    assert "还有时间的小吃店" not in page


def test_a_leader_sets_a_limit_with_a_reason() -> None:
    make.section()
    leader = seat(Role.LEADER)
    sent = {"step": "rectify", "category": "food", "grade": "*", "amount": "5", "unit": "working_days"}
    assert leader.post("/hazards/limits/set/", sent).status_code == 422
    assert leader.post("/hazards/limits/set/", sent | {"reason": "专项整治"}).status_code == 302
    assert Limit.objects.get().amount == 5
    assert "专项整治" in leader.get("/hazards/limits/").content.decode()


class TestTheBusinessAnswers:
    """The page behind the link, without an account."""

    @pytest.fixture
    def hazard(self) -> Hazard:
        return make.ordered()

    @pytest.fixture
    def address(self, hazard: Hazard) -> str:
        return f"/hazards/answer/{queries.answer_token(hazard)}/"

    def test_it_says_what_is_asked_until_when_and_how_to_object(self, client: Client, address: str) -> None:
        answer = client.get(address)
        page = answer.content.decode()
        for part in ("2021年9月22日", "冷藏柜内生熟食品混放", "行政复议", "市监责改〔2021〕1号"):
            assert part in page
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]

    def test_it_takes_text_and_photos_and_the_reporter_is_the_business(
        self, client: Client, address: str, hazard: Hazard
    ) -> None:
        point = hazard.points.all()[0]
        answer = client.post(address, {"text": "已分开存放", f"photos_{point.pk}": photo()}, follow=True)
        hazard.refresh_from_db()
        assert (hazard.stage, hazard.rectified_by) == (Stage.RECTIFIED, f"business:{make.CODE}")
        page = answer.content.decode()
        assert "等待复查" in page
        shown = Attachment.objects.get()
        assert client.get(f"{address}photos/{shown.pk}/").status_code == 200
        assert client.get(f"/documents/{shown.pk}/").status_code == 404

    def test_a_second_answer_is_refused_and_changes_nothing(
        self, client: Client, address: str, hazard: Hazard
    ) -> None:
        client.post(address, {"text": "已分开存放"})
        again = client.post(address, {"text": "又报一次"})
        assert again.status_code == 422
        assert hazard.rectifications.count() == 1

    def test_it_is_limited_per_link(self, client: Client, address: str) -> None:
        codes = [client.post(address, {"text": ""}).status_code for _ in range(12)]
        assert codes[0] == 422
        assert codes[-1] == 429

    @pytest.mark.parametrize("token", ["1.1~x", "abc", "1.1"])
    def test_a_guessed_link_is_missing(self, client: Client, token: str, hazard: Hazard) -> None:
        assert client.get(f"/hazards/answer/{token}/").status_code == 404

    def test_a_photo_of_another_hazard_does_not_open_over_the_link(
        self, client: Client, address: str
    ) -> None:
        other = make.ordered()
        point = other.points.all()[0]
        seat(Role.SECTION).post(f"/hazards/{other.pk}/points/{point.pk}/photos/", {"photos": photo()})
        assert client.get(f"{address}photos/{Attachment.objects.get().pk}/").status_code == 404

    def test_the_link_offers_the_notice_and_the_record_of_the_visit_as_files(
        self, client: Client, address: str, hazard: Hazard
    ) -> None:
        assert "实地核查记录表" not in client.get(address).content.decode()
        assert client.get(f"{address}record/").status_code == 404
        Hazard.objects.filter(pk=hazard.pk).update(visit="inspections.visit:7")
        for name in ("record:1", "record:2"):
            stored = store_made(f"%PDF-1.7 {name}".encode(), "application/pdf")
            label = Label(name, "实地核查记录表.pdf", hazard.area_code)
            attach(stored, label, to="inspections.visit:7", by=Actor.system("制作文书"), today=NEXT_DAY)
        assert f"{address}record/" in client.get(address).content.decode()
        told = client.get(f"{address}record/")
        assert told.content == b"%PDF-1.7 record:2"
        assert (told["Cache-Control"], told["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
        notice = client.get(f"{address}notice/")
        assert notice.content.startswith(b"%PDF")
        assert notice["Cache-Control"] == "private, no-store"

    def test_a_photo_over_the_link_shows_its_pixels_and_not_where_it_was_taken(
        self, client: Client, address: str, hazard: Hazard
    ) -> None:
        taken = located_photo()
        file = SimpleUploadedFile("前.jpg", taken, "image/jpeg")
        at = f"/hazards/{hazard.pk}/points/{hazard.points.all()[0].pk}/photos/"
        seat(Role.SECTION).post(at, {"photos": file})
        row = Attachment.objects.get()
        told = client.get(f"{address}photos/{row.pk}/").content
        with Image.open(BytesIO(told)) as shown:
            assert (dict(shown.getexif()), shown.size) == ({}, (6, 8))
        assert b"Phone 12" not in told
        assert seat(Role.LEADER).get(f"/documents/{row.pk}/").content == taken
