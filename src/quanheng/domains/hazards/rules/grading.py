"""How grave a hazard is 隐患分级, and why.

A major hazard needs a reason; the law names some (``law/major_grounds.csv``), which the page offers by the
day and the category. The bias is towards the graver grade: nothing keeps an officer from grading up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from quanheng.domains.hazards.rules.vocabulary import Grade
from quanheng.kernel.refusal import Refused


class MajorWithoutReason(Refused):
    """Somebody graded a hazard as major without saying why 重大隐患未写明理由."""


class NothingWrongNamed(Refused):
    """A hazard was reported without a word about what is wrong 未写明问题."""


@dataclass(frozen=True)
class Ground:
    """One ground on which the law calls a hazard grave 重大隐患情形."""

    category: str
    cites: str
    says: str
    from_on: date


@cache
def _grounds() -> tuple[Ground, ...]:
    text = (files("quanheng.domains.hazards") / "law" / "major_grounds.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(Ground(r["category"], r["cites"], r["says"], date.fromisoformat(r["from"])) for r in rows)


def major_grounds(*, on: date) -> tuple[Ground, ...]:
    """The grounds in force on a day, by category.

    >>> [g.category for g in major_grounds(on=date(2022, 4, 1))]
    ['food', 'food']
    """
    return tuple(ground for ground in _grounds() if ground.from_on <= on)


def require_reason(grade: str, reason: str) -> str:
    """The reason without blanks around it. Raises ``MajorWithoutReason``."""
    if Grade(grade) is Grade.MAJOR and not reason.strip():
        raise MajorWithoutReason(
            "定为重大隐患，需要写明理由。", instead="请写明符合哪一种情形。", field="grade_reason"
        )
    return reason.strip()[:300]


def points_named(text: str, points: tuple[str, ...]) -> tuple[str, ...]:
    """The points of a hazard: those named one by one, else its text as the only one.

    Raises ``NothingWrongNamed`` if neither says anything.
    """
    named = tuple(point.strip() for point in points if point.strip()) or tuple(filter(None, [text.strip()]))
    if not named:
        raise NothingWrongNamed("没有写明发现的问题。", instead="请逐条写明问题，每条一行。", field="text")
    return named
