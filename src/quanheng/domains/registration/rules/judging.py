"""Judging an application 审查: everything that stands in its way or should be known, in one list.

《市场主体登记管理条例》第十九条, 第二十条. Names are judged beside this, against the whole register
(``services.check_name``); what is judged here can be decided from the form, its evidence and how the
business stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quanheng.domains.registration.rules.agents import of_agent
from quanheng.domains.registration.rules.applications import Application
from quanheng.domains.registration.rules.changes import of_change, of_state
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.details import people
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.founding import of_founding
from quanheng.domains.registration.rules.holds import Step, stopped
from quanheng.domains.registration.rules.leaving import of_ordinary, of_simple
from quanheng.domains.registration.rules.needs import of_needs
from quanheng.domains.registration.rules.pausing import of_resumption, of_suspension
from quanheng.domains.registration.rules.vocabulary import Kind

CONVERTIBLE = frozenset({Kind.COMPANY, Kind.PARTNERSHIP, Kind.SOLE})
WHO = "《个体工商户登记管理规定》第二十二条"


def findings(asked: Application) -> list[Finding]:
    """Every finding on an application: what it lacks first, then what stands against it.

    Raises ``NoProvision`` where the law of that day knows no such application.
    """
    return [*of_needs(asked), *of_agent(asked), *_JUDGES[FilingKind(asked.kind)](asked)]


def of_conversion(asked: Application) -> list[Finding]:
    """Whether an individual business may go on as an enterprise 个转企, keeping its code.

    《个体工商户登记管理规定》第十七条, 第十八条, 第二十二条. Raises ``NoProvision`` before 2025-07-15.
    """
    rule = article("conversion", on=asked.on)
    standing = asked.standing
    if standing is None or standing.kind != Kind.INDIVIDUAL:
        return [Finding("", "只有个体工商户可以办理转型为企业。", rule.cites)]
    if asked.subject not in CONVERTIBLE:
        return [Finding("subject", "个体工商户可以转型为公司、合伙企业或者个人独资企业。", rule.cites)]
    return [
        *of_state(standing),
        *stopped(standing.holds, Step.CONVERT, on=asked.on),
        *of_founding(asked),
        *_of_operator(asked),
    ]


def _of_operator(asked: Application) -> Iterator[Finding]:
    owner = asked.standing.operator_id if asked.standing else ""
    owners = {str(one.get("id_number") or "").upper() for one in people(asked.details)}
    owners.add(str((asked.details.get("legal_representative") or {}).get("id_number") or "").upper())
    if owner and owner not in owners:
        yield Finding("persons", "原个体工商户的经营者应当是转型后企业的股东、投资人或者合伙人。", WHO)


def of_reissue(asked: Application) -> list[Finding]:
    """Whether a licence may be issued again."""
    if asked.standing is None:
        return [Finding("", "没有指明是哪个市场主体的营业执照。", "《市场主体登记管理条例》第三十七条第二款")]
    return list(of_state(asked.standing))


_JUDGES: dict[FilingKind, Callable[[Application], list[Finding]]] = {
    FilingKind.ESTABLISHMENT: of_founding,
    FilingKind.CHANGE: of_change,
    FilingKind.FILING_CHANGE: of_change,
    FilingKind.SIMPLE_DEREGISTRATION: of_simple,
    FilingKind.DEREGISTRATION: of_ordinary,
    FilingKind.SUSPENSION: of_suspension,
    FilingKind.RESUMPTION: of_resumption,
    FilingKind.CONVERSION: of_conversion,
    FilingKind.REISSUE: of_reissue,
}
