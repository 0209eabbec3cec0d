"""Who gets a stored file, and how it reaches them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from PIL import Image

from quanheng.platform.documents import files, services
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.tests.factories import VOICE, located_photo, place_in
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, MAWANG, account, actor

pytestmark = pytest.mark.django_db
DAY = date(2021, 3, 5)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def filed(content: bytes, *, name: str = "现场照片.png", public: bool = False) -> Attachment:
    by = actor(Role.INSPECTOR, area_code=LONGTAN)
    stored = services.store(content)
    return services.attach(
        stored, services.Label("photo", name, LONGTAN, public), to="visit:1", by=by, today=DAY
    )


def test_an_officer_of_the_area_sees_a_photo_in_the_page(client: Client) -> None:
    row = filed(photo())
    client.force_login(account(Role.INSPECTOR, area_code=LONGTAN))
    answer = client.get(f"/documents/{row.pk}/")
    assert answer.content == photo()
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_is_no_image_is_saved_and_never_shown(client: Client) -> None:
    row = filed(b"%PDF-1.7\n%%EOF", name="询问笔录.pdf", public=True)
    answer = client.get(f"/documents/{row.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "%E8%AF%A2" in answer["Content-Disposition"]


def test_another_township_and_the_public_find_nothing(client: Client) -> None:
    row = filed(photo())
    assert client.get(f"/documents/{row.pk}/").status_code == 404
    client.force_login(account(Role.INSPECTOR, area_code=MAWANG))
    assert client.get(f"/documents/{row.pk}/").status_code == 404


def test_a_file_changed_on_disk_is_not_handed_out(client: Client) -> None:
    row = filed(photo(), public=True)
    path = files.path_of(row.stored_id)
    kept = path.read_bytes()
    path.write_bytes(kept + b"x")
    try:
        assert client.get(f"/documents/{row.pk}/").status_code == 404
    finally:
        path.write_bytes(kept)


def test_a_reader_who_has_the_file_is_not_sent_it_again(client: Client) -> None:
    row = filed(photo(), public=True)
    tag = client.get(f"/documents/{row.pk}/")["ETag"]
    assert client.get(f"/documents/{row.pk}/", headers={"if-none-match": tag}).status_code == 304


def test_the_public_is_shown_a_photo_without_its_place_and_an_official_the_original(client: Client) -> None:
    row = filed(located_photo(), name="现场.jpg", public=True)
    assert place_in(client.get(f"/documents/{row.pk}/").content) == {}
    client.force_login(account(Role.INSPECTOR, area_code=LONGTAN))
    answer = client.get(f"/documents/{row.pk}/")
    assert answer.content == located_photo()
    assert answer["ETag"] == f'"{row.stored_id}"'


@pytest.mark.parametrize(
    ("asked", "status", "said", "length"),
    [
        ("bytes=0-1", 206, "bytes 0-1/{n}", 2),
        ("bytes=5-", 206, "bytes 5-{last}/{n}", None),
        ("bytes=9999-", 416, "bytes */{n}", 0),
    ],
)
def test_a_recording_is_played_in_the_page_whole_or_in_parts(
    client: Client, asked: str, status: int, said: str, length: int | None
) -> None:
    row = filed(VOICE, name="录音.webm", public=True)
    whole = client.get(f"/documents/{row.pk}/")
    assert (whole["Content-Type"], whole["Accept-Ranges"]) == ("audio/webm", "bytes")
    assert whole["Content-Disposition"].startswith("inline")
    part = client.get(f"/documents/{row.pk}/", headers={"range": asked})
    n = len(VOICE)
    assert (part.status_code, part["Content-Range"]) == (status, said.format(n=n, last=n - 1))
    assert len(part.content) == (n - 5 if length is None else length)


def test_files_are_only_read_here(client: Client) -> None:
    assert client.post(f"/documents/{filed(photo(), public=True).pk}/").status_code == 405
