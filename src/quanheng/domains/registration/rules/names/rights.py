"""Who may do what with names 名称登记权限. Asking whether a name is free needs no right."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

RETAIN = declare(
    "registration.retain_name",
    "申报保留名称",
    {Role.PUBLIC, Role.BUSINESS, Role.CLERK, Role.POSTAL, Role.HOME_VISIT, Role.SECTION},
)
SEE = declare(
    "registration.see_names",
    "查看保留名称和名称争议",
    {Role.CLERK, Role.SECTION, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
STRIKE = declare("registration.strike_name", "取消保留名称", {Role.SECTION})
USE = declare("registration.use_name", "将保留名称用于登记", {Role.CLERK, Role.SECTION})
DISPUTE = declare("registration.handle_name_dispute", "办理企业名称争议", {Role.SECTION})
FILE_DISPUTE = declare("registration.file_name_dispute", "登记企业名称争议申请", {Role.SECTION, Role.CLERK})
ADD_EVIDENCE = declare(
    "registration.add_name_evidence", "提交企业名称争议证据", {Role.BUSINESS, Role.SECTION, Role.CLERK}
)
RULE = declare("registration.rule_name_dispute", "裁决企业名称争议", {Role.SECTION, Role.LEADER})
