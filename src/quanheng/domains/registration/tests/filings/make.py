"""The least application of each sort, made by the acts themselves; every person is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.services import NewFiling
from quanheng.domains.registration.tests import factories
from quanheng.kernel.identifiers import resident_id
from quanheng.platform.documents.services import Label, attach, store
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.county import lay_out as lay_out_county
from quanheng.platform.people.models import Organ
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, LONGTAN, actor

DAY = date(2026, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


SIGNS = "云山水月风林川石松竹梅兰荷桂枫柳泉溪江湖星河雪霜晨霞金银玉珠瑞祥福禄康宁"


def lay_out() -> None:
    """The county with its areas and organs."""
    if not Organ.objects.filter(pk=BUREAU).exists():
        lay_out_county()


def brand(number: int) -> str:
    """A brand of three signs, another one for each number below 1331, no two with the same signs."""
    first, second, third = SIGNS[:11], SIGNS[11:22], SIGNS[22:33]
    return first[number // 121 % 11] + second[number // 11 % 11] + third[number % 11]


def parts(number: int, trade: str, form: str) -> dict[str, str]:
    """The parts of an invented name."""
    return {"region": "酉阳县", "brand": brand(number), "trade": trade, "form": form}


def clerk() -> Actor:
    """A clerk at the window."""
    lay_out()
    return actor(Role.CLERK)


def leader() -> Actor:
    """The head of the bureau."""
    lay_out()
    return actor(Role.LEADER)


def id_number(serial: int = 1, born: date = date(1985, 6, 1)) -> str:
    """A sound number of an invented person."""
    return resident_id.make("500242", born, f"{serial:03d}")


def somebody(serial: int = 1, name: str = "冉小明", **given: Any) -> dict[str, Any]:
    """One invented person as the form names them."""
    known = {"name": name, "id_number": id_number(serial), "phone": "13800000000"}
    return known | {"residence": "重庆市酉阳县龙潭镇老街3组"} | given


def noodle_shop(number: int = 1, **given: Any) -> dict[str, Any]:
    """The form of an individual business that sells noodles."""
    return {
        "name_parts": parts(number, "", "面馆"),
        "type_text": "个体工商户",
        "form": "personal",
        "trade_code": "H6291",
        "scope": "餐饮服务",
        "address": f"重庆市酉阳县龙潭镇老街{number}号",
        "area_code": LONGTAN,
        "address_proof": "declaration",
        "promises": ["address_true", "near_name", "true"],
        "operator": somebody(number % 999),
        "contact": {"name": "冉小明", "phone": "13800000000"},
        **given,
    }


def company_form(number: int = 1, **given: Any) -> dict[str, Any]:
    """The form of a company with one shareholder."""
    owner = somebody(number % 999)
    return {
        **noodle_shop(number),
        "name_parts": parts(number, "商贸", "有限公司"),
        "type_text": "有限责任公司（自然人独资）",
        "trade_code": "F5211",
        "scope": "日用百货销售",
        "capital_yuan": "100000",
        "legal_representative": owner,
        "persons": [owner | {"role": "shareholder", "share_yuan": "100000"}],
        "officers": [owner | {"role": "director"}],
        "promises": [
            *("address_true", "near_name", "standard_charter", "true"),
            *("fit_for_office", "no_supervisor"),
        ],
        "operator": None,
        "form": None,
        **given,
    }


def opened(
    kind: str = "establishment",
    subject: str = "individual",
    by: Actor | None = None,
    today: date = DAY,
    **given: Any,
) -> Filing:
    """An application with nothing written."""
    new = NewFiling(kind=kind, subject=subject, channel="window", area_code=LONGTAN, **given)
    return services.open_filing(new, by=by or clerk(), today=today)


def drafted(details: Mapping[str, Any] | None = None, *evidence: str, **given: Any) -> Filing:
    """An application that is written and can be handed in."""
    today, by = given.get("today", DAY), given.get("by") or clerk()
    filing = opened(**given)
    written = noodle_shop() if details is None else details
    filing = services.save_draft(filing.pk, written, filing.revision, by=by, today=today)
    for kind in evidence:
        proved(filing, kind, by=by, today=today)
    return filing


def proved(filing: Filing, kind: str, *, by: Actor | None = None, today: date = DAY) -> None:
    """A file of one kind attached to an application."""
    label = Label(kind, f"{kind}.pdf", filing.area_code)
    attach(store(PDF + kind.encode()), label, to=filing, by=by or clerk(), today=today)


def submitted(details: Mapping[str, Any] | None = None, *evidence: str, **given: Any) -> Filing:
    """An application that was handed in."""
    filing = drafted(details, *evidence, **given)
    return services.submit_filing(filing.pk, by=given.get("by") or clerk(), today=given.get("today", DAY))


def approved(details: Mapping[str, Any] | None = None, *evidence: str, **given: Any) -> Filing:
    """An application that was granted."""
    filing = submitted(details, *evidence, **given)
    return services.approve_filing(filing.pk, by=clerk(), today=given.get("today", DAY))


def business(number: int = 1, **given: Any) -> Business:
    """A company of the register, found by search, with its legal representative and one shareholder."""
    lay_out()
    made = factories.business(number, **given)
    file_new([made.pk])
    for role in ("legal_representative", "shareholder"):
        Person.objects.create(
            business=made, role=role, name="田小花", id_number=id_number(7), from_on=date(2015, 6, 1)
        )
    return made
