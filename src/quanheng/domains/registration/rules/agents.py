"""Whoever applies for somebody else 委托代理人: named, the number checked, with a written authority.

《市场主体登记管理条例实施细则》第十四条, 第十六条第一款第（五）项.

>>> from datetime import date
>>> from quanheng.domains.registration.rules.applications import Application
>>> form = {"agent": {"name": "田小满"}}
>>> asked = Application("establishment", "individual", form, date(2026, 3, 5), "500242")
>>> [(one.field, one.says) for one in of_agent(asked)]
[('agent', '没有填写代理人田小满的证件号码。'), ('evidence', '由代理人办理，但是没有上传授权委托书。')]
>>> list(of_agent(Application("establishment", "individual", {"agent": {"name": " "}}, asked.on, "500242")))
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanheng.domains.registration.rules.applications import Application
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.details import person
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.identity import of_person

CALLED = "代理人"
AUTHORITY = "authorization"
"""The kind of file in which the authority is handed in 授权委托书."""


def named(details: Mapping[str, Any]) -> bool:
    """Whether anything was written about an agent in the form."""
    return any(str(part or "").strip() for part in person(details, "agent").values())


def of_agent(asked: Application) -> Iterator[Finding]:
    """What is wrong with the agent or lacks; nothing where there is none. Raises ``NoProvision``."""
    if not named(asked.details):
        return
    for found in of_person(person(asked.details, "agent"), "agent", CALLED, on=asked.on):
        yield Finding(found.field, found.says, article("agent_identity", on=asked.on).cites, found.severity)
    if AUTHORITY not in asked.evidence:
        cites = f"{article('agent', on=asked.on).cites}、{article('agent_authority', on=asked.on).cites}"
        yield Finding("evidence", "由代理人办理，但是没有上传授权委托书。", cites)
