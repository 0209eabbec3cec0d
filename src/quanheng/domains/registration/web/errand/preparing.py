"""What stands prepared, and what follows from what was typed 预填: nobody types what is known already.

>>> full_address("重庆市酉阳县龙潭镇", "老街12号", ["重庆市酉阳县龙潭镇", "重庆市酉阳县麻旺镇"])
'重庆市酉阳县龙潭镇老街12号'
>>> full_address("重庆市酉阳县麻旺镇", "重庆市酉阳县龙潭镇老街12号", ["重庆市酉阳县龙潭镇"])
'重庆市酉阳县麻旺镇老街12号'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.queries.rosters import present
from quanheng.domains.registration.rules import partners
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.founding import head_field
from quanheng.domains.registration.rules.names.parts import compose
from quanheng.domains.registration.rules.rosters import ROSTERS, moves, roles_of
from quanheng.domains.registration.rules.shops import prepared
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.web.errand.flat import blank, flat, nested, without_blank_rows
from quanheng.kernel.identifiers.verdict import tidy
from quanheng.platform.people.models import Area

TOWNSHIP, COUNTY = 9, 6
TYPES: dict[str, str] = {
    Kind.INDIVIDUAL: "个体工商户",
    Kind.COMPANY: "有限责任公司",
    Kind.SOLE: "个人独资企业",
    Kind.PARTNERSHIP: partners.ORDINARY,
    Kind.COOPERATIVE: "农民专业合作社",
    Kind.BRANCH: "分公司",
}
NAME_FORMS: dict[str, str] = {
    Kind.INDIVIDUAL: "（个体工商户）",
    Kind.COMPANY: "有限公司",
    Kind.SOLE: "（个人独资）",
    Kind.PARTNERSHIP: partners.NAME_FORMS[partners.ORDINARY],
    Kind.COOPERATIVE: "农民专业合作社",
    Kind.BRANCH: "分公司",
}
OWNERS: dict[str, str] = {Kind.COMPANY: "shareholder", Kind.PARTNERSHIP: "partner"}
MADE = frozenset({FilingKind.ESTABLISHMENT, FilingKind.CONVERSION})


def at_opening(kind: str, subject: str, area_code: str, business: Business | None) -> dict[str, Any]:
    """The details that a new filing starts with."""
    found: dict[str, Any] = {}
    if kind in MADE:
        found = {
            "type_text": TYPES.get(subject, ""),
            "address_proof": "declaration",
            "name_parts": name_frame(subject, area_code),
        }
        if subject == Kind.INDIVIDUAL:
            found["form"] = "personal"
    if kind in MADE and len(area_code) == TOWNSHIP:
        found["area_code"] = area_code
    if kind == FilingKind.CONVERSION and business is not None:
        found |= {
            "address": business.address,
            "area_code": business.area_code,
            "scope": business.scope,
            "trade_code": business.trade,
        }
    return found


def name_frame(subject: str, area_code: str) -> dict[str, str]:
    """The parts of a name that nobody types: the county's, and the form that the kind of business bears."""
    region = Area.objects.filter(pk=area_code[:COUNTY]).values_list("short_name", flat=True).first() or ""
    return {"region": region, "form": NAME_FORMS.get(subject, "")}


def while_typing(typed: Mapping[str, Any], filing: Filing) -> dict[str, Any]:
    """The flat fields that follow from the ones just typed: trade and scope of a kind of shop, the name."""
    found = dict(typed)
    now = _flat_now(typed, filing)
    if typed.get("shop_kind"):
        found |= {
            name: value for name, value in prepared(now).items() if name not in typed or not typed[name]
        }
    found.pop("shop_kind", None)
    if parent := _parent_name(typed):
        now["parent_name"] = found["parent_name"] = parent
    if filing.kind in MADE and typed.get("type_text") in partners.NAME_FORMS:
        now["name_parts__form"] = found["name_parts__form"] = partners.NAME_FORMS[typed["type_text"]]
    if filing.kind in MADE and any(name.startswith(("name_parts__", "parent_")) for name in found):
        for part, value in name_frame(filing.subject, filing.area_code).items():
            if not now.get(f"name_parts__{part}"):
                found[f"name_parts__{part}"] = value
        found["name"] = _name({**now, **found}, filing)
    if (
        "change__address" in typed
        and typed["change__address"].strip()
        and not now.get("change__address_proof")
    ):
        found["change__address_proof"] = "declaration"
    return found


def _parent_name(typed: Mapping[str, Any]) -> str:
    """The name of the enterprise whose code was just typed, where this register holds it."""
    code = tidy(str(typed.get("parent_code") or ""))
    named = Business.objects.filter(code=code).values_list("name", flat=True).first() if code else None
    return named or ""


def before_checking(filing: Filing) -> dict[str, Any]:
    """The details that are completed before the summary: whole address, liaison, single owner, rows."""
    details = dict(filing.details)
    found = without_blank_rows(details)
    found |= _addresses(details)
    found |= _rosters(dict(found.get("change") or details.get("change") or {}), filing)
    if filing.kind in MADE:
        found |= _people(details, filing.subject)
        if filing.subject == Kind.INDIVIDUAL and not dict(details.get("name_parts") or {}).get("brand"):
            found |= {"name_parts": {}, "name": ""}
    return {key: value for key, value in found.items() if details.get(key) != value}


def _flat_now(typed: Mapping[str, Any], filing: Filing) -> dict[str, str]:
    stored = {name: value for name, value in flat(filing.details).items() if isinstance(value, str)}
    return stored | {name: value for name, value in typed.items() if isinstance(value, str)}


