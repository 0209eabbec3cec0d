"""The invented register 虚构的经营主体: rows as a bureau would hand them over, with sound codes.

How many: 51,600 at scale 1, of which 6,879 were established in 2021 and 6,386 in 2020 (the source's growth of
7.72 %); about one in twenty has left the register again, so that some 49,000 stand at the end of 2021.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from quanheng.config.demo import words
from quanheng.config.demo.chance import Chance, Weighted, apportion
from quanheng.kernel.identifiers import uscc

TOTAL = 51_600
FOUNDED = {2021: 6_879, 2020: 6_386}
YEAR_WEIGHTS = {year: 10 + (year - 1995) ** 2 for year in range(1995, 2020)}
"""Few of the businesses of 1995 are left, many of 2019."""

AREA = "500242"
SERIAL_SIGNS = uscc.SIGNS
SERIALS, STEP = len(SERIAL_SIGNS) ** 4, 387_421
"""Codes use serials MAYY0000 to MAYYYYYY, a block not given out; the step scatters them."""

HEADER = (
    "企业名称",
    "统一社会信用代码",
    "成立日期",
    "企业类型",
    "登记状态",
    "注销日期",
    "注册资本",
    "行业代码",
    "住所",
    "经营范围",
    "联系人",
    "联系电话",
    "标签",
)

HOUSEHOLD, COMPANY, COOPERATIVE, BRANCH, SOLE = "household", "company", "cooperative", "branch", "sole"
SORTS = {
    HOUSEHOLD: ("92", 39_900, 1995),
    COMPANY: ("91", 8_700, 1995),
    COOPERATIVE: ("93", 1_850, 2008),
    BRANCH: ("91", 900, 1996),
    SOLE: ("91", 250, 2001),
}
"""Per sort: the first two signs of its code, how common it is, the first year in which it existed."""

TYPES = {
    HOUSEHOLD: Weighted({"个体工商户": 1}),
    COMPANY: Weighted(
        {
            "有限责任公司": 46,
            "有限责任公司(自然人独资)": 38,
            "有限责任公司(自然人投资或控股)": 14,
            "股份有限公司": 2,
        }
    ),
    COOPERATIVE: Weighted({"农民专业合作社": 1}),
    BRANCH: Weighted({"有限责任公司分公司": 1}),
    SOLE: Weighted({"个人独资企业": 1}),
}
FATES = Weighted({"存续": 955, "注销": 34, "吊销": 11})


@dataclass(frozen=True)
class Trade:
    """One trade of the pool: its class, its tags and how many per mille bear them, words for names."""

    code: str
    tags: tuple[tuple[str, int], ...]
    shops: tuple[str, ...]
    firm: str
    coop: str
    scope: str


@dataclass(frozen=True)
class Row:
    """One business as the file says it; ``tags`` are separated by 、, a day left empty is unknown."""

    name: str
    code: str
    founded: date
    type_text: str
    state: str
    ended: date | None
    capital: str
    trade: str
    address: str
    scope: str
    contact: str
    phone: str
    tags: str

    def cells(self) -> tuple[str, ...]:
        """The row in the order of ``HEADER``."""
        ended = self.ended.isoformat() if self.ended else ""
        return (
            *(self.name, self.code, self.founded.isoformat(), self.type_text, self.state, ended),
            *(self.capital, self.trade, self.address, self.scope, self.contact, self.phone, self.tags),
        )


@cache
def trades() -> dict[str, Weighted[Trade]]:
    """The trades of each sort of business."""
    text = files("quanheng.config.demo").joinpath("pools/trades.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    known = [(row, _trade(row)) for row in rows]
    return {sort: Weighted({trade: int(row[sort]) for row, trade in known}) for sort in SORTS}


def _trade(row: dict[str, str]) -> Trade:
    tags = tuple(_tag(text) for text in row["tags"].split("|") if text)
    return Trade(row["trade"], tags, tuple(row["shop"].split("|")), row["firm"], row["coop"], row["scope"])


def _tag(text: str) -> tuple[str, int]:
    name, _, percent = text.partition(":")
    return name, 10 * int(percent or 100)


def years(scale: float) -> list[int]:
    """The year of establishment of every business, oldest first."""
    counts = {year: round(count * scale) for year, count in FOUNDED.items()}
    rest = max(0, round(TOTAL * scale) - sum(counts.values()))
    counts |= apportion(rest, YEAR_WEIGHTS)
    return [year for year in sorted(counts) for _ in range(counts[year])]


def rows(seed: int, scale: float) -> Iterator[Row]:
    """Every business of the county, oldest first; names and codes are unique."""
    taken: set[str] = set()
    offset = Chance(seed, "codes").below(SERIALS)
    for number, year in enumerate(years(scale)):
        yield _row(seed, number, year, _serial((number * STEP + offset) % SERIALS), taken)


def _row(seed: int, number: int, year: int, serial: str, taken: set[str]) -> Row:
    chance = Chance(seed, "business", number)
    sort = _sorts(year).pick(chance)
    trade = trades()[sort].pick(chance)
    township = words.townships().pick(chance)
    founded = _day(year, chance)
    state, ended = _fate(founded, chance)
    return Row(
        name=_unique(sort, trade, township, chance, taken),
        code=uscc.make(SORTS[sort][0], AREA, serial),
        founded=founded,
        type_text=TYPES[sort].pick(chance),
        state=state,
        ended=ended,
        capital=_capital(sort, chance),
        trade=trade.code,
        address=words.address(seed, township, chance),
        scope=trade.scope,
        contact=words.person(chance),
        phone=words.phone(chance),
        tags="、".join(tag for tag, share in trade.tags if chance.happens(share)),
    )


@cache
def _sorts(year: int) -> Weighted[str]:
    return Weighted({sort: count for sort, (_, count, since) in SORTS.items() if year >= since})


def _serial(number: int) -> str:
    signs = ""
    for _ in range(4):
        number, sign = divmod(number, len(SERIAL_SIGNS))
        signs = SERIAL_SIGNS[sign] + signs
    return f"MAYY{signs}"


def _day(year: int, chance: Chance) -> date:
    """A day of the year on which the counter was open: no weekend, no New Year's week, no National Day."""
    day = chance.day(date(year, 1, 4), date(year, 12, 31))
    while day.weekday() > 4 or (day.month == 10 and day.day < 8) or (day.month == 5 and day.day < 4):
        day = chance.day(date(year, 1, 4), date(year, 12, 31))
    return day


