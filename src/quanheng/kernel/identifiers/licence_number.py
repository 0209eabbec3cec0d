"""Licence numbers 许可证编号: food production and business, industrial products, drug business.

- `SC` + 14 digits, 食品生产许可证 (《食品生产许可管理办法》第三十条)
- `JY` + 14 digits, 食品经营许可证 (《食品经营许可和备案管理办法》第二十七条)
- `YB` + 14 digits, 仅销售预包装食品备案 (same, 第四十五条)
- `XK` + 10 digits as `XK00-000-00000`, 工业产品生产许可证 (《工业产品生产许可证管理条例实施办法》第三十九条;
  a provincial bureau may put the province's short name before it, often in brackets)
- a province's short name, two letters and 7 to 10 digits, 药品经营许可证 (form entered from memory, so a
  number that differs from it is flagged, not refused)

The articles fix that the food numbers end in a check digit, not how it is made. That it is MOD 11,10 was
concluded from published numbers, five of seven of which hold it: a failure is a flag, never a refusal.

>>> number = make("JY", "2", "500242", "001234")
>>> number, check(number).status, area(number), NAMES[check(number).kind]
('JY25002420012342', <Status.VALID: 'valid'>, '500242', '食品经营许可证')
>>> check("xk13 006 00123").value
'XK13-006-00123'
>>> check("SC1065002420001").reason
'食品生产许可证编号应为SC加14位数字'
"""

from __future__ import annotations

import re

from quanheng.kernel.identifiers import area_code, iso7064
from quanheng.kernel.identifiers.verdict import Verdict, digits_only, invalid, judged, tidy

KIND = "licence_number"
DRUG = "drug"
NAMES = {
    "SC": "食品生产许可证",
    "JY": "食品经营许可证",
    "YB": "仅销售预包装食品备案",
    "XK": "工业产品生产许可证",
    DRUG: "药品经营许可证",
}
AREA_STARTS = {"SC": 5, "JY": 3, "YB": 3}  # where the six digits of the area stand
FIRST_DIGITS = {
    "JY": ("123", "主体业态代码应为1（销售）、2（餐饮）或3（单位食堂）"),
    "YB": ("12", "业态类型代码应为1（批发）或2（零售）"),
}
_INDUSTRIAL = re.compile(
    r"\(?(?P<province>\D?)\)?XK(?P<industry>\d{2})(?P<product>\d{3})(?P<firm>\d{5})", re.ASCII
)
_DRUG = re.compile(r"[A-D][AB]\d{7,10}", re.ASCII)


def check(text: str) -> Verdict:
    """Judge a licence number by its prefix; `kind` of the verdict is the prefix, or `drug`.

    Invalid: no known prefix, wrong number of digits. Flagged: a check digit that does not fit (see above),
    an unknown province or business form.
    """
    number = tidy(text)
    if number[:2] in AREA_STARTS:
        return _food(number, number[:2])
    if "XK" in number[:5]:
        return _industrial(number)
    if number[:1] in area_code.province_short_names():
        return _drug(number)
    return invalid(number, "许可证编号应以SC、JY、YB、XK或省份简称开头", KIND)


def make(prefix: str, head: str, area: str, serial: str) -> str:
    """Return a food licence number with its check digit.

    `prefix` is SC (`head` three digits of the food category, `serial` four), JY or YB (one digit and six).
    Raises `ValueError` for other shapes.
    """
    digits = head + area + serial
    start = AREA_STARTS.get(prefix)
    if start is None or (len(head) + 2, len(area), len(digits)) != (start, 6, 13) or not digits_only(digits):
        raise ValueError(f"no food licence number can be made of {prefix!r} {head!r} {area!r} {serial!r}")
    return prefix + digits + iso7064.check_digit(digits)


def area(number: str) -> str:
    """Return the six digits of the area in a tidied SC, JY or YB number, empty for the other kinds."""
    start = AREA_STARTS.get(number[:2])
    return number[start : start + 6] if start is not None else ""


def _food(number: str, prefix: str) -> Verdict:
    digits = number[2:]
    if len(digits) != 14 or not digits_only(digits):
        return invalid(number, f"{NAMES[prefix]}编号应为{prefix}加14位数字", prefix)
    faults = []
    if prefix in FIRST_DIGITS and digits[0] not in FIRST_DIGITS[prefix][0]:
        faults.append(FIRST_DIGITS[prefix][1])
    if area(number)[:2] not in area_code.provinces():
        faults.append(f"行政区划代码“{area(number)}”没有对应的省份")
    if digits[13] != (right := iso7064.check_digit(digits[:13])):
        faults.append(f"校验位按通行算法应为{right}，实为{digits[13]}，请核对证书")
    return judged(number, faults, prefix)


def _industrial(number: str) -> Verdict:
    match = _INDUSTRIAL.fullmatch(number)
    if match is None:
        return invalid(number, f"{NAMES['XK']}编号应为XK加10位数字（XK00-000-00000）", "XK")
    province = match["province"]
    known = not province or province in area_code.province_short_names()
    value = f"{province}XK{match['industry']}-{match['product']}-{match['firm']}"
    return judged(value, [] if known else [f"“{province}”不是省级行政区域简称"], "XK")


def _drug(number: str) -> Verdict:
    usual = _DRUG.fullmatch(number[1:]) is not None
    return judged(number, [] if usual else ["与药品经营许可证编号的通常格式不同，请核对证书"], DRUG)
