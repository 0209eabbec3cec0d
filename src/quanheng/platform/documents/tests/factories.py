"""Photos and recordings as phones make them."""

from __future__ import annotations

import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d428781 04".replace(" ", ""))
VOICE = WEBM + b"\x16T\xaek\x86\x86A_OPUS" + b"\x00" * 400
FILM = WEBM + b"\x16T\xaek\x86\x85V_VP9" + b"\x00" * 400


def located_photo() -> bytes:
    """A JPEG of 8 by 6, held upright (shown 6 by 8), that says where and with which phone it was taken."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = "Phone", "Phone 12", 6
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (28.0, 50.0, 30.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (108.0, 46.0, 12.0)
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(out, "JPEG", exif=exif, comment=b"Phone 12")
    return out.getvalue()


def place_in(content: bytes) -> dict[int, object]:
    """What a picture says about where it was taken."""
    with Image.open(io.BytesIO(content)) as picture:
        return dict(picture.getexif().get_ifd(IFD.GPSInfo))
