"""The doors besides the window 办理渠道: a day's route, where a visit stands.

《市场主体登记管理条例》第六条 asks registration to be done near the applicant (就近办理、网上办理).

>>> VISIT.is_total(), sorted(stage.value for stage in VISIT.final_states)
(True, ['cancelled', 'done'])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from quanheng.domains.registration.rules.filings import KIND_SAYS, FilingKind
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS as SUBJECT_SAYS
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel.workflow import Workflow

VISIT_PREFIX = "SM"
"""How the number of a visit at the door begins."""
NEAR_THE_APPLICANT = "《市场主体登记管理条例》第六条"


class VisitStage(StrEnum):
    """Where a visit at the door stands 上门办照环节."""

    REQUESTED = "requested"
    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class VisitResult(StrEnum):
    """What came of a visit that was made 上门结果."""

    LICENCE_LEFT = "licence_left"
    HANDED_OVER = "handed_over"
    ADVISED = "advised"


VISIT_STAGE_SAYS: dict[VisitStage, str] = {
    VisitStage.REQUESTED: "待安排",
    VisitStage.PLANNED: "已排入路线",
    VisitStage.DONE: "已办结",
    VisitStage.CANCELLED: "未能办理",
}

VISIT_RESULT_SAYS: dict[VisitResult, str] = {
    VisitResult.LICENCE_LEFT: "已办结，营业执照已当面出示并留给经营者",
    VisitResult.HANDED_OVER: "已收件，交登记窗口办理",
    VisitResult.ADVISED: "已当面说明，没有收件",
}

VISIT = Workflow(
    {
        VisitStage.REQUESTED: {VisitStage.PLANNED, VisitStage.CANCELLED},
        VisitStage.PLANNED: {
            VisitStage.PLANNED,
            VisitStage.REQUESTED,
            VisitStage.DONE,
            VisitStage.CANCELLED,
        },
        VisitStage.DONE: set(),
        VisitStage.CANCELLED: set(),
    },
    VISIT_STAGE_SAYS,
    cites=NEAR_THE_APPLICANT,
)


FOUNDED_AT_THE_DOOR = (Kind.INDIVIDUAL, Kind.COOPERATIVE, Kind.SOLE, Kind.COMPANY)
"""What kinds of business a visit is asked for to found."""


def errand_says(asked_for: str, subject: str) -> str:
    """What a visit is asked for, in words.

    >>> errand_says("establishment", "cooperative"), errand_says("reissue", "")
    ('设立登记（农民专业合作社）', '换发营业执照')
    """
    says = KIND_SAYS[FilingKind(asked_for)]
    return f"{says}（{SUBJECT_SAYS[Kind(subject)]}）" if subject else says


class Stop(NamedTuple):
    """One stop of a route: any key, the township's code, the address."""

    key: int
    area_code: str
    address: str


def route(stops: Iterable[Stop], places: Mapping[str, tuple[int, int]], start: str = "") -> list[int]:
    """The keys in the order of a day's drive: township by township, the nearest next, then by address.

    ``places`` gives the row and column of each township on the county's grid of tiles; one without a place
    comes last. ``start`` is the township that the drive begins in (empty: the first by code). House numbers
    count as numbers.

    >>> grid = {"1": (0, 0), "2": (5, 5), "3": (1, 0)}
    >>> stops = [Stop(1, "2", "a"), Stop(2, "3", "街10号"), Stop(3, "3", "街9号"), Stop(4, "1", "b")]
    >>> route(stops, grid, "1")
    [4, 3, 2, 1]
    """
    by_place: dict[str, list[Stop]] = {}
    for stop in stops:
        by_place.setdefault(stop.area_code, []).append(stop)
    left, here, order = sorted(by_place), start, list[int]()
    while left:
        here = min(left, key=lambda code: (_distance(places.get(here), places.get(code)), code))
        left.remove(here)
        order += [stop.key for stop in sorted(by_place[here], key=lambda one: _address_key(one.address))]
    return order


def fitted(placed: list[int], usual: list[int], whole: list[int]) -> list[int]:
    """A day's route once stops were added: ``placed`` is the order it had, ``usual`` what ``route`` gives for
    the same stops, ``whole`` what it gives for all.

    An order that somebody made by hand is kept and the new stops come last; else all are put in order.

    >>> fitted([1, 2], [1, 2], [3, 1, 2]), fitted([2, 1], [1, 2], [3, 1, 2])
    ([3, 1, 2], [2, 1, 3])
    """
    return whole if placed == usual else [*placed, *(key for key in whole if key not in placed)]


def _distance(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int:
    if other is None:
        return 1_000_000
    return 0 if one is None else (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _address_key(address: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", address)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
