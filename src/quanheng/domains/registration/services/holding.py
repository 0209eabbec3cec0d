"""Holds 登记限制: placed by an officer, another domain, a court or a register of liens; lifted by who may.

A hold is of this domain; its grounds are those of the law (``rules/holds.py``). Another domain calls
``place_hold`` and ``lift_hold`` with its own matter as reference: the same matter is held once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Business, Hold
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.holds import Step, grounds
from quanheng.domains.registration.services.restricting import (
    RestrictionWrong,
    check_document,
    document_of,
    end_restriction,
)
from quanheng.kernel.refusal import Missing
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

GENERAL = "《市场主体登记管理条例》第三十三条、《实施细则》第四十八条"


@dataclass(frozen=True)
class NewHold:
    """A hold to place: on whom, on which ground (``law/hold_grounds.csv``), for whom, by which document.

    ``until_on`` is its last day, none while it lasts; ``stops`` adds to what the ground stops by law;
    ``cites`` overrides the ground's article where the asking document names another.
    """

    code: str
    ground: str
    source: str
    reference: str
    from_on: date
    until_on: date | None = None
    stops: Sequence[str] = ()
    note: str = ""
    cites: str = ""


@transaction.atomic
def place_hold(new: NewHold, *, by: Actor, today: date) -> Hold:
    """Place a hold 设置登记限制; the same source and reference are held once and then returned as they stand.

    What is stopped takes effect at once, also for an application that is being worked on. Raises
    ``RestrictionWrong``, ``Missing``.
    """
    business = _business(new.code, by=by)
    _check(new)
    known = Hold.objects.filter(
        business=business, source=new.source.strip(), reference=new.reference.strip(), lifted_on__isnull=True
    ).first()
    if known:
        return known
    made = Hold.objects.create(business=business, **_values(new, by=by, today=today))
    facts = {"code": business.code, "ground": made.ground, "source": made.source, "reference": made.reference}
    record("hold_placed", on=made, by=by, today=today, facts=facts)
    record("hold_placed", on=business, by=by, today=today, facts=facts)
    return made


@transaction.atomic
def lift_hold(hold_id: int, *, reason: str, by: Actor, today: date) -> Hold:
    """Lift a hold 解除登记限制, with why. Raises ``LiftedBefore``, ``RestrictionWrong``, ``Missing``."""
    by.require(rights.HOLD)
    held = Hold.objects.select_for_update(of=("self",)).filter(pk=hold_id).select_related("business").first()
    if held is None or not by.covers(held.business.area_code):
        raise Missing("没有找到这条登记限制，或者它不在您的辖区内。")
    end_restriction(held, "登记限制", reason, by=by, today=today)
    facts = {"code": held.business.code, "ground": held.ground, "reason": held.lifted_reason}
    record("hold_lifted", on=held, by=by, today=today, facts=facts)
    record("hold_lifted", on=held.business, by=by, today=today, facts=facts)
    return held


def _business(code: str, *, by: Actor) -> Business:
    by.require(rights.HOLD)
    found = Business.objects.select_for_update(of=("self",)).filter(code=code.strip().upper()).first()
    if found is None or not by.covers(found.area_code):
        raise Missing("名录中没有这个代码，或者它不在您的辖区内。", field="code")
    return found


def _check(new: NewHold) -> None:
    if new.ground not in grounds():
        raise RestrictionWrong("请从法定情形中选择限制的理由。", cites=GENERAL, field="ground")
    check_document(new, cites=grounds()[new.ground].cites)


def _values(new: NewHold, *, by: Actor, today: date) -> dict[str, object]:
    return document_of(new, by=by) | {
        "ground": new.ground,
        "stops": sorted({Step(word).value for word in new.stops}),
        "cites": (new.cites.strip() or grounds()[new.ground].cites_on(today))[:300],
        "until_on": new.until_on,
    }
