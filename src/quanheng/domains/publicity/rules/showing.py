"""Until when a notice is shown 公示期, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quanheng.kernel import calendar
from quanheng.kernel.law import Description, Provisions

PROVISIONS = Provisions.load(Path(__file__).parents[1] / "law" / "publicity.toml")
NO_END = "检查结果没有违法信息，长期公示。"
RECORDED = "《企业公示信息抽查办法》第十二条"


@dataclass(frozen=True)
class Showing:
    """How long a notice is shown: its last day (None: no end), the article and its words, a warning mark."""

    until: date | None
    because: str
    cites: str
    says: str = ""
    mark: str = ""


def showing(*, negative: bool, published_on: date) -> Showing:
    """Return until when a result published on ``published_on`` is shown.

    A negative result without a penalty is shown for three months (《市场监督管理信用修复管理办法》第十条
    第一款, in force from 2025-12-25). One published earlier was under no rule that ended it; the new rule,
    read as applying to whatever is still shown, ends it three months after publication or on the day the
    rule came into force, whichever is later. That reading is ours. The period runs out by itself and nobody
    has to act on its last day, so it is not moved to a working day.
    """
    if not negative:
        return Showing(None, NO_END, RECORDED)
    law = PROVISIONS["negative_result_shown"]
    start = law.in_force[0].from_on
    months = law.count_on(max(published_on, start))
    until = max(calendar.months_later(published_on, months), start)
    shown = law.describe(until)
    because = f"抽查检查结果负面信息，公示期{months}个月。"
    if published_on < start:
        began = f"{start.year}年{start.month}月{start.day}日"
        because = f"公示时没有公示期的规定；新规定自{began}起适用，公示期{months}个月。"
    return Showing(until, because, shown.cites, shown.says, shown.mark)


def is_over(until: date | None, today: date) -> bool:
    """Say whether the last day of showing has passed."""
    return until is not None and until < today


def stops_on_deregistration(day: date) -> Description | None:
    """Return the rule by which negative results of a business deregistered on ``day`` are stopped, if any.

    《市场监督管理信用修复管理办法》第二十条第一款, from 2025-12-25. Before that no rule stopped them: None.
    """
    law = PROVISIONS["stop_on_deregistration"]
    return law.describe(day) if any(entry.holds_on(day) for entry in law.in_force) else None
