"""Taking a draw in hand: the row lock, the right, the area. The draw's row guards its sources as well."""

from __future__ import annotations

from quanheng.kernel.refusal import Missing
from quanheng.platform.draws import rights
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.refusals import CITES, NotYourSource, WrongKindOfSource
from quanheng.platform.draws.states import KINDS, Kind
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right


def locked(draw_id: int, *, by: Actor, right: Right) -> Draw:
    """The draw, locked for this transaction. Raises ``Forbidden``; ``Missing`` for another area's."""
    by.require(right)
    return _covered(_row(draw_id), by)


def locked_source(draw_id: int, source_id: int, *, kind: Kind, by: Actor) -> tuple[Draw, Source]:
    """A source and its draw, locked, if this actor may act for the source.

    A witness with an account acts for the own source and no other; for a witness without one, an officer who
    may plan draws files what came on paper. Raises ``NotYourSource``, ``Forbidden``, ``Missing``.
    """
    draw = _row(draw_id)
    source = draw.sources.select_related("account").filter(pk=source_id).first()
    if source is None:
        raise Missing
    if source.kind != kind:
        raise WrongKindOfSource(f"“{source.name}”是{KINDS[Kind(source.kind)]}，不能这样办理", cites=CITES)
    if kind == Kind.PUBLIC:
        by.require(rights.OUTCOME)
    elif source.account_id is None:
        by.require(rights.PLAN)
    else:
        by.require(rights.WITNESS)
        _require_own(source, by)
        return draw, source
    return _covered(draw, by), source


def _row(draw_id: int) -> Draw:
    draw = Draw.objects.select_for_update().filter(pk=draw_id).first()
    if draw is None:
        raise Missing
    return draw


def _covered(draw: Draw, by: Actor) -> Draw:
    if not by.covers(draw.area_code):
        raise Missing
    return draw


def _require_own(source: Source, by: Actor) -> None:
    if by.id != f"account:{source.account_id}" and not by.is_system:
        raise NotYourSource(
            f"“{source.name}”的种子值只能由其本人提交和公开",
            cites=CITES,
            instead="请用本人的账号登录，办理本人名下的种子值",
        )
