"""Who is on the roster 抽查对象名单: every eligible business, less those inspected inside the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

DEFAULT_CLASS = "B"
"""A business never classified counts as ordinary risk; `credit.queries.class_of` says the same."""


@dataclass(frozen=True)
class Eligible:
    """The eligible businesses: ``rows`` of (code, class) by code, and how many the window left out."""

    rows: tuple[tuple[str, str], ...]
    excluded: int

    @property
    def sizes(self) -> dict[str, int]:
        """How many businesses of each class are eligible."""
        return dict(Counter(stratum for _, stratum in self.rows))


def eligible(codes: Iterable[str], classes: Mapping[str, str], lately: Collection[str]) -> Eligible:
    """Return the roster: the matching businesses without those inspected lately.

    ``lately`` are the codes inspected since the first day of the exclusion window 排除期; each business
    stands once, in the class of ``classes`` or the ordinary one.
    """
    matching = set(codes)
    inside = matching & set(lately)
    rows = tuple((code, classes.get(code, DEFAULT_CLASS)) for code in sorted(matching - inside))
    return Eligible(rows, len(inside))
