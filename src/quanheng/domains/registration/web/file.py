"""Where the one-page file on a business is shown 一户一档: the desk that has the page says so."""

from __future__ import annotations

from django.urls import reverse

_PAGE: dict[str, str] = {}


def open_at(url_name: str) -> None:
    """Say which page shows the file on a business by its code; the officers' desk calls this."""
    _PAGE["file"] = url_name


def file_url(code: str) -> str:
    """The file on a business; empty while no desk shows one."""
    return reverse(_PAGE["file"], args=[code]) if "file" in _PAGE else ""
