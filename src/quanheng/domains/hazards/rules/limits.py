"""Time limits a bureau chooses where the law names no number of days 本局时限.

The defaults stand in ``choices/limits.csv``; a bureau's own decisions are kept with their history in the
database. The more particular row wins: one for the category before one for all.

>>> default(Step.RECTIFY, "food", "major")
Amount(amount=7, unit='calendar_days')
>>> default(Step.FAILURES, "drug", "general").amount
2
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from quanheng.kernel.refusal import Refused

ANY = "*"


class Step(StrEnum):
    """What is limited 时限种类: rectification, re-check; and after how many failures a leader is called."""

    RECTIFY = "rectify"
    RECHECK = "recheck"
    FAILURES = "failures"


STEP_SAYS: dict[Step, str] = {
    Step.RECTIFY: "整改时限",
    Step.RECHECK: "复查时限",
    Step.FAILURES: "复查未通过升级次数",
}

UNIT_SAYS: dict[str, str] = {"calendar_days": "日（自然日）", "working_days": "个工作日", "times": "次"}


class LimitNotSensible(Refused):
    """The limit is not one that can be worked with 时限不合理."""


@dataclass(frozen=True)
class Amount:
    """How many of which unit."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount} {UNIT_SAYS[self.unit]}"


@cache
def defaults() -> dict[tuple[str, str, str], Amount]:
    """The shipped defaults by (step, category, grade)."""
    text = (files("quanheng.domains.hazards") / "choices" / "limits.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(r["step"], r["category"], r["grade"]): Amount(int(r["amount"]), r["unit"]) for r in rows}


def keys(step: str, category: str, grade: str) -> list[tuple[str, str, str]]:
    """The rows that may answer, the most particular first."""
    return [(step, c, g) for c in (category, ANY) for g in (grade, ANY)]


def default(step: str, category: str, grade: str) -> Amount:
    """The shipped default for a category and grade."""
    known = defaults()
    return next(known[key] for key in keys(step, category, grade) if key in known)


def require_sensible(step: str, amount: Amount) -> None:
    """Raise ``LimitNotSensible`` for a unit that does not fit the step, or no amount, or more than a year."""
    units = {"times"} if step == Step.FAILURES else {"calendar_days", "working_days"}
    if amount.unit not in units or not 1 <= amount.amount <= 365:
        raise LimitNotSensible(
            f"不能把{STEP_SAYS[Step(step)]}定为 {amount}。",
            instead="请填写 1 至 365 之间的天数。",
            field="amount",
        )
