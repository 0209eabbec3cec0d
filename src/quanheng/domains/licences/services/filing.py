"""Filing of sellers of prepackaged food only 仅销售预包装食品备案: whole material, number at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules import catalogue, numbers, rights
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.stages import State
from quanheng.domains.licences.rules.vocabulary import Channel, Kind, Origin, Purpose
from quanheng.domains.licences.services.certifying import certify
from quanheng.domains.licences.services.conditions import AlreadyHeld, NothingApplied, holder_of
from quanheng.domains.licences.services.following import registered_as, settle_followed
from quanheng.domains.licences.services.matter import hold_permit, take_serial
from quanheng.domains.licences.services.terms import begin_term
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import bureau_for

KIND = Kind.PREPACKAGED


@dataclass(frozen=True)
class NewFiling:
    """What the form for filing asks (备案信息采集表). ``form``: 1 wholesale, 2 retail."""

    business_code: str
    form: str = "2"
    items: Sequence[str] = field(default_factory=lambda: ("prepackaged",))
    premises: str = ""
    area_code: str = ""
    person: str = ""
    channel: str = Channel.WINDOW


@transaction.atomic
def file_seller(new: NewFiling, *, by: Actor, today: date) -> Permit:
    """File a seller of prepackaged food, number at once 备案 (《食品经营许可和备案管理办法》第四十二条).

    Raises ``HolderNotOpen``, ``AlreadyHeld`` where a filing or a food business permit is in force there,
    ``NothingApplied``, ``NoProvision`` before 2021-04-29.
    """
    right = rights.FILED_BY[Channel(new.channel)]
    by.require(right)
    article(KIND, "need", on=today)
    business = holder_of(KIND, new.business_code, by=by, today=today)
    numbers.require_head(KIND, new.form)
    if not new.items or not set(new.items) <= set(catalogue.items(KIND, on=today)):
        raise NothingApplied("没有选择经营种类。", field="items")
    area = new.area_code or business.area_code
    by.require(right, area=area)
    premises = (new.premises.strip() or business.address)[:300]
    _require_free(business.code, premises, today=today)
    bureau = bureau_for(area, by=by)
    serial = take_serial(numbers.serial_scope(KIND, new.form, bureau.area_id))
    made = Permit.objects.create(
        kind=KIND,
        number=numbers.number_of(KIND, head=new.form, area=bureau.area_id, serial=serial),
        organ=bureau,
        issuer=bureau.name,
        area_code=area,
        holder_code=business.code,
        holder_name=business.name,
        person=new.person.strip()[:60],
        residence=business.address,
        premises=premises,
        form=new.form,
        items=list(new.items),
        first_on=today,
        from_on=today,
        origin=Origin.ISSUED,
    )
    begin_term(made, decided_on=today, purpose=Purpose.NEW)
    facts = {
        "number": made.number,
        "holder_code": made.holder_code,
        "items": made.items,
        "channel": str(new.channel),
    }
    ledger.record("seller_filed", on=made, by=by, today=today, facts=facts)
    certify(made, decided_on=today, by=by, today=today)
    return made


@transaction.atomic
def update_filing(
    permit: Permit | int, *, items: Sequence[str], person: str, by: Actor, today: date
) -> Permit:
    """Bring a filing up to date 更新备案信息 (《食品经营许可和备案管理办法》第四十四条).

    The holder's name and residence are those of the register. Raises ``NothingApplied``.
    """
    return update_held(hold_permit(permit, rights.FILE, by=by), items, person, by=by, today=today)


def update_held(held: Permit, items: Sequence[str], person: str, *, by: Actor, today: date) -> Permit:
    """Bring a held filing up to date, whichever door the wish came through."""
    if held.kind != KIND or held.state != State.CURRENT:
        raise NothingApplied("只能更新有效的备案。")
    before = {"items": held.items, "person": held.person, "holder_name": held.holder_name}
    registered = registered_as(held.holder_code)
    held.items, held.person = list(items) or held.items, person.strip()[:60] or held.person
    held.holder_name = registered.name or held.holder_name
    held.residence = registered.residence or held.residence
    held.save(update_fields=["items", "person", "holder_name", "residence"])
    ledger.record(
        "filing_updated", on=held, by=by, today=today, facts={"before": before, "items": held.items}
    )
    certify(held, decided_on=today, by=by, today=today)
    settle_followed(held, by=by, today=today)
    return held


def _require_free(code: str, premises: str, *, today: date) -> None:
    here = Permit.objects.filter(holder_code=code, premises=premises, state=State.CURRENT)
    held = here.filter(kind__in=[Kind.FOOD_BUSINESS, KIND]).first()
    if held:
        raise AlreadyHeld(
            f"这个场所已有有效的{held.get_kind_display()}（{held.number}），不需要另行备案。",
            cites=article(KIND, "exempt", on=today).cites,
            instead="备案信息有变化的，请在原备案上更新。",
            field="business_code",
        )
