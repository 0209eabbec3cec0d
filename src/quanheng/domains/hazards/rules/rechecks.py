"""Who may re-check, what a re-check looks at, and what follows from it 复查.

Only what failed is looked at again: a re-check judges every point that is open and none that has passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from quanheng.domains.hazards.rules.deadlines import provisions
from quanheng.domains.hazards.rules.vocabulary import Method
from quanheng.kernel.refusal import Refused


class RecheckedByReporter(Refused):
    """Whoever reported the rectification would re-check it 自报自查."""


class PointAlreadyPassed(Refused):
    """A point that has passed would be inspected again 重复检查已合格的问题."""


class PointLeftOut(Refused):
    """An open point was not judged 有问题未复查."""


class FailureUnexplained(Refused):
    """A point failed and nobody said what is still wrong 未写明不合格原因."""


class TooFewOfficers(Refused):
    """An on-site re-check needs two officers 现场复查人员不足."""


@dataclass(frozen=True)
class Outcome:
    """What a re-check comes to: the points passed and failed, by key, and whether all is well."""

    passed: frozenset[int]
    failed: Mapping[int, str]

    @property
    def all_well(self) -> bool:
        """Whether nothing is left open."""
        return not self.failed


def require_another(*, reported_by: str, rechecking: Set[str]) -> None:
    """Raise ``RecheckedByReporter`` if one of those re-checking reported the rectification."""
    if reported_by in rechecking:
        raise RecheckedByReporter(
            "整改情况由您报告，不能由您复查销号。",
            instead="请由其他执法检查人员复查。",
            field="second_officer",
        )


def officers_needed(category: str, method: str, *, on: date) -> tuple[int, str]:
    """How many officers a re-check of that day needs, and by which article.

    On-site checks of food and special equipment take two; a check of documents one. Raises ``NoProvision``.
    """
    key = f"officers_recheck_{category}"
    if Method(method) is Method.DOCUMENTS or key not in provisions():
        return 1, ""
    entry = provisions()[key].entry_on(on)
    return int(entry.value), entry.cites


def require_enough(present: int, category: str, method: str, *, on: date) -> None:
    """Raise ``TooFewOfficers`` if an on-site re-check has fewer officers than the law asks for."""
    needed, cites = officers_needed(category, method, on=on)
    if present < needed:
        raise TooFewOfficers(
            f"现场复查至少需要 {needed} 名检查人员，现有 {present} 名。",
            cites=cites,
            instead="请填写另一名检查人员；只核查材料的，复查方式选“材料核查”。",
            field="second_officer",
        )


def judge(open_points: Set[int], passed: Set[int], failed: Mapping[int, str]) -> Outcome:
    """Weigh a re-check point by point.

    ``passed`` and ``failed`` (with what is still wrong) must cover the open points exactly. Raises
    ``PointAlreadyPassed``, ``PointLeftOut``, ``FailureUnexplained``.
    """
    judged = set(passed) | set(failed)
    if judged - open_points or set(passed) & set(failed):
        raise PointAlreadyPassed(
            "复查只针对尚未整改到位的问题，每个问题只能有一个结论。", instead="已合格的问题不再重复检查。"
        )
    if open_points - judged:
        raise PointLeftOut(
            f"还有 {len(open_points - judged)} 个问题没有复查结论。", instead="请逐项写明是否整改到位。"
        )
    for point, remark in failed.items():
        if not remark.strip():
            raise FailureUnexplained(
                "有问题未整改到位，但没有写明原因。",
                instead="请写明还存在什么问题。",
                field=f"remark_{point}",
            )
    return Outcome(frozenset(passed), {point: remark.strip()[:300] for point, remark in failed.items()})


def goes_up(failed_count: int, *, limit: int) -> bool:
    """Whether that many failed re-checks call for a leader."""
    return failed_count >= limit
