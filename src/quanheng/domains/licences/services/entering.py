"""Entering a permit that somebody else granted 登记上级颁发的许可: the county keeps the register of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Permit, Term
from quanheng.domains.licences.rules import numbers, rights
from quanheng.domains.licences.rules.catalogue import product_of
from quanheng.domains.licences.rules.stages import State
from quanheng.domains.licences.rules.vocabulary import Kind, Origin, Purpose
from quanheng.domains.licences.services.conditions import AlreadyHeld, holder_of
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import bureau_for


class NumberWrong(Refused):
    """The number is none of this kind 编号不是这一类许可的编号."""


class DaysWrong(Refused):
    """The days of validity are not in order 有效期有误."""


@dataclass(frozen=True)
class Granted:
    """A permit as its certificate states it."""

    kind: str
    number: str
    business_code: str
    issuer: str
    from_on: date
    valid_until: date
    premises: str = ""
    products: str = ""
    person: str = ""


@transaction.atomic
def enter_permit(granted: Granted, *, by: Actor, today: date) -> Permit:
    """Enter a permit granted by a superior authority 登记上级颁发的许可.

    A wrong check digit is flagged and kept. Raises ``NumberWrong``, ``DaysWrong``, ``AlreadyHeld``,
    ``HolderNotOpen``.
    """
    by.require(rights.ENTER)
    business = holder_of(granted.kind, granted.business_code, by=by, today=today)
    judged = numbers.judge(granted.kind, granted.number)
    if judged.fault:
        raise NumberWrong(judged.fault, instead="请按证书上的编号填写。", field="number")
    if granted.valid_until < granted.from_on or granted.from_on > today:
        raise DaysWrong("有效期的起止日期有误，起始日期不能晚于今天。", field="valid_until")
    if Permit.objects.filter(number=judged.number).exists():
        raise AlreadyHeld(f"编号{judged.number}已经登记。", field="number")
    made = Permit.objects.create(
        kind=Kind(granted.kind),
        number=judged.number,
        organ=bureau_for(business.area_code, by=by),
        issuer=granted.issuer.strip()[:80],
        area_code=business.area_code,
        holder_code=business.code,
        holder_name=business.name,
        person=granted.person.strip()[:60],
        residence=business.address,
        premises=(granted.premises.strip() or business.address)[:300],
        form=numbers.head_of(granted.kind, judged.number),
        products=(granted.products.strip() or product_of(judged.number))[:500],
        first_on=granted.from_on,
        from_on=granted.from_on,
        valid_until=granted.valid_until,
        state=State.CURRENT if granted.valid_until >= today else State.EXPIRED,
        origin=Origin.ENTERED,
        flags=[judged.flag] if judged.flag else [],
    )
    Term.objects.create(
        permit=made,
        from_on=made.from_on,
        until_on=made.valid_until,
        decided_on=made.from_on,
        purpose=Purpose.NEW,
    )
    facts = {"number": made.number, "issuer": made.issuer, "valid_until": granted.valid_until.isoformat()}
    ledger.record("permit_entered", on=made, by=by, today=today, facts=facts)
    return made


@transaction.atomic
def resolve_flags(permit: Permit, *, reason: str, by: Actor, today: date) -> Permit:
    """Put the flags of a permit to rest 核实标记: somebody looked, and says what was found."""
    by.require(rights.ENTER, area=permit.area_code)
    if not reason.strip():
        raise Refused("请说明核实的结果。", field="reason")
    held = Permit.objects.select_for_update().get(pk=permit.pk)
    flags, held.flags = held.flags, []
    held.save(update_fields=["flags"])
    ledger.record(
        "permit_flags_resolved", on=held, by=by, today=today, facts={"flags": flags, "reason": reason.strip()}
    )
    return held
