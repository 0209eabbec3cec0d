"""Directors, supervisors and managers 董事、监事、高级管理人员: who there must be, who may not be both.

《市场主体登记管理条例》第九条第（四）项; the Company Law's own articles are in ``law/registration.toml``.

>>> from datetime import date
>>> wang = {"name": "王小明", "id_number": "11010519491231002X"}
>>> both = [wang | {"role": "director"}, wang | {"role": "supervisor"}]
>>> [one.says for one in of_officers(both, on=date(2026, 3, 2))]
['王小明不能既是监事又是董事或者高级管理人员。']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.registration.rules.applications import Application
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel.law import NoProvision

FIELD = "officers"
FILED = "《市场主体登记管理条例》第九条第（四）项"
UNSUPERVISED = "no_supervisor"
"""The promise that all shareholders agreed to have no supervisor."""
Row = Mapping[str, Any]


def of_founding(asked: Application) -> Iterator[Finding]:
    """What stands against the officers with whom a company is founded."""
    if asked.subject != Kind.COMPANY:
        return
    rows = list(asked.details.get(FIELD) or ())
    yield from of_officers(rows, on=asked.on, promises=asked.details.get("promises") or ())
    yield from of_representative(rows, dict(asked.details.get("legal_representative") or {}), on=asked.on)


def of_officers(rows: Sequence[Row], *, on: date, promises: Sequence[str] = ()) -> Iterator[Finding]:
    """What stands against a company's officers, all of them together."""
    if any(not row.get("role") for row in rows):
        yield Finding(FIELD, "没有选择每个人的职务。", FILED)
    if not _of(rows, "director"):
        rule = article("directors", on=on)
        yield Finding(FIELD, f"公司应当有董事，规模较小的可以只设{rule.value}名。", rule.cites)
    yield from _of_supervision(rows, on, promises)
    supervising = _of(rows, "supervisor")
    for number in sorted(supervising.keys() & _of(rows, "director", "manager", "senior_manager").keys()):
        says = f"{supervising[number]}不能既是监事又是董事或者高级管理人员。"
        yield Finding(FIELD, says, article("supervisor_apart", on=on).cites)


def of_representative(rows: Sequence[Row], head: Row, *, on: date) -> Iterator[Finding]:
    """The legal representative should be a director or the manager; told, because the charter decides."""
    number = _number(head)
    if number and rows and number not in _of(rows, "director", "manager"):
        says = f"法定代表人{head.get('name', '')}不在填写的董事、经理之中，请核对章程。"
        yield Finding(FIELD, says, article("representative_is", on=on).cites, Severity.WARN)


def may_go_unsupervised(on: date) -> bool:
    """Whether the law of the day lets a company of few shareholders go without a supervisor."""
    try:
        article("unsupervised", on=on)
    except NoProvision:
        return False
    return True


def _of_supervision(rows: Sequence[Row], on: date, promises: Sequence[str]) -> Iterator[Finding]:
    if _of(rows, "supervisor") or (may_go_unsupervised(on) and UNSUPERVISED in promises):
        return
    if may_go_unsupervised(on):
        says = "没有填写监事，也没有声明经全体股东一致同意不设监事。"
        yield Finding("promises", says, article("unsupervised", on=on).cites)
    else:
        yield Finding(FIELD, "没有填写监事。", article("supervisors", on=on).cites)


def _of(rows: Sequence[Row], *roles: str) -> dict[str, str]:
    """Who holds one of these offices: names by identity number."""
    return {_number(row): str(row.get("name") or "") for row in rows if row.get("role") in roles}


def _number(row: Row) -> str:
    return str(row.get("id_number") or "").strip().upper()
