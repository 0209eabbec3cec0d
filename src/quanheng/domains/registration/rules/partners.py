"""Partners 合伙人: where each lives, how each is liable, what a limited partnership must have.

《市场主体登记管理条例》第八条第二款第（三）项; the Partnership Law's own articles are in
``law/registration.toml``.

>>> from datetime import date
>>> wang = {"name": "王小明", "id_number": "11010519491231002X", "liability": "limited"}
>>> [one.says for one in of_partners([wang], ORDINARY, [], on=date(2026, 3, 2))]
['普通合伙企业的合伙人都承担无限连带责任，王小明不能是有限合伙人。']
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.findings import Finding, Severity

FIELD = "persons"
ORDINARY = "普通合伙企业"
SPECIAL = "特殊普通合伙企业"
"""Of those who serve by their profession; its partners are those of an ordinary partnership."""
LIMITED = "有限合伙企业"
NAME_FORMS: dict[str, str] = {ORDINARY: "（普通合伙）", SPECIAL: "（特殊普通合伙）", LIMITED: "（有限合伙）"}
"""What the name of each type of partnership bears."""
QUALIFICATION = "qualification"
"""The kind of file that shows the partners' profession 合伙人的职业资格文件."""
Row = Mapping[str, Any]


class Liability(StrEnum):
    """How a partner is liable 承担责任方式."""

    UNLIMITED = "unlimited"
    LIMITED = "limited"


LIABILITY_SAYS: dict[str, str] = {
    Liability.UNLIMITED: "无限连带责任（普通合伙人）",
    Liability.LIMITED: "以认缴的出资额为限（有限合伙人）",
}


def is_limited(type_text: str) -> bool:
    """Whether a type of business is a limited partnership."""
    return "有限合伙" in type_text


def is_special(type_text: str) -> bool:
    """Whether a type of business is a special ordinary partnership."""
    return "特殊" in type_text and "合伙" in type_text


def of_profession(type_text: str, evidence: Collection[str], *, on: date) -> Iterator[Finding]:
    """A special partnership hands in its partners' qualifications where its own law asks for them."""
    if is_special(type_text) and QUALIFICATION not in evidence:
        rule = article("special_partnership", on=on)
        says = "特殊普通合伙企业：法律、行政法规规定需要合伙人职业资格文件的，请一并提交。"
        yield Finding("evidence", says, rule.cites, Severity.WARN)


def of_particulars(one: Row, *, on: date) -> Iterator[Finding]:
    """What is registered of a partner beside name and number, and lacks."""
    rule = article("partner_particulars", on=on)
    if not (one.get("residence") or one.get("lives_here")):
        yield Finding(FIELD, f"没有填写合伙人{one.get('name', '')}的住所。", rule.cites)
    if one.get("liability") not in LIABILITY_SAYS:
        yield Finding(FIELD, f"没有选择合伙人{one.get('name', '')}的承担责任方式。", rule.cites)


def of_partners(
    rows: Sequence[Row], type_text: str, managing: Collection[str], *, on: date
) -> Iterator[Finding]:
    """What stands against the partners together; ``managing`` are the numbers of who manages.

    Where the register does not know how one of them is liable, what a limited partnership must have is not
    judged.
    """
    limited = [row for row in rows if row.get("liability") == Liability.LIMITED]
    if not is_limited(type_text):
        for row in limited:
            says = f"普通合伙企业的合伙人都承担无限连带责任，{row.get('name', '')}不能是有限合伙人。"
            yield Finding(FIELD, says, article("ordinary_partners", on=on).cites)
        return
    for row in limited:
        if str(row.get("id_number") or "").upper() in managing:
            says = f"有限合伙人{row.get('name', '')}不能执行合伙事务，请更换执行事务合伙人。"
            yield Finding("legal_representative", says, article("limited_manages_not", on=on).cites)
    yield from _of_mixture(rows, len(limited), on)


def _of_mixture(rows: Sequence[Row], limited: int, on: date) -> Iterator[Finding]:
    rule, most = article("general_partners", on=on), article("partners_of_limited", on=on)
    if len(rows) > int(most.value):
        says = f"有限合伙企业的合伙人不能超过{most.value}名，现填写{len(rows)}名。"
        yield Finding(FIELD, says, most.cites)
    if any(row.get("liability") not in LIABILITY_SAYS for row in rows):
        return
    if len(rows) - limited < int(rule.value):
        yield Finding(FIELD, f"有限合伙企业至少应有{rule.value}名普通合伙人。", rule.cites)
    if rows and not limited:
        says = "有限合伙企业应有有限合伙人；都承担无限连带责任的，应当登记为普通合伙企业。"
        yield Finding(FIELD, says, article("limited_left", on=on).cites)
