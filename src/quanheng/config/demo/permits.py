"""Permits in the sample county 示例县的许可: a list for the beginning of 2021, a later one for today.

About 2,600 food businesses, 120 food producers, 90 pharmacies; twenty producers hold an industrial production
licence. These twenty are tagged, and the year's inspection of licence holders draws all of them: that every
holder was inspected is counted from the visits.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from quanheng.config.demo import people
from quanheng.config.demo.chance import Chance
from quanheng.config.demo.stages import Made
from quanheng.domains.licences import queries as licences
from quanheng.domains.licences.importing import import_file
from quanheng.domains.licences.rules.validity import last_day
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, Kind
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration import services
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel import clock
from quanheng.kernel.identifiers import licence_number

HOLDERS = "生产许可获证"
"""The tag of a holder of an industrial production licence."""

HEADER = (
    "许可证编号",
    "许可种类",
    "统一社会信用代码",
    "持证人名称",
    "有效期起",
    "有效期止",
    "许可项目",
    "经营场所",
)
ISSUER_YEARS = 5
"""A permit's first year lies so many years back at most."""


@dataclass(frozen=True)
class Sort:
    """One sort of permit: for whom, how many at scale 1, what it permits."""

    kind: Kind
    objects: BusinessFilter
    count: int
    items: str
    head: str = ""


SORTS = (
    Sort(Kind.FOOD_BUSINESS, BusinessFilter(tags=("餐饮",)), 1_350, "热食类食品制售", "2"),
    Sort(Kind.FOOD_BUSINESS, BusinessFilter(tags=("食品销售",)), 1_250, "预包装食品销售；散装食品销售", "1"),
    Sort(Kind.FOOD_PRODUCTION, BusinessFilter(tags=("食品生产",)), 120, "粮食加工品", "101"),
    Sort(Kind.DRUG_RETAIL, BusinessFilter(trades=("F5251",)), 90, "中成药；化学药制剂"),
    Sort(Kind.INDUSTRIAL, BusinessFilter(tags=(HOLDERS,)), 20, "水泥"),
)


def hold(made: Made) -> None:
    """Tag the holders of industrial production licences, and import the list as the year begins."""
    today, section = clock.today(), people.seat("section2")
    makers = registration.matching(BusinessFilter(trades=("C25", "C26", "C30")), viewer=section)
    codes = list(makers.filter(established_on__lt=today).order_by("code").values_list("code", flat=True))
    chosen = Chance(made.seed, "holders").sample(codes, max(2, round(20 * made.scale)))
    services.tag_businesses(sorted(chosen), HOLDERS, by=section, today=today)
    _take_in(_rows(made, today), today)


def renew(made: Made, today: date) -> None:
    """Import the list as it stands on a later day: numbers stay, the days are those of the latest term."""
    held = licences.permits(viewer=people.seat("operator")).order_by("number")
    _take_in(
        (
            (
                row.number,
                KIND_SAYS[kind],
                row.holder_code,
                row.holder_name,
                *days,
                "；".join(row.items),
                row.premises,
            )
            for row in held
            for kind in (Kind(row.kind),)
            for days in (_term(kind, Chance(made.seed, "term", row.number), today),)
        ),
        today,
    )


def _take_in(rows: Iterable[tuple[str, ...]], today: date) -> None:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(HEADER)
    out.writerows(rows)
    import_file(
        text.getvalue().encode(),
        name=f"许可台账-{today}.csv",
        area_code=people.COUNTY,
        by=people.seat("operator"),
        today=today,
    )


def _rows(made: Made, today: date) -> Iterator[tuple[str, ...]]:
    served: set[str] = set()
    for sort in SORTS:
        found = registration.matching(sort.objects, viewer=people.seat("operator"))
        began = found.filter(established_on__lt=date(2021, 1, 1)).order_by("code")
        holders = [row for row in began.values_list("code", "name", "address") if row[0] not in served]
        chance = Chance(made.seed, "permits", sort.kind, sort.head)
        chosen = chance.sample(holders, max(1, round(sort.count * made.scale)))
        served |= {code for code, _, _ in chosen}
        for serial, (code, name, address) in enumerate(chosen, start=1):
            number = _number(sort, serial)
            begun, until = _term(sort.kind, Chance(made.seed, "term", number), today)
            yield number, KIND_SAYS[sort.kind], code, name, begun, until, sort.items, address


def _number(sort: Sort, serial: int) -> str:
    if sort.kind is Kind.FOOD_BUSINESS:
        return licence_number.make("JY", sort.head, people.COUNTY, f"{serial:06d}")
    if sort.kind is Kind.FOOD_PRODUCTION:
        return licence_number.make("SC", sort.head, people.COUNTY, f"{serial:04d}")
    if sort.kind is Kind.DRUG_RETAIL:
        return f"渝CB023{serial:04d}"
    return f"(渝)XK08-001-{serial:05d}"


def _term(kind: Kind, chance: Chance, today: date) -> tuple[str, str]:
    """First and last day of the term that runs on ``today``; the days of the year stay from term to term."""
    first = chance.day(date(2016, 2, 1), date(2020, 12, 20))
    until = last_day(kind, from_on=first)
    while until and until < today:
        first = date(first.year + ISSUER_YEARS, first.month, min(first.day, 28))
        until = last_day(kind, from_on=first)
    return first.isoformat(), until.isoformat() if until else ""
