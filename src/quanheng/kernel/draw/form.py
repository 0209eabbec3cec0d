"""How things are written in a bundle 书写格式: days, moments, digests, names, canonical JSON.

What the format takes in exactly one way is checked here, so that two parties never read the same bytes
differently.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from quanheng.kernel.canonical import canonical_json
from quanheng.kernel.refusal import Refused

CITES = "quanheng-draw/1 第 2 条（抽取计划）"
DIGEST = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-](0[0-9]|1[0-4]):[0-5][0-9]")
BREAKS_CSV = re.compile(r'[,"\r\n]')


class BadPlan(Refused):
    """The plan cannot be drawn by as it stands 抽取计划不合格式; `field` names the part at fault."""

    def __init__(self, says: str, *, field: str = "", instead: str = "") -> None:
        super().__init__(says, cites=CITES, field=field, instead=instead)


def canonical_value(content: bytes, name: str) -> Any:
    """Return the value of a JSON file of the bundle. Raises `BadPlan` unless its bytes are canonical."""
    try:
        value = json.loads(content)
        canonical = canonical_json(value)
    except (ValueError, RecursionError, Refused) as problem:
        raise BadPlan(f"{name} 不是能读的 JSON：{problem}") from problem
    if canonical != content:
        raise BadPlan(f"{name} 不是规范 JSON（RFC 8785）：内容相同，字节不同")
    return value


def require_text(called: str, value: object, *, field: str) -> None:
    """Raise `BadPlan` unless the value is text that is not empty."""
    if not isinstance(value, str) or not value:
        raise BadPlan(f"{called}不能为空，且应当是文本", field=field)


def require_field(called: str, value: object, *, field: str) -> None:
    """Raise `BadPlan` unless the value is text that can stand in a field of a CSV."""
    require_text(called, value, field=field)
    if BREAKS_CSV.search(str(value)):
        raise BadPlan(f"{called}“{value}”不能含逗号、引号或换行", field=field)


def is_day(text: object) -> bool:
    """Return whether the text is a day of the calendar written YYYY-MM-DD."""
    try:
        return isinstance(text, str) and bool(DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_moment(text: str) -> bool:
    """Return whether the text is a moment with its time zone, written as ISO 8601 to the second."""
    try:
        return bool(MOMENT.fullmatch(text)) and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
