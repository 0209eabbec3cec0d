"""Who may read and set credit-risk classes 信用风险分类权限. Nobody outside the bureau reads them."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

READ = declare(
    "credit.read",
    "查看信用风险分类",
    {Role.SECTION, Role.INSPECTOR, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
SET = declare("credit.set", "确定信用风险分类", {Role.SECTION, Role.LEADER})
IMPORT = declare("credit.import", "导入信用风险分类", {Role.SECTION, Role.OPERATOR})
