"""Permits follow the register 许可随登记变更: what changed there the holder asks for here, in time."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.deadlines import change_due
from quanheng.domains.licences.rules.following import Printed, Registered, differing, may_have_moved
from quanheng.domains.licences.rules.provisions import article, entry
from quanheng.domains.licences.rules.stages import HELD, UNDERWAY
from quanheng.domains.licences.rules.vocabulary import CANCELLED_HERE, Purpose
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.matter import hold_permit
from quanheng.domains.registration import queries as register
from quanheng.domains.registration.queries import doors
from quanheng.kernel import calendar
from quanheng.kernel.law import NoProvision
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item


class NothingDiffers(Refused):
    """The permit prints what the register says 没有不一致的事项."""


class ChangedByApplication(Refused):
    """A permit of ours changes when its holder asks for it 由持证人申请变更."""


def registered_as(code: str) -> Registered:
    """What the register says of a business that a certificate prints; empty where it is not in there."""
    found = register.public_businesses().filter(code=code).first() if code else None
    if found is None:
        return Registered("", "", "")
    return Registered(found.name, doors.head_name(found.code), found.address)


def printed_by(permit: Permit) -> Printed:
    """What a permit prints of its holder."""
    return Printed(permit.holder_name, permit.person, permit.residence, permit.premises)


def differences(permit: Permit) -> list[str]:
    """What a permit in force prints that the register says otherwise, in words."""
    if permit.state not in HELD:
        return []
    return differing(printed_by(permit), registered_as(permit.holder_code))


def unlike_register(held: Application) -> list[str]:
    """What an application being worked on says of its applicant that the register says otherwise, in words.

    A permit granted so would print it, and its holder would have to ask for a change the same day.
    """
    if held.stage not in UNDERWAY or held.purpose == Purpose.CANCELLATION:
        return []
    said = Printed(held.holder_name, held.person, "", held.premises)
    return differing(said, registered_as(held.holder_code))


@transaction.atomic
def follow_register(code: str, *, changed_on: date, by: Actor, today: date) -> list[Permit]:
    """Remind of every permit of a business that prints what the register no longer says 提醒申请变更.

    A permit that agrees (again) is taken off the list. Returns the permits that differ; safe to run twice.
    """
    held = Permit.objects.select_for_update(of=("self",)).filter(holder_code=code, state__in=list(HELD))
    registered = registered_as(code)
    behind = []
    for permit in held.select_related("organ").order_by("pk"):
        items = differing(printed_by(permit), registered)
        if not items:
            tasks.followed(permit, by=by, today=today)
            continue
        moved = may_have_moved(printed_by(permit), registered)
        due = _due(permit.kind, changed_on=changed_on)
        tasks.wait_for_change(permit, items, due, moved=moved, today=today)
        behind.append(permit)
    return behind


@transaction.atomic
def take_over_change(permit: Permit | int, *, by: Actor, today: date) -> Permit:
    """Enter that its superior authority changed a permit 登记上级变更: it prints what the register says now.

    Raises ``NothingDiffers``; ``ChangedByApplication`` for a permit of ours, which changes when its holder
    asks and not before.
    """
    held = hold_permit(permit, rights.ENTER, by=by)
    if held.kind in CANCELLED_HERE:
        raise ChangedByApplication(
            "本局颁发的许可，由持证人申请变更。",
            cites=article(held.kind, "change", on=today).cites,
            instead="请在许可证页面办理变更。",
        )
    items = differences(held)
    if not items:
        raise NothingDiffers("这个许可与登记没有不一致的事项。")
    before, registered = printed_by(held), registered_as(held.holder_code)
    held.holder_name = registered.name
    held.person = registered.person or held.person
    held.residence = registered.residence or held.residence
    held.save(update_fields=["holder_name", "person", "residence"])
    facts = {"items": items, "before": {"name": before.name, "residence": before.residence}}
    ledger.record("permit_change_entered", on=held, by=by, today=today, facts=facts)
    tasks.followed(held, by=by, today=today)
    return held


@transaction.atomic
def settle_agreeing(*, by: Actor, today: date) -> int:
    """Take reminders off the list whose permits agree with the register by now, as after an import."""
    by.require(rights.ENTER)
    waiting = Item.objects.open().filter(kind=tasks.FOLLOW).values_list("about", flat=True)
    keys = [int(subject.rpartition(":")[2]) for subject in waiting]
    agreeing = [permit for permit in Permit.objects.filter(pk__in=keys) if not differences(permit)]
    for permit in agreeing:
        tasks.followed(permit, by=by, today=today)
    return len(agreeing)


def settle_followed(permit: Permit, *, by: Actor, today: date) -> None:
    """Take the reminder off the list once the certificate says what the register says."""
    if not differences(permit):
        tasks.followed(permit, by=by, today=today)


def _due(kind: str, *, changed_on: date) -> tuple[date | None, str]:
    """By when the holder asks for the change; the article alone where its day cannot be counted yet."""
    try:
        rule = change_due(kind, changed_on=changed_on)
    except NoProvision:
        return None, ""
    except calendar.CalendarNotPublished:
        held = entry(kind, "change", on=changed_on)
        return None, held.cites if held else ""
    return rule.on, rule.cites
