"""When a site check is needed and what makes one whole 现场核查.

《食品经营许可和备案管理办法》第二十条、第三十四条,《食品生产许可管理办法》第二十一条、第三十七条.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quanheng.domains.licences.rules.catalogue import CheckPoint, checked_on_site
from quanheng.domains.licences.rules.deadlines import officers_needed
from quanheng.domains.licences.rules.vocabulary import CheckVerdict, ItemVerdict, Purpose
from quanheng.kernel.refusal import Refused


class TooFewOfficers(Refused):
    """Fewer officers than the law asks for 核查人员不足."""


class CheckIncomplete(Refused):
    """The record of the site check says too little 核查记录不完整."""


@dataclass(frozen=True)
class Seen:
    """What was seen of one condition: its number, the verdict, and what is wrong where something is."""

    number: int
    verdict: str
    remark: str = ""


def needed(kind: str, purpose: str, items: Sequence[str], *, declared_unchanged: bool) -> bool:
    """Whether the place has to be seen before the decision.

    A first application always, unless everything in it is prepackaged; a change or a renewal unless the
    applicant declares that nothing changed; a replacement or a cancellation never.
    """
    if purpose in {Purpose.REPLACEMENT, Purpose.CANCELLATION}:
        return False
    if purpose in {Purpose.CHANGE, Purpose.RENEWAL} and declared_unchanged:
        return False
    return checked_on_site(kind, list(items))


def require_officers(kind: str, officers: Collection[int], *, on: date) -> None:
    """Raise ``TooFewOfficers`` where fewer people checked than the article asks for."""
    least, cites = officers_needed(kind, on=on)
    if len(set(officers)) < least:
        raise TooFewOfficers(
            f"现场核查人员不得少于{least}人。",
            cites=cites,
            instead="请选择另一名持有效执法证的核查人员。",
            field="second",
        )


def require_whole(
    points: Sequence[CheckPoint], seen: Mapping[int, Seen], *, verdict: str, photos: int, redo_by: date | None
) -> None:
    """Raise ``CheckIncomplete`` for a point without verdict, a fault without words, a verdict that does not
    follow from what was seen, or a record without a photo."""
    for point in points:
        said = seen.get(point.number)
        if said is None:
            raise CheckIncomplete(f"第{point.number}项没有结论。", field=f"verdict_{point.number}")
        if said.verdict == ItemVerdict.NOT_MET and not said.remark.strip():
            raise CheckIncomplete(f"第{point.number}项不符合，没有写明情况。", field=f"remark_{point.number}")
    faults = [said for said in seen.values() if said.verdict == ItemVerdict.NOT_MET]
    if verdict == CheckVerdict.PASSED and faults:
        raise CheckIncomplete(
            "有不符合的项目，结论不能是符合要求。", instead="请选择限期整改或者不符合要求。", field="verdict"
        )
    if verdict != CheckVerdict.PASSED and not faults:
        raise CheckIncomplete("各项都符合，结论应为符合要求。", field="verdict")
    if verdict == CheckVerdict.RECTIFY and redo_by is None:
        raise CheckIncomplete("限期整改的，要写明整改期限。", field="redo_by")
    if not photos:
        raise CheckIncomplete("没有现场照片。", instead="请至少拍一张现场照片。", field="photos")
