"""Of what a plan is made 表单分节: sections, what they depend on, rows of persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy

from quanheng.domains.registration.web.errand.asks import INVESTOR_LABELS, PERSON_ALONE, Ask, Text, person


@dataclass(frozen=True)
class Section:
    """One section, one step on a phone: ``rows`` are the rows of persons that it holds, by list.

    A folded one is opened by whoever needs it: of a change, only what changes. One ``inside`` another is
    shown folded at the end of that one.
    """

    key: str
    title: Text
    asks: Sequence[Ask] = field(default_factory=tuple)
    help: Text = ""
    rows: str = ""
    folded: bool = False
    inside: str = ""


@dataclass(frozen=True)
class Situation:
    """What the plan depends on: kind, subject, townships to choose from, rows shown, whom the register holds.

    ``more`` names the list that shall have another row; ``*`` gives each list one.
    """

    kind: str
    subject: str
    townships: Sequence[tuple[str, Text]] = ()
    row_count: Mapping[str, int] = field(default_factory=dict)
    present: Sequence[Mapping[str, Any]] = ()
    more: str = ""

    def rows(self, key: str, least: int) -> int:
        """How many rows of persons a list shows."""
        return max(self.row_count.get(key, 0), least) + (self.more in {key, "*"})


def rows_of(
    key: str, called: Text, parts: Sequence[str], count: int, labels: Mapping[str, Text] = PERSON_ALONE
) -> list[Ask]:
    """So many rows of persons of one list, each ``called`` so and counted from 1."""
    return [
        ask
        for at in range(count)
        for ask in person(f"{key}__{at}", parts, row=format_lazy("{} {}", called, at + 1), labels=labels)
    ]


def investor_rows(key: str, called: Text, parts: Sequence[str], count: int) -> list[Ask]:
    """The same of those who put money in, among whom there may be enterprises."""
    return rows_of(key, called, parts, count, INVESTOR_LABELS)
