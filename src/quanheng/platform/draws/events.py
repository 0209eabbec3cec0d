"""Facts that draws announce; `purpose` tells the domain that drew which of its matters is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.platform.events import Fact


@dataclass(frozen=True)
class DrawRun(Fact):
    """Businesses and teams are drawn 已抽取."""

    draw_id: int
    purpose: str
    organ: str
    serial: str
    drawn_on: date


@dataclass(frozen=True)
class DrawSubstituted(Fact):
    """The next business of the same stratum takes the place of a drawn one 已替补."""

    draw_id: int
    purpose: str
    code: str
    replaced_by: str
    substituted_on: date
