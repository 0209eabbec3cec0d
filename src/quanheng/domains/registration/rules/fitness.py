"""Who may not be the legal representative of a company 不得担任法定代表人 (《市场主体登记管理条例》第十二条).

The person declares that none of the article's circumstances applies; what the register itself knows is held
against that: persons who are barred (``rules/bars.py``), licences that were revoked. Whether somebody
answered personally for a revoked licence is not in the register: without proof of the contrary the
application stops, with it an officer looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanheng.domains.registration.rules.applications import Application, Standing
from quanheng.domains.registration.rules.bars import Barring, against, bar_grounds
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel.calendar import years_later

FIT = "fit_for_office"
"""The promise that no circumstance of the article applies."""
STAYS = "《市场主体登记管理条例》第二十五条、《实施细则》第二十条"
INNOCENT = "not_responsible"
"""The evidence that somebody did not answer personally for the revocation."""


def of_representative(head: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    """What stands against this person as legal representative of a company."""
    if FIT not in (asked.details.get("promises") or ()):
        cites = article("fit_for_office", on=asked.on).cites
        yield Finding("promises", "没有声明法定代表人不存在不得担任法定代表人的情形。", cites)
    who = f"法定代表人{head.get('name', '')}"
    yield from against(asked.bars_of(head), Barring.REPRESENT, who, "legal_representative", on=asked.on)
    rule = article("revoked_bar", on=asked.on)
    for name, day in asked.answered_for:
        until = years_later(day, int(rule.value))
        if asked.on >= until:
            continue
        says = (
            f"{who}曾担任“{name}”的法定代表人，"
            f"该企业{day.isoformat()}被吊销营业执照，未逾{rule.value}年（{until.isoformat()}届满）"
        )
        if INNOCENT in asked.evidence:
            says += "；已提交不负个人责任的证明，请核实。"
            yield Finding("legal_representative", says, rule.cites, Severity.WARN)
        else:
            says += "；对此不负个人责任的，请上传证明。"
            yield Finding("legal_representative", says, rule.cites)


def of_incumbent(standing: Standing, asked: Application) -> Iterator[Finding]:
    """A legal representative who has become barred and is not replaced by this application; told."""
    if standing.kind != Kind.COMPANY or "legal_representative" in (asked.details.get("change") or {}):
        return
    for head in standing.persons:
        if head.get("role") == "legal_representative" and any(
            bar_grounds()[bar.ground].stops is Barring.REPRESENT for bar in asked.bars_of(head)
        ):
            says = f"现任法定代表人{head.get('name', '')}依法不得继续担任，应当及时申请变更法定代表人。"
            yield Finding("", says, STAYS, Severity.WARN)
