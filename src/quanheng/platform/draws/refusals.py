"""What the platform refuses in a draw, beside what the calculation itself refuses (`kernel.draw`)."""

from __future__ import annotations

from quanheng.kernel.refusal import Refused


class DigestMissing(Refused):
    """A witness has not handed in a digest yet 见证人尚未提交摘要."""


class NotYourSource(Refused):
    """A witness acts for the own source alone 只能办理本人的种子值."""


class DigestFixed(Refused):
    """The commitment stands, so no digest can be handed in any more 承诺之后摘要不能再改."""


class AlreadyRevealed(Refused):
    """The source's value is known already, and is another one 种子值已经公开."""


class WrongKindOfSource(Refused):
    """The act belongs to the other kind of source 种子来源的种类不符."""


class NotYetKnown(Refused):
    """The public outcome's moment has not come 公开结果尚未揭晓."""


class SameOfficer(Refused):
    """Who entered an outcome does not confirm it 录入与确认应当由两人分别办理."""


class OutcomesDiffer(Refused):
    """The second officer typed another value than the first 两次录入不一致."""


class NothingEntered(Refused):
    """There is no entered outcome to confirm 尚未录入."""


class TooFewInspectors(Refused):
    """However the seed falls, the teams cannot be made 检查人员不足."""


class ReasonNeeded(Refused):
    """An abort or a substitution says why 应当说明原因."""


class NotDrawnYet(Refused):
    """There is no result before the draw is made 尚未抽取."""


CITES = "quanheng-draw/1（抽取规程）"
"""What these refusals rest on."""


def reason_given(reason: str, *, of: str) -> str:
    """Return the reason trimmed. Raises ``ReasonNeeded`` when there is none; `of` names the act."""
    trimmed = " ".join(reason.split())
    if not trimmed:
        raise ReasonNeeded(f"{of}应当说明原因，原因会公开", cites=CITES, field="reason")
    return trimmed[:200]
