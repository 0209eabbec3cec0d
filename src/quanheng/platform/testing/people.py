"""A small county for tests: two townships, a bureau, and one actor per role."""

from __future__ import annotations

from datetime import date

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account, Area, Officer, Organ
from quanheng.platform.people.roles import Role

COUNTY, LONGTAN, MAWANG = "500242", "500242101", "500242102"
BUREAU = "500242-amr"


def area(code: str = COUNTY, name: str = "") -> Area:
    """An area, with its parents by prefix."""
    parent = {9: code[:6], 6: code[:2]}.get(len(code))
    kind = {2: "直辖市", 6: "县", 9: "镇"}[len(code)]
    return Area.objects.get_or_create(
        code=code,
        defaults={
            "name": name or f"{code}{kind}",
            "short_name": name or code,
            "kind": kind,
            "parent": area(parent) if parent else None,
        },
    )[0]


def organ(code: str = BUREAU, name: str = "市场监督管理局", area_code: str = COUNTY) -> Organ:
    """An organ in an area."""
    return Organ.objects.get_or_create(
        code=code, defaults={"name": name, "short_name": name, "kind": "bureau", "area": area(area_code)}
    )[0]


def officer(number: str = "24200001", **given: object) -> Officer:
    """An officer with a certificate valid 2020-2030."""
    values: dict[str, object] = {
        "name": f"检查员{number[-3:]}",
        "certificate_from": date(2020, 1, 1),
        "certificate_until": date(2030, 12, 31),
    } | given
    values.setdefault("organ", organ())
    values.setdefault("area", area())
    return Officer.objects.create(certificate_number=number, **values)


def actor(
    *roles: Role, area_code: str = COUNTY, organ_code: str = BUREAU, officer_id: int | None = None
) -> Actor:
    """An actor without an account: for services and queries."""
    name = "、".join(roles) or "nobody"
    held = frozenset(roles)
    return Actor(f"test:{name}:{area_code}:{officer_id or 0}", name, held, organ_code, area_code, officer_id)


def account(role: Role, *, username: str = "", area_code: str = COUNTY, **given: object) -> Account:
    """An account that a test client can log in with ``client.force_login``."""
    return Account.objects.create(
        username=username or f"{role}-{area_code}",
        display_name=str(role),
        roles=[str(role)],
        organ=organ(),
        area=area(area_code),
        **given,
    )
