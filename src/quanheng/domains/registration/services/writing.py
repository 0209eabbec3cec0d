"""What a decision writes into the register 登记入簿: the business, its persons, its search entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quanheng.domains.registration.filing import file_new, refiled
from quanheng.domains.registration.models import Business, Filing, FormerName, Person
from quanheng.domains.registration.queries.rosters import present
from quanheng.domains.registration.rules.capital import amount, plain
from quanheng.domains.registration.rules.coding import category_of
from quanheng.domains.registration.rules.details import person, text
from quanheng.domains.registration.rules.founding import HEAD_ROLES, head_field
from quanheng.domains.registration.rules.identity import kind_of
from quanheng.domains.registration.rules.rosters import ROSTERS, Row, moves, roles_of
from quanheng.domains.registration.rules.vocabulary import Confidence, Kind
from quanheng.domains.registration.services.coding import issue_code
from quanheng.kernel.identifiers.verdict import tidy

COUNTY = 6
OF_HEAD = frozenset({"name", "id_kind", "id_number", "phone", "residence"})
FORMS = {"personal": "个体工商户（个人经营）", "family": "个体工商户（家庭经营）"}


def enter_business(filing: Filing, *, today: date) -> Business:
    """Enter the business that an application founds: its code, its persons, found at once by search."""
    details = filing.details
    business = Business(
        code=issue_code(filing.organ.area_id[:COUNTY], category_of(filing.subject)),
        name=_name(filing),
        kind=filing.subject,
        type_text=_type_text(details, filing.subject),
        established_on=today,
        trade=text(details, "trade_code"),
        address=text(details, "address")[:300],
        area_code=text(details, "area_code") or filing.area_code,
        area_confidence=Confidence.CONFIRMED,
        scope=text(details, "scope"),
    )
    _capital(business, details)
    _contact(business, details)
    business.save(force_insert=True)
    enter_persons(business, details, filing.subject, today=today)
    file_new([business.pk])
    return business


def enter_persons(business: Business, details: Mapping[str, Any], subject: str, *, today: date) -> None:
    """Enter everybody whom the form names, each in their capacity."""
    rows = []
    if head := person(details, head_field(subject)):
        rows.append(_person(business, head | {"role": HEAD_ROLES[subject]}, today))
    for field in ROSTERS:
        found = moves(details.get(field) or (), (), roles_of(field, subject))
        rows += [_person(business, one, today) for one in found.came]
    if parent := text(details, "parent_code"):
        named = {"role": "parent", "name": text(details, "parent_name")[:60] or parent}
        rows.append(_person(business, named | {"id_kind": "uscc", "id_number": parent}, today))
    Person.objects.bulk_create(rows)


def write_change(business: Business, change: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Write changed items into the register; returns the change that would take it back, by item.

    Items without a column of their own (charter, term) stay with the application that filed them.
    """
    before = {field: _standing_value(business, field) for field in change}
    with refiled([business.pk]):
        if (name := text(change, "name")) and name != business.name:
            FormerName.objects.update_or_create(
                business=business, name=business.name, defaults={"until_on": today}
            )
            business.name = name
        for field in ("address", "scope", "type_text"):
            if field in change:
                setattr(business, field, text(change, field))
        if "form" in change:
            business.type_text = FORMS.get(text(change, "form"), business.type_text)
        if area := text(change, "area_code"):
            business.area_code, business.area_confidence = area, Confidence.CONFIRMED
        if "trade_code" in change:
            business.trade = text(change, "trade_code")
        _capital(business, change)
        _contact(business, change)
        business.save()
    _replace_head(business, change, today=today)
    before |= {
        field: _move(business, field, change[field], today=today) for field in ROSTERS if field in change
    }
    return {field: value for field, value in before.items() if value is not None}


def convert_business(filing: Filing, business: Business, *, today: date) -> None:
    """Make an individual business the enterprise of the form; code and day of founding stay."""
    details = filing.details
    people = {"operator", "legal_representative", *ROSTERS}
    items = {field: value for field, value in details.items() if field not in people}
    items["contact"] = details.get("contact") or person(details, head_field(filing.subject))
    write_change(business, items | {"type_text": _type_text(details, filing.subject)}, today=today)
    Person.objects.filter(business=business, until_on__isnull=True).update(until_on=today)
    Business.objects.filter(pk=business.pk).update(kind=filing.subject)
    business.kind = filing.subject
    enter_persons(business, details, filing.subject, today=today)


