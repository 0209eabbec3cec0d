"""The sheet of permits 许可台账: how a list of existing permits becomes rows.

The number is the key. A wrong check digit, an unreadable state, a code that is none: flagged and kept. Only
what is no number at all, or has no days, is refused. ``kind`` stands in a column, or is read off the number.

>>> judge = prepare({})
>>> row = ["JY25002420012342", "", "91500118450646677X", "某饭店", "", "2019-03-05", "2024-03-04"] + [""] * 8
>>> judge(row)[:3]
('accepted', 'JY25002420012342', '')
>>> judge(["JY25002420012343", *row[1:]])[2]
'校验位按通行算法应为2，实为3，请核对证书'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.licences.rules import numbers
from quanheng.domains.licences.rules.catalogue import product_of
from quanheng.domains.licences.rules.stages import State
from quanheng.domains.licences.rules.validity import last_day
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, PAPER_SAYS, PREFIX, Kind
from quanheng.domains.registration.rules.dates import BLANK, day_of
from quanheng.kernel.identifiers import uscc
from quanheng.kernel.identifiers.verdict import Status, tidy
from quanheng.kernel.law import NoProvision
from quanheng.platform.tables.sheet import Column, Judged, JudgeRow, Sheet, Verdict

_ACCEPTED, _FLAGGED, _REFUSED = (Verdict.ACCEPTED.value, Verdict.FLAGGED.value, Verdict.REFUSED.value)

RECORD = (
    "number",
    "kind",
    "holder_code",
    "holder_name",
    "person",
    "from_on",
    "valid_until",
    "first_on",
    "form",
    "items",
    "products",
    "premises",
    "residence",
    "issuer",
    "state",
    "ended_on",
    "flags",
)
"""What a judged row holds, in this order; days as ``YYYY-MM-DD``, items divided by ``；``, flags too."""

_PREFIXES = {prefix: kind for kind, prefix in PREFIX.items()}
_NAMES = {name: kind for says in (KIND_SAYS, PAPER_SAYS) for kind, name in says.items()}
_SHORT = {
    "食品生产": Kind.FOOD_PRODUCTION,
    "食品经营": Kind.FOOD_BUSINESS,
    "备案": Kind.PREPACKAGED,
    "预包装": Kind.PREPACKAGED,
    "工业产品": Kind.INDUSTRIAL,
    "药品": Kind.DRUG_RETAIL,
}
_STATES = {
    "": State.CURRENT,
    "有效": State.CURRENT,
    "正常": State.CURRENT,
    "在用": State.CURRENT,
    "暂扣": State.SUSPENDED,
    "过期": State.CURRENT,
    "已过期": State.CURRENT,
    "届满": State.CURRENT,
    "注销": State.CANCELLED,
    "已注销": State.CANCELLED,
    "吊销": State.REVOKED,
    "已吊销": State.REVOKED,
    "撤销": State.ANNULLED,
    "已撤销": State.ANNULLED,
    "撤回": State.WITHDRAWN,
}
_DIVIDERS = re.compile("[,，;；、]")
_ENDED = {State.CANCELLED, State.REVOKED, State.ANNULLED, State.WITHDRAWN}


def prepare(context: Mapping[str, Any]) -> JudgeRow:
    """The judge of one import; it needs to know nothing of the installation."""
    return judge


def judge(cells: Sequence[str]) -> Judged:
    """Judge one row: cells in the order of the sheet's columns."""
    text = [cell.strip() for cell in cells]
    (number, kind_text, code, name, person, from_text, until_text, first_text) = text[:8]
    (form_text, items, premises, residence, issuer, state_text, ended_text) = text[8:]
    kind = _kind(kind_text, number)
    if kind is None:
        return _REFUSED, number[:40], "看不出是哪一种许可，编号应以SC、JY、YB、XK或者省份简称开头", None
    judged = numbers.judge(kind, number)
    if judged.fault:
        return _REFUSED, judged.number[:40], judged.fault, None
    if not name:
        return _REFUSED, judged.number, "没有填写持证人名称", None
    from_on = day_of(from_text)
    until = _until(kind, from_on, until_text)
    if from_on is None or (until is None and kind != Kind.PREPACKAGED):
        return _REFUSED, judged.number, "有效期起止没有填写或者无法识别", None
    if until and until < from_on:
        return _REFUSED, judged.number, "有效期止早于有效期起", None
    flags = [judged.flag] if judged.flag else []
    holder = _code(code, flags)
    first = day_of(first_text) if first_text not in BLANK else from_on
    state, ended = _state(state_text, ended_text, flags)
    record = (
        judged.number,
        kind.value,
        holder,
        name[:200],
        person[:60],
        from_on,
        until,
        first if first and first <= from_on else from_on,
        numbers.head_of(kind, judged.number),
        "；".join(part.strip() for part in _DIVIDERS.split(items) if part.strip()),
        (form_text or product_of(judged.number))[:500],
        premises[:300],
        residence[:300],
        issuer[:80],
        state.value,
        ended,
        "；".join(flags),
    )
    return (_FLAGGED if flags else _ACCEPTED), judged.number, "；".join(flags), record


