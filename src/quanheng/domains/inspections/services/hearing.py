"""What inspections do when they hear of a draw 听取抽取事实; wired in `config`, safe to run twice."""

from __future__ import annotations

from quanheng.domains.inspections.services.drawing import take_result, take_substitution
from quanheng.platform.draws.events import DrawRun, DrawSubstituted
from quanheng.platform.people.actors import Actor


def hear_draw_run(fact: DrawRun) -> None:
    """A draw was run: whichever inspection waits for it gets its visits."""
    take_result(fact.draw_id, by=Actor.system("inspections"), today=fact.drawn_on)


def hear_substitution(fact: DrawSubstituted) -> None:
    """A drawn business was substituted: its visit goes to the substitute."""
    take_substitution(
        fact.draw_id,
        fact.code,
        fact.replaced_by,
        by=Actor.system("inspections"),
        today=fact.substituted_on,
    )
