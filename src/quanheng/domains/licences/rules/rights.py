"""Who does what with permits 许可权限: the window takes in and hands out, the section decides."""

from quanheng.domains.licences.rules.vocabulary import Channel
from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import OFFICIALS, Role

READ = declare("licences.read", "查阅许可", OFFICIALS)
APPLY = declare("licences.apply", "代录许可申请", {Role.CLERK, Role.SECTION})
APPLY_ONLINE = declare("licences.apply_online", "网上申请许可", {Role.PUBLIC, Role.BUSINESS})
ACCEPT = declare("licences.accept", "受理许可申请", {Role.CLERK, Role.SECTION})
CHECK = declare("licences.check", "现场核查", {Role.SECTION, Role.INSPECTOR})
DECIDE = declare("licences.decide", "作出许可决定", {Role.SECTION, Role.LEADER})
EXTEND = declare("licences.extend", "批准延长许可期限", {Role.LEADER})
ISSUE = declare("licences.issue", "颁发许可证", {Role.CLERK, Role.SECTION})
FILE = declare("licences.file", "办理仅销售预包装食品备案", {Role.CLERK, Role.SECTION})
ENTER = declare("licences.enter", "登记上级颁发的许可", {Role.SECTION, Role.OPERATOR})
END = declare("licences.end", "吊销、撤销、撤回、注销许可", {Role.SECTION, Role.LEADER})
IMPORT = declare("licences.import", "导入许可台账", {Role.SECTION, Role.CLERK, Role.OPERATOR})

TAKEN_IN_BY = {Channel.WINDOW: APPLY, Channel.ONLINE: APPLY_ONLINE}
"""Who brings an application in, by its door."""
FILED_BY = {Channel.WINDOW: FILE, Channel.ONLINE: APPLY_ONLINE}
"""Who files a seller, by the door."""
