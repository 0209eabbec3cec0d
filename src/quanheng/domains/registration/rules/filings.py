"""What may be applied for, through which door, and what may follow what 登记申请的种类、渠道与环节.

>>> FILING.is_total(), sorted(stage.value for stage in FILING.final_states)
(True, ['approved', 'lapsed', 'refused', 'withdrawn'])
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class FilingKind(StrEnum):
    """What is applied for 申请事项."""

    ESTABLISHMENT = "establishment"
    CHANGE = "change"
    FILING_CHANGE = "filing_change"
    SIMPLE_DEREGISTRATION = "simple_dereg"
    DEREGISTRATION = "dereg"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    CONVERSION = "conversion"
    REISSUE = "reissue"


class Channel(StrEnum):
    """Through which door an application came 办理渠道."""

    ONLINE = "online"
    WINDOW = "window"
    POSTAL = "postal"
    HOME_VISIT = "home_visit"


class Stage(StrEnum):
    """Where an application stands 申请环节."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    PUBLICISED = "publicised"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


KIND_SAYS: dict[FilingKind, str] = {
    FilingKind.ESTABLISHMENT: "设立登记",
    FilingKind.CHANGE: "变更登记",
    FilingKind.FILING_CHANGE: "备案",
    FilingKind.SIMPLE_DEREGISTRATION: "简易注销登记",
    FilingKind.DEREGISTRATION: "注销登记",
    FilingKind.SUSPENSION: "歇业备案",
    FilingKind.RESUMPTION: "恢复营业",
    FilingKind.CONVERSION: "个体工商户转型为企业",
    FilingKind.REISSUE: "换发营业执照",
}

CHANNEL_SAYS: dict[Channel, str] = {
    Channel.ONLINE: "网上自办",
    Channel.WINDOW: "登记窗口",
    Channel.POSTAL: "邮政网点",
    Channel.HOME_VISIT: "上门办照",
}

STAGE_SAYS: dict[Stage, str] = {
    Stage.DRAFT: "填写中",
    Stage.SUBMITTED: "已提交",
    Stage.SUPPLEMENT: "待补正",
    Stage.ACCEPTED: "已受理",
    Stage.PUBLICISED: "公示中",
    Stage.APPROVED: "准予登记",
    Stage.REFUSED: "不予登记",
    Stage.WITHDRAWN: "已撤回",
    Stage.LAPSED: "已失效",
}

MOVES: dict[Stage, set[Stage]] = {
    Stage.DRAFT: {Stage.SUBMITTED, Stage.WITHDRAWN, Stage.LAPSED},
    Stage.SUBMITTED: {Stage.ACCEPTED, Stage.SUPPLEMENT, Stage.REFUSED, Stage.WITHDRAWN},
    Stage.SUPPLEMENT: {Stage.SUBMITTED, Stage.WITHDRAWN, Stage.LAPSED},
    Stage.ACCEPTED: {Stage.PUBLICISED, Stage.APPROVED, Stage.REFUSED, Stage.WITHDRAWN},
    Stage.PUBLICISED: {Stage.APPROVED, Stage.REFUSED, Stage.WITHDRAWN, Stage.LAPSED},
    Stage.APPROVED: set(),
    Stage.REFUSED: set(),
    Stage.WITHDRAWN: set(),
    Stage.LAPSED: set(),
}

FILED = frozenset({FilingKind.FILING_CHANGE, FilingKind.SUSPENSION, FilingKind.RESUMPTION})
"""Errands that end with something put on file 备案, not registered."""
FILED_SAYS: dict[Stage, str] = {Stage.APPROVED: "已备案", Stage.REFUSED: "不予备案"}


def stage_said(kind: str, stage: str) -> str:
    """The word for where an errand stands.

    >>> stage_said("suspension", "approved"), stage_said("change", "approved")
    ('已备案', '准予登记')
    """
    if kind in FILED and Stage(stage) in FILED_SAYS:
        return FILED_SAYS[Stage(stage)]
    return STAGE_SAYS[Stage(stage)]


FILING = Workflow(MOVES, STAGE_SAYS, cites="《市场主体登记管理条例》第十九条")
