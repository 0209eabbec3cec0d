"""What the acts on inspections are called on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanheng.platform.web import acts

LABELS = {
    "inspection_item_listed": _("列入抽查事项清单"),
    "inspection_item_retired": _("移出抽查事项清单"),
    "checklist_adopted": _("启用检查表"),
    "quota_defaults_decided": _("确定默认抽取比例"),
    "inspection_plan_drawn_up": _("起草年度抽查计划"),
    "inspection_plan_line_added": _("增加计划条目"),
    "inspection_plan_line_removed": _("删去计划条目"),
    "inspection_plan_adopted": _("批准年度抽查计划"),
    "inspection_plan_supplemented": _("补充年度抽查计划"),
    "inspection_planned": _("制定抽查任务"),
    "inspection_replanned": _("修改抽查任务"),
    "inspection_draw_prepared": _("准备抽取"),
    "inspection_drawn": _("抽取并派发"),
    "inspection_published": _("全部结果已公示，任务办结"),
    "inspection_abandoned": _("终止抽查任务"),
    "visit_assigned": _("派发检查（替补）"),
    "visit_substituted": _("替补"),
    "visit_started": _("出示证件，开始检查"),
    "visit_recorded": _("提交检查记录"),
    "inspection_refused": _("记录拒绝检查"),
    "visit_approved": _("审核同意"),
    "visit_returned": _("审核退回"),
    "visit_published": _("公示检查结果"),
    "visit_imported": _("导入检查记录"),
    "stand_in_sent": _("替换检查人员"),
}


def label_acts() -> None:
    """Name the acts, once."""
    for act, says in LABELS.items():
        acts.label(act, says)
