"""The least draw: a bureau, two witnesses (one from outside it), six inspectors, thirty businesses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from quanheng.kernel.clock import SHANGHAI
from quanheng.kernel.draw import witness_digest
from quanheng.platform.draws import services
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.services import DrawDraft, SourceDraft
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

TODAY = date(2021, 3, 5)
LOTTERY_AT = datetime(2021, 3, 5, 21, 15, tzinfo=SHANGHAI)
BEFORE = LOTTERY_AT - timedelta(hours=6)
AFTER = LOTTERY_AT + timedelta(minutes=5)
VALUES = {
    "纪检监察": "disciplineofficer01",
    "个私协会": "association_value_2021",
    "福彩双色球": "ssq-2021025-03-11-17-22",
}
ROSTER = [(f"9150024200000{n:05d}", "A" if n % 3 else "B") for n in range(30)]
INSPECTORS = [(f"21-{n:04d}", people.BUREAU, ("food",), 20) for n in range(6)]


def section(number: int = 1, area_code: str = people.COUNTY) -> Actor:
    """A section officer with an account."""
    username = f"section{number}-{area_code}"
    found = Account.objects.filter(username=username).first()
    return (found or people.account(Role.SECTION, username=username, area_code=area_code)).as_actor()


def witness_account(username: str = "witness") -> Account:
    """A witness's account."""
    return Account.objects.filter(username=username).first() or people.account(
        Role.WITNESS, username=username
    )


def sources(*, known_at: datetime | None = None) -> list[SourceDraft]:
    """A witness of the bureau, one outside it, and a lottery if its moment is given."""
    found = [
        SourceDraft("witness", "纪检监察", of_bureau=True, account_id=witness_account("discipline").pk),
        SourceDraft("witness", "个私协会", account_id=witness_account("association").pk),
    ]
    return [*found, SourceDraft("public", "福彩双色球", known_at=known_at)] if known_at else found


def wanted(**given: Any) -> DrawDraft:
    """A draft of a draw."""
    people.organ()
    values: dict[str, Any] = {
        "organ": people.BUREAU,
        "area_code": people.COUNTY,
        "purpose": "inspections.inspection:1",
        "item": "食品销售监督检查",
        "quota": {"A": {"count": 5}, "B": {"ratio": "0.25"}},
        "organs": [people.BUREAU],
        "qualification": "food",
    } | given
    values.setdefault("sources", sources())
    return DrawDraft(**values)


def drafted(*, roster: Any = ROSTER, inspectors: Any = INSPECTORS, recusals: Any = (), **given: Any) -> Draw:
    """A drafted draw."""
    lists = {"roster": roster, "inspectors": inspectors, "recusals": recusals}
    return services.draft(wanted(**given), **lists, by=section(), today=TODAY)


def hand_in_all(draw: Draw) -> None:
    """Every witness hands in the digest."""
    for source in draw.sources.filter(kind="witness"):
        digest = witness_digest(VALUES[source.name])
        services.hand_in(draw.pk, source.pk, digest, by=witness_of(source), today=TODAY)


def committed(**given: Any) -> Draw:
    """A committed draw."""
    draw = drafted(**given)
    hand_in_all(draw)
    return services.commit(draw.pk, by=section(), today=TODAY)


def reveal_all(draw: Draw) -> None:
    """Every witness reveals."""
    for source in draw.sources.filter(kind="witness"):
        services.reveal(draw.pk, source.pk, VALUES[source.name], by=witness_of(source), today=TODAY)


def seeded(**given: Any) -> Draw:
    """A draw whose seed is known."""
    draw = committed(**given)
    reveal_all(draw)
    return Draw.objects.get(pk=draw.pk)


def drawn(**given: Any) -> Draw:
    """A draw that was made."""
    return services.run(seeded(**given).pk, by=section(), today=TODAY)


def witness_of(source: Source) -> Actor:
    """The witness whose source this is."""
    assert source.account
    return source.account.as_actor()


def source_of(draw: Draw, name: str) -> Source:
    """A source by its name."""
    return draw.sources.get(name=name)
