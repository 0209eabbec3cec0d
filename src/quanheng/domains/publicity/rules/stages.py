"""Where a notice stands 公示状态: shown, then withdrawn as wrong or stopped because its time is over."""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.workflow import Workflow


class Stage(StrEnum):
    """The stage of a notice."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STAGE_SAYS = {Stage.SHOWN: "公示中", Stage.WITHDRAWN: "已撤回", Stage.EXPIRED: "已停止公示"}
STAGE_TONE = {Stage.SHOWN: "good", Stage.WITHDRAWN: "warn", Stage.EXPIRED: "plain"}

NOTICE = Workflow(
    moves={Stage.SHOWN: {Stage.WITHDRAWN, Stage.EXPIRED}, Stage.WITHDRAWN: set(), Stage.EXPIRED: set()},
    says=STAGE_SAYS,
    cites="《企业信息公示暂行条例》第十二条；《市场监督管理信用修复管理办法》第十条",
)