def _kind(text: str, number: str) -> Kind | None:
    if text in _NAMES:
        return _NAMES[text]
    for word, kind in _SHORT.items():
        if word in text:
            return kind
    tidied = tidy(number)
    if tidied[:2] in _PREFIXES:
        return _PREFIXES[tidied[:2]]
    if "XK" in tidied[:5]:
        return Kind.INDUSTRIAL
    return Kind.DRUG_RETAIL if not tidied[:1].isascii() else None


def _until(kind: Kind, from_on: str | None, text: str) -> str | None:
    if kind == Kind.PREPACKAGED:
        return None
    found = day_of(text)
    if found or from_on is None or text not in BLANK:
        return found
    try:
        end = last_day(kind, from_on=date.fromisoformat(from_on))
    except NoProvision:
        return None
    return end.isoformat() if end else None


def _code(text: str, flags: list[str]) -> str:
    code = tidy(text)
    if code in BLANK or not code:
        return ""
    if len(code) not in (15, 18):
        flags.append(f"统一社会信用代码“{text[:20]}”不是 18 位")
        return ""
    if len(code) == 18 and uscc.check(code).status is not Status.VALID:
        flags.append("统一社会信用代码校验未通过")
    return code


def _state(text: str, ended_text: str, flags: list[str]) -> tuple[State, str | None]:
    """The state a list gives; whether the days have run out is for the register to see, not for the list."""
    state = _STATES.get(text)
    if state is None:
        flags.append(f"许可状态“{text[:20]}”无法识别，按有效期判断")
        state = State.CURRENT
    ended = day_of(ended_text) if ended_text not in BLANK else None
    return state, (ended if state in _ENDED else None)


PERMITS = Sheet(
    key="licences.permits",
    title="许可台账",
    required=("number", "holder_name", "from_on"),
    prepare=prepare,
    columns=(
        Column(
            "number",
            "许可证编号",
            ("许可证号", "编号", "备案编号", "证书编号", "许可编号"),
            "JY25002420012342",
        ),
        Column("kind", "许可种类", ("许可类型", "证照类型", "种类", "证书名称", "许可名称"), "食品经营许可"),
        Column(
            "holder_code",
            "统一社会信用代码",
            ("社会信用代码", "信用代码", "统一代码", "代码"),
            "91500118450646677X",
            "没有代码的按名称与名录核对",
        ),
        Column(
            "holder_name",
            "持证人名称",
            ("经营者名称", "生产者名称", "企业名称", "单位名称", "名称", "主体名称"),
            "酉阳县老街小吃店",
        ),
        Column("person", "法定代表人", ("负责人", "法定代表人（负责人）", "经营者"), ""),
        Column(
            "from_on", "有效期起", ("发证日期", "起始日期", "有效期自", "批准日期", "备案日期"), "2019-03-05"
        ),
        Column("valid_until", "有效期止", ("有效期至", "有效期限", "截止日期", "到期日期"), "2024-03-04"),
        Column("first_on", "首次发证日期", ("首次发证", "初次发证日期"), ""),
        Column("form", "产品名称", ("产品", "食品明细", "主体业态", "业态"), ""),
        Column("items", "许可项目", ("经营项目", "食品类别", "经营范围", "许可范围"), "热食类食品制售"),
        Column("premises", "经营场所", ("生产地址", "经营地址", "地址", "场所"), "重庆市酉阳县龙潭镇老街1号"),
        Column("residence", "住所", ("注册地址",), ""),
        Column("issuer", "发证机关", ("发证单位", "许可机关"), "酉阳县市场监督管理局"),
        Column("state", "许可状态", ("状态", "证书状态"), "有效"),
        Column("ended_on", "终止日期", ("注销日期", "吊销日期", "撤销日期"), ""),
    ),
)
