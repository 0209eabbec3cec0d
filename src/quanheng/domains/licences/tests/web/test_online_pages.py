"""The owner's own pages: number and code open them, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules.vocabulary import Purpose
from quanheng.domains.licences.tests import factories as make
from quanheng.domains.licences.tests.web.test_pages import seat
from quanheng.kernel import clock
from quanheng.platform.people.roles import Role

pytestmark = pytest.mark.django_db

DAY = make.DAY


@pytest.fixture(autouse=True)
def _on_that_day(settings: Any, tmp_path: Any) -> Iterator[None]:
    make.organ()
    with clock.fixed(DAY):
        yield


def chosen(client: Client, code: str, word: str) -> OnlineForm:
    """The form that an owner opens by a button of the portal."""
    sent = {"business": code, "id_number": make.HEAD_ID, "permit": word}
    answer = client.post("/apply/owner/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return OnlineForm.objects.latest("pk")


def whole(client: Client, held: OnlineForm) -> None:
    """Everything that a noodle shop is asked for."""
    at = f"/licences/online/{held.pk}/"
    said = {"form": "2", "items": ["hot"], "contact_phone": "13800001234"}
    assert client.post(f"{at}save/", said | {"revision": held.revision}).status_code == 200
    for place, kind in enumerate(("layout", "rules")):
        file = SimpleUploadedFile("纸.png", make.picture(place), "image/png")
        assert client.post(f"{at}papers/", {"kind": kind, "files": [file]}).status_code == 302


def handed_in(client: Client) -> OnlineForm:
    shop = make.shop()
    make.head(shop)
    held = chosen(client, shop.code, "new food_business")
    whole(client, held)
    answer = client.post(f"/licences/online/{held.pk}/check/", {"true": "on"})
    assert answer.status_code == 302, answer.content.decode()
    held.refresh_from_db()
    return held


def test_the_owner_writes_hands_in_and_follows_without_an_account(client: Client) -> None:
    held = handed_in(client)
    page = client.get(f"/licences/online/{held.pk}/").content.decode()
    assert "2024-03-11 以前受理" in page
    assert re.search(r'class="secret">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<', page)
    notice = client.get(f"/licences/online/{held.pk}/notices/application.pdf")
    assert notice.content[:5] == b"%PDF-"
    assert client.get(f"/licences/online/{held.pk}/notices/check.pdf").status_code == 404
    assert client.get(f"/licences/online/{held.pk}/form/").status_code == 302


def test_what_was_typed_stands_there_again_with_what_is_wrong(client: Client) -> None:
    shop = make.shop()
    make.head(shop)
    held = chosen(client, shop.code, "new food_business")
    at = f"/licences/online/{held.pk}/"
    sent = {"premises": "龙潭镇河边2号", "items": ["hot"], "next": "check", "revision": held.revision}
    answer = client.post(f"{at}form/", sent)
    page = answer.content.decode()
    assert (answer.status_code, "龙潭镇河边2号" in page, "请先改正" in page) == (422, True, True)
    assert "龙潭镇河边2号" in client.get(f"{at}form/").content.decode()
    assert "还差这些" in client.get(f"{at}check/").content.decode()
    client.post(f"{at}check/", {"true": "on"})
    assert Application.objects.count() == 0


def test_no_other_browser_and_no_official_opens_the_owners_pages(client: Client) -> None:
    held = handed_in(client)
    file = client.get(f"/licences/online/{held.pk}/")
    assert file.status_code == 200
    for other in (Client(), seat(Role.CLERK)):
        for name in ("", "form/", "check/", "withdraw/", "notices/application.pdf"):
            assert other.get(f"/licences/online/{held.pk}/{name}").status_code == 404, name
        for name in ("save/", "papers/", "answer/"):
            assert other.post(f"/licences/online/{held.pk}/{name}").status_code == 404, name


def test_a_new_code_from_the_window_opens_and_the_old_browser_is_out(client: Client) -> None:
    held = handed_in(client)
    clerk = seat(Role.CLERK)
    page = f"/licences/applications/{held.application_id}/"
    assert "补发办理码" in clerk.get(page).content.decode()
    told = clerk.post(f"{page}code/", follow=True).content.decode()
    code = re.search(r"新的办理码 ([0-9A-Z-]{14})", told)
    assert code is not None
    assert client.get(f"/licences/online/{held.pk}/").status_code == 404
    fresh = Client()
    assert fresh.post("/apply/resume/", {"number": held.number, "code": "WRONG"}).status_code == 409
    answer = fresh.post("/apply/resume/", {"number": held.number.lower(), "code": code[1]})
    assert answer["Location"] == f"/licences/online/{held.pk}/"
    assert fresh.get(answer["Location"]).status_code == 200


def test_an_application_of_the_window_has_no_code_to_hand_out() -> None:
    made = make.applied()
    clerk = seat(Role.CLERK)
    assert clerk.post(f"/licences/applications/{made.pk}/code/").status_code == 404


def test_a_notice_is_answered_or_the_application_taken_back(client: Client) -> None:
    held = handed_in(client)
    services.ask_supplement(held.application, ["平面图"], answer_by=None, by=make.clerk(), today=DAY)
    at = f"/licences/online/{held.pk}/"
    assert "平面图" in client.get(at).content.decode()
    assert client.post(f"{at}answer/", {"answer": ""}).status_code == 422
    assert client.post(f"{at}answer/", {"answer": "已补"}).status_code == 302
    assert client.post(f"{at}withdraw/", {"reason": ""}).status_code == 302
    assert Application.objects.get().stage == "withdrawn"


def test_a_holder_is_offered_what_may_be_asked_for_now(client: Client) -> None:
    permit = make.permit()
    shop = make.Business.objects.get()
    make.head(shop)
    sent = {"business": shop.code, "id_number": make.HEAD_ID}
    page = client.post("/apply/owner/", sent).content.decode()
    words = re.findall(r'name="permit" value="([a-z_]+ [a-z_0-9]+)"', page)
    assert [word for word in words if word.endswith(f" {permit.pk}")] == [
        f"{purpose} {permit.pk}" for purpose in (Purpose.CHANGE, Purpose.REPLACEMENT, Purpose.CANCELLATION)
    ]
    assert words[0] == "new food_business"
    for word in ("new industrial", "renewal x", f"renewal {permit.pk + 9}", "eat 1"):
        assert client.post("/apply/owner/", sent | {"permit": word}).status_code == 404, word


def test_a_filing_is_made_at_once_and_its_certificate_is_there(client: Client) -> None:
    shop = make.shop()
    make.head(shop)
    held = chosen(client, shop.code, "new prepackaged")
    at = f"/licences/online/{held.pk}/"
    said = {"form": "2", "items": ["prepackaged"], "contact_phone": "13800001234", "revision": held.revision}
    client.post(f"{at}save/", said)
    assert client.post(f"{at}check/", {"true": "on"}).status_code == 302
    page = client.get(at).content.decode()
    assert Permit.objects.get().number in page
    link = re.search(r'href="(/verify/[^"]+\.pdf)"', page)
    assert link is not None
    assert client.get(link[1]).content[:5] == b"%PDF-"


def page_seen(client: Client) -> tuple[str, int]:
    """A form that has been opened: where it is, and which writing of it the page shows."""
    shop = make.shop()
    make.head(shop)
    held = chosen(client, shop.code, "new food_business")
    page = client.get(f"/licences/online/{held.pk}/form/").content.decode()
    seen = re.search(r'name="revision" value="(\d+)"', page)
    assert seen is not None
    return f"/licences/online/{held.pk}/", int(seen[1])


def test_what_two_devices_write_at_once_is_told_and_not_written_over(client: Client) -> None:
    at, seen = page_seen(client)
    first = client.post(f"{at}save/", {"revision": seen, "items": ["drinks", "hot"], "premises": "老街12号"})
    assert (first.status_code, first.json()["revision"]) == (200, seen + 1)
    second = client.post(f"{at}save/", {"revision": seen, "premises": "新街1号"})
    assert (second.status_code, second.json()["conflict"]) == (409, True)
    told = second.json()["fields"]
    assert (told["premises"], told["items"], second.json()["revision"]) == (
        "老街12号",
        "drinks,hot",
        seen + 1,
    )
    assert OnlineForm.objects.get().details["premises"] == "老街12号"
    mine = client.post(f"{at}save/", {"revision": seen + 1, "premises": "新街1号", "items": [""]})
    assert mine.status_code == 200
    details = OnlineForm.objects.get().details
    assert (details["premises"], details["items"]) == ("新街1号", [])


def test_without_script_a_conflict_is_shown_in_words_and_the_next_save_stands(client: Client) -> None:
    at, seen = page_seen(client)
    client.post(f"{at}save/", {"revision": seen, "items": ["hot"], "contact_phone": "13800001234"})
    sent = {"items": ["hot", "drinks"], "contact_phone": "13800009999", "next": "stay"}
    answer = client.post(f"{at}form/", sent | {"revision": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    for word in ("热食类食品制售、自制饮品制售", "现在保存着“热食类食品制售”", "13800001234", "13800009999"):
        assert word in page
    assert OnlineForm.objects.get().details["contact_phone"] == "13800001234"
    assert client.post(f"{at}form/", sent | {"revision": seen + 1}).status_code == 302
    assert OnlineForm.objects.get().details["items"] == ["hot", "drinks"]


def test_a_save_after_handing_in_is_refused_in_words(client: Client) -> None:
    held = handed_in(client)
    answer = client.post(f"/licences/online/{held.pk}/save/", {"premises": "新街1号"})
    assert (answer.status_code, "已经提交" in answer.json()["says"]) == (409, True)
