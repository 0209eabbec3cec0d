"""Who stands at the doors in these tests: officers, clerks of window and outlet, visitors, an operator."""

from __future__ import annotations

from datetime import date

from quanheng.platform.people import county, services
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role

BUREAU, COUNTY = "500242-amr", "500242"
PASSWORD = "quanheng-doors"
TODAY = date(2026, 11, 23)
LONGTAN, MAWANG, GONGTAN, TAOHUAYUAN = "500242101", "500242102", "500242108", "500242001"


def lay_out() -> None:
    """The county with its areas and organs."""
    county.lay_out()


def account(
    username: str, *roles: Role, organ: str = f"{BUREAU}-registration", area: str = COUNTY
) -> Account:
    """One account of the bureau."""
    new = services.NewAccount(username, username, roles, organ, area, PASSWORD)
    return services.open_account(new, by=Actor.system("test"), today=TODAY)


def actor(username: str, *roles: Role, **given: str) -> Actor:
    """The same as an actor."""
    return account(username, *roles, **given).as_actor()
