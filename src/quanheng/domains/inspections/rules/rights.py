"""Who may do what with inspections 抽查权限."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

READ = declare(
    "inspections.read",
    "查看双随机抽查",
    {Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP, Role.LEADER, Role.AUDITOR, Role.OPERATOR},
)
KEEP_LISTS = declare("inspections.keep_lists", "维护抽查事项清单和检查表", {Role.SECTION, Role.LEADER})
PLAN = declare("inspections.plan", "制定抽查计划和抽查任务", {Role.SECTION, Role.LEADER})
ADOPT = declare("inspections.adopt", "批准年度抽查计划和默认比例", {Role.LEADER})
DRAW = declare("inspections.draw", "组织抽取", {Role.SECTION, Role.LEADER})
VISIT = declare("inspections.visit", "实施检查并记录", {Role.INSPECTOR, Role.SECTION})
REVIEW = declare("inspections.review", "审核检查记录", {Role.SECTION, Role.LEADER})
PUBLISH = declare("inspections.publish", "公示检查结果", {Role.SECTION, Role.LEADER})
ABANDON = declare("inspections.abandon", "终止抽查任务", {Role.LEADER})
IMPORT = declare("inspections.import", "成批导入检查记录", {Role.OPERATOR})
