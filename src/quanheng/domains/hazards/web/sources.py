"""Where a hazard was found 来源: it keeps the reference of the visit; whoever made the visit has its page."""

from __future__ import annotations

from django.urls import reverse

_PAGES: dict[str, str] = {}


def open_visits_at(subject: str, url_name: str) -> None:
    """Say under which address the visits are found whose references begin with ``subject``."""
    _PAGES[subject] = url_name


def visit_url(reference: str) -> str:
    """The page of a visit by its reference (``subject:key``); empty where nobody has one."""
    subject, _, key = reference.partition(":")
    return reverse(_PAGES[subject], args=[key]) if subject in _PAGES and key.isdecimal() else ""
