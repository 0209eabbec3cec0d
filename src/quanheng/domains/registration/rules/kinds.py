"""Kind and state of a business, read from the words of a spreadsheet.

>>> kind_of("个体工商户", "92500242MA5U1", "老王面馆").value
'individual'
>>> kind_of("", "91500242MA5U1", "工商银行酉阳支行").value
'branch'
>>> state_of("存续（在营、开业、在册）").value, state_of("吊销，未注销").value, state_of("变成气体") is None
('open', 'revoked', True)
"""

from __future__ import annotations

import re
from functools import lru_cache

from quanheng.domains.registration.rules.vocabulary import Kind, State

_BY_TYPE: tuple[tuple[str, Kind], ...] = (
    ("分公司|分支机构|分支|营业单位|办事处", Kind.BRANCH),
    ("个体", Kind.INDIVIDUAL),
    ("合作社", Kind.COOPERATIVE),
    ("合伙", Kind.PARTNERSHIP),
    ("个人独资", Kind.SOLE),
    ("公司|股份有限|有限责任", Kind.COMPANY),
)
_BRANCH_NAME = re.compile(
    r"(?:分公司|支公司|支行|分行|分理处|储蓄所|营业部|营业所|营业厅|分店|分厂|门市部|经营部|代办处)\)?$"
)
_BY_CATEGORY = {"92": Kind.INDIVIDUAL, "93": Kind.COOPERATIVE}
_STATES: tuple[tuple[str, State], ...] = (
    ("吊销(?:后|已|,已|、已)注销|^已?注销|^撤销", State.DEREGISTERED),
    ("吊销", State.REVOKED),
    ("歇业", State.SUSPENDED),
    ("迁出|迁往", State.MOVED_OUT),
    ("存续|在业|开业|在营|在册|正常|登记成立|营业", State.OPEN),
)


@lru_cache(maxsize=8192)
def _by_type(type_text: str) -> Kind | None:
    return next((kind for pattern, kind in _BY_TYPE if re.search(pattern, type_text)), None)


def kind_of(type_text: str, code: str, name: str) -> Kind:
    """The kind by the written type; failing that by the code's category, then by how the name ends."""
    found = _by_type(type_text) if type_text else None
    found = found or _BY_CATEGORY.get(code[:2])
    if found:
        return found
    if _BRANCH_NAME.search(name):
        return Kind.BRANCH
    return Kind.COMPANY if "公司" in name[-8:] else Kind.OTHER


@lru_cache(maxsize=1024)
def state_of(text: str) -> State | None:
    """The state by the written one; an empty cell means in existence, an unknown word ``None``."""
    plain = text.replace("，", ",").replace(" ", "")
    if not plain:
        return State.OPEN
    return next((state for pattern, state in _STATES if re.search(pattern, plain)), None)
