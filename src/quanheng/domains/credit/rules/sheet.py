"""The sheet of credit-risk classes 信用风险分类表: how a list handed down becomes rows.

>>> judge = prepare({"today": "2021-12-31"})
>>> judge(["91500242MA00000017", "C类", "列入经营异常名录", "市局分类结果", "2021/9/1"])[0]
'accepted'
>>> judge(["91500242MA00000017", "E", "", "", ""])[2]
'没有“E”这个信用风险类别。'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from quanheng.domains.credit.rules import classes
from quanheng.domains.registration.rules.dates import day_of
from quanheng.kernel.refusal import Refused
from quanheng.platform.tables.sheet import Column, Judged, JudgeRow, Sheet, Verdict

_ACCEPTED, _REFUSED = Verdict.ACCEPTED.value, Verdict.REFUSED.value
RECORD = ("code", "klass", "reason", "source", "decided_on")


class DateUnreadable(Refused):
    """The date is none 日期无法识别."""


def prepare(context: Mapping[str, Any]) -> JudgeRow:
    """The judge of one import. ``context``: ``today`` as ``YYYY-MM-DD``."""
    today = date.fromisoformat(str(context["today"]))
    return lambda cells: judge(cells, today=today)


def judge(cells: Sequence[str], *, today: date) -> Judged:
    """Judge one row: cells in the order of the sheet's columns; a row without a date was decided today."""
    code, klass, reason, source, decided_on = (cell.strip() for cell in cells)
    code = code.upper()
    try:
        if len(code) not in (15, 18):
            return _REFUSED, code[:30], "代码应为 18 位统一社会信用代码（或 15 位注册号）", None
        on = _day(decided_on, today=today)
        classes.require_past(on, today=today)
        named = classes.klass_of(klass)
        why = classes.require_reason(reason)[:300]
    except Refused as refused:
        return _REFUSED, code, refused.says, None
    return _ACCEPTED, code, "", (code, named.value, why, source[:100], on.isoformat())


def _day(text: str, *, today: date) -> date:
    found = day_of(text) if text else today.isoformat()
    if found is None:
        raise DateUnreadable(f"日期“{text}”无法识别。")
    return date.fromisoformat(found)


def digest(record: Sequence[str]) -> str:
    """The digest of a record as the import computes it, to tell an unchanged row."""
    return blake2b("\x1f".join(record).encode(), digest_size=16).hexdigest()


CLASSES = Sheet(
    key="credit.classes",
    title="信用风险分类结果",
    required=("code", "klass", "reason"),
    prepare=prepare,
    columns=(
        Column(
            "code",
            "统一社会信用代码",
            ("社会信用代码", "信用代码", "统一代码", "代码", "注册号"),
            example="91500118450646677X",
        ),
        Column(
            "klass",
            "信用风险分类",
            ("信用风险类别", "风险类别", "分类结果", "类别", "信用风险等级"),
            example="B",
            note="A、B、C、D",
        ),
        Column("reason", "理由", ("分类理由", "分类依据", "原因"), example="登记信息完整，无不良记录"),
        Column("source", "来源", ("数据来源", "分类来源"), example="国家企业信用信息公示系统"),
        Column("decided_on", "日期", ("分类日期", "更新日期"), example="2021-09-01", note="不填则为导入之日"),
    ),
)
