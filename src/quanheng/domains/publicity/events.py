"""Facts that publicity announces 公示事实."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.platform.events import Fact


@dataclass(frozen=True)
class NoticeWithdrawn(Fact):
    """A notice was withdrawn because it was wrong 公示信息已撤回; ``source`` is the record it told of."""

    notice_id: int
    source: str
    reason: str
    withdrawn_on: date
