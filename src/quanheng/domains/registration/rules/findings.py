"""Findings 审查意见: what stands in the way of an application, or should be known, each with its article.

>>> blocking([Finding("scope", "没有填写经营范围。", "《市场主体登记管理条例》第八条")])[0].field
'scope'
>>> blocking([Finding("scope", "登记后须办理许可。", "《食品安全法》第三十五条", Severity.WARN)])
[]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding stops an application or is to be known 轻重: ``refuse`` or ``warn``."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """One finding 审查意见: the field (empty: the whole), what it says, the article, how heavy."""

    field: str
    says: str
    cites: str
    severity: Severity = Severity.REFUSE


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop the application."""
    return [finding for finding in findings if finding.severity is Severity.REFUSE]
