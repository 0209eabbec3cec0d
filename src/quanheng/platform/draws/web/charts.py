"""The two charts of the fairness page, as options for ECharts; each has its table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quanheng.platform.draws.queries.evenness import Evenness
from quanheng.platform.draws.queries.fairness import Load

MOST = 60


def evenness(one: Evenness) -> dict[str, Any]:
    """Observed bars against the expected line, by tenth of the roster."""
    return {
        "grid": {"left": 48, "right": 16, "top": 24, "bottom": 32},
        "xAxis": {"type": "category", "data": [str(n) for n in range(1, len(one.observed) + 1)]},
        "yAxis": {"type": "value", "min": 0, "minInterval": 1},
        "series": [
            {"type": "bar", "name": _("抽中"), "data": list(one.observed), "barMaxWidth": 28},
            {"type": "line", "name": _("应有"), "data": [round(n, 2) for n in one.expected], "symbol": "none",
             "endLabel": {"show": True, "formatter": _("应有")}},
        ],
    }  # fmt: skip


def loads(rows: Sequence[Load]) -> dict[str, Any]:
    """Businesses per pseudonym of the latest year, the most loaded first."""
    latest = [row for row in rows if row.year == rows[0].year][:MOST] if rows else []
    return {
        "grid": {"left": 100, "right": 40, "top": 8, "bottom": 24},
        "xAxis": {"type": "value", "min": 0, "minInterval": 1},
        "yAxis": {"type": "category", "inverse": True, "data": [row.pseudonym for row in latest]},
        "series": [{"type": "bar", "data": [row.count for row in latest], "barMaxWidth": 18,
                    "label": {"show": True, "position": "right"}}],
    }  # fmt: skip
