"""Correcting what the register says 更正: township, state, name, flags; revealing a contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.registration.events import BusinessChanged, BusinessStateChanged
from quanheng.domains.registration.filing import refiled
from quanheng.domains.registration.models import Business, FormerName, Person
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.states import ENDED, MOVES
from quanheng.domains.registration.rules.vocabulary import Confidence, State
from quanheng.domains.registration.services import tasks
from quanheng.domains.registration.services.names.disputing import close_renamed
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.people.rights import Right


@dataclass(frozen=True)
class Contact:
    """Somebody to reach a business by 联系人, and where its operator or investor lives, if registered."""

    name: str
    phone: str
    residence: str = ""


@transaction.atomic
def correct_township(code: str, area_code: str, *, reason: str, by: Actor, today: date) -> Business:
    """Say which township a business belongs to 更正属地. Confirmed by an officer, it outlasts every import.

    Raises ``Refused`` for an area that is no township of the actor's area.
    """
    business = _locked(code, rights.CORRECT, by=by)
    if not by.covers(area_code) or not Area.objects.filter(code=area_code).exists():
        raise Refused("只能更正到本辖区内的乡镇街道。", instead="请从列表中选择乡镇街道。", field="area_code")
    before = business.area_code
    with refiled([business.pk]):
        business.area_code, business.area_confidence = area_code, Confidence.CONFIRMED
        business.save(update_fields=["area_code", "area_confidence"])
    facts = {"before": before, "after": area_code, "reason": reason}
    record("township_corrected", on=business, by=by, today=today, facts=facts)
    return business


@transaction.atomic
def change_state(code: str, state: State, *, on: date, reason: str, by: Actor, today: date) -> Business:
    """Move a registration on 变更登记状态 as of the day ``on``. Raises ``MoveNotAllowed``, ``Refused``."""
    business = _locked(code, rights.CORRECT, by=by)
    before = State(business.state)
    MOVES.check(before, state)
    if on > today:
        raise Refused("变更日期不能晚于今天。", field="on")
    business.state = state
    business.ended_on = on if state in ENDED else None
    business.save(update_fields=["state", "ended_on"])
    tasks.suspension_settled(business, by=by, today=today)
    facts = {"before": before.value, "after": state.value, "on": on.isoformat(), "reason": reason}
    record("business_state_changed", on=business, by=by, today=today, facts=facts)
    announce(BusinessStateChanged(business.code, before.value, state.value, on))
    return business


@transaction.atomic
def rename_business(code: str, name: str, *, on: date, by: Actor, today: date) -> Business:
    """Give a business its new name 变更名称; the old one stays among the former names."""
    business = _locked(code, rights.CORRECT, by=by)
    new = name.strip()
    if not new or new == business.name:
        raise Refused("新名称不能为空，也不能与原名称相同。", field="name")
    before = business.name
    with refiled([business.pk]):
        FormerName.objects.update_or_create(business=business, name=before, defaults={"until_on": on})
        business.name = new
        business.save(update_fields=["name"])
    facts = {"before": before, "after": new, "on": on.isoformat()}
    record("business_renamed", on=business, by=by, today=today, facts=facts)
    if close_renamed(business.code, by=by, today=today):
        business.refresh_from_db(fields=["name_withheld_on"])
    announce(BusinessChanged(business.code, ("name",), business.area_code, on))
    return business


@transaction.atomic
def resolve_flags(code: str, *, reason: str, by: Actor, today: date) -> Business:
    """Put the flags of a row to rest 核实标记: somebody looked, and says what was found."""
    business = _locked(code, rights.CORRECT, by=by)
    if not reason.strip():
        raise Refused("请说明核实的结果。", field="reason")
    flags, business.flags = business.flags, []
    business.save(update_fields=["flags"])
    record("flags_resolved", on=business, by=by, today=today, facts={"flags": flags, "reason": reason})
    return business


@transaction.atomic
def reveal_contact(code: str, *, reason: str, by: Actor, today: date) -> Contact:
    """Show the contact of a business 查看联系方式 for a stated reason; every look is in the ledger."""
    business = _locked(code, rights.REVEAL, by=by)
    if not reason.strip():
        raise Refused("请说明查看联系方式的原因。", field="reason")
    record("contact_revealed", on=business, by=by, today=today, facts={"reason": reason.strip()[:200]})
    heads = Person.objects.filter(business=business, until_on__isnull=True).exclude(residence="")
    lives = heads.values_list("residence", flat=True).order_by("id").first()
    return Contact(business.contact_name, business.contact_phone, lives or "")


def _locked(code: str, right: Right, *, by: Actor) -> Business:
    business = Business.objects.select_for_update().filter(code=code).first()
    if business is None:
        by.require(right)
        raise Missing
    by.require(right, area=business.area_code)
    return business
