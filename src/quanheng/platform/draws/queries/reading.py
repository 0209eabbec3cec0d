"""Draws as officials and witnesses read them 查阅抽取."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from quanheng.kernel.refusal import Missing
from quanheng.platform.draws import rights
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.states import Kind
from quanheng.platform.people.actors import Actor

Teams = dict[str, tuple[str, ...]]


class Place(NamedTuple):
    """One place in the drawing order: the business drawn there, its stratum, pseudonyms by organ."""

    order: int
    code: str
    stratum: str
    teams: Teams


def draws(*, viewer: Actor) -> QuerySet[Draw]:
    """The draws of the viewer's area, newest first. Raises ``Forbidden`` without the right to read."""
    viewer.require(rights.READ)
    return viewer.within(Draw.objects.select_related("organ")).order_by("-id")


def draw(pk: int, *, viewer: Actor) -> Draw:
    """One draw of the viewer's area. Raises ``Forbidden``, ``Missing``."""
    row = draws(viewer=viewer).filter(pk=pk).first()
    if row is None:
        raise Missing
    return row


def draws_for(purpose: str, *, viewer: Actor) -> QuerySet[Draw]:
    """Every draw made or given up for one matter, newest first."""
    return draws(viewer=viewer).filter(purpose=purpose)


def drawn(draw: Draw) -> list[Place]:
    """The drawn businesses in drawing order with their teams; substitutes are not among them."""
    teams = _teams(draw)
    return [Place(row.order, row.code, row.stratum, teams.get(row.code, {})) for row in draw.drawn.all()]


def standing(draw: Draw) -> list[Place]:
    """The businesses to be inspected: each substitute in the place of the one it replaced."""
    teams, replaced = _teams(draw), dict(draw.substitutions.values_list("code", "replaced_by"))
    places = []
    for row in draw.drawn.all():
        code = row.code
        while code in replaced:
            code = replaced[code]
        places.append(Place(row.order, code, row.stratum, teams.get(code, {})))
    return places


def team_of(draw: Draw, code: str) -> Teams:
    """The pseudonyms drawn for one business, by organ, in the order chosen; also for a substitute."""
    return _teams(draw, code=code).get(code, {})


def _teams(draw: Draw, **only: str) -> dict[str, Teams]:
    found: dict[str, Teams] = {}
    for place in draw.places.filter(**only).order_by("id"):
        organs = found.setdefault(place.code, {})
        organs[place.organ] = (*organs.get(place.organ, ()), place.pseudonym)
    return found


def own_sources(*, viewer: Actor) -> QuerySet[Source]:
    """The sources whose witness the viewer is, newest draw first; nobody else's."""
    viewer.require(rights.WITNESS)
    rows = Source.objects.filter(kind=Kind.WITNESS).select_related("draw", "draw__organ")
    number = viewer.id.removeprefix("account:")
    if not number.isdecimal():
        return rows.none()
    return rows.filter(account=int(number)).order_by("-draw_id", "position")


def own_source(pk: int, *, viewer: Actor) -> Source:
    """A source that the viewer may hand in and reveal for: the own one, or one on paper for planners.

    Raises ``Missing`` for anybody else's, so that nobody learns what exists.
    """
    row = Source.objects.select_related("draw", "draw__organ").filter(pk=pk, kind=Kind.WITNESS).first()
    if row is None:
        raise Missing
    if row.account_id is None:
        viewer.require(rights.PLAN, area=row.draw.area_code)
        return row
    viewer.require(rights.WITNESS)
    if viewer.id != f"account:{row.account_id}":
        raise Missing
    return row


def source(pk: int, *, viewer: Actor) -> Source:
    """A public outcome of a draw in the viewer's area. Raises ``Forbidden``, ``Missing``."""
    viewer.require(rights.OUTCOME)
    rows = Source.objects.select_related("draw", "draw__organ").filter(kind=Kind.PUBLIC, pk=pk)
    row = viewer.within(rows, "draw__area_code").first()
    if row is None:
        raise Missing
    return row
