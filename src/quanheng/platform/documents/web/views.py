"""Handing out stored files: to whoever may see the record they belong to."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.documents import queries
from quanheng.platform.documents.files import SOUND
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.actors import Actor

SHOWN_IN_PAGE = {"image/jpeg", "image/png", "image/webp", *SOUND}
ONE_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@require_safe
def download(request: HttpRequest, key: int) -> HttpResponse:
    return answer_with(request, queries.attachment(key, viewer=request.actor))  # type: ignore[attr-defined]


def answer_with(request: HttpRequest, row: Attachment) -> HttpResponse:
    """A stored file as the answer, for a view that has found that the reader may have it."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    content = queries.shown_to(row, viewer=viewer)
    tag = f'"{sha256_hex(content)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    answer = _asked_for(request, content, row.stored.media_type)
    saved = row.stored.media_type not in SHOWN_IN_PAGE
    answer["Content-Disposition"] = content_disposition_header(saved, row.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=0, must-revalidate"
    answer["ETag"] = tag
    return answer


def _asked_for(request: HttpRequest, content: bytes, media_type: str) -> HttpResponse:
    """The whole file, or the one part asked for: some browsers play no sound that comes whole only."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return HttpResponse(content, content_type=media_type, headers={"Accept-Ranges": "bytes"})
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
    part = content[first : last + 1]
    answer = HttpResponse(part, status=206, content_type=media_type)
    answer["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return answer
