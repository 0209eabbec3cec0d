"""Who may stand for a business 任职与身份: identity numbers checked, ages, bars.

《市场主体登记管理条例》第十二条, 第十五条; 《民法典》第十七条, 第十八条, 第五十四条.

>>> from datetime import date
>>> [one.field for one in of_person({"name": "王小明", "id_number": "11010519491231002x"}, "operator",
...     "经营者", on=date(2021, 3, 5))]
[]
>>> wang = {"name": "王小明", "id_number": "11010519491231002x", "phone": "1380000"}
>>> [one.says for one in of_person(wang, "operator", "经营者", on=date(2021, 3, 5))]
['经营者王小明的电话“1380000”位数不对，请核对，以免联系不上。']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from unicodedata import normalize

from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.kernel.calendar import years_later
from quanheng.kernel.identifiers import Status, resident_id, uscc

REAL_NAMES = "《市场主体登记管理条例》第十五条"
REAL_NAMES_BEFORE = "《网络安全法》第二十四条、《公司登记管理条例》（2016年修订）第二条"
FROM = date(2022, 3, 1)
PHONE = re.compile(
    r"(?:\+?86[- ]?)?(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?:[-转]\d{1,6})?)"
)
"""A mobile number, or a landline with or without its area code and extension."""


def real_names(on: date) -> str:
    """The article on registering under real names, by the day of the application."""
    return REAL_NAMES if on >= FROM else REAL_NAMES_BEFORE


def of_person(person: Mapping[str, Any], field: str, called: str, *, on: date) -> list[Finding]:
    """What is wrong with one person's name, number or telephone; ``called`` names the capacity."""
    name, number = str(person.get("name") or "").strip(), str(person.get("id_number") or "").strip()
    if not name:
        return [Finding(field, f"没有填写{called}的姓名。", real_names(on))]
    if not number:
        return [Finding(field, f"没有填写{called}{name}的证件号码。", real_names(on))]
    kind = str(person.get("id_kind") or kind_of(number))
    found = _of_number(kind, number, field, f"{called}{name}", on=on)
    phone = str(person.get("phone") or "").strip()
    if phone and not PHONE.fullmatch(normalize("NFKC", phone)):
        says = f"{called}{name}的电话“{phone[:30]}”位数不对，请核对，以免联系不上。"
        found.append(Finding(field, says, real_names(on), Severity.WARN))
    return found


def kind_of(number: str) -> str:
    """Whose number this is where nobody said so: a business's unified code begins with 9, a resident's never.

    >>> kind_of("91110000802100433B"), kind_of("11010519491231002X")
    ('uscc', 'resident')
    """
    return "uscc" if number.strip().startswith("9") else "resident"


def of_age(person: Mapping[str, Any], field: str, called: str, *, on: date) -> list[Finding]:
    """Whether a person is old enough to answer for a business; nothing where the number is not sound.

    Below the working age: no. From there to majority: only whoever lives on their own work, which paper must
    show. Both ages in completed years, by ``law/registration.toml``. Raises ``NoProvision``.
    """
    number = str(person.get("id_number") or "")
    if (person.get("id_kind") or kind_of(number)) != "resident" or resident_id.check(
        number, today=on
    ).status is not (Status.VALID):
        return []
    born = resident_id.born_on(resident_id.check(number, today=on).value)
    adult, working = article("adult", on=on), article("working_age", on=on)
    if on < years_later(born, int(working.value)):
        return [Finding(field, f"{called}未满{working.value}周岁，不能登记。", working.cites)]
    if on < years_later(born, int(adult.value)):
        span = f"已满{working.value}周岁、未满{adult.value}周岁"
        says = f"{called}{span}，须以自己的劳动收入为主要生活来源，请核对证明。"
        return [Finding(field, says, adult.cites, Severity.WARN)]
    return []


def _of_number(kind: str, number: str, field: str, called: str, *, on: date) -> list[Finding]:
    if kind == "uscc":
        verdict = uscc.check(number)
    elif kind == "resident":
        verdict = resident_id.check(number, today=on)
    else:
        says = f"{called}使用其他证件，请人工核对证件原件。"
        return [Finding(field, says, real_names(on), Severity.WARN)]
    if verdict.status is Status.VALID:
        return []
    return [Finding(field, f"{called}的证件号码不对：{verdict.reason}。", real_names(on))]
