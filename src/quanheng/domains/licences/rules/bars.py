"""Who may not apply, and until when 不得再次申请的期间.

False material: one year; a permit annulled for fraud: three years; revoked as a penalty: five years
(《食品经营许可和备案管理办法》第五十三条、第五十四条、第六十条;《食品生产许可管理办法》第五十条、第五十一条、
第五十四条). Kinds whose rules say nothing bar nobody.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from quanheng.domains.licences.rules.provisions import entry
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, Kind
from quanheng.kernel import calendar
from quanheng.kernel.refusal import Refused


class Barred(Refused):
    """The applicant may not apply yet 申请受限."""


class Cause(StrEnum):
    """Why somebody is barred; the word of the law table behind ``bar_``."""

    FALSE = "false"
    FRAUD = "fraud"
    REVOKED = "revoked"


SAYS: dict[Cause, str] = {
    Cause.FALSE: "曾隐瞒真实情况或者提供虚假材料申请",
    Cause.FRAUD: "曾以欺骗、贿赂等不正当手段取得许可被撤销",
    Cause.REVOKED: "曾被吊销许可证",
}


def bar_ends(kind: str, cause: Cause, *, happened_on: date) -> tuple[date, str] | None:
    """The last day of the bar and its article, ``None`` where the kind's rules know no such bar."""
    rule = entry(kind, f"bar_{cause}", on=happened_on)
    return (calendar.years_later(happened_on, int(rule.value)), rule.cites) if rule else None


def require_free(kind: str, history: list[tuple[Cause, date]], *, today: date) -> None:
    """Raise ``Barred`` if something in the applicant's history still stands in the way."""
    for cause, happened_on in history:
        ends = bar_ends(kind, cause, happened_on=happened_on)
        if ends and today <= ends[0]:
            until, cites = ends
            raise Barred(
                f"申请人{SAYS[cause]}，现在不能申请{KIND_SAYS[Kind(kind)]}。",
                cites=cites,
                instead=f"{until.isoformat()}以后可以申请。",
            )
