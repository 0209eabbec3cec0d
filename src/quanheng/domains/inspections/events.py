"""Facts that inspections announce 抽查事实."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.platform.events import Fact


@dataclass(frozen=True)
class VisitPublished(Fact):
    """The result of one visit was published 检查结果已公示.

    ``codes`` are result codes, ``result`` their words; ``basis`` the items' legal basis; ``organs`` the names
    of the departments that checked.
    """

    visit_id: int
    inspection_id: int
    number: str
    title: str
    kind: str
    business_code: str
    business_name: str
    area_code: str
    codes: tuple[str, ...]
    result: str
    organs: tuple[str, ...]
    basis: str
    ended_on: date
    published_on: date
