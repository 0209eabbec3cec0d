"""What kinds of notice there are, and which inspection results are negative 负面信息."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    """A kind of notice 公示类别."""

    INSPECTION_RESULT = "inspection_result"


KIND_SAYS = {Kind.INSPECTION_RESULT: "抽查检查结果"}

NEUTRAL_CODES = frozenset({"1", "7", "9", "10", "11", "12", "F"})
"""Result codes that state no breach found in this inspection (`inspections/law/result_codes.csv`):
nothing found, closed, deregistered, revoked, annulled, moved out, no such activity."""


def is_negative(codes: Collection[str]) -> bool:
    """Say whether a result tells of a breach that weighs on the business's standing.

    《市场监督管理信用修复管理办法》第二条第三款: "在抽查检查中发现的对当事人信用状况产生负面影响的违法信息".
    An unknown code counts as negative: it then stops being shown in time rather than never.

    >>> is_negative(["1"]), is_negative(["3", "E"]), is_negative(["6"])
    (False, True, True)
    """
    return not set(codes) <= NEUTRAL_CODES
