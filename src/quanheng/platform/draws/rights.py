"""Who may do what in a draw. A witness acts for the own source alone, which the services check besides."""

from __future__ import annotations

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import OFFICIALS, Role

READ = declare("draws.read", "查阅抽取", OFFICIALS)
PLAN = declare("draws.plan", "拟定和承诺抽取", {Role.SECTION, Role.LEADER})
WITNESS = declare("draws.witness", "作为见证人提交和公开种子值", {Role.WITNESS, Role.AUDITOR, Role.LEADER})
OUTCOME = declare("draws.outcome", "录入和确认公开结果", {Role.SECTION, Role.LEADER, Role.AUDITOR})
RUN = declare("draws.run", "执行抽取", {Role.SECTION, Role.LEADER})
ABORT = declare("draws.abort", "作废抽取", {Role.SECTION, Role.LEADER})
SUBSTITUTE = declare("draws.substitute", "替补抽中的企业", {Role.SECTION, Role.LEADER})