def _replace_head(business: Business, change: Mapping[str, Any], *, today: date) -> None:
    role = HEAD_ROLES[business.kind]
    if head := person(change, head_field(business.kind)):
        rows = Person.objects.filter(business=business, role=role, until_on__isnull=True)
        rows.update(until_on=today)
        _person(business, head | {"role": role}, today).save(force_insert=True)


def _move(business: Business, field: str, rows: Iterable[Row], *, today: date) -> list[dict[str, Any]]:
    """Move one list of persons; returns the rows that would take it back. Nobody is deleted.

    A share, residence or liability that changes ends the row that held it and enters another.
    """
    roles = roles_of(field, business.kind)
    found = moves(rows, present(business, roles), roles)
    ended = [*found.left, *(before for before, _after in found.altered)]
    entered = [*(after for _before, after in found.altered), *found.came]
    keys = [int(one["known"]) for one in ended]
    Person.objects.filter(pk__in=keys, until_on__isnull=True).update(until_on=today)
    made = Person.objects.bulk_create([_person(business, one, today) for one in entered])
    back = [{key: value for key, value in one.items() if key != "known"} for one in ended]
    return [{"known": str(one.pk), "leaves": True} for one in made] + back


def _person(business: Business, one: Mapping[str, Any], today: date) -> Person:
    return Person(
        business=business,
        role=str(one.get("role") or "")[:20],
        name=str(one.get("name") or "").strip()[:60],
        id_kind=str(one.get("id_kind") or kind_of(str(one.get("id_number") or ""))),
        id_number=tidy(str(one.get("id_number") or ""))[:30],
        phone=str(one.get("phone") or "").strip()[:20],
        residence=business.address
        if one.get("lives_here")
        else str(one.get("residence") or "").strip()[:300],
        farmer=bool(one.get("farmer")) if one.get("role") == "member" else None,
        liability=str(one.get("liability") or "") if one.get("role") == "partner" else "",
        share_yuan=amount(one["share_yuan"]) if one.get("share_yuan") else None,
        from_on=today,
    )


def _standing_value(business: Business, field: str) -> Any:
    """What the register said of an item, as plain text; ``None`` for what it does not hold."""
    column = {"trade_code": "trade"}.get(field, field)
    if field == head_field(business.kind):
        found = present(business, [HEAD_ROLES[business.kind]])
        return {key: value for key, value in found[0].items() if key in OF_HEAD} if found else None
    if field == "capital_yuan":
        return plain(business.capital_yuan) or None
    value = getattr(business, column, None)
    return value if isinstance(value, str) else None


def _capital(business: Business, details: Mapping[str, Any]) -> None:
    if "capital_yuan" not in details:
        return
    business.capital_yuan = amount(details["capital_yuan"])
    business.capital_text = _written(business) if business.capital_yuan else ""


def _written(business: Business) -> str:
    """Capital as a register writes it: in ten thousands where that comes out even enough."""
    yuan = business.capital_yuan or 0
    return f"{yuan / 10000:.6f}".rstrip("0").rstrip(".") + "万元人民币"


def _contact(business: Business, details: Mapping[str, Any]) -> None:
    contact = details.get("contact") or person(details, head_field(business.kind))
    if contact:
        business.contact_name = str(contact.get("name") or "")[:60]
        business.contact_phone = str(contact.get("phone") or "")[:40]


def _name(filing: Filing) -> str:
    """The name registered; an individual business may have none and then goes by its operator's."""
    operator = person(filing.details, "operator").get("name", "")
    return text(filing.details, "name") or f"{operator}（个体工商户）"


def _type_text(details: Mapping[str, Any], subject: str) -> str:
    form = FORMS.get(text(details, "form"), "") if subject == Kind.INDIVIDUAL else ""
    return form or text(details, "type_text")
