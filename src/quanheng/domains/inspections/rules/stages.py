"""Where an inspection and a visit stand, and what may follow.

A department's part of a joint visit has no stage of its own: it is not begun, under way or recorded by its
dates, and ends with its visit.
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class Stage(StrEnum):
    """The stage of an inspection 抽查任务阶段."""

    PLANNED = "planned"
    DRAWING = "drawing"
    VISITING = "visiting"
    PUBLISHED = "published"
    ABANDONED = "abandoned"


INSPECTION = Workflow(
    moves={
        Stage.PLANNED: {Stage.DRAWING, Stage.ABANDONED},
        Stage.DRAWING: {Stage.DRAWING, Stage.VISITING, Stage.ABANDONED},
        Stage.VISITING: {Stage.PUBLISHED, Stage.ABANDONED},
        Stage.PUBLISHED: set(),
        Stage.ABANDONED: set(),
    },
    says={
        Stage.PLANNED: "已制定",
        Stage.DRAWING: "抽取中",
        Stage.VISITING: "检查中",
        Stage.PUBLISHED: "已公示",
        Stage.ABANDONED: "已终止",
    },
)
"""Drawing may start again after an aborted draw; the spent serial stays visible."""


class VisitStage(StrEnum):
    """The stage of the visit to one business 检查户阶段."""

    ASSIGNED = "assigned"
    VISITING = "visiting"
    RECORDED = "recorded"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    REPLACED = "replaced"
    ABANDONED = "abandoned"


VISIT = Workflow(
    moves={
        VisitStage.ASSIGNED: {VisitStage.VISITING, VisitStage.REPLACED, VisitStage.ABANDONED},
        VisitStage.VISITING: {VisitStage.RECORDED, VisitStage.ABANDONED},
        VisitStage.RECORDED: {VisitStage.REVIEWED, VisitStage.VISITING, VisitStage.ABANDONED},
        VisitStage.REVIEWED: {VisitStage.PUBLISHED, VisitStage.ABANDONED},
        VisitStage.PUBLISHED: set(),
        VisitStage.REPLACED: set(),
        VisitStage.ABANDONED: set(),
    },
    says={
        VisitStage.ASSIGNED: "待检查",
        VisitStage.VISITING: "检查中",
        VisitStage.RECORDED: "待审核",
        VisitStage.REVIEWED: "待公示",
        VisitStage.PUBLISHED: "已公示",
        VisitStage.REPLACED: "已替换",
        VisitStage.ABANDONED: "已终止",
    },
)
"""Review may send a recorded visit back; a visit that has begun can no longer be replaced by a substitute."""

INSPECTED = (VisitStage.RECORDED, VisitStage.REVIEWED, VisitStage.PUBLISHED)
"""The stages in which a business has been inspected."""
OPEN = (VisitStage.ASSIGNED, VisitStage.VISITING)
"""The stages in which the team still has to go or to finish."""
