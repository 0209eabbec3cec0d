"""The navigation of officials 导航: applications name entries, the shell shows what the actor may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.people.roles import OFFICIALS, Role


@dataclass(frozen=True)
class Entry:
    """One entry: its word, the page's URL name, and who sees it.

    With a right, whoever holds the right; without, the roles in ``roles`` (officials, if none are named).
    ``place`` is the bar, or the list behind its end for what is not of every day. ``also`` are the URL names
    of other pages below which the reader is at this entry.
    """

    label: str | Promise
    url_name: str
    right: Right | None = None
    order: int = 100
    roles: frozenset[Role] = field(default=OFFICIALS)
    place: Literal["bar", "more"] = "bar"
    also: tuple[str, ...] = ()

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor sees this entry."""
        return actor.may(self.right) if self.right else bool(actor.roles & self.roles)


@dataclass(frozen=True)
class Link:
    """An entry as it stands on a page: ``current`` marks where the reader is."""

    label: str
    url: str
    current: bool
    in_bar: bool = True


_ENTRIES: dict[str, Entry] = {}
_DESK: dict[str, str] = {}


def register(entry: Entry) -> None:
    """Add an entry; call it at the top level of an application's ``web/urls.py``."""
    _ENTRIES[entry.url_name] = entry


def entries() -> list[Entry]:
    """Every entry, in order."""
    return sorted(_ENTRIES.values(), key=lambda entry: (entry.order, entry.url_name))


def links(actor: Actor, path: str) -> list[Link]:
    """The entries of this actor with the one nearest to ``path`` marked as current."""
    seen = [(entry, reverse(entry.url_name)) for entry in entries() if entry.is_for(actor)]
    home = home_url(actor)
    places = {reverse(name): url for entry, url in seen for name in (entry.url_name, *entry.also)}
    here = places.get(_nearest((url for url in places if url != home or url == path), path))
    return [Link(str(entry.label), url, url == here, entry.place == "bar") for entry, url in seen]


def _nearest(urls: Iterable[str], path: str) -> str:
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def open_desk_at(*, home: str, search: str) -> None:
    """Say where officials come home to and where the one search box asks; the officers' desk calls this."""
    _DESK.update(home=home, search=search)


def home_url(actor: Actor) -> str:
    """Where the name at the top leads: the desk of somebody logged in, else the front page."""
    return reverse(_DESK["home"]) if "home" in _DESK and not actor.is_public else "/"


def search_url(actor: Actor) -> str:
    """Where the search box asks; empty for those who have no register to search."""
    return reverse(_DESK["search"]) if "search" in _DESK and actor.roles & OFFICIALS else ""
