"""Pictures as they are shown 图片: upright, and without what the camera wrote beside the pixels.

A photo is kept as it came in, because its digest is evidence. A phone writes into it where it was taken, when
and with which device; whoever is no official is handed the pixels alone, set anew.
"""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageOps, UnidentifiedImageError

from quanheng.kernel.refusal import Missing

UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
QUALITY = 88
EDGE = 520
"""Pixels: the longer edge of a picture in a document, which is about a third of the page wide."""


def pixels(content: bytes, media_type: str) -> bytes:
    """The same picture in the same format with nothing but its pixels 去除拍摄信息. Raises ``Missing``."""
    return _saved(_opened(content), FORMATS[media_type])


def small(content: bytes) -> str:
    """A small copy of a picture as SVG text, as ``official.typ`` shows it 缩略图. Raises ``Missing``."""
    picture = _opened(content)
    picture.thumbnail((EDGE, EDGE))
    return _drawn(_saved(picture.convert("RGB"), "JPEG"), "image/jpeg", picture.size)


def whole(content: bytes) -> str:
    """A drawing on transparent ground (a signature) as SVG text. Raises ``Missing``."""
    picture = _opened(content)
    return _drawn(_saved(picture, "PNG"), "image/png", picture.size)


def _opened(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return ImageOps.exif_transpose(picture)
    except UNREADABLE:
        raise Missing("这张图片无法读取，可能没有完整上传。", instead="请联系承办人员。") from None


def _saved(picture: Image.Image, form: str) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    if picture.palette:
        bare.putpalette(picture.palette)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, form, quality=QUALITY, optimize=True)
    return out.getvalue()


def _drawn(content: bytes, media_type: str, size: tuple[int, int]) -> str:
    width, height = size
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" xlink:href="data:{media_type};base64,{data}"/></svg>'
    )
