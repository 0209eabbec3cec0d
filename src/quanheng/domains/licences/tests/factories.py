"""The least application and permit, at each stage, made by the acts themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from PIL import Image

from quanheng.domains.licences import queries, services
from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules.catalogue import check_points
from quanheng.domains.licences.rules.checking import Seen
from quanheng.domains.licences.services import About, CheckReport, NewApplication, NewFiling, NewForm
from quanheng.domains.registration.models import Business, Person
from quanheng.domains.registration.tests.factories import business as registered
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.services import store
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import actor, area, officer, organ

DAY = date(2024, 3, 4)
"""A Monday under the rules of 2023-12-01."""


def clerk(**given: object) -> Actor:
    """Somebody at the window."""
    organ()
    return actor(Role.CLERK, **given)  # type: ignore[arg-type]


def section(**given: object) -> Actor:
    """A section officer of the bureau."""
    organ()
    return actor(Role.SECTION, **given)  # type: ignore[arg-type]


def leader() -> Actor:
    """A leader of the bureau."""
    organ()
    return actor(Role.LEADER)


def shop(number: int = 1, **given: object) -> Business:
    """An open restaurant in 龙潭镇."""
    area("500242101")
    return registered(number, **({"name": f"酉阳县第{number}家面馆", "trade": "H6210"} | given))


def draft(code: str = "", **given: object) -> NewApplication:
    """A restaurant's application."""
    values: dict[str, object] = {
        "kind": "food_business",
        "business_code": code or shop().code,
        "form": "2",
        "items": ("hot", "cold"),
        "person": "冉某",
    }
    return NewApplication(**values | given)  # type: ignore[arg-type]


def applied(today: date = DAY, **given: object) -> Application:
    """An application just taken in."""
    return services.apply_for_permit(draft(**given), by=clerk(), today=today)  # type: ignore[arg-type]


def accepted(today: date = DAY, **given: object) -> Application:
    """An accepted application, its site check ordered."""
    return services.accept(applied(today, **given), by=clerk(), today=today)


def officers() -> list[Officer]:
    """Two officers with certificates."""
    found = list(Officer.objects.order_by("pk")[:2])
    return found if len(found) == 2 else [officer("24200001"), officer("24200002")]


def picture(colour: int = 90) -> bytes:
    """A small photograph."""
    made = BytesIO()
    Image.new("RGB", (8, 8), (colour, 60, 30)).save(made, "PNG")
    return made.getvalue()


def photo(colour: int = 90) -> Stored:
    """A small photograph, stored."""
    return store(picture(colour))


def all_met(kind: str = "food_business") -> list[Seen]:
    """Every condition met."""
    return [Seen(point.number, "met") for point in check_points(kind)]


def report(kind: str = "food_business", **given: object) -> CheckReport:
    """A site check of two officers that found everything in order."""
    values: dict[str, object] = {
        "seen": all_met(kind),
        "verdict": "passed",
        "officers": [row.pk for row in officers()],
        "photos": (photo(),),
        "signed": "申请人核对无误",
    }
    return CheckReport(**values | given)  # type: ignore[arg-type]


def checked(today: date = DAY, **given: object) -> Application:
    """An application whose place was seen and found fit."""
    made = accepted(today, **given)
    services.record_check(made, report(made.kind), by=section(), today=today)
    made.refresh_from_db()
    return made


def approved(today: date = DAY, **given: object) -> Application:
    """An approved application, no permit issued yet."""
    return services.approve(checked(today, **given), by=section(), today=today)


def permit(today: date = DAY, **given: object) -> Permit:
    """A permit issued by all the steps."""
    return services.issue_permit(approved(today, **given), by=clerk(), today=today)


def filing(today: date = DAY, **given: object) -> Permit:
    """A filed seller of prepackaged food."""
    code = given.pop("code", "") or shop().code
    return services.file_seller(
        NewFiling(business_code=str(code), **given),  # type: ignore[arg-type]
        by=clerk(),
        today=today,
    )


def renewal(held: Permit, today: date, **given: object) -> Application:
    """A renewal asked for."""
    about = About(purpose="renewal", **given)  # type: ignore[arg-type]
    return services.apply_about_permit(held, about, by=clerk(), today=today)


HEAD, HEAD_ID = "田小满", "500242198605120013"


def head(business: Business, name: str = HEAD) -> None:
    """The person who answers for a shop, as the register has it."""
    found = {"business": business, "role": "operator", "until_on": None}
    Person.objects.get_or_create(**found, defaults={"name": name, "id_number": HEAD_ID, "from_on": DAY})


def opened(code: str = "", kind: str = "food_business", today: date = DAY) -> tuple[OnlineForm, str]:
    """A form that an owner has just opened, and its code."""
    organ()
    business = Business.objects.get(code=code) if code else shop()
    head(business)
    return services.open_form(NewForm(business.code, "new", kind=kind), by=Actor.public(), today=today)


def written(
    code: str = "", kind: str = "food_business", papers: Sequence[str] = ("layout", "rules"), **typed: object
) -> tuple[OnlineForm, Actor]:
    """A form with everything that is asked for, and its owner."""
    held, secret = opened(code, kind)
    said = {"form": "2", "items": ["hot", "drinks"], "contact_phone": "13800001234"} | typed
    return _typed(held, secret, said, papers)


def about(permit: Permit, purpose: str, **typed: object) -> tuple[OnlineForm, Actor]:
    """A form of a holder about a permit, and its owner."""
    head(Business.objects.get(code=permit.holder_code))
    new = NewForm(permit.holder_code, purpose, permit_id=permit.pk)
    held, secret = services.open_form(new, by=Actor.public(), today=DAY)
    return _typed(held, secret, {"contact_phone": "13800001234"} | typed, ())


def _typed(
    held: OnlineForm, secret: str, said: dict[str, object], papers: Sequence[str]
) -> tuple[OnlineForm, Actor]:
    owner = queries.taken_up(held.number, secret)
    for at, key in enumerate(papers):
        services.add_paper(held.pk, key, picture(at), by=owner, today=DAY)
    return services.write_form(held.pk, said, by=owner, today=DAY), owner


def handed_in(**given: object) -> tuple[OnlineForm, Actor]:
    """A form that was handed in, and its owner."""
    held, owner = written(**given)  # type: ignore[arg-type]
    return services.hand_in(held.pk, true=True, by=owner, today=DAY), owner
