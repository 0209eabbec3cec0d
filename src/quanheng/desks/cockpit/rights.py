"""Who may open which page of the officers' desk."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import OFFICIALS, Role

SIT = declare("cockpit.sit", "使用工作台", set(Role) - {Role.PUBLIC, Role.BUSINESS})
READ_FILES = declare("cockpit.read_files", "查阅经营主体档案", OFFICIALS)
READ_PEOPLE = declare(
    "cockpit.read_people",
    "查阅机构和执法人员名录",
    {Role.SECTION, Role.INSPECTOR, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
OVERSEE = declare(
    "cockpit.oversee", "查看辖区全部待办", {Role.SECTION, Role.LEADER, Role.AUDITOR, Role.OPERATOR}
)
