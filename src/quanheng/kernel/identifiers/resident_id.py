"""Resident identity numbers 公民身份号码 (GB 11643): six digits of area, birth date, serial, check sign.

Personal data: the platform stores them only where an act needs them and shows `masked` elsewhere. The
check weighs 17 digits with the powers of 2 modulo 11 (ISO 7064 MOD 11-2). The algorithm is entered from
memory and was tried on a published sample number.

>>> from datetime import date
>>> check("11010519491231002x", today=date(2021, 3, 5))
Verdict(status=<Status.VALID: 'valid'>, value='11010519491231002X', reason='', kind='resident_id')
>>> check("11010519491231002X", today=date(1949, 12, 30)).reason
'公民身份号码中的出生日期晚于今天'
>>> masked("11010519491231002X"), born_on("11010519491231002X")
('110105********002X', datetime.date(1949, 12, 31))
"""

from __future__ import annotations

from datetime import date

from quanheng.kernel.identifiers import area_code
from quanheng.kernel.identifiers.verdict import Verdict, digits_only, invalid, judged, tidy

KIND = "resident_id"
LENGTH = 18
CHECK_SIGNS = "10X98765432"


def check(text: str, *, today: date) -> Verdict:
    """Judge a resident identity number as of `today`.

    Invalid: wrong length or signs, a birth date that does not exist or lies in the future. Flagged: a
    wrong check sign, an unknown province.
    """
    number = tidy(text)
    fault = _shape_fault(number) or _birth_fault(number, today)
    if fault:
        return invalid(number, fault, KIND)
    faults = []
    if number[17] != (right := check_sign(number[:17])):
        faults.append(f"公民身份号码校验位应为{right}，实为{number[17]}")
    if number[:2] not in area_code.provinces().keys() - {area_code.NATIONAL}:
        faults.append(f"公民身份号码的地址码“{number[:6]}”没有对应的省份")
    return judged(number, faults, KIND)


def check_sign(body: str) -> str:
    """Return the check sign (0-9 or X) of 17 digits."""
    # The weights are the powers of 2 modulo 11, and 13 is 2 modulo 11.
    return CHECK_SIGNS[2 * int(body, 13) % 11]


def make(area: str, born_on: date, serial: str) -> str:
    """Return the number of an area, a birth date and three digits; only for invented people."""
    body = f"{area}{born_on:%Y%m%d}{serial}"
    if len(body) != 17 or not digits_only(body):
        raise ValueError(f"six digits, a date and three digits: {area!r}, {serial!r}")
    return body + check_sign(body)


def born_on(number: str) -> date:
    """Return the birth date in a tidied number; `ValueError` if there is no such day."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def masked(number: str) -> str:
    """Return a tidied number with the birth date hidden, for every screen without a reason to show it."""
    return f"{number[:6]}{'*' * 8}{number[14:]}" if len(number) == LENGTH else "*" * len(number)


def _shape_fault(number: str) -> str:
    if len(number) == 15 and digits_only(number):
        return "15位居民身份证号码已停止使用，请填写18位公民身份号码"
    if len(number) != LENGTH:
        return f"公民身份号码应为18位，实为{len(number)}位"
    if not digits_only(number[:17]) or number[17] not in CHECK_SIGNS:
        return "公民身份号码前17位是数字，末位是数字或X"
    return ""


def _birth_fault(number: str, today: date) -> str:
    try:
        birthday = born_on(number)
    except ValueError:
        return "公民身份号码中的出生日期不存在"
    return "公民身份号码中的出生日期晚于今天" if birthday > today else ""
