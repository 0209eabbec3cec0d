"""Where an application and a permit stand, and what may follow 许可流转.

>>> APPLICATION.is_total(), PERMIT.is_total()
(True, True)
>>> sorted(stage.value for stage in PERMIT.final_states)
['cancelled']
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class Stage(StrEnum):
    """Where an application stands 申请环节."""

    APPLIED = "applied"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    CHECKING = "checking"
    CHECKED = "checked"
    APPROVED = "approved"
    ISSUED = "issued"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class State(StrEnum):
    """Where a permit stands 许可状态."""

    CURRENT = "current"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ANNULLED = "annulled"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


STAGE_SAYS: dict[Stage, str] = {
    Stage.APPLIED: "待受理",
    Stage.SUPPLEMENT: "待补正",
    Stage.ACCEPTED: "已受理",
    Stage.CHECKING: "待现场核查",
    Stage.CHECKED: "已核查待决定",
    Stage.APPROVED: "准予许可待发证",
    Stage.ISSUED: "已办结",
    Stage.REFUSED: "不予许可",
    Stage.NOT_ACCEPTED: "不予受理",
    Stage.WITHDRAWN: "申请人撤回",
    Stage.LAPSED: "视为放弃",
}
STAGE_TONES: dict[Stage, str] = {
    Stage.APPLIED: "warn",
    Stage.SUPPLEMENT: "warn",
    Stage.ACCEPTED: "note",
    Stage.CHECKING: "note",
    Stage.CHECKED: "warn",
    Stage.APPROVED: "warn",
    Stage.ISSUED: "good",
    Stage.REFUSED: "stop",
    Stage.NOT_ACCEPTED: "stop",
    Stage.WITHDRAWN: "plain",
    Stage.LAPSED: "plain",
}
STATE_SAYS: dict[State, str] = {
    State.CURRENT: "有效",
    State.SUSPENDED: "暂扣",
    State.EXPIRED: "已过有效期",
    State.REVOKED: "已吊销",
    State.ANNULLED: "已撤销",
    State.WITHDRAWN: "已撤回",
    State.CANCELLED: "已注销",
}
STATE_TONES: dict[State, str] = {
    State.CURRENT: "good",
    State.SUSPENDED: "warn",
    State.EXPIRED: "stop",
    State.REVOKED: "stop",
    State.ANNULLED: "stop",
    State.WITHDRAWN: "stop",
    State.CANCELLED: "plain",
}

_BEFORE_DECISION = {Stage.APPROVED, Stage.REFUSED, Stage.WITHDRAWN}
APPLICATION_MOVES: dict[Stage, set[Stage]] = {
    Stage.APPLIED: {Stage.SUPPLEMENT, Stage.ACCEPTED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN},
    Stage.SUPPLEMENT: {Stage.APPLIED, Stage.WITHDRAWN, Stage.LAPSED},
    Stage.ACCEPTED: {Stage.CHECKING} | _BEFORE_DECISION,
    Stage.CHECKING: {Stage.CHECKED, Stage.WITHDRAWN, Stage.APPROVED},
    Stage.CHECKED: {Stage.CHECKING} | _BEFORE_DECISION,
    Stage.APPROVED: {Stage.ISSUED},
    Stage.ISSUED: set(),
    Stage.REFUSED: set(),
    Stage.NOT_ACCEPTED: set(),
    Stage.WITHDRAWN: set(),
    Stage.LAPSED: set(),
}
"""From ``checking`` straight to ``approved`` leads only a renewal that nobody decided in time."""

_ENDED = {State.REVOKED, State.ANNULLED, State.WITHDRAWN, State.CANCELLED}
PERMIT_MOVES: dict[State, set[State]] = {
    State.CURRENT: {State.SUSPENDED, State.EXPIRED} | _ENDED,
    State.SUSPENDED: {State.CURRENT, State.EXPIRED} | _ENDED,
    State.EXPIRED: {State.CURRENT, State.REVOKED, State.ANNULLED, State.CANCELLED},
    State.REVOKED: {State.CANCELLED},
    State.ANNULLED: {State.CANCELLED},
    State.WITHDRAWN: {State.CANCELLED},
    State.CANCELLED: set(),
}
"""Back from ``expired`` leads only a renewal asked for while it was still valid."""

APPLICATION = Workflow(APPLICATION_MOVES, STAGE_SAYS, cites="《行政许可法》第二十九条至第四十五条")
PERMIT = Workflow(PERMIT_MOVES, STATE_SAYS, cites="《行政许可法》第六十九条、第七十条")

UNDERWAY: frozenset[Stage] = frozenset(
    {Stage.APPLIED, Stage.SUPPLEMENT, Stage.ACCEPTED, Stage.CHECKING, Stage.CHECKED, Stage.APPROVED}
)
"""Stages in which somebody still has something to do."""

HELD: frozenset[State] = frozenset({State.CURRENT, State.SUSPENDED})
"""States in which the permit has not ended."""
