"""The pages of draws: `official` reads, `errands` acts, `witness` and `public` for those outside."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from quanheng.platform.people.actors import Actor


def viewer_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing but the button was; None for a page that is only shown."""
    return request.POST if request.method == "POST" else None
