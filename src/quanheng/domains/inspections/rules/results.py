"""Results 检查结果: which codes the answers lead to, and which codes may stand together.

The codes are those of provincial systems, shown with the national short wording (`law/result_codes.csv`).

>>> decide(Outcome.CHECKED, []).codes
('1',)
>>> decide(Outcome.CHECKED, [Problem("3", corrected=True)]).codes
('3', 'E')
>>> decide(Outcome.UNREACHABLE, []).codes
('6',)
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from quanheng.kernel.refusal import Refused

TABLE = Path(__file__).parents[1] / "law" / "result_codes.csv"
NO_PROBLEM, OPEN_PROBLEM, MENDED_PROBLEM, REFUSED_INSPECTION = "1", "A", "E", "8"


class Outcome(StrEnum):
    """How a visit came out 检查情形, before any code: what the officers met at the door."""

    CHECKED = "checked"
    UNREACHABLE = "unreachable"
    CLOSED = "closed"
    NO_ACTIVITY = "no_activity"
    MOVED_OUT = "moved_out"
    REFUSED = "refused"


OUTCOME_SAYS = {
    Outcome.CHECKED: "已按检查表检查",
    Outcome.UNREACHABLE: "通过登记的住所（经营场所）无法联系",
    Outcome.CLOSED: "已关闭停业或者正在组织清算",
    Outcome.NO_ACTIVITY: "未发现开展本次抽查涉及的经营活动",
    Outcome.MOVED_OUT: "已迁出",
    Outcome.REFUSED: "拒绝、阻挠检查，不予配合情节严重",
}

CODE_OF = {
    Outcome.UNREACHABLE: "6",
    Outcome.CLOSED: "7",
    Outcome.NO_ACTIVITY: "F",
    Outcome.MOVED_OUT: "12",
    Outcome.REFUSED: REFUSED_INSPECTION,
}


class WrongCodes(Refused):
    """The result codes do not go together 检查结果代码不能同时使用."""


@dataclass(frozen=True)
class ResultCode:
    """One result code 结果代码: its name, the national short wording (empty if none), how it combines."""

    code: str
    name: str
    short: str
    alone: bool
    finding: bool
    checked: str


@dataclass(frozen=True)
class Problem:
    """One problem found: the code it leads to, and whether it was mended before the officers left."""

    code: str
    corrected: bool = False


@dataclass(frozen=True)
class Decision:
    """The codes of a result in the table's order, with the reasons."""

    codes: tuple[str, ...]
    because: tuple[str, ...]


@cache
def result_codes() -> dict[str, ResultCode]:
    """The table of result codes, in its order."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {
        row["code"]: ResultCode(
            row["code"],
            row["name"],
            row["short"],
            row["alone"] == "yes",
            row["finding"] == "yes",
            row["checked"],
        )
        for row in csv.DictReader(lines)
    }


def decide(outcome: Outcome, problems: Iterable[Problem]) -> Decision:
    """Return the result of one department's part of a visit.

    Nothing found: 1. Something found: the code of each kind of problem, with E if all were mended on the
    spot, else A. A business that was not checked gets the code of what the officers met, and no other.
    """
    if outcome is not Outcome.CHECKED:
        return Decision((CODE_OF[outcome],), (OUTCOME_SAYS[outcome],))
    found = list(problems)
    if not found:
        return Decision((NO_PROBLEM,), ("检查表各项均未发现问题",))
    open_count = sum(not problem.corrected for problem in found)
    handling = OPEN_PROBLEM if open_count else MENDED_PROBLEM
    said = f"其中{open_count}个待后续处理" if open_count else "均已当场改正"
    codes = in_order({*(problem.code for problem in found), handling})
    return Decision(codes, (f"发现{len(found)}个问题，{said}",))


def merged(parts: Iterable[Collection[str]]) -> tuple[str, ...]:
    """Return the codes of a whole visit from those of its departments.

    A department that found nothing adds nothing to one that found something; E gives way to A.
    """
    codes = {code for part in parts for code in part}
    if len(codes) > 1:
        codes -= {NO_PROBLEM}
    if {OPEN_PROBLEM, MENDED_PROBLEM} <= codes:
        codes -= {MENDED_PROBLEM}
    return in_order(codes)


def check_codes(codes: Collection[str]) -> None:
    """Raise ``WrongCodes`` for an unknown code, none at all, or one that must stand alone and does not."""
    table = result_codes()
    unknown = sorted(set(codes) - table.keys())
    if unknown or not codes:
        raise WrongCodes(f"没有这样的结果代码：{'、'.join(unknown) or '（空）'}", field="codes")
    alone = [code for code in codes if table[code].alone]
    if alone and len(set(codes)) > 1:
        raise WrongCodes(
            f"“{table[alone[0]].name}”不能与其他结果同时使用", instead="请核对检查结果", field="codes"
        )


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes in the order of the table."""
    wanted = set(codes)
    return tuple(code for code in result_codes() if code in wanted)


def spoken(codes: Iterable[str]) -> str:
    """Return the codes in words, national short wording first where there is one.

    >>> spoken(["3", "A"])
    '违反食品药品管理规定；发现问题待后续处理'
    """
    return "；".join(result_codes()[code].name for code in in_order(codes))
