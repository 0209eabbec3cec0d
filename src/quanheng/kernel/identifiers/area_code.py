"""Area codes 行政区划代码: 6 digits for province, city, county; 9 for township; 12 for village.

GB/T 2260 gives the first six digits; the National Bureau of Statistics (《统计用区划代码和城乡划分代码
编制规则》) adds three for the township and three more for the village. There is no check digit: only length,
signs and the province can be judged. The provinces stand in `provinces.csv`.

>>> check("500242")
Verdict(status=<Status.VALID: 'valid'>, value='500242', reason='', kind='area_code')
>>> prefix("500242101000"), prefix("500000"), is_within("500242101", "500000")
('500242101', '50', True)
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from importlib.resources import files

from quanheng.kernel.identifiers.verdict import Verdict, digits_only, invalid, judged, tidy

KIND = "area_code"
NATIONAL = "10"  # 100000, used by the national authorities themselves


class Level(IntEnum):
    """The level of an area 层级, by how many digits name it."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12


def check(text: str) -> Verdict:
    """Judge an area code of 6, 9 or 12 digits; an unknown province is flagged."""
    code = tidy(text)
    if not digits_only(code):
        return invalid(code, "行政区划代码只能是数字", KIND)
    if len(code) not in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE):
        return invalid(code, f"行政区划代码应为6位、9位或12位，实为{len(code)}位", KIND)
    return judged(code, [] if code[:2] in provinces() else [f"没有省级代码“{code[:2]}”"], KIND)


def prefix(code: str) -> str:
    """Return the digits that name the area, without the zeros that only fill up: 2, 4, 6, 9 or 12 of them.

    Every code of an area below starts with it, so it is what a range over area codes is built from.
    """
    for level in Level:
        if not code[level:].strip("0"):
            return code[:level]
    return code


def level(code: str) -> Level:
    """Return the level of an area from its code.

    >>> level("500000").name, level("500242").name, level("500242101").name
    ('PROVINCE', 'COUNTY', 'TOWNSHIP')
    """
    return Level(len(prefix(code)))


def is_within(code: str, ancestor: str) -> bool:
    """Say whether an area is the other one or lies in it."""
    return code.startswith(prefix(ancestor))


@cache
def provinces() -> dict[str, str]:
    """Return the names of the provinces by their two digits, and the nation's own `10`."""
    text = files("quanheng.kernel.identifiers").joinpath("provinces.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return {code: name for code, name, _short_name in rows}


@cache
def province_short_names() -> dict[str, str]:
    """Return the two digits of each province by its one-character name (渝 → 50)."""
    text = files("quanheng.kernel.identifiers").joinpath("provinces.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return {short_name: code for code, _name, short_name in rows if short_name}