def _fate(founded: date, chance: Chance) -> tuple[str, date | None]:
    state, last = FATES.pick(chance), date(2021, 12, 28)
    first = founded + timedelta(days=90)
    if state == "存续" or first > last:
        return "存续", None
    return state, chance.day(max(first, date(2017, 1, 3)), last)


def _capital(sort: str, chance: Chance) -> str:
    if sort == BRANCH:
        return ""
    if sort == HOUSEHOLD:
        return f"{chance.pick((1, 2, 3, 5, 5, 8, 10, 10, 15, 20, 30))}万元"
    amount = chance.pick((10, 20, 30, 50, 50, 100, 100, 100, 200, 300, 500, 800, 1000, 2000, 5000))
    return f"{amount}万元人民币"


def _unique(sort: str, trade: Trade, township: tuple[str, str, str], chance: Chance, taken: set[str]) -> str:
    name = _name(sort, trade, township, chance)
    while name in taken:
        name = _name(sort, trade, township, chance)
    taken.add(name)
    return name


def _name(sort: str, trade: Trade, township: tuple[str, str, str], chance: Chance) -> str:
    _, place, short = township
    if sort == HOUSEHOLD:
        head = chance.pick(("酉阳县", "酉阳县", "酉阳土家族苗族自治县", ""))
        where = chance.pick((place, short, short, "")) if head else place
        tail = "（个体工商户）" if chance.happens(250) else ""
        return f"{head}{where}{words.household_brand(chance)}{chance.pick(trade.shops)}{tail}"
    if sort == COOPERATIVE:
        return f"酉阳县{chance.pick((short, ''))}{words.brand(chance)}{trade.coop}专业合作社"
    if sort == BRANCH:
        return f"重庆{words.brand(chance)}{trade.firm}有限公司酉阳{chance.pick((short, ''))}分公司"
    if sort == SOLE:
        return f"酉阳县{words.brand(chance)}{trade.firm}{chance.pick(('厂', '经营部', '服务部'))}"
    head = chance.pick(("酉阳县", "酉阳土家族苗族自治县", "重庆", "重庆市酉阳县"))
    return f"{head}{words.brand(chance)}{trade.firm}{chance.pick(('有限公司', '有限公司', '有限责任公司'))}"


EXTRACTS = (date(2020, 12, 31), date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31))
"""The days up to which the extracts go: the whole register first, then what each quarter changed."""


def extract_name(day: date) -> str:
    """The file of one extract."""
    return f"经营主体名录-{day.isoformat()}.csv"


def write_extracts(seed: int, scale: float, folder: Path) -> None:
    """Write every extract as the CSV file that a bureau would hand over, in one pass over the register."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        writers = []
        for day in EXTRACTS:
            file = opened.enter_context(_spare(folder, day).open("w", encoding="utf-8", newline=""))
            writers.append(csv.writer(file, lineterminator="\n"))
            writers[-1].writerow(HEADER)
        for row in rows(seed, scale):
            for number, seen in extracts_of(row):
                writers[number].writerow(seen.cells())
    for day in EXTRACTS:
        _spare(folder, day).replace(folder / extract_name(day))


def _spare(folder: Path, day: date) -> Path:
    """Where an extract is written before it is whole."""
    return folder / f"{extract_name(day)}.part"


def extracts_of(row: Row) -> Iterator[tuple[int, Row]]:
    """In which extracts a business stands, by number, and as what: when it was founded, when it ended."""
    first = bisect_left(EXTRACTS, row.founded)
    last = bisect_left(EXTRACTS, row.ended) if row.ended else first
    yield first, row if last <= first else replace(row, state="存续", ended=None)
    if last > first:
        yield last, row
