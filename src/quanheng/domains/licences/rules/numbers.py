"""Numbers of permits 许可证编号: how one is made of a serial, and what is said of one that was brought.

>>> number_of("food_business", head="2", area="500242", serial=1234)
'JY25002420012342'
>>> number_of("drug_retail", head="DA", area="500242", serial=7)
'渝DA2420007'
>>> judge("food_business", "JY2500242001234２")
Judged(number='JY25002420012342', fault='', flag='')
"""

from __future__ import annotations

from dataclasses import dataclass

from quanheng.domains.licences.rules.catalogue import forms
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, PREFIX, Kind
from quanheng.kernel.identifiers import licence_number
from quanheng.kernel.identifiers.area_code import province_short_names
from quanheng.kernel.identifiers.verdict import Status
from quanheng.kernel.refusal import Refused

DIGITS: dict[Kind, int] = {
    Kind.FOOD_PRODUCTION: 4,
    Kind.FOOD_BUSINESS: 6,
    Kind.PREPACKAGED: 6,
    Kind.DRUG_RETAIL: 4,
}
"""How many digits of a number are the serial, where the county gives it out."""


class SerialsSpent(Refused):
    """Every serial of this kind and category has been given out 顺序码已用完."""


class HeadUnknown(Refused):
    """There is no such form of business or food category 业态或类别不存在."""


@dataclass(frozen=True)
class Judged:
    """A number tidied; ``fault`` says why it is none, ``flag`` what somebody should look at."""

    number: str
    fault: str = ""
    flag: str = ""


def require_head(kind: str, head: str) -> str:
    """The form or category, if there is one. Raises ``HeadUnknown``."""
    if head not in forms(kind):
        raise HeadUnknown("没有选择主体业态或者类别，不能编号。", instead="请从列表中选择。", field="form")
    return head


def serial_scope(kind: str, head: str, area: str) -> str:
    """Within what serials run on without a gap: kind, category, authority."""
    return f"{PREFIX[Kind(kind)]}|{head}|{area[:6]}"


def number_of(kind: str, *, head: str, area: str, serial: int) -> str:
    """The number made of a serial, check digit included. Raises ``SerialsSpent``."""
    digits = DIGITS[Kind(kind)]
    if serial >= 10**digits:
        raise SerialsSpent(f"{KIND_SAYS[Kind(kind)]}的顺序码已经用完，不能再编号。")
    text = f"{serial:0{digits}d}"
    if kind == Kind.DRUG_RETAIL:
        return f"{_province(area)}{head}{area[3:6]}{text}"
    return licence_number.make(PREFIX[Kind(kind)], head, area[:6], text)


def serial_in(kind: str, number: str) -> tuple[str, int] | None:
    """The scope and serial that a number was made of, ``None`` where it is no number of this county's kinds.

    >>> serial_in("food_business", "JY25002420012342")
    ('JY|2|500242', 1234)
    """
    digits = DIGITS.get(Kind(kind))
    if digits is None or kind == Kind.DRUG_RETAIL:
        return None
    area, body = licence_number.area(number), number[2:]
    if len(body) != 14 or not body.isdigit():
        return None
    head = body[: 13 - 6 - digits]
    return serial_scope(kind, head, area), int(body[-1 - digits : -1])


def head_of(kind: str, number: str) -> str:
    """The form or category that a number names, empty where it names none."""
    if kind == Kind.DRUG_RETAIL:
        return number[1:3] if number[1:3] in forms(kind) else ""
    found = serial_in(kind, number)
    head = found[0].split("|")[1] if found else ""
    return head if head in forms(kind) else ""


def judge(kind: str, text: str) -> Judged:
    """What is said of a number brought from elsewhere: a wrong check digit is a flag, never a refusal."""
    verdict = licence_number.check(text)
    if not verdict.value:
        return Judged("", fault="没有填写许可证编号")
    if verdict.kind and verdict.kind != PREFIX[Kind(kind)] and verdict.is_kept:
        return Judged(verdict.value, fault=f"编号“{verdict.value}”不是{KIND_SAYS[Kind(kind)]}的编号")
    if verdict.status is Status.INVALID:
        return Judged(verdict.value, fault=verdict.reason)
    return Judged(verdict.value, flag=verdict.reason if verdict.status is Status.FLAGGED else "")


def _province(area: str) -> str:
    return next(name for name, code in province_short_names().items() if code == area[:2])
