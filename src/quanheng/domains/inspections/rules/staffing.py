"""Who goes 检查人员: at least two officers, only the team that was drawn, nobody who must withdraw.

Recusal 回避: an officer with a direct interest or another relation that may affect fairness withdraws
(《行政处罚法》第四十三条; 《食品生产经营监督检查管理办法》第二十三条第二款). Declared recusals are part of
the draw; one that becomes known later is met by a stand-in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from quanheng.domains.inspections.rules.kinds import Field
from quanheng.kernel.law import Provision, Provisions
from quanheng.kernel.refusal import Forbidden, Refused

PROVISIONS = Provisions.load(Path(__file__).parents[1] / "law" / "inspections.toml")

OFFICERS = {
    Field.PUBLIC_INFORMATION: "officers_public_information",
    Field.FOOD: "officers_food",
    Field.EQUIPMENT: "officers_equipment",
}
RECUSAL_CITES = "《行政处罚法》第四十三条"
ANOTHER = "请另选一名检查人员"


class TooFewOfficers(Refused):
    """Fewer officers are present than the law asks 检查人员不足."""


class NotOnTheTeam(Forbidden):
    """The person is not on the team drawn for this business 不是被抽中的检查人员."""


class MayNotStandIn(Refused):
    """The officer cannot take the place of the one who leaves 不能替换."""


class MustWithdraw(Refused):
    """The officer has declared a recusal for this business 应当回避."""


def officers_law(field: Field) -> Provision:
    """The provision on the number of officers for an item's field."""
    return PROVISIONS[OFFICERS.get(field, "officers_check")]


def officers_needed(fields: Iterable[Field], day: date) -> tuple[int, str]:
    """Return how many officers a check of these fields needs on that day, and the article (the strictest).

    Raises ``NoProvision`` for a day before the platform's first entry.
    """
    laws = [officers_law(field).entry_on(day) for field in sorted(set(fields))] or [
        PROVISIONS["officers_check"].entry_on(day)
    ]
    strictest = max(laws, key=lambda law: int(law.value))
    return int(strictest.value), strictest.cites


def officers_mark(fields: Iterable[Field], day: date) -> str:
    """The sentence to show where the provision on the number of officers was not checked in its text."""
    marks = (officers_law(field).describe(day).mark for field in sorted(set(fields)) or [Field.OTHER])
    return next((mark for mark in marks if mark), "")


def check_present(
    present: Collection[int], team: Collection[int], fields: Iterable[Field], day: date
) -> None:
    """Raise ``TooFewOfficers`` unless enough of the team are present, ``NotOnTheTeam`` for a stranger.

    ``present`` and ``team`` are officers' keys; everybody present must be on the team.
    """
    if set(present) - set(team):
        raise NotOnTheTeam("到场人员中有人不是本户抽中的检查人员", instead="换人请先办理检查人员替换")
    needed, cites = officers_needed(fields, day)
    if len(set(present)) < needed:
        raise TooFewOfficers(
            f"到场检查人员{len(set(present))}人，不得少于{needed}人",
            cites=cites,
            instead="请等其他检查人员到场；有人不能到场的，先办理检查人员替换",
            field="present",
        )


def check_may_record(officer: int | None, team: Collection[int]) -> None:
    """Raise ``NotOnTheTeam`` unless the officer is on the team of this department for this business."""
    if officer is None or officer not in team:
        raise NotOnTheTeam(
            "只有本户抽中的检查人员可以记录检查情况",
            instead="请由检查组成员登录后记录；换人请先办理检查人员替换",
        )


def check_stand_in(
    officer: int, team: Collection[int], *, recused: bool, certified: bool, qualified: bool
) -> None:
    """Raise ``MustWithdraw`` or ``MayNotStandIn`` unless the officer may stand in for one of the team."""
    if officer in team:
        raise MayNotStandIn("此人已经在检查组内", instead=ANOTHER, field="stand_in")
    if recused:
        raise MustWithdraw("此人已申报对该户回避", cites=RECUSAL_CITES, instead=ANOTHER, field="stand_in")
    if not certified:
        raise MayNotStandIn("此人在检查期间没有有效的执法证件", instead=ANOTHER, field="stand_in")
    if not qualified:
        raise MayNotStandIn("此人不具备本次抽查要求的资质", instead=ANOTHER, field="stand_in")
