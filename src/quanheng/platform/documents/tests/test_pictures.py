"""What a picture shows to whom, and which recordings are kept."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from quanheng.kernel.refusal import Missing
from quanheng.platform.documents import files, pictures
from quanheng.platform.documents.tests.factories import FILM, VOICE, located_photo, place_in

MP4 = b"\x00\x00\x00\x1cftypisom\x00\x00\x02\x00isommp41" + b"\x00" * 300


def saved(form: str, mode: str = "RGB", **given: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (9, 5)).save(out, form, **given)
    return out.getvalue()


def test_the_pixels_of_a_photo_stand_upright_and_name_no_place_and_no_device() -> None:
    taken = located_photo()
    assert place_in(taken)
    shown = pictures.pixels(taken, "image/jpeg")
    assert place_in(shown) == {}
    assert b"Phone 12" not in shown
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (6, 8), {})


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("WEBP", "RGB"), ("JPEG", "L")]
)
def test_every_kind_of_picture_that_is_kept_can_be_shown(form: str, mode: str) -> None:
    shown = pictures.pixels(saved(form, mode), f"image/{form.lower()}")
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.format, picture.size) == (form, (9, 5))


@pytest.mark.parametrize("broken", [located_photo()[:200], b"\x89PNG\r\n\x1a\n" + b"\x00" * 40])
def test_a_picture_cut_off_on_its_way_is_missing_and_no_fault(broken: bytes) -> None:
    for show in (pictures.small, pictures.whole):
        with pytest.raises(Missing):
            show(broken)


def test_a_small_copy_is_small_and_keeps_its_proportions() -> None:
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 50).save(out, "JPEG")
    drawn = pictures.small(out.getvalue())
    assert 'viewBox="0 0 520 347"' in drawn
    assert len(drawn) < 200_000


def test_a_file_of_no_known_kind_is_refused_in_a_plain_sentence() -> None:
    with pytest.raises(files.FileNotAccepted, match="从内容认不出是哪一种文件") as refused:
        files.media_type(b"plain words")
    assert "识别为" not in refused.value.says


def test_a_voice_recording_is_told_from_a_film_in_the_same_container() -> None:
    assert files.media_type(VOICE) == "audio/webm"
    assert files.media_type(MP4 + b"hdlr" + bytes(8) + b"soun") == "audio/mp4"
    for film in (FILM, MP4 + b"hdlr" + bytes(8) + b"vide"):
        with pytest.raises(files.FileNotAccepted):
            files.media_type(film)
