"""The sheet of earlier applications 登记业务台账: how a bureau's own list of what it handled becomes rows.

>>> judge = prepare({"today": "2021-12-31"})
>>> days = ["2021/3/4", "2021-3-5"]
>>> row = ["登2021-00012", "设立登记", "91500118450646677X", "邮政网点", "龙潭邮政支局", *days]
>>> judge([*row, "是", "", "李敏"])[3][3:]
('postal', '龙潭邮政支局', '2021-03-04', '2021-03-05', '', '李敏')
>>> judge([*row, "否", "", ""])[2]
'用了纸质材料的，须写明原因'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.registration.rules.dates import day_of
from quanheng.domains.registration.rules.filings import CHANNEL_SAYS, KIND_SAYS, Channel
from quanheng.kernel.refusal import Refused
from quanheng.platform.tables.sheet import Column, Judged, JudgeRow, Sheet, Verdict

RECORD = (
    "number",
    "kind",
    "code",
    "channel",
    "outlet",
    "opened_on",
    "decided_on",
    "paper_reason",
    "decided_by_name",
)
KINDS = {says: str(kind) for kind, says in KIND_SAYS.items()} | {
    "设立": "establishment",
    "开业登记": "establishment",
    "变更": "change",
    "注销": "dereg",
    "简易注销": "simple_dereg",
    "歇业": "suspension",
    "换照": "reissue",
    "个转企": "conversion",
}
CHANNELS = {says: str(channel) for channel, says in CHANNEL_SAYS.items()} | {
    "网上": "online",
    "全程网办": "online",
    "窗口": "window",
    "政务大厅": "window",
    "政邮合作": "postal",
    "邮政": "postal",
    "上门": "home_visit",
    "上门服务": "home_visit",
}
WITHOUT_PAPER, WITH_PAPER = (
    frozenset({"是", "无纸", "无纸化", "√", "Y", ""}),
    frozenset({"否", "纸质", "×", "N"}),
)


class RowUnreadable(Refused):
    """A cell says something that is not understood 单元格无法识别."""


def prepare(context: Mapping[str, Any]) -> JudgeRow:
    """The judge of one import. ``context``: ``today`` as ``YYYY-MM-DD``."""
    today = str(context["today"])
    return lambda cells: judge(cells, today=today)


def judge(cells: Sequence[str], *, today: str) -> Judged:
    """Judge one row: cells in the order of the sheet's columns; ``today`` as ``YYYY-MM-DD``."""
    number, kind, code, channel, outlet, opened, decided, paperless, reason, officer = (
        c.strip() for c in cells
    )
    try:
        days = _days(opened, decided, today)
        record = (
            _number(number),
            _word(kind, KINDS, "申请事项"),
            _code(code),
            _door(channel, outlet),
            outlet[:80],
            *days,
            _paper(paperless, reason),
            officer[:60],
        )
    except Refused as refused:
        return Verdict.REFUSED.value, number[:40], refused.says, None
    return Verdict.ACCEPTED.value, number, "", record


def _number(text: str) -> str:
    if not 0 < len(text) <= 40:
        raise RowUnreadable("申请编号须为1到40个字符")
    return text


def _code(text: str) -> str:
    if len(text) not in (15, 18):
        raise RowUnreadable("代码应为 18 位统一社会信用代码（或 15 位注册号）")
    return text.upper()


def _word(text: str, words: Mapping[str, str], what: str) -> str:
    if text not in words:
        raise RowUnreadable(f"{what}“{text}”无法识别；可以填：{'、'.join(list(words)[:9])}")
    return words[text]


def _door(channel: str, outlet: str) -> str:
    found = _word(channel, CHANNELS, "办理渠道")
    if (found == Channel.POSTAL) != bool(outlet):
        raise RowUnreadable(
            "在邮政网点办理的须写明网点名称" if not outlet else "只有邮政网点办理的才填网点名称"
        )
    return found


def _days(opened: str, decided: str, today: str) -> tuple[str, str]:
    first, last = day_of(opened), day_of(decided)
    if first is None or last is None:
        raise RowUnreadable(f"日期“{opened if first is None else decided}”无法识别")
    if not first <= last <= today:
        raise RowUnreadable(f"日期先后不符：申请{first}，核准{last}，今天{today}")
    return first, last


def _paper(paperless: str, reason: str) -> str:
    if paperless in WITHOUT_PAPER and not reason:
        return ""
    if paperless in WITH_PAPER and reason:
        return reason[:200]
    if paperless in WITH_PAPER:
        raise RowUnreadable("用了纸质材料的，须写明原因")
    raise RowUnreadable(f"是否无纸化“{paperless}”与用纸原因“{reason}”不符；请填是或否")


def day(text: str) -> date:
    """A day as the judge wrote it."""
    return date.fromisoformat(text)


HISTORY = Sheet(
    key="registration.history",
    title="登记业务台账",
    required=("number", "kind", "code", "channel", "opened_on", "decided_on"),
    prepare=prepare,
    columns=(
        Column("number", "申请编号", ("业务编号", "受理编号", "流水号", "编号"), example="登2021-00012"),
        Column("kind", "申请事项", ("业务类型", "办理事项", "登记类型", "事项"), example="设立登记"),
        Column(
            "code", "统一社会信用代码", ("社会信用代码", "信用代码", "代码"), example="91500118450646677X"
        ),
        Column("channel", "办理渠道", ("渠道", "办理方式", "申请渠道"), example="邮政网点"),
        Column("outlet", "邮政网点", ("网点", "网点名称"), example="龙潭邮政支局", note="其他渠道不填"),
        Column("opened_on", "申请日期", ("受理日期", "提交日期"), example="2021-03-04"),
        Column("decided_on", "核准日期", ("决定日期", "办结日期", "准予日期"), example="2021-03-05"),
        Column("paperless", "是否无纸化", ("无纸化", "全程电子化"), example="是", note="不填为是"),
        Column("paper_reason", "用纸原因", ("纸质原因",), example="", note="用了纸质材料的必填"),
        Column("decided_by_name", "核准人", ("审核人", "经办人", "办理人"), example="李敏"),
    ),
)
