"""Registration in the sample county 示例县的登记: 39 postal outlets, and the year's applications as a list.

The businesses of 2021 come with the register; this gives each the application that brought it there, and the
changes, deregistrations and new licences of older ones. At scale 1 there are 6,879 establishments, 523
businesses are served at their door, every outlet takes applications, one registration in a hundred is on
paper: the source's figures, each counted from the rows of the list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from quanheng.config.demo import people
from quanheng.config.demo.chance import Chance, Weighted
from quanheng.config.demo.stages import Made
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration import services
from quanheng.domains.registration.rules.filings import CHANNEL_SAYS, KIND_SAYS, Channel, FilingKind
from quanheng.kernel import calendar, clock
from quanheng.platform.people import county

HISTORY = "registration.history"
FILE = "登记业务台账-2021.csv"
HEADER = (
    *("申请编号", "申请事项", "统一社会信用代码", "办理渠道", "邮政网点"),
    *("申请日期", "核准日期", "是否无纸化", "用纸原因", "核准人"),
)
FIRST, LAST = date(2021, 1, 4), date(2021, 12, 28)

AT_THE_DOOR, NEW_AT_THE_DOOR = 523, 211
"""Businesses served at their door at scale 1; so many of them were established there, the others renewed."""

CHANGES = 2_870
PAPER_PER_MILLE = 10
"""How many applications change an older business's entry at scale 1; how many registrations were on paper."""

DOORS = Weighted({Channel.ONLINE: 52, Channel.WINDOW: 30, Channel.POSTAL: 18})
WHY_PAPER = (
    "申请人年长，不会使用手机，要求提交纸质材料",
    "申请人身份信息无法在线核验，窗口核对原件",
    "系统停电维护，改用纸质材料",
)
OFFICIAL = "登记注册科核准人"


@dataclass(frozen=True)
class Application:
    """One row of the list, less its number."""

    kind: FilingKind
    code: str
    channel: Channel
    area_code: str
    opened: date
    decided: date
    why_paper: str = ""


def outlet_name(area_name: str) -> str:
    """The name of a township's outlet: 龙潭邮政支局."""
    for suffix in county.SUFFIXES:
        area_name = area_name.removesuffix(suffix)
    return f"{area_name}邮政支局"


def open_outlets() -> None:
    """Open an outlet in each township, in the first days of the year."""
    by, today = people.seat("section"), clock.today()
    for row in county.townships():
        name = outlet_name(row["name"])
        address = f"{row['name']}邮政网点"
        outlet = services.open_outlet(services.NewOutlet(name, row["code"], address), by=by, today=today)
        if outlet.organ_id == people.POSTAL_SEAT.organ:
            seat = people.POSTAL_SEAT
            clerk = services.NewClerk(seat.username, seat.says, people.PASSWORD)
            services.seat_outlet_clerk(outlet.pk, clerk, by=people.seat("operator"), today=today)


def write_list(made: Made, folder: Path) -> Path:
    """Write the year's applications as the CSV file that a bureau would hand over, and return its path."""
    outlets = {row["code"]: outlet_name(row["name"]) for row in county.townships()}
    rows = sorted(_applications(made), key=lambda one: (one.decided, one.opened, one.code, one.kind))
    path, spare = folder / FILE, folder / f"{FILE}.part"
    with spare.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEADER)
        for number, one in enumerate(_with_paper(rows, made.seed), start=1):
            out.writerow(_cells(number, one, outlets))
    spare.replace(path)
    return path


def _cells(number: int, one: Application, outlets: dict[str, str]) -> tuple[str, ...]:
    outlet = outlets[one.area_code] if one.channel is Channel.POSTAL else ""
    return (
        f"登2021-{number:06d}",
        KIND_SAYS[one.kind],
        one.code,
        CHANNEL_SAYS[one.channel],
        outlet,
        one.opened.isoformat(),
        one.decided.isoformat(),
        "否" if one.why_paper else "是",
        one.why_paper,
        OFFICIAL,
    )


def _with_paper(rows: Sequence[Application], seed: int) -> list[Application]:
    """The rows with paper used in so many per mille of them, those that came to the window."""
    at_window = [place for place, one in enumerate(rows) if one.channel is Channel.WINDOW]
    registrations = sum(one.kind is not FilingKind.REISSUE for one in rows)
    chance = Chance(seed, "paper")
    chosen = set(chance.sample(at_window, round(registrations * PAPER_PER_MILLE / 1000)))
    return [
        replace(one, why_paper=chance.pick(WHY_PAPER)) if place in chosen else one
        for place, one in enumerate(rows)
    ]


def _applications(made: Made) -> Iterator[Application]:
    held = registration.businesses(viewer=people.seat("operator")).order_by("code")
    fields = held.values_list("code", "area_code", "established_on", "state", "ended_on")
    new = [(code, area, on) for code, area, on, _, _ in fields if on and on.year == 2021]
    ended = [
        (code, area, on)
        for code, area, _, state, on in fields
        if on and on.year == 2021 and state == "deregistered"
    ]
    standing = [
        (code, area) for code, area, on, state, _ in fields if on and on.year < 2021 and state == "open"
    ]
    chance = Chance(made.seed, "registering")
    visited = {row[0] for row in chance.sample(new, round(NEW_AT_THE_DOOR * made.scale))}
    renewed = chance.sample(standing, round((AT_THE_DOOR - NEW_AT_THE_DOOR) * made.scale))
    changed = chance.sample(standing, round(CHANGES * made.scale))
    for code, area, founded in new:
        door = Channel.HOME_VISIT if code in visited else _door(area, chance)
        yield _application(FilingKind.ESTABLISHMENT, code, area, door, founded, chance)
    for code, area, day in ended:
        simple = chance.happens(700)
        kind = FilingKind.SIMPLE_DEREGISTRATION if simple else FilingKind.DEREGISTRATION
        yield _application(kind, code, area, _door(area, chance), day, chance)
    for code, area in changed:
        yield _application(FilingKind.CHANGE, code, area, _door(area, chance), _day(chance), chance)
    for code, area in renewed:
        yield _application(FilingKind.REISSUE, code, area, Channel.HOME_VISIT, _day(chance), chance)


def _application(
    kind: FilingKind, code: str, area: str, door: Channel, decided: date, chance: Chance
) -> Application:
    """Granted on the spot, or up to two days after it was asked for."""
    opened = max(FIRST, decided - timedelta(days=chance.pick((0, 0, 0, 1, 1, 2))))
    return Application(kind, code, door, area, min(opened, decided), decided)


def _door(area: str, chance: Chance) -> Channel:
    """Through which door; a business whose township is not known was not at an outlet."""
    door = DOORS.pick(chance)
    return Channel.WINDOW if door is Channel.POSTAL and len(area) < len("500242001") else door


def _day(chance: Chance) -> date:
    return calendar.next_working_day(chance.day(FIRST, LAST))
