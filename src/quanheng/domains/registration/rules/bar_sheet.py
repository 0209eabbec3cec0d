"""The sheet of barred persons 人员限制表: what courts and other bureaus send as a list.

The report of an import names a row by the person's name and masked number, so that it can be handed on.

>>> judge = prepare({"today": "2026-03-02"})
>>> row = ["冉小明", "500242198506010011", "失信被执行人", "县法院", "（2026）执8号", "2026-01-05"] + [""] * 4
>>> judge(row)[1]
'冉小明|500242********0011|县法院|（2026）执8号'
>>> judge([*row[:2], "欠债", *row[3:]])[2][:12]
'法定情形“欠债”无法识别'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.registration.rules.bars import LISTED_ELSEWHERE, bar_grounds, last_day
from quanheng.domains.registration.rules.hold_sheet import RowUnreadable, days_of, named, reason_of
from quanheng.kernel.identifiers import Status, resident_id
from quanheng.kernel.refusal import Refused
from quanheng.platform.tables.sheet import Column, Judged, JudgeRow, Sheet, Verdict

RECORD = (
    "key",
    "name",
    "id_number",
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
    "限制民事行为能力": "incapacity",
    "无民事行为能力": "incapacity",
    "判处刑罚": "conviction",
    "剥夺政治权利": "conviction",
    "破产": "bankruptcy",
    "吊销营业执照": "revoked_licence",
    "大额债务未清偿": "debt",
    "失信被执行人": "defaulter",
    "其他": "other",
    "虚假登记直接责任人": "false_registration",
}
"""What senders write for a ground; the law's own words do as well."""


def prepare(context: Mapping[str, Any]) -> JudgeRow:
    """The judge of one import. ``context``: ``today`` as ``YYYY-MM-DD``."""
    today = date.fromisoformat(str(context["today"]))
    return lambda cells: judge(cells, today)


def judge(cells: Sequence[str], today: date) -> Judged:
    """Judge one row: cells in the order of the sheet's columns."""
    name, number, ground, source, reference, start, until, lifted, reason, note = (
        cell.strip() for cell in cells
    )
    key = key_of(name, number.upper(), source, reference)
    try:
        word = _ground(ground, note)
        first, last, freed = days_of(start, until, lifted)
        record = (
            key,
            named(name, "姓名")[:60],
            _number(number, today),
            word,
            named(source, "认定机关"),
            named(reference, "文书号"),
            *(first, last or _by_law(word, first), freed),
            reason_of(lifted, reason),
            note[:300],
        )
    except Refused as refused:
        return Verdict.REFUSED.value, key[:80], refused.says, None
    return Verdict.ACCEPTED.value, key, "", record


def key_of(name: str, number: str, source: str, reference: str) -> str:
    """What a row goes by: never the whole identity number."""
    return f"{name}|{resident_id.masked(number)}|{source}|{reference}"


def _number(text: str, today: date) -> str:
    verdict = resident_id.check(text, today=today)
    if verdict.status is not Status.VALID:
        raise RowUnreadable(f"公民身份号码不对：{verdict.reason}")
    return verdict.value


def _by_law(ground: str, first: str) -> str:
    last = last_day(ground, date.fromisoformat(first))
    return last.isoformat() if last else ""


def _ground(text: str, note: str) -> str:
    listed = bar_grounds()
    words = ALSO | {one.says: word for word, one in listed.items()} | {word: word for word in listed}
    if text not in words:
        raise RowUnreadable(f"法定情形“{text}”无法识别；可以填：{'、'.join(ALSO)}")
    if words[text] == LISTED_ELSEWHERE and not note:
        raise RowUnreadable("法定情形为“其他”的，须在说明中写明法律、行政法规的条款")
    return words[text]


BARS = Sheet(
    key="registration.bars",
    title="人员限制表",
    required=("name", "id_number", "ground", "source", "reference", "from_on"),
    prepare=prepare,
    columns=(
        Column("name", "姓名", ("被执行人", "当事人"), example="冉小明"),
        Column("id_number", "公民身份号码", ("身份证号", "身份证号码"), example="500242198506010011"),
        Column("ground", "法定情形", ("情形", "限制原因", "原因"), example="失信被执行人"),
        Column("source", "认定机关", ("由谁认定", "来源", "法院"), example="县人民法院"),
        Column("reference", "文书号", ("案号", "文号", "文书号或者案号"), example="（2026）渝0242执8号"),
        Column("from_on", "起算日期", ("自", "开始日期", "起始日期"), example="2026-01-05"),
        Column("until_on", "截止日期", ("至", "到期日期"), note="法律定了年限的，可以不填；没有期限的不填"),
        Column("lifted_on", "解除日期", note="没有解除的不填"),
        Column("lifted_reason", "解除理由", ("解除文书",), note="解除的必填"),
        Column("note", "说明", ("备注",)),
    ),
)
