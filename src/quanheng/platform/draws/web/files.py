"""Files of a draw as downloads: exact bytes, never shown as a page."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "py": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


def as_download(name: str, content: bytes) -> HttpResponse:
    """The bytes under their name."""
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
