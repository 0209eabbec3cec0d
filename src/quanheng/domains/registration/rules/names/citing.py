"""Citing the law of the day 依据的时间效力: articles are those of the rules in force when the name is judged.

The texts at hand are those of 2021-03-01 (规定) and 2023-10-01 (实施办法). For an earlier day the rules of
that time are named, from memory and therefore without an article's number.

>>> dated("《企业名称登记管理规定实施办法》第二十四条第（三）项", date(2024, 1, 2))
'《企业名称登记管理规定实施办法》第二十四条第（三）项'
>>> dated("《企业名称登记管理规定》第八条", date(2020, 1, 2))
'《企业名称登记管理规定》（1991年）（凭记忆，条号未核对）'
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from quanheng.domains.registration.rules.names.asking import NameFinding
from quanheng.domains.registration.rules.names.lists import provisions
from quanheng.kernel.law import Checked

_CITED = re.compile(r"(《企业名称登记管理规定(?:实施办法)?》)(第[^《、]*(?:、第[^《、]*)*)?")
_KEYS = {"《企业名称登记管理规定》": "rule", "《企业名称登记管理规定实施办法》": "method"}


def dated(cites: str, on: date) -> str:
    """A citation as it reads on a day; raises ``NoProvision`` for a day before any rule that is held."""
    return _CITED.sub(lambda found: _as_of(found[1], found[2] or "", on), cites)


def dated_finding(finding: NameFinding, on: date) -> NameFinding:
    """A finding with its citations as of a day."""
    rival = finding.rival
    if rival is not None:
        rival = replace(rival, cites=dated(rival.cites, on))
    return replace(finding, cites=dated(finding.cites, on), rival=rival)


def _as_of(title: str, article: str, on: date) -> str:
    entry = provisions()[_KEYS[title]].entry_on(on)
    if entry.checked is Checked.TEXT:
        return title + article
    return f"{entry.value}（凭记忆，条号未核对）"
