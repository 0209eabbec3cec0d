"""Where a hazard stands and what may follow 隐患流转.

>>> HAZARD.is_total(), sorted(HAZARD.final_states)
(True, [<Stage.CLOSED: 'closed'>, <Stage.WITHDRAWN: 'withdrawn'>])
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class Stage(StrEnum):
    """The stage of a hazard 环节."""

    FOUND = "found"
    ORDERED = "ordered"
    RECTIFIED = "rectified"
    FAILED = "failed"
    ESCALATED = "escalated"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


SAYS: dict[Stage, str] = {
    Stage.FOUND: "待责令整改",
    Stage.ORDERED: "整改中",
    Stage.RECTIFIED: "待复查",
    Stage.FAILED: "复查未通过",
    Stage.ESCALATED: "升级督办",
    Stage.HANDED_OVER: "已移送查处",
    Stage.CLOSED: "已销号",
    Stage.WITHDRAWN: "已撤销",
}

TONES: dict[Stage, str] = {
    Stage.FOUND: "warn",
    Stage.ORDERED: "note",
    Stage.RECTIFIED: "note",
    Stage.FAILED: "stop",
    Stage.ESCALATED: "stop",
    Stage.HANDED_OVER: "stop",
    Stage.CLOSED: "good",
    Stage.WITHDRAWN: "plain",
}

MOVES: dict[Stage, set[Stage]] = {
    Stage.FOUND: {Stage.ORDERED, Stage.ESCALATED, Stage.WITHDRAWN},
    Stage.ORDERED: {Stage.RECTIFIED, Stage.ESCALATED, Stage.WITHDRAWN},
    Stage.RECTIFIED: {Stage.CLOSED, Stage.FAILED, Stage.ESCALATED, Stage.WITHDRAWN},
    Stage.FAILED: {Stage.ORDERED, Stage.ESCALATED},
    Stage.ESCALATED: {Stage.ORDERED, Stage.RECTIFIED, Stage.HANDED_OVER, Stage.WITHDRAWN},
    Stage.HANDED_OVER: {Stage.RECTIFIED, Stage.WITHDRAWN},
    Stage.CLOSED: set(),
    Stage.WITHDRAWN: set(),
}
"""Handed over is not an end: a case is opened, and the hazard still has to be rectified or withdrawn."""

HAZARD = Workflow(MOVES, SAYS)

OPEN: frozenset[Stage] = frozenset(Stage) - {Stage.CLOSED, Stage.WITHDRAWN}
"""Stages in which the hazard is still there."""

ANSWERABLE: frozenset[Stage] = frozenset({Stage.ORDERED, Stage.ESCALATED, Stage.HANDED_OVER})
"""Stages in which the rectification may be reported."""
