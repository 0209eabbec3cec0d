"""Who does what with hazards 隐患排查整改权限: township staff report and follow up, the bureau orders."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

READ = declare(
    "hazards.read",
    "查看隐患",
    {Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
REPORT = declare("hazards.report", "上报隐患", {Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP})
ORDER = declare("hazards.order", "责令整改", {Role.SECTION, Role.INSPECTOR})
REPORT_RECTIFIED = declare(
    "hazards.report_rectified",
    "报告整改情况",
    {Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP, Role.BUSINESS},
)
RECHECK = declare("hazards.recheck", "复查整改情况", {Role.SECTION, Role.INSPECTOR})
ESCALATE = declare("hazards.escalate", "提请督办", {Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP})
INSTRUCT = declare("hazards.instruct", "督办隐患", {Role.LEADER})
WITHDRAW = declare("hazards.withdraw", "撤销隐患", {Role.SECTION, Role.LEADER})
IMPORT = declare("hazards.import", "成批导入隐患记录", {Role.SECTION, Role.OPERATOR})
SET_LIMITS = declare("hazards.set_limits", "确定整改和复查时限", {Role.LEADER})