def _name(now: Mapping[str, str], filing: Filing) -> str:
    part = {key: now.get(f"name_parts__{key}", "").strip() for key in ("region", "brand", "trade", "form")}
    if not part["brand"] and filing.subject != Kind.BRANCH:
        return ""
    if filing.subject == Kind.BRANCH:
        return f"{now.get('parent_name', '').strip()}{part['brand']}{part['trade']}{part['form']}"
    return compose(part["region"], part["brand"], part["trade"], part["form"])


def _addresses(details: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if details.get("address") and details.get("area_code"):
        found["address"] = _whole(str(details["area_code"]), str(details["address"]))
    change = dict(details.get("change") or {})
    if change.get("address") and change.get("area_code"):
        whole = _whole(str(change["area_code"]), str(change["address"]))
        found["change"] = change | {"address": whole}
    elif change.keys() <= {"address_proof", "area_code"} and change:
        found["change"] = {}
    return found


def _rosters(change: Mapping[str, Any], filing: Filing) -> dict[str, Any]:
    """The change without rows that say nothing or are about who has left, and lists in which nobody moves."""
    if filing.business is None or not ROSTERS.keys() & change.keys():
        return {}
    here, left = present(filing.business), dict(change)
    keys = {"", *(one["known"] for one in here)}
    for field in ROSTERS.keys() & change.keys():
        rows = [row for row in change[field] if not blank(row) and row.get("known", "") in keys]
        left[field] = [_newcomer(row, field, change, filing.business) for row in rows]
        if not moves(left[field], here, roles_of(field, filing.business.kind)):
            del left[field]
    return {"change": left}


def _newcomer(
    row: Mapping[str, Any], field: str, change: Mapping[str, Any], business: Business
) -> Mapping[str, Any]:
    """A row of a change as it stands; a new partner of an ordinary partnership is liable without limit."""
    if row.get("known") or field != "persons" or business.kind != Kind.PARTNERSHIP:
        return row
    return _liable(row, str(change.get("type_text") or business.type_text))


def _whole(area_code: str, written: str) -> str:
    rows = Area.objects.values_list("code", "name", "short_name")
    names = {code: name for code, name, _short in rows}
    county = area_code[:COUNTY]
    townships = [name for code, name in names.items() if len(code) == TOWNSHIP and code[:COUNTY] == county]
    called = {names.get(county, ""), *(short for code, _name, short in rows if code == county)} - {""}
    leads = [
        f"{province}{one}{township}"
        for province in (names.get(county[:2], ""), "")
        for one in called
        for township in ("", *townships)
    ]
    return full_address(_place(names, area_code), written.strip(), leads)


def _place(names: Mapping[str, str], area_code: str) -> str:
    """The whole name of a county, or of a township in it."""
    whole = names.get(area_code[:2], "") + names.get(area_code[:COUNTY], "")
    return whole + names.get(area_code, "") if len(area_code) == TOWNSHIP else whole


def as_typed(details: Mapping[str, Any]) -> dict[str, str]:
    """The addresses of a form without the township that stands beside them, by flat name."""
    names = dict(Area.objects.values_list("code", "name"))
    places = {"address": details, "change__address": dict(details.get("change") or {})}
    return {
        name: str(part["address"]).removeprefix(_place(names, str(part["area_code"])))
        for name, part in places.items()
        if part.get("address") and len(str(part.get("area_code") or "")) == TOWNSHIP
    }


def full_address(here: str, written: str, leads: Iterable[str]) -> str:
    """The written address below the place ``here``; a place written before it gives way."""
    if written.startswith(here):
        return written
    lead = max((lead for lead in leads if written.startswith(lead)), key=len, default="")
    rest = written[len(lead) :]
    township = here[max(here.rfind("县"), here.rfind("区")) + 1 :]
    return here + rest.removeprefix(township)


def _people(details: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """The liaison where nobody was named, the roles of owners, one owner who is the head, one director."""
    head = dict(details.get(head_field(subject)) or {})
    found: dict[str, Any] = {}
    if blank(details.get("contact")) and head.get("name"):
        found["contact"] = {"name": head["name"], "phone": head.get("phone", "")}
    role = OWNERS.get(subject)
    if role:
        rows = [dict(one) for one in details.get("persons") or () if not blank(one)]
        if not rows and subject == Kind.COMPANY and head.get("name"):
            share = details.get("capital_yuan", "")
            rows = [{"name": head["name"], "id_number": head.get("id_number", ""), "share_yuan": share}]
        found["persons"] = [_owner(row, role, str(details.get("type_text") or "")) for row in rows]
    if subject == Kind.COMPANY and blank(details.get("officers")) and head.get("name"):
        director = {"role": "director", "name": head["name"], "id_number": head.get("id_number", "")}
        found["officers"] = [director]
    return found


def _owner(row: Mapping[str, Any], role: str, type_text: str) -> dict[str, Any]:
    """An owner in their capacity."""
    found = {**row, "role": row.get("role") or role}
    return _liable(found, type_text) if role == "partner" else found


def _liable(row: Mapping[str, Any], type_text: str) -> dict[str, Any]:
    """A partner; of an ordinary partnership liable without limit, unless something else was chosen."""
    if partners.is_limited(type_text) or row.get("liability"):
        return dict(row)
    return {**row, "liability": partners.Liability.UNLIMITED.value}


def stored(typed: Mapping[str, Any], filing: Filing) -> dict[str, Any]:
    """What to save of the fields typed: whole stored values, with what follows from them."""
    return nested(while_typing(typed, filing), filing.details)
