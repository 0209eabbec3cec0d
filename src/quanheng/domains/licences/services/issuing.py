"""Issuing 颁发许可证: what was decided becomes a permit with number, term and electronic certificate.

Decision and issue are two acts: the law gives days between them, and a process killed between them leaves an
approved application that the window, or the daily job, issues. Issuing the same application again changes
nothing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import numbers, rights
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.stages import Stage, State
from quanheng.domains.licences.rules.validity import last_day
from quanheng.domains.licences.rules.vocabulary import EndGround, Kind, Origin, Purpose
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.certifying import certify
from quanheng.domains.licences.services.ending import close
from quanheng.domains.licences.services.following import settle_followed
from quanheng.domains.licences.services.matter import hold, move, move_permit, take_serial
from quanheng.domains.licences.services.terms import begin_term
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor


@transaction.atomic
def issue_permit(application: Application | int, *, by: Actor, today: date) -> Permit:
    """Carry out what was decided 颁发许可证（变更、延续、补发、注销）.

    Raises ``MoveNotAllowed`` before the decision, ``SerialsSpent``.
    """
    held = hold(application, rights.ISSUE, by=by)
    if held.stage == Stage.ISSUED and held.permit:
        return held.permit
    move(held, Stage.ISSUED)
    permit = _CARRY_OUT[Purpose(held.purpose)](held, by, today)
    held.permit, held.issued_on = permit, today
    held.save(update_fields=["stage", "permit", "issued_on"])
    facts = {"number": permit.number, "purpose": held.purpose, "valid_until": _iso(permit.valid_until)}
    ledger.record("permit_issued", on=permit, by=by, today=today, facts=facts)
    ledger.record("permit_application_done", on=held, by=by, today=today, facts={"number": permit.number})
    tasks.done(held, by=by, today=today)
    if held.purpose != Purpose.CANCELLATION:
        settle_followed(permit, by=by, today=today)
        certify(permit, decided_on=held.decided_on or today, by=by, today=today)
    return permit


def issue_waiting(*, by: Actor, today: date) -> int:
    """Issue every approved application that nobody has issued 补办未发的许可证; returns how many."""
    waiting = Application.objects.filter(stage=Stage.APPROVED).order_by("id").values_list("pk", flat=True)
    return len([issue_permit(key, by=by, today=today) for key in waiting])


def _grant(held: Application, by: Actor, today: date) -> Permit:
    first = held.decided_on or today
    serial = take_serial(numbers.serial_scope(held.kind, held.form, held.organ.area_id))
    number = numbers.number_of(held.kind, head=held.form, area=held.organ.area_id, serial=serial)
    permit = Permit.objects.create(
        kind=held.kind,
        number=number,
        organ=held.organ,
        issuer=held.organ.name,
        first_on=first,
        from_on=first,
        valid_until=last_day(held.kind, from_on=first),
        origin=Origin.ISSUED,
        **_content(held),
    )
    begin_term(permit, decided_on=first, purpose=Purpose.NEW)
    if permit.kind == Kind.FOOD_BUSINESS:
        _end_filings(permit, by=by, today=today)
    return permit


def _change(held: Application, by: Actor, today: date) -> Permit:
    permit = _locked(held)
    for name, value in _content(held).items():
        setattr(permit, name, value)
    permit.save()
    return permit


def _renew(held: Application, by: Actor, today: date) -> Permit:
    permit = _change(held, by, today)
    if permit.state == State.EXPIRED:
        move_permit(permit, State.CURRENT)
    permit.from_on = held.decided_on or today
    permit.valid_until = last_day(permit.kind, from_on=permit.from_on)
    permit.save(update_fields=["from_on", "valid_until", "state"])
    begin_term(permit, decided_on=permit.from_on, purpose=Purpose.RENEWAL)
    tasks.renewed(permit, by=by, today=today)
    return permit


def _replace(held: Application, by: Actor, today: date) -> Permit:
    return _locked(held)


def _cancel(held: Application, by: Actor, today: date) -> Permit:
    permit = _locked(held)
    cites = article(permit.kind, "cancel", on=today).cites
    close(permit, State.CANCELLED, EndGround.ON_REQUEST, "持证人申请注销", cites, by=by, today=today)
    return permit


_CARRY_OUT = {
    Purpose.NEW: _grant,
    Purpose.CHANGE: _change,
    Purpose.RENEWAL: _renew,
    Purpose.REPLACEMENT: _replace,
    Purpose.CANCELLATION: _cancel,
}


def _end_filings(permit: Permit, *, by: Actor, today: date) -> None:
    """With a food business permit the holder's filing lapses by itself (第五条第二款)."""
    filings = Permit.objects.select_for_update().filter(
        kind=Kind.PREPACKAGED,
        holder_code=permit.holder_code,
        premises=permit.premises,
        state=State.CURRENT,
    )
    cites = article(Kind.PREPACKAGED, "replaced", on=today).cites
    for filing in filings:
        reason = f"已取得食品经营许可证{permit.number}，备案自行失效"
        close(filing, State.CANCELLED, EndGround.REPLACED, reason, cites, by=by, today=today)


def _content(held: Application) -> dict[str, object]:
    """What of an application stands on the certificate."""
    names = ("area_code", "holder_code", "holder_name", "person", "residence", "premises")
    return {name: getattr(held, name) for name in (*names, "form", "items", "products")}


def _locked(held: Application) -> Permit:
    return Permit.objects.select_for_update().get(applications=held.pk)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
