"""The tabs above the lists of inspections: one place, the same on every page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

TABS: tuple[tuple[str, Any], ...] = (
    ("inspections", _("抽查任务")),
    ("visits", _("检查户")),
    ("reviews", _("待审核")),
    ("publications", _("待公示")),
    ("plans", _("年度计划")),
    ("items", _("抽查事项清单")),
    ("inspectors", _("执法检查人员")),
    ("checklists", _("检查表")),
)


def tabs(current: str) -> list[dict[str, Any]]:
    """The tabs with the current one marked."""
    return [
        {"label": label, "url": reverse(f"inspections:{name}"), "current": name == current}
        for name, label in TABS
    ]
