"""The sheet of holds 登记限制表: what courts, lien registers and departments send as a list.

>>> judge = prepare({"today": "2026-03-02"})
>>> row = ["91500118450646677X", "正在被立案调查", "执法支队", "案〔2026〕8号", "2026-01-05", "", "", "", ""]
>>> judge(row)[3][:2]
('91500118450646677X|执法支队|案〔2026〕8号', '91500118450646677X')
>>> judge([row[0], "欠债", *row[2:]])[2][:12]
'法定情形“欠债”无法识别'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.registration.rules.dates import day_of
from quanheng.domains.registration.rules.holds import grounds
from quanheng.kernel.refusal import Refused
from quanheng.platform.tables.sheet import Column, Judged, JudgeRow, Sheet, Verdict

RECORD = (
    "key",
    "code",
    "ground",
    "source",
    "reference",
    "from_on",
    "until_on",
    "lifted_on",
    "lifted_reason",
    "note",
)
ALSO = {
    "立案": "case_open",
    "立案调查": "case_open",
    "股权冻结": "equity_frozen",
    "股权出质": "equity_pledged",
    "动产抵押": "chattel_mortgage",
    "经营异常名录": "abnormal_list",
    "严重违法失信名单": "bad_faith_list",
    "诉讼": "lawsuit",
    "仲裁": "lawsuit",
    "协助执行": "court_order",
    "未结税款": "tax_open",
    "处罚未执行": "penalty_open",
}


class RowUnreadable(Refused):
    """A cell says something that is not understood 单元格无法识别."""


def prepare(context: Mapping[str, Any]) -> JudgeRow:
    """The judge of one import. ``context``: ``today`` as ``YYYY-MM-DD``."""
    return judge


def judge(cells: Sequence[str]) -> Judged:
    """Judge one row: cells in the order of the sheet's columns."""
    code, ground, source, reference, start, until, lifted, reason, note = (cell.strip() for cell in cells)
    key = f"{code.upper()}|{source}|{reference}"
    try:
        record = (
            key,
            _code(code),
            _ground(ground),
            named(source, "由谁提出"),
            named(reference, "文书号"),
            *days_of(start, until, lifted),
            reason_of(lifted, reason),
            note[:300],
        )
    except Refused as refused:
        return Verdict.REFUSED.value, key[:80], refused.says, None
    return Verdict.ACCEPTED.value, key, "", record


def _code(text: str) -> str:
    if len(text) not in (15, 18):
        raise RowUnreadable("代码应为 18 位统一社会信用代码（或 15 位注册号）")
    return text.upper()


def _ground(text: str) -> str:
    words = {one.says: word for word, one in grounds().items()} | ALSO | {word: word for word in grounds()}
    if text not in words:
        raise RowUnreadable(f"法定情形“{text}”无法识别；可以填：{'、'.join(list(words)[:15])}")
    return words[text]


def named(text: str, what: str) -> str:
    """A cell that must say something; ``what`` names it. Raises ``RowUnreadable``."""
    if not 0 < len(text) <= 120:
        raise RowUnreadable(f"{what}须为1到120个字符")
    return text


def days_of(start: str, until: str, lifted: str) -> tuple[str, str, str]:
    """First day, last day and day of lifting as ``YYYY-MM-DD`` or empty. Raises ``RowUnreadable``."""
    days = [day_of(text) if text else "" for text in (start, until, lifted)]
    first, last, freed = days
    if not first or last is None or freed is None:
        raise RowUnreadable("日期无法识别，或者没有填写开始日期")
    if (last and last < first) or (freed and freed < first):
        raise RowUnreadable("截止或者解除日期早于开始日期")
    return first, last, freed


def reason_of(lifted: str, reason: str) -> str:
    """Why it was lifted, which whoever says that it was must say. Raises ``RowUnreadable``."""
    if lifted and not reason:
        raise RowUnreadable("解除的须写明理由或者文书")
    return reason[:300]


def day(text: str | None) -> date | None:
    """A day as the judge wrote it."""
    return date.fromisoformat(text) if text else None


HOLDS = Sheet(
    key="registration.holds",
    title="登记限制表",
    required=("code", "ground", "source", "reference", "from_on"),
    prepare=prepare,
    columns=(
        Column(
            "code", "统一社会信用代码", ("社会信用代码", "信用代码", "代码"), example="91500118450646677X"
        ),
        Column("ground", "法定情形", ("情形", "限制原因", "原因"), example="正在被立案调查"),
        Column("source", "由谁提出", ("提出机关", "来源", "法院"), example="县人民法院"),
        Column("reference", "文书号", ("案号", "文号", "文书号或者案号"), example="（2026）渝0242执8号"),
        Column("from_on", "自", ("开始日期", "起始日期", "限制日期"), example="2026-01-05"),
        Column("until_on", "至", ("截止日期", "到期日期"), example="2027-01-04", note="没有期限的不填"),
        Column("lifted_on", "解除日期", ("注销日期",), note="没有解除的不填"),
        Column("lifted_reason", "解除理由", ("解除文书",), note="解除的必填"),
        Column("note", "说明", ("备注",)),
    ),
)
