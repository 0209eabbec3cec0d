"""Organization codes 组织机构代码 (GB 11714): eight signs and a check digit, written `XXXXXXXX-C`.

Issued until 2015; since then the code lives on as signs 9 to 17 of the unified social credit code. The
check weighs the eight signs (digits as they are, A=10 … Z=35) with 3, 7, 9, 10, 5, 8, 4, 2, modulo 11.

A weighted sum modulo 11 cannot tell signs apart whose values differ by 11 (`0` and `B`, say); a changed
digit among digits is always noticed.

>>> check("d2143569-x")
Verdict(status=<Status.VALID: 'valid'>, value='D2143569X', reason='', kind='organization_code')
>>> check("D21435690").reason
'组织机构代码校验位应为X，实为0'
>>> hyphenated(make("D2143569"))
'D2143569-X'
"""

from __future__ import annotations

from quanheng.kernel.identifiers.verdict import Verdict, invalid, judged, tidy

KIND = "organization_code"
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CHECK_SIGNS = "0X987654321"  # by the weighted sum modulo 11
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}


def check(text: str) -> Verdict:
    """Judge an organization code of nine signs; a wrong check digit is flagged."""
    code = tidy(text)
    if len(code) != 9:
        return invalid(code, f"组织机构代码应为9位，实为{len(code)}位", KIND)
    strange = sorted(set(code) - set(SIGNS))
    if strange:
        return invalid(code, f"组织机构代码含有不使用的字符“{''.join(strange)}”", KIND)
    right = check_sign(code[:8])
    return judged(code, [] if code[8] == right else [f"组织机构代码校验位应为{right}，实为{code[8]}"], KIND)


def check_sign(serial: str) -> str:
    """Return the check sign (0-9 or X) of eight signs; `KeyError` for a sign that is not used."""
    return CHECK_SIGNS[sum(_VALUES[sign] * weight for sign, weight in zip(serial, WEIGHTS, strict=True)) % 11]


def make(serial: str) -> str:
    """Return the nine-sign code of eight signs."""
    return serial + check_sign(serial)


def hyphenated(code: str) -> str:
    """Return a tidied code as it is printed, with the hyphen before the check digit."""
    return f"{code[:8]}-{code[8:]}"
