"""Where a matter about a registration got by fraud stands 撤销登记环节.

《市场主体登记管理条例》第四十条, 第四十一条, 《实施细则》第五十条至第五十八条.

>>> ANNULMENT.is_total(), sorted(stage.value for stage in ANNULMENT.final_states)
(True, ['annulled', 'declined', 'kept'])
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class AnnulmentStage(StrEnum):
    """The stage of such a matter 环节."""

    ASKED = "asked"
    INQUIRY = "inquiry"
    PUBLISHED = "published"
    PAUSED = "paused"
    ANNULLED = "annulled"
    KEPT = "kept"
    DECLINED = "declined"


ANNULMENT_SAYS: dict[AnnulmentStage, str] = {
    AnnulmentStage.ASKED: "待决定是否受理",
    AnnulmentStage.INQUIRY: "调查中",
    AnnulmentStage.PUBLISHED: "公示中",
    AnnulmentStage.PAUSED: "中止调查",
    AnnulmentStage.ANNULLED: "已撤销登记",
    AnnulmentStage.KEPT: "不予撤销",
    AnnulmentStage.DECLINED: "不予受理",
}

MOVES: dict[AnnulmentStage, set[AnnulmentStage]] = {
    AnnulmentStage.ASKED: {AnnulmentStage.INQUIRY, AnnulmentStage.DECLINED},
    AnnulmentStage.INQUIRY: {
        AnnulmentStage.PUBLISHED,
        AnnulmentStage.PAUSED,
        AnnulmentStage.ANNULLED,
        AnnulmentStage.KEPT,
    },
    AnnulmentStage.PUBLISHED: {AnnulmentStage.INQUIRY, AnnulmentStage.ANNULLED, AnnulmentStage.KEPT},
    AnnulmentStage.PAUSED: {AnnulmentStage.INQUIRY},
    AnnulmentStage.ANNULLED: set(),
    AnnulmentStage.KEPT: set(),
    AnnulmentStage.DECLINED: set(),
}

ANNULMENT = Workflow(MOVES, ANNULMENT_SAYS, cites="《市场主体登记管理条例》第四十条")

OPEN: frozenset[AnnulmentStage] = frozenset(AnnulmentStage) - ANNULMENT.final_states
"""Stages in which the matter is not decided."""
