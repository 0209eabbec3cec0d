"""Registration numbers 注册号: the 15 digits on a business licence before the unified code.

Six digits of the registering authority's area, eight of a serial number, one check digit by MOD 11,10
(GB/T 17710). Replaced from 2015-10-01 by the unified social credit code; still found in old registers,
old files and import sheets.

>>> check("110108000000016")
Verdict(status=<Status.VALID: 'valid'>, value='110108000000016', reason='', kind='registration_number')
>>> check("110108000000017").reason
'注册号校验位应为6，实为7'
"""

from __future__ import annotations

from quanheng.kernel.identifiers import area_code, iso7064
from quanheng.kernel.identifiers.verdict import Verdict, digits_only, invalid, judged, tidy

KIND = "registration_number"


def check(text: str) -> Verdict:
    """Judge a 15-digit registration number; a wrong check digit or an unknown province is flagged."""
    number = tidy(text)
    if not digits_only(number):
        return invalid(number, "注册号只能是数字", KIND)
    if len(number) != 15:
        return invalid(number, f"注册号应为15位，实为{len(number)}位", KIND)
    faults = []
    right = iso7064.check_digit(number[:14])
    if number[14] != right:
        faults.append(f"注册号校验位应为{right}，实为{number[14]}")
    if number[:2] not in area_code.provinces():
        faults.append(f"注册号的登记机关代码“{number[:6]}”没有对应的省份")
    return judged(number, faults, KIND)


def make(area: str, serial: str) -> str:
    """Return the number of a six-digit area and an eight-digit serial; `ValueError` for other shapes."""
    if not (digits_only(area + serial) and len(area) == 6 and len(serial) == 8):
        raise ValueError(f"six and eight digits are needed: {area!r}, {serial!r}")
    return area + serial + iso7064.check_digit(area + serial)
