"""Scope of business 经营范围: which phrases need a permit, before registration or after it.

《市场主体登记管理条例》第十四条. The bias of error is to name a permit too many: an officer and the applicant
read the hint, only one needed before registration stops an application, and its document lifts the stop.

>>> [(need.permit, need.before) for need in permits_for("餐饮服务；日用百货销售")]
[('食品经营许可（餐饮服务）', False)]
>>> [need.permit for need in permits_for("烟花爆竹生产")]
['烟花爆竹安全生产许可']
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.tables import rows

BEFORE = "《市场主体登记管理条例》第十四条第一款"
BEFORE_2022 = "《企业经营范围登记管理规定》第四条"
FROM = date(2022, 3, 1)


@dataclass(frozen=True)
class Permit:
    """One permit that a phrase needs: the phrase, the permit, whether before registration, who gives it."""

    phrase: str
    permit: str
    before: bool
    organ: str
    cites: str


def permits_for(scope: str) -> list[Permit]:
    """The permits that a scope of business needs, each once, in the order of the list."""
    found = []
    for row in rows("scope_permits.csv"):
        phrase = next((word for word in row["words"].split() if word in scope), "")
        if phrase:
            found.append(Permit(phrase, row["permit"], row["when"] == "before", row["organ"], row["cites"]))
    return found


def of_scope(scope: str, evidence: frozenset[str], *, on: date) -> list[Finding]:
    """What the scope asks for: a permit before registration stops, one after it is told."""
    findings = []
    for need in permits_for(scope):
        if need.before and "approval" not in evidence:
            cites = f"{BEFORE if on >= FROM else BEFORE_2022}、{need.cites}"
            says = f"“{need.phrase}”在登记前须经{need.organ}批准（{need.permit}），没有提交批准文件。"
            findings.append(Finding("scope", says, cites))
        elif not need.before:
            says = f"“{need.phrase}”须在登记后向{need.organ}办理{need.permit}，办好以前不得经营。"
            findings.append(Finding("scope", says, need.cites, Severity.WARN))
    return findings
