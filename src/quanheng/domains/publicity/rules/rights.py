"""Who may publish and withdraw notices."""

from __future__ import annotations

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import OFFICIALS, Role

READ = declare("publicity.read", "查看公示信息", OFFICIALS)
PUBLISH = declare("publicity.publish", "公示检查结果", {Role.SECTION})
WITHDRAW = declare("publicity.withdraw", "撤回公示信息", {Role.SECTION, Role.LEADER})
RELEASE = declare("publicity.release_open_data", "发布开放数据", {Role.OPERATOR})
