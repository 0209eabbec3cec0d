"""By when a result is published 公示期限: within 20 working days of the end of the inspection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.staffing import PROVISIONS

PUBLICATION = {
    Field.PUBLIC_INFORMATION: "publish_public_information",
    Field.FOOD: "publish_food",
}


@dataclass(frozen=True)
class Due:
    """A deadline: the last day, the article, its words, and the sentence to show if it was not checked."""

    on: date
    cites: str
    says: str
    mark: str


def publication_due(fields: Iterable[Field], ended_on: date) -> Due:
    """Return by when the result of a check of these fields is published; of several, the earliest.

    The first day does not count. Raises ``NoProvision`` or ``CalendarNotPublished``.
    """
    dues = []
    for field in sorted(set(fields) or {Field.OTHER}):
        law = PROVISIONS[PUBLICATION.get(field, "publish_random_check")]
        shown = law.describe(ended_on)
        dues.append(Due(law.due(ended_on), shown.cites, shown.says, shown.mark))
    return min(dues, key=lambda due: due.on)


def on_time(due_on: date, published_on: date) -> bool:
    """Whether a result was published on or before its last day."""
    return published_on <= due_on
