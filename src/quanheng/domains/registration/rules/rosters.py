"""Who belongs to a business, and how a change moves them 人员变更: who leaves, comes, has another share.

《市场主体登记管理条例》第八条第二款, 第九条; 《实施细则》第六条, 第七条. A change names only those who
move: a row with ``known`` is about somebody whom the register holds, struck out by ``leaves`` or with another
share, residence or liability; a row without it is about somebody new. Whoever is not named stays.

>>> here = [{"known": "7", "role": "shareholder", "name": "田小花", "share_yuan": "100000"}]
>>> rows = [{"known": "7", "share_yuan": "60,000"}, {"name": "彭小梅", "share_yuan": "40000"}]
>>> found = moves(rows, here, ("shareholder",))
>>> [one["name"] for one in found.came], [one["share_yuan"] for one in found.after]
(['彭小梅'], ['60,000', '40000'])
>>> bool(moves([{"known": "7", "share_yuan": "100000.00"}], here, ("shareholder",)))
False
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanheng.domains.registration.rules.capital import amount
from quanheng.domains.registration.rules.vocabulary import Kind

Row = Mapping[str, Any]
PARTICULARS = ("residence", "liability")
"""What is registered of somebody who stays and may change beside the share."""

ROSTERS: dict[str, dict[str, tuple[str, ...]]] = {
    "persons": {Kind.COMPANY: ("shareholder",), Kind.PARTNERSHIP: ("partner",)},
    "officers": {Kind.COMPANY: ("director", "supervisor", "manager", "senior_manager")},
    "members": {Kind.COOPERATIVE: ("member",), Kind.INDIVIDUAL: ("family_member",)},
}
"""The lists of persons of a form, and the capacities of whoever stands in them, by kind of business."""


def roles_of(field: str, subject: str) -> tuple[str, ...]:
    """The capacities in a list of persons for a kind of business; none where it has no such list."""
    return ROSTERS[field].get(subject, ())


@dataclass(frozen=True)
class Moves:
    """How a list of persons moves 人员变动.

    ``altered`` pairs a person as registered with the same person's new share or particulars; ``after`` is the
    whole list once the change is made; ``lost`` are rows about somebody whom the register no longer holds.
    """

    left: tuple[Row, ...] = ()
    came: tuple[Row, ...] = ()
    altered: tuple[tuple[Row, Row], ...] = ()
    after: tuple[Row, ...] = ()
    lost: tuple[Row, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.left or self.came or self.altered)

    @property
    def shares_alone(self) -> bool:
        """Whether everybody stays and only shares change."""
        return bool(self.altered) and not (self.left or self.came or self.particulars)

    @property
    def particulars(self) -> list[Row]:
        """Who stays and lives elsewhere or is liable in another way, as they are once the change is made."""
        return [
            after for before, after in self.altered if any(before.get(f) != after.get(f) for f in PARTICULARS)
        ]


def _particulars(one: Row) -> list[Any]:
    return [one.get(field) for field in PARTICULARS]


def moves(rows: Iterable[Row], present: Sequence[Row], roles: Sequence[str]) -> Moves:
    """What the rows of a change do to the persons present in these capacities."""
    here = [one for one in present if one.get("role") in roles]
    named = {str(row["known"]): row for row in rows if row.get("known")}
    came = tuple(_arriving(row, roles) for row in rows if not row.get("known"))
    left = tuple(one for one in here if named.get(one["known"], {}).get("leaves"))
    pairs = [(one, _altered(one, named.get(one["known"], {}))) for one in here if one not in left]
    return Moves(
        left=left,
        came=came,
        altered=tuple((before, after) for before, after in pairs if before is not after),
        after=(*(after for _, after in pairs), *came),
        lost=tuple(row for key, row in named.items() if key not in {one["known"] for one in here}),
    )


def _arriving(row: Row, roles: Sequence[str]) -> Row:
    """Somebody new; where a list knows one capacity only, in that one."""
    return {**row, "role": row.get("role") or (roles[0] if len(roles) == 1 else "")}


def _altered(one: Row, row: Row) -> Row:
    share = str(row.get("share_yuan") or "").strip()
    found = {"share_yuan": share} if share and amount(share) != amount(one.get("share_yuan") or "") else {}
    for field in PARTICULARS:
        written = str(row.get(field) or "").strip()
        if written and written != one.get(field):
            found[field] = written
    return {**one, **found} if found else one
