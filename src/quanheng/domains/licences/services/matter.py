"""The application or permit under the hand of an act: locked, in the actor's area; bureaus and serials."""

from __future__ import annotations

from quanheng.domains.licences.models import Application, Permit, Serial
from quanheng.domains.licences.rules.sections import sections
from quanheng.domains.licences.rules.stages import APPLICATION, PERMIT, Stage, State
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import locked
from quanheng.platform.people.models import Organ
from quanheng.platform.people.numbering import numbering, reach, take
from quanheng.platform.people.rights import Right


def hold(application: Application | int, right: Right, *, by: Actor) -> Application:
    """The application, locked for this transaction. Raises ``Forbidden`` or ``Missing``."""
    return locked(Application, application, right, by=by)


def hold_permit(permit: Permit | int, right: Right, *, by: Actor) -> Permit:
    """The permit, locked for this transaction. Raises ``Forbidden`` or ``Missing``."""
    return locked(Permit, permit, right, by=by)


def move(application: Application, to: Stage) -> None:
    """Move a held application on (not yet saved). Raises ``MoveNotAllowed``."""
    APPLICATION.check(application.stage, to)
    application.stage = to


def move_permit(permit: Permit, to: State) -> None:
    """Move a held permit on (not yet saved). Raises ``MoveNotAllowed``."""
    PERMIT.check(permit.state, to)
    permit.state = to


def handler_for(kind: str, bureau: Organ) -> Organ | None:
    """The section that works on a kind of permit (``choices/sections.csv``), none where the bureau does."""
    code = f"{bureau.pk}-{sections().get(kind, '')}"
    return Organ.objects.filter(parent=bureau, pk=code).first()


def take_serial(scope: str) -> int:
    """The next serial of a scope, never given twice: its row is locked until the act commits."""
    return take(numbering(Serial, scope=scope))


def raise_serials(reached: dict[str, int]) -> None:
    """Let numbering go on behind numbers that came from elsewhere, so that none is given out again."""
    for scope in sorted(reached):
        reach(numbering(Serial, scope=scope), reached[scope])


def application_number(organ: str, year: int) -> str:
    """The next number of a bureau's applications of a year: ``许可〔2021〕12号``."""
    return f"许可〔{year}〕{take_serial(f'application|{organ}|{year}')}号"
