"""The hazard under the hand of an act: locked, in the actor's area, at a stage that allows the step."""

from __future__ import annotations

from quanheng.domains.hazards.models import Hazard, Serial
from quanheng.domains.hazards.rules.sections import sections
from quanheng.domains.hazards.rules.stages import HAZARD, Stage
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import locked
from quanheng.platform.people.models import Organ
from quanheng.platform.people.numbering import numbering
from quanheng.platform.people.queries import township_in
from quanheng.platform.people.rights import Right


def hold(hazard: Hazard | int, right: Right, *, by: Actor) -> Hazard:
    """The hazard, locked for this transaction. Raises ``Forbidden`` or ``Missing``."""
    return locked(Hazard, hazard, right, by=by)


def move(hazard: Hazard, to: Stage) -> None:
    """Move a held hazard on (not yet saved). Raises ``MoveNotAllowed``."""
    HAZARD.check(hazard.stage, to)
    hazard.stage = to


def handler_for(category: str, bureau: Organ, *, by: Actor) -> Organ | None:
    """The part of the bureau that works on a hazard 承办科室, none where the bureau itself does.

    The market office that found it, else the section for the category (``choices/sections.csv``), else the
    finder's own.
    """
    inside = Organ.objects.filter(parent=bureau)
    own = inside.filter(pk=by.organ).first()
    if own and own.kind == "office":
        return own
    section = sections().get(category, "")
    return inside.filter(pk=f"{bureau.pk}-{section}").first() or own


def township_of(hazard: Hazard) -> str:
    """The organ that follows the rectification on the spot: the township's own, else the section."""
    found = township_in(hazard.area_code)
    return str(found.pk if found else hazard.holder.pk)


def serial_of(organ: Organ, kind: str, year: int) -> Serial:
    """The numbering of an organ, kind and year, locked until the act commits."""
    return numbering(Serial, organ=organ, kind=kind, year=year)


def hazard_number(year: int, number: int) -> str:
    """How a hazard is numbered: ``隐患〔2021〕12号``."""
    return f"隐患〔{year}〕{number}号"


def order_number(year: int, number: int) -> str:
    """How a notice is numbered (文书格式范本第33号责令改正通知书): ``市监责改〔2021〕12号``."""
    return f"市监责改〔{year}〕{number}号"
