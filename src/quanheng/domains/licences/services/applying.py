"""Applying 提出申请: for a first permit, or about one that is held; taking an application back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import bars, rights
from quanheng.domains.licences.rules.deadlines import due
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.rules.vocabulary import Channel, Kind, Purpose
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.conditions import (
    history,
    holder_of,
    require_grantable,
    require_none_held,
    require_possible,
)
from quanheng.domains.licences.services.matter import application_number, handler_for, hold, hold_permit, move
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import bureau_for
from quanheng.platform.people.rights import Right


@dataclass(frozen=True)
class NewApplication:
    """What an applicant asks for. ``form`` is the form of business (of food production the category)."""

    kind: str
    business_code: str
    form: str
    items: Sequence[str] = field(default_factory=tuple)
    premises: str = ""
    area_code: str = ""
    person: str = ""
    residence: str = ""
    products: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    reference: str = ""
    channel: str = Channel.WINDOW


@dataclass(frozen=True)
class About:
    """What a holder asks for about a permit; empty fields stay as the permit has them."""

    purpose: str
    person: str = ""
    residence: str = ""
    premises: str = ""
    holder_name: str = ""
    items: Sequence[str] = field(default_factory=tuple)
    products: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    changed_on: date | None = None
    declared_unchanged: bool = False
    reference: str = ""
    channel: str = Channel.WINDOW


@transaction.atomic
def apply_for_permit(new: NewApplication, *, by: Actor, today: date) -> Application:
    """Take in an application for a first permit 提出许可申请 (《行政许可法》第二十九条).

    Safe to repeat with the same reference. Raises ``NotGrantedHere``, ``HolderNotOpen``, ``NothingApplied``,
    ``AlreadyHeld``, ``Barred``, ``HeadUnknown``; ``Missing`` for a business of another area.
    """
    right = rights.TAKEN_IN_BY[Channel(new.channel)]
    by.require(right)
    known = _known(new.reference, right, by=by)
    if known:
        return known
    business = holder_of(new.kind, new.business_code, by=by, today=today)
    require_grantable(new.kind, new.form, new.items, today=today)
    require_none_held(new.kind, business, new.premises, today=today)
    bars.require_free(new.kind, history(new.kind, business.code), today=today)
    area = new.area_code or business.area_code
    by.require(right, area=area)
    bureau = bureau_for(area, by=by)
    made = Application.objects.create(
        number=application_number(bureau.pk, today.year),
        reference=new.reference,
        kind=Kind(new.kind),
        purpose=Purpose.NEW,
        channel=Channel(new.channel),
        organ=bureau,
        handler=handler_for(new.kind, bureau),
        area_code=area,
        holder_code=business.code,
        holder_name=business.name,
        person=new.person.strip()[:60],
        residence=(new.residence.strip() or business.address)[:300],
        premises=(new.premises.strip() or business.address)[:300],
        form=new.form,
        items=list(new.items) or [new.form],
        products=new.products.strip()[:500],
        contact_name=new.contact_name.strip()[:60],
        contact_phone=new.contact_phone.strip()[:40],
        applied_on=today,
        applied_by=by.id,
        applied_by_name=by.name[:60],
    )
    return _entered(made, by=by, today=today)


@transaction.atomic
def apply_about_permit(permit: Permit | int, about: About, *, by: Actor, today: date) -> Application:
    """Take in a holder's application: change, renewal, replacement, cancellation 变更、延续、补办、注销申请.

    Raises ``RenewalTooEarly``, ``RenewalTooLate``, ``PermitNotHeld``, ``PremisesMoved``, ``AlreadyUnderway``,
    ``NotGrantedHere``.
    """
    right = rights.TAKEN_IN_BY[Channel(about.channel)]
    held = hold_permit(permit, right, by=by)
    known = _known(about.reference, right, by=by)
    if known:
        return known
    late = require_possible(held, Purpose(about.purpose), about.premises, today=today)
    made = Application.objects.create(
        number=application_number(held.organ_id, today.year),
        reference=about.reference,
        kind=held.kind,
        purpose=Purpose(about.purpose),
        channel=Channel(about.channel),
        organ=held.organ,
        handler=handler_for(held.kind, held.organ),
        area_code=held.area_code,
        permit=held,
        holder_code=held.holder_code,
        holder_name=about.holder_name.strip() or held.holder_name,
        person=about.person.strip() or held.person,
        residence=about.residence.strip() or held.residence,
        premises=held.premises,
        form=held.form,
        items=list(about.items) or held.items,
        products=about.products.strip() or held.products,
        contact_name=about.contact_name.strip()[:60],
        contact_phone=about.contact_phone.strip()[:40],
        changed_on=about.changed_on,
        declared_unchanged=about.declared_unchanged,
        late=late,
        applied_on=today,
        applied_by=by.id,
        applied_by_name=by.name[:60],
    )
    return _entered(made, by=by, today=today)


@transaction.atomic
def withdraw_application(
    application: Application | int, *, reason: str, by: Actor, today: date
) -> Application:
    """Take an application back at the applicant's wish 撤回申请. Raises ``MoveNotAllowed``."""
    return withdraw_held(hold(application, rights.APPLY, by=by), reason=reason, by=by, today=today)


def withdraw_held(held: Application, *, reason: str, by: Actor, today: date) -> Application:
    """Take a held application back, whichever door the wish came through."""
    move(held, Stage.WITHDRAWN)
    held.reason = reason.strip() or "申请人撤回"
    held.cites = article(held.kind, "withdraw_application", on=today).cites
    held.save(update_fields=["stage", "reason", "cites"])
    ledger.record("permit_application_withdrawn", on=held, by=by, today=today, facts={"reason": held.reason})
    tasks.done(held, by=by, today=today)
    return held


def _entered(made: Application, *, by: Actor, today: date) -> Application:
    ask_by = due(made.kind, "supplement", start=today)
    facts = {
        "kind": made.kind,
        "purpose": made.purpose,
        "channel": made.channel,
        "holder_code": made.holder_code,
        "items": made.items,
    }
    ledger.record("permit_applied", on=made, by=by, today=today, facts=facts)
    tasks.wait(tasks.ACCEPT, "受理许可申请", made, (ask_by.on, ask_by.cites), today)
    return made


def _known(reference: str, right: Right, *, by: Actor) -> Application | None:
    found = Application.objects.filter(reference=reference).first() if reference else None
    if found:
        by.require(right, area=found.area_code)
    return found
