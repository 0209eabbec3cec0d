"""Unified social credit codes 统一社会信用代码 (GB 32100-2015): the one code of every business.

Eighteen signs from an alphabet of 31 (no I, O, S, V, Z): department and category, six digits of the
registering authority's area, nine signs of the subject (an organization code by GB 11714, with its own
check), and a check sign weighted with the powers of 3 modulo 31. The code is for life (《组织机构统一社会
信用代码管理办法》第十条).

Any single wrong sign and any swap of neighbours changes the check sign. The inner check is a second
witness; some codes issued provisionally or by departments N and Y do not hold it, so it only flags.

>>> check("91500118450646677x")
Verdict(status=<Status.VALID: 'valid'>, value='91500118450646677X', reason='', kind='uscc')
>>> check("91500118450646677Y").reason
'统一社会信用代码校验位应为X，实为Y'
>>> check("9150011845064667OX").reason
'统一社会信用代码含有不使用的字符“O”（不使用字母I、O、S、V、Z）'
>>> parts("91500118450646677X").category
'企业'
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from quanheng.kernel.identifiers import area_code, organization_code
from quanheng.kernel.identifiers.verdict import Status, Verdict, digits_only, invalid, judged, tidy

KIND = "uscc"
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18

# The weights are the powers of 3 modulo 31, and 34 is 3 modulo 31: so the weighted sum is, modulo 31, the
# first 17 signs read backwards as a number in base 34. The same holds for the inner check: its weights are
# the powers of 2 modulo 11, and 35 is 2 modulo 11. Two conversions in C instead of 25 steps in Python.
_BASE_34_DIGITS = "0123456789abcdefghijklmnopqrstuvwx"
_TO_BASE_34 = bytes(
    ord(_BASE_34_DIGITS[SIGNS.index(chr(byte))]) if chr(byte) in SIGNS else ord("!") for byte in range(256)
)
_CHECK_SIGNS = "".join(SIGNS[-remainder % 31] for remainder in range(31))
_INNER_CHECK_SIGNS = "".join(organization_code.CHECK_SIGNS[2 * remainder % 11] for remainder in range(11))
_VALID = Status.VALID


class Parts(NamedTuple):
    """What a unified social credit code says of its holder 代码结构; names are empty where unknown."""

    department: str
    category: str
    area: str
    organization_code: str


def compact(text: str) -> str:
    """Return a code without spaces and hyphens, half-width and upper case."""
    return tidy(text)


def check(text: str) -> Verdict:
    """Judge a unified social credit code.

    Invalid: not 18 signs, or signs that are not used. Flagged: wrong check sign, wrong inner check,
    unknown department and category, an area that is not six digits of a known province.
    """
    if len(text) == LENGTH and text.isascii():
        try:
            remainder = int(text[16::-1].encode().translate(_TO_BASE_34), 34) % 31
            sound = (
                text[17] == _CHECK_SIGNS[remainder]
                and text[16] == _INNER_CHECK_SIGNS[int(text[8:16], 35) % 11]
                and not _head_faults(text[:8])
            )
        except ValueError:
            sound = False
        if sound:
            return Verdict(_VALID, text, "", KIND)
    return _check_slowly(tidy(text))


def check_sign(body: str) -> str:
    """Return the check sign of the first 17 signs; `ValueError` for a sign that is not used."""
    return _CHECK_SIGNS[int(body[::-1].encode().translate(_TO_BASE_34), 34) % 31]


def make(department_category: str, area: str, serial: str) -> str:
    """Return the code of two signs, six digits and eight signs, with both check signs.

    For issuing a code and for invented businesses. Raises `ValueError` for other shapes.

    >>> make("91", "500118", "45064667")
    '91500118450646677X'
    """
    shape = (len(department_category), len(area), len(serial))
    if shape != (2, 6, 8) or not set(department_category + area + serial) <= set(SIGNS):
        raise ValueError(f"two signs, six digits, eight signs: {department_category!r}, {area!r}, {serial!r}")
    if not digits_only(area):
        raise ValueError(f"an area is six digits: {area!r}")
    body = department_category + area + organization_code.make(serial)
    return body + check_sign(body)


def parts(code: str) -> Parts:
    """Take a tidied code of 18 signs apart; `ValueError` for another length."""
    if len(code) != LENGTH:
        raise ValueError(f"a unified social credit code has 18 signs: {code!r}")
    department, category = departments().get(code[:2], ("", ""))
    return Parts(department, category, code[2:8], code[8:17])


@cache
def departments() -> dict[str, tuple[str, str]]:
    """Return department and category by the code's first two signs (read in a third-party copy)."""
    text = files("quanheng.kernel.identifiers").joinpath("uscc_departments.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return {code: (department, category) for code, department, category in rows}


def _check_slowly(code: str) -> Verdict:
    if len(code) != LENGTH:
        return invalid(code, f"统一社会信用代码应为18位，实为{len(code)}位{_hint(code)}", KIND)
    strange = "".join(sorted(set(code) - set(SIGNS)))
    if strange:
        reason = f"统一社会信用代码含有不使用的字符“{strange}”（不使用字母I、O、S、V、Z）"
        return invalid(code, reason, KIND)
    faults = []
    if code[17] != (right := check_sign(code[:17])):
        faults.append(f"统一社会信用代码校验位应为{right}，实为{code[17]}")
    if code[16] != (right := organization_code.check_sign(code[8:16])):
        faults.append(f"主体标识码（第9至17位）校验位应为{right}，实为{code[16]}")
    return judged(code, [*faults, *_head_faults(code[:8])], KIND)


@lru_cache(maxsize=8192)
def _head_faults(head: str) -> tuple[str, ...]:
    """Return what is wrong with the first eight signs; businesses of one county share a handful."""
    faults = []
    if head[:2] not in departments():
        faults.append(f"登记管理部门和机构类别代码“{head[:2]}”未见于标准")
    if not digits_only(head[2:]) or head[2:4] not in area_code.provinces():
        faults.append(f"登记管理机关行政区划码“{head[2:]}”没有对应的省份")
    return tuple(faults)


def _hint(code: str) -> str:
    if len(code) == 15 and digits_only(code):
        return "，可能是原15位注册号"
    if len(code) == 13 and digits_only(code):
        return "，可能是更早的13位注册号"
    if "E+" in code or "." in code:
        return "，可能被表格软件改成了数值"
    return ""
