"""How a registration may move on 登记状态流转."""

from __future__ import annotations

from quanheng.domains.registration.rules.vocabulary import STATE_SAYS, State
from quanheng.kernel.workflow import Workflow

MOVES = Workflow(
    {
        State.OPEN: {State.SUSPENDED, State.REVOKED, State.DEREGISTERED, State.MOVED_OUT},
        State.SUSPENDED: {State.OPEN, State.REVOKED, State.DEREGISTERED},
        State.REVOKED: {State.OPEN, State.DEREGISTERED},
        State.MOVED_OUT: {State.OPEN},
        State.DEREGISTERED: set(),
    },
    STATE_SAYS,
)
"""Back to ``open`` leads: resumption 恢复营业, a revocation annulled on review 撤销吊销, moving back in.
Deregistration is final: the subject no longer exists."""

ENDED = frozenset({State.REVOKED, State.DEREGISTERED, State.MOVED_OUT})
"""States in which a business has an end date in this register."""
