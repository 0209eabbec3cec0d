"""What an owner's form asks for, as the acts of the window take it 网上申请的内容.

Who the holder is, who answers for it and where it resides is never typed: it is what the register says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules import catalogue, rights
from quanheng.domains.licences.rules.catalogue import with_head
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.vocabulary import Channel, Purpose
from quanheng.domains.licences.services.applying import (
    About,
    NewApplication,
    apply_about_permit,
    apply_for_permit,
)
from quanheng.domains.licences.services.conditions import NotGrantedHere
from quanheng.domains.licences.services.filing import NewFiling, file_seller, update_held
from quanheng.domains.licences.services.following import registered_as
from quanheng.domains.licences.services.matter import hold_permit
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.people.actors import Actor


def apply_asked(held: OnlineForm, *, by: Actor, today: date) -> Application:
    """The application that a form asks for."""
    said, person = held.details, registered_as(held.business_code).person
    contact = {
        "contact_name": _text(said, "contact_name") or person,
        "contact_phone": _phone(said),
        "reference": f"online:{held.number}",
        "channel": Channel.ONLINE,
    }
    if held.purpose == Purpose.NEW:
        new = NewApplication(
            kind=held.kind,
            business_code=held.business_code,
            form=_text(said, "form"),
            items=with_head(held.kind, _text(said, "form"), _list(said)),
            premises=_text(said, "premises"),
            person=person,
            products=_text(said, "products"),
            **contact,
        )
        return apply_for_permit(new, by=by, today=today)
    return apply_about_permit(_permit_of(held), _about(held, contact), by=by, today=today)


def _about(held: OnlineForm, contact: Mapping[str, str]) -> About:
    """What a holder asks for; a change takes over what the register says of the holder."""
    said, registered = held.details, registered_as(held.business_code)
    changes = held.purpose == Purpose.CHANGE
    return About(
        purpose=held.purpose,
        holder_name=registered.name if changes else "",
        person=registered.person if changes else "",
        residence=registered.residence if changes else "",
        items=_list(said) if held.purpose in {Purpose.CHANGE, Purpose.RENEWAL} else (),
        changed_on=_day(said, "changed_on"),
        declared_unchanged=bool(_text(said, "declared_unchanged")),
        **contact,
    )


def file_asked(held: OnlineForm, *, by: Actor, today: date) -> Permit:
    """The filing that a form asks for or brings up to date."""
    said, person = held.details, registered_as(held.business_code).person
    if held.purpose == Purpose.NEW:
        new = NewFiling(
            business_code=held.business_code,
            form=_text(said, "form"),
            items=_list(said),
            premises=_text(said, "premises"),
            person=person,
            channel=Channel.ONLINE,
        )
        return file_seller(new, by=by, today=today)
    if held.purpose != Purpose.CHANGE:
        raise NotGrantedHere(
            "备案没有期限，不用延续和补办。", cites=article(held.kind, "need", on=today).cites
        )
    permit = hold_permit(_permit_of(held), rights.APPLY_ONLINE, by=by)
    known = set(catalogue.items(held.kind, on=today))
    return update_held(permit, [key for key in _list(said) if key in known], person, by=by, today=today)


def _permit_of(held: OnlineForm) -> Permit:
    if held.permit is None:
        raise Missing("申请没有指明许可证。")
    return held.permit


def _phone(said: Mapping[str, Any]) -> str:
    phone = _text(said, "contact_phone")
    if not phone:
        raise Refused("请留下联系电话，现场核查和补正时用得上。", field="contact_phone")
    return phone


def _text(said: Mapping[str, Any], name: str) -> str:
    return str(said.get(name) or "").strip()


def _list(said: Mapping[str, Any]) -> Sequence[str]:
    return [str(one) for one in said.get("items") or []]


def _day(said: Mapping[str, Any], name: str) -> date | None:
    text = _text(said, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("日期看不懂。", instead="请按年-月-日填写。", field=name) from None
