"""What permits do when they hear of a fact elsewhere 听取登记事实."""

from __future__ import annotations

from quanheng.domains.licences.services.expiring import end_for_holder
from quanheng.domains.licences.services.following import follow_register
from quanheng.domains.registration.events import BusinessChanged, BusinessStateChanged
from quanheng.domains.registration.rules.vocabulary import STATE_SAYS, State
from quanheng.platform.people.actors import Actor

ENDING = {State.DEREGISTERED, State.REVOKED, State.MOVED_OUT}


def hear_business_state(fact: BusinessStateChanged) -> None:
    """A business's registration stands elsewhere now: its permits end, or somebody looks at them."""
    if fact.after in ENDING:
        by = Actor.system("licences.hearing")
        says = STATE_SAYS[State(fact.after)]
        end_for_holder(
            fact.code, after=fact.after, says=says, on=fact.changed_on, by=by, today=fact.changed_on
        )


def hear_business_changed(fact: BusinessChanged) -> None:
    """The register says something else of a business: permits that still print the old are to be changed."""
    by = Actor.system("licences.hearing")
    follow_register(fact.code, changed_on=fact.changed_on, by=by, today=fact.changed_on)
