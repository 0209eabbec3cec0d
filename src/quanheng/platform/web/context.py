"""What the layout needs on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area, Organ
from quanheng.platform.people.roles import SAYS, Role
from quanheng.platform.web import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The actor, the seat it sits at, its navigation, today's date and the language to switch to."""
    actor: Actor = getattr(request, "actor", None) or Actor.public()
    links = SimpleLazyObject(lambda: navigation.links(actor, request.path))
    return {
        "actor": actor,
        "today": clock.today(),
        "home_url": navigation.home_url(actor),
        "search_url": navigation.search_url(actor),
        "seat": SimpleLazyObject(lambda: seat(actor)),
        "navigation": links,
        "more": SimpleLazyObject(lambda: [link for link in links if not (link.in_bar or link.current)]),
        "other_language": _other_language(),
    }


def seat(actor: Actor) -> dict[str, str]:
    """Where the actor sits, in words: organ, area, roles."""
    organ = Organ.objects.filter(pk=actor.organ).values_list("name", flat=True).first() if actor.organ else ""
    area = (
        Area.objects.filter(pk=actor.area).values_list("short_name", flat=True).first() if actor.area else ""
    )
    roles = "、".join(SAYS[role] for role in Role if role in actor.roles)
    return {"organ": organ or "", "area": area or "", "roles": roles}


def _other_language() -> tuple[str, str]:
    return ("en", "English") if (get_language() or "zh").startswith("zh") else ("zh-hans", "中文")
