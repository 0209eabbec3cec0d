"""Workflows 流程: what may follow what, as a table.

A matter stands in a stage, and the law says which stages may come next. The table is data: a test asks
whether it is total, `make docs` draws it, and a service asks it before it changes anything.

>>> from enum import StrEnum
>>> class Stage(StrEnum):
...     FOUND = "found"
...     ORDERED = "ordered"
...     CLOSED = "closed"
>>> hazard = Workflow(
...     moves={Stage.FOUND: {Stage.ORDERED}, Stage.ORDERED: {Stage.CLOSED}, Stage.CLOSED: set()},
...     says={Stage.FOUND: "已发现", Stage.ORDERED: "已责令整改", Stage.CLOSED: "已销号"},
... )
>>> hazard.check(Stage.FOUND, Stage.ORDERED)
>>> hazard.check(Stage.FOUND, Stage.CLOSED)
Traceback (most recent call last):
    ...
quanheng.kernel.workflow.MoveNotAllowed: 现为“已发现”，不能转为“已销号”
>>> hazard.is_total(), sorted(hazard.final_states)
(True, [<Stage.CLOSED: 'closed'>])
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import Generic, TypeVar

from quanheng.kernel.refusal import Refused

S = TypeVar("S", bound=StrEnum)


class MoveNotAllowed(Refused):
    """The matter stands in a stage from which this step is not allowed 不得越级."""


class Workflow(Generic[S]):
    """A table of moves 流转表 over the stages of one `StrEnum`.

    `moves` gives the stages that may follow each stage (an empty set for a final one); `says` the Chinese
    name of each stage; `cites` the legal basis of the order, carried by every refusal. The table may be
    incomplete, `gaps` says where; that it is total is for a test to assert.
    """

    def __init__(self, moves: Mapping[S, Set[S]], says: Mapping[S, str], *, cites: str = "") -> None:
        if not moves:
            raise ValueError("a workflow needs at least one stage")
        self.moves = {stage: frozenset(following) for stage, following in moves.items()}
        self.says = dict(says)
        self.cites = cites
        self.stages: type[S] = type(next(iter(moves)))

    def check(self, from_: str, to: str) -> None:
        """Return if a matter may move from stage `from_` to stage `to`.

        Stages may be given as members or as their stored text. Raises `MoveNotAllowed` if the table does
        not hold the move, `ValueError` for a text that is no stage at all.
        """
        here, there = self.stages(from_), self.stages(to)
        if there not in self.moves.get(here, frozenset()):
            raise MoveNotAllowed(
                f"现为“{self.name(here)}”，不能转为“{self.name(there)}”",
                cites=self.cites,
                instead=self._instead(here),
            )

    def allows(self, from_: str, to: str) -> bool:
        """Say whether `check` would let the move pass; for showing or hiding a button."""
        return self.stages(to) in self.moves.get(self.stages(from_), frozenset())

    def following(self, stage: str) -> list[S]:
        """Return the stages that may come next, in the order of the enumeration."""
        allowed = self.moves.get(self.stages(stage), frozenset())
        return [member for member in self.stages if member in allowed]

    def name(self, stage: str) -> str:
        """Return the Chinese name of a stage, or its stored text where none was given."""
        member = self.stages(stage)
        return self.says.get(member, member.value)

    @property
    def initial_states(self) -> frozenset[S]:
        """The stages no other stage leads to 起始环节."""
        reached = {to for here, following in self.moves.items() for to in following if to != here}
        return frozenset(stage for stage in self.stages if stage not in reached)

    @property
    def final_states(self) -> frozenset[S]:
        """The stages that nothing follows 终结环节."""
        return frozenset(stage for stage, following in self.moves.items() if not following)

    def gaps(self) -> list[str]:
        """Return, in English for whoever fixes the table, everything that keeps it from being total.

        A total table has a line and a name for each stage, and from each stage some final stage can be
        reached, so that no matter can be stuck for ever.
        """
        unlisted = [f"{stage.value}: no line in moves" for stage in self.stages if stage not in self.moves]
        unnamed = [f"{stage.value}: no Chinese name" for stage in self.stages if not self.says.get(stage)]
        ending = self._stages_that_can_end()
        stuck = [
            f"{stage.value}: no final stage can be reached" for stage in self.moves if stage not in ending
        ]
        return unlisted + unnamed + stuck

    def is_total(self) -> bool:
        """Say whether the table answers for every stage (see `gaps`)."""
        return not self.gaps()

    def mermaid(self) -> str:
        """Return the table as a Mermaid state diagram, stages in the order of the enumeration."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {stage.value}: {self.name(stage)}" for stage in self.stages]
        lines += [f"    [*] --> {stage.value}" for stage in self.stages if stage in self.initial_states]
        lines += [f"    {here.value} --> {to.value}" for here in self.stages for to in self.following(here)]
        lines += [f"    {stage.value} --> [*]" for stage in self.stages if stage in self.final_states]
        return "\n".join(lines) + "\n"

    def _instead(self, here: S) -> str:
        names = "、".join(f"“{self.name(stage)}”" for stage in self.following(here))
        return f"下一步可以是{names}" if names else "该事项已经终结"

    def _stages_that_can_end(self) -> set[S]:
        ending = set(self.final_states)
        while True:
            more = {stage for stage, following in self.moves.items() if following & ending} - ending
            if not more:
                return ending
            ending |= more
