"""The township of an address 属地识别: read from the text, with how sure and why.

An address is searched once for the names of the county's townships, as they are written or as people write
them, and for the names of counties. Bias of error: a township is named as certain only where the address
writes its full name within its county; a name that exists in many counties (龙潭镇) counts only where the
address names this county, or names none and the import is for this county. A road is not a township.

>>> townships = [("500242101", "龙潭镇"), ("500242001", "桃花源街道")]
>>> county = Gazetteer([("500242", "酉阳土家族苗族自治县"), *townships])
>>> county.place("重庆市酉阳县龙潭镇老街1号")
Place(area_code='500242101', confidence='certain', because='住所写明“龙潭镇”')
>>> county.place("重庆市涪陵区龙潭镇场镇", home="500242").confidence
'unknown'
>>> county.place("酉阳县桃花源中路61号")
Place(area_code='500242', confidence='unknown', because='住所未写明乡镇街道')
>>> county.place("龙潭镇老街1号", home="500242").confidence
'likely'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from quanheng.domains.registration.rules.names.lists import places
from quanheng.domains.registration.rules.vocabulary import Confidence

TOWNSHIP_SUFFIXES = ("街道办事处", "街道", "镇", "乡")
_ROAD = r"(?![东南西北中新老]?[大中环]?(?:路|街(?!道)|大道|巷|桥|广场|山|河|宾馆|大酒店|农贸))"
_OTHER_COUNTY = re.compile(r"([\u4e00-\u9fff]{1,6}?(?:自治县|(?<![小社园矿片校厂景])区|县))")
_GB_T_2260 = (
    "11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建 36江西 "
    "37山东 41河南 42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏 61陕西 62甘肃 "
    "63青海 64宁夏 65新疆"
)
PROVINCES = {both[:2]: both[2:] for both in _GB_T_2260.split()}
"""Provinces by the first two digits of an area code (GB/T 2260)."""
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_PROVINCE = re.compile(rf"({'|'.join(PROVINCES.values())})(省|市|(?:壮族|回族|维吾尔)?自治区)?")
_CITY = re.compile(r"([\u4e00-\u9fff]{2,7}?)市")
_PROVINCE_OR_CITY = re.compile(r"^[\u4e00-\u9fff]{2,7}?(?:省|自治区|市)")


class Place(NamedTuple):
    """Where an address lies: area code (empty if nothing is known), confidence, the reason in Chinese."""

    area_code: str
    confidence: str
    because: str


class _Name(NamedTuple):
    code: str
    confidence: Confidence
    full: str


class Gazetteer:
    """The names of an installation's counties and townships, made ready for searching 地名录.

    ``areas`` are codes and names; counties have six digits, townships nine. ``spellings`` are other ways of
    writing a township's name without its suffix, by code.
    """

    def __init__(
        self, areas: Iterable[tuple[str, str]], spellings: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        known = list(areas)
        self._counties: dict[str, str] = {}
        self._townships: dict[str, list[_Name]] = {}
        for code, name in known:
            if len(code) == 6:
                self._counties |= dict.fromkeys(county_spellings(name), code)
            elif len(code) == 9:
                self._add_township(code, name, tuple((spellings or {}).get(code, ())))
        self._county_pattern = _alternation(self._counties)
        self._pattern = _alternation(self._townships, suffix=_ROAD)

    def _add_township(self, code: str, name: str, others: tuple[str, ...]) -> None:
        stem = re.sub(f"(?:{'|'.join(TOWNSHIP_SUFFIXES)})$", "", name)
        self._townships.setdefault(name, []).append(_Name(code, Confidence.CERTAIN, name))
        for written in [stem, *others]:
            for suffix in ("", *TOWNSHIP_SUFFIXES):
                if written + suffix != name:
                    likely = _Name(code, Confidence.LIKELY, name)
                    self._townships.setdefault(written + suffix, []).append(likely)

    def place(self, address: str, *, home: str = "") -> Place:
        """Where an address lies.

        ``home`` is the county the register is kept for (six digits), or empty; it is used only where the
        address itself names no county.
        """
        county = self._county_pattern.search(address)
        if county:
            code = self._counties[county[0]]
            return self._within(code, address, county.end(), Confidence.CERTAIN, "住所未写明乡镇街道")
        elsewhere = other_county(address) or other_city(address, home)
        if elsewhere:
            return Place("", Confidence.UNKNOWN.value, f"住所写明“{elsewhere}”")
        if home:
            return self._within(home[:6], address, 0, Confidence.LIKELY, "住所未写明区县和乡镇街道")
        return Place("", Confidence.UNKNOWN.value, "住所未写明区县")

    def _within(self, county: str, address: str, start: int, at_most: Confidence, otherwise: str) -> Place:
        for found in self._pattern.finditer(address, start):
            for name in self._townships[found[0]]:
                if name.code.startswith(county):
                    return _judged(name, found[0], at_most)
        return Place(county, Confidence.UNKNOWN.value, otherwise)

    def knows(self, county: str) -> bool:
        """Whether this gazetteer holds the county with this code."""
        return county in self._counties.values()

    def township_named(self, text: str, *, county: str) -> str:
        """The code of a township given by name in a column of its own; empty if there is none."""
        names = self._townships.get(text.strip(), [])
        return next((name.code for name in names if name.code.startswith(county)), "")


def township_from_address(address: str, gazetteer: Gazetteer, *, home: str = "") -> Place:
    """The township of an address (see the module)."""
    return gazetteer.place(address, home=home)


def county_spellings(name: str) -> list[str]:
    """A county's name as it is written, and as people shorten it, longest first.

    >>> county_spellings("酉阳土家族苗族自治县")
    ['酉阳土家族苗族自治县', '酉阳自治县', '酉阳县', '酉阳']
    """
    stem = re.sub(r"(?:土家族|苗族|[\u4e00-\u9fff]族)*自治县$|[县区]$", "", name)
    written = [name, *([f"{stem}自治县", f"{stem}县"] if name.endswith("自治县") else [])]
    return [*written, stem] if len(stem) > 1 else written


def other_county(address: str) -> str:
    """The county or district that an address names, empty if none.

    >>> other_county("重庆市涪陵区龙潭镇"), other_county("龙潭工业园区3号"), other_county("龙潭镇老街")
    ('涪陵区', '', '')
    """
    rest = _PROVINCE_OR_CITY.sub("", address)
    found = _OTHER_COUNTY.match(rest)
    return found[1] if found else ""


def other_city(address: str, home: str) -> str:
    """The province, or of a municipality's register the city, that an address begins with and home is not in.

    >>> other_city("江苏省南通市人民中路9号", "500242"), other_city("宿州市港口路", "500242")
    ('江苏省', '宿州市')
    >>> other_city("新疆乌鲁木齐友好路2号", "500242"), other_city("重庆市南坪", "500242")
    ('新疆', '')
    >>> other_city("上海路15号", "500242"), other_city("都市广场", "500242")
    ('', '')
    """
    own = PROVINCES.get(home[:2], "")
    found = _PROVINCE.match(address)
    if found and found[1] != own and (found[2] or address[found.end() :].startswith(_cities())):
        return found[0]
    city = _CITY.match(address)
    known = city and city[1] in _cities() and city[1] != own
    return city[0] if city and known and home[:2] in MUNICIPALITIES else ""


@cache
def _cities() -> tuple[str, ...]:
    return tuple(places())


def _judged(name: _Name, written: str, at_most: Confidence) -> Place:
    if name.confidence is Confidence.CERTAIN and at_most is Confidence.CERTAIN:
        return Place(name.code, Confidence.CERTAIN.value, f"住所写明“{written}”")
    if name.confidence is Confidence.CERTAIN:
        return Place(name.code, Confidence.LIKELY.value, f"住所写明“{written}”，未写明区县")
    return Place(name.code, Confidence.LIKELY.value, f"由“{written}”推断为{name.full}")


def _alternation(names: Iterable[str], suffix: str = "") -> re.Pattern[str]:
    """One pattern for all names, longest first within each first sign; a bare name must not begin a road."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        guard = "" if name.endswith(TOWNSHIP_SUFFIXES) else suffix
        groups.setdefault(name[0], []).append(re.escape(name[1:]) + guard)
    body = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return re.compile(body or r"(?!)")
