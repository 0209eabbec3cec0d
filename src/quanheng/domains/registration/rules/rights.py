"""Who may do what with the register 登记权限."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import OFFICIALS, Role

READ = declare("registration.read", "查阅经营主体名录", OFFICIALS)
IMPORT = declare("registration.import", "导入经营主体名录", {Role.SECTION, Role.CLERK, Role.OPERATOR})
CORRECT = declare(
    "registration.correct", "更正经营主体名录", {Role.SECTION, Role.CLERK, Role.OPERATOR, Role.TOWNSHIP}
)
REGISTER = declare("registration.register", "登记经营主体", {Role.SECTION, Role.CLERK})
TAG = declare(
    "registration.tag",
    "给经营主体加标签",
    {Role.SECTION, Role.CLERK, Role.INSPECTOR, Role.TOWNSHIP},
)
REVEAL = declare(
    "registration.reveal_contact",
    "查看联系人和联系电话",
    {Role.SECTION, Role.CLERK, Role.INSPECTOR, Role.TOWNSHIP},
)
EXPORT = declare(
    "registration.export",
    "导出经营主体名录",
    {Role.SECTION, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
READ_OUTLETS = declare(
    "registration.read_outlets",
    "查阅邮政网点",
    {Role.SECTION, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
KEEP_OUTLETS = declare("registration.keep_outlets", "开设和撤销邮政网点", {Role.SECTION, Role.OPERATOR})
SET_SEGMENT = declare("registration.set_code_segment", "设置统一社会信用代码码段", {Role.OPERATOR})
SEAT_OUTLET_CLERK = declare("registration.seat_outlet_clerk", "为邮政网点开立账号", {Role.OPERATOR})
SIT_AT_OUTLET = declare("registration.sit_at_outlet", "在邮政网点收件", {Role.POSTAL})
REQUEST_VISIT = declare(
    "registration.request_visit",
    "登记上门办照申请",
    {Role.PUBLIC, Role.SECTION, Role.CLERK, Role.HOME_VISIT, Role.TOWNSHIP, Role.POSTAL},
)
CANCEL_VISIT = declare("registration.cancel_visit", "取消自己的上门办照申请", {Role.BUSINESS})
READ_VISITS = declare(
    "registration.read_visits",
    "查阅上门办照申请",
    {Role.SECTION, Role.CLERK, Role.HOME_VISIT, Role.LEADER, Role.AUDITOR},
)
PLAN_VISITS = declare(
    "registration.plan_visits", "安排上门办照路线", {Role.SECTION, Role.CLERK, Role.HOME_VISIT}
)
VISIT = declare("registration.visit", "上门办照", {Role.HOME_VISIT})
READ_FILINGS = declare(
    "registration.read_filings",
    "查阅登记申请",
    {*OFFICIALS, Role.POSTAL, Role.HOME_VISIT, Role.BUSINESS},
)
APPLY = declare(
    "registration.apply",
    "填写和提交登记申请",
    {Role.PUBLIC, Role.BUSINESS, Role.SECTION, Role.CLERK, Role.POSTAL, Role.HOME_VISIT},
)
DECIDE = declare("registration.decide", "审查和决定登记申请", {Role.SECTION, Role.CLERK, Role.HOME_VISIT})
EXTEND = declare("registration.extend", "批准延长审查期限", {Role.LEADER})
OBJECT = declare(
    "registration.object",
    "对简易注销提出异议",
    {Role.PUBLIC, Role.BUSINESS, Role.SECTION, Role.CLERK, Role.INSPECTOR, Role.TOWNSHIP},
)
HOLD = declare(
    "registration.hold", "设置和解除登记限制", {Role.SECTION, Role.CLERK, Role.INSPECTOR, Role.LEADER}
)
IMPORT_HOLDS = declare("registration.import_holds", "导入登记限制", {Role.SECTION, Role.CLERK, Role.OPERATOR})
READ_BARS = declare(
    "registration.read_bars", "查阅人员限制", {Role.SECTION, Role.CLERK, Role.LEADER, Role.AUDITOR}
)
BAR = declare("registration.bar", "设置和解除人员限制", {Role.SECTION, Role.CLERK, Role.LEADER})
IMPORT_BARS = declare("registration.import_bars", "导入人员限制", {Role.SECTION, Role.CLERK})
ANNUL = declare("registration.annul", "办理撤销虚假登记", {Role.SECTION, Role.CLERK})
DECIDE_ANNULMENT = declare("registration.decide_annulment", "决定是否撤销登记", {Role.LEADER})
READ_ANNULMENTS = declare("registration.read_annulments", "查阅撤销登记案件", OFFICIALS)
TAKE_IN = declare(
    "registration.take_in",
    "为申请人办理登记",
    {Role.SECTION, Role.CLERK, Role.POSTAL, Role.HOME_VISIT},
)
