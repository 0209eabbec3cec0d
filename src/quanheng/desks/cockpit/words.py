"""What tasks of the inbox are called at this desk 待办类别, and the acts nobody else names."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanheng.platform.web import acts
from quanheng.platform.worklist import kinds

TASKS: dict[str, Promise] = {
    "credit.review": _("复核信用风险类别"),
    "draws.commit": _("公布抽取承诺"),
    "draws.hand_in": _("提交见证摘要"),
    "draws.reveal": _("揭示见证值"),
    "draws.enter_outcome": _("录入公开结果"),
    "draws.confirm_outcome": _("确认公开结果"),
    "draws.run": _("抽取"),
    "hazards.order": _("责令整改"),
    "hazards.reorder": _("再次责令整改"),
    "hazards.rectify": _("督促整改"),
    "hazards.recheck": _("复核整改"),
    "hazards.report_up": _("上报重大隐患"),
    "hazards.instruct": _("督办隐患"),
    "licences.accept": _("受理许可申请"),
    "licences.check": _("许可现场核查"),
    "licences.decide": _("作出许可决定"),
    "licences.issue": _("颁发许可证"),
    "licences.expiring": _("许可即将到期"),
    "licences.expired": _("许可到期未延续"),
    "licences.review": _("核实许可"),
    "licences.follow": _("提醒申请变更许可"),
    "inspections.adopt_plan": _("批准年度计划"),
    "inspections.draw": _("组织抽取"),
    "inspections.visit": _("入户检查"),
    "inspections.review": _("审核检查记录"),
    "inspections.publish": _("公示检查结果"),
    "registration.plan_visit": _("安排上门办照"),
    "registration.review": _("审查登记申请"),
    "registration.supplement": _("跟踪补正"),
    "registration.decide_simple": _("决定简易注销"),
    "registration.suspension_ending": _("歇业即将期满"),
    "registration.visit": _("上门办照"),
    "registration.annul_accept": _("决定是否受理撤销登记"),
    "registration.annul_inquire": _("调查涉嫌虚假登记"),
    "registration.annul_decide": _("决定是否撤销登记"),
    "registration.name_dispute": _("办理名称争议"),
    "registration.name_rename": _("督促变更名称"),
    "registration.name_abnormal": _("逾期未变更名称列入异常"),
}
ACTS: dict[str, Promise] = {
    "account_opened": _("开立账号"),
    "officer_entered": _("登记执法人员"),
    "officer_updated": _("更新执法人员信息"),
    "recusal_declared": _("申报回避"),
    "goals_set": _("确定年度目标"),
    "calendar_year_added": _("载入节假日安排"),
    "demo_stage_built": _("建立示例数据"),
}


def name_all() -> None:
    """Name the kinds of task, and the acts of the platform that no application of their own names."""
    for act, says in ACTS.items():
        acts.label(act, says)
    for kind, says in TASKS.items():
        kinds.name(kind, says)


def tasks() -> list[tuple[str, str]]:
    """Every named kind of task with its name, for choosing among them."""
    return sorted(((kind, str(says)) for kind, says in TASKS.items()), key=lambda pair: pair[1])
