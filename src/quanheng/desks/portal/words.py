"""Words that several pages of the portal share: places, trades, tones, and how to object."""

from __future__ import annotations

from dataclasses import dataclass

from quanheng.domains.publicity.rules.showing import PROVISIONS
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules import trades
from quanheng.domains.registration.rules.vocabulary import STATE_SAYS, State
from quanheng.kernel import clock
from quanheng.kernel.law import Description
from quanheng.kernel.refusal import Refused
from quanheng.platform.people.queries import area_names
from quanheng.platform.web.words import said

__all__ = ["area_names", "objection", "state_choices", "tone", "trade_name"]

TONES = {State.OPEN: "good", State.SUSPENDED: "warn", State.REVOKED: "stop"}


@dataclass(frozen=True)
class Objection:
    """What somebody told of by a notice may ask for: how soon each answer comes, by which article.

    None where the platform holds no provision for today: the page then names no period.
    """

    answer: Description | None
    accept: Description | None
    decide: Description | None


def tone(row: Business) -> str:
    """The tone of a business's state."""
    return TONES.get(State(row.state), "plain")


def state_choices() -> list[tuple[str, str]]:
    """Every registration state with its word."""
    return [(state.value, said(STATE_SAYS[state])) for state in State]


def trade_name(code: str) -> str:
    """The trade in words, empty if unknown."""
    return trades.name_of(code) if code else ""


def objection() -> Objection:
    """How to object and to ask for repair, by the law of today."""
    return Objection(*(_today(key) for key in ("answer_enquiry", "accept_request", "decide_request")))


def _today(key: str) -> Description | None:
    try:
        return PROVISIONS[key].describe(clock.today())
    except Refused:
        return None
