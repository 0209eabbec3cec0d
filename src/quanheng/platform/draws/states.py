"""Where a draw stands, and what may follow 抽取的环节."""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class State(StrEnum):
    """The stages of a draw 环节."""

    DRAFTED = "drafted"
    COMMITTED = "committed"
    SEEDED = "seeded"
    DRAWN = "drawn"
    ABORTED = "aborted"
    DISCARDED = "discarded"


class Kind(StrEnum):
    """What a source of the seed is 种子来源的种类."""

    WITNESS = "witness"
    PUBLIC = "public"


WORKFLOW = Workflow(
    moves={
        State.DRAFTED: {State.COMMITTED, State.DISCARDED},
        State.COMMITTED: {State.SEEDED, State.ABORTED},
        State.SEEDED: {State.DRAWN, State.ABORTED},
        State.DRAWN: set(),
        State.ABORTED: set(),
        State.DISCARDED: set(),
    },
    says={
        State.DRAFTED: "已拟定",
        State.COMMITTED: "已承诺",
        State.SEEDED: "种子已齐",
        State.DRAWN: "已抽取",
        State.ABORTED: "已作废",
        State.DISCARDED: "已弃置",
    },
    cites="quanheng-draw/1（抽取规程）",
)
"""A draft may be discarded, which leaves a trace but spends no serial; after the commitment a draw is either
made or aborted, and its serial is spent either way."""

KINDS = {Kind.WITNESS: "见证人", Kind.PUBLIC: "公开结果"}
"""What the kinds of source are called."""
