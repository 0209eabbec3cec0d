"""What the acts on permits are called on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanheng.platform.web import acts

LABELS = {
    "permit_applied": _("收到许可申请"),
    "permit_form_opened": _("新建网上申请表"),
    "permit_form_handed_in": _("网上提交申请"),
    "permit_paper_added": _("网上提交材料"),
    "permit_form_closed": _("清除过期未提交的申请表"),
    "permit_form_code_handed_out": _("补发办理码"),
    "permit_supplement_asked": _("告知补正"),
    "permit_supplement_answered": _("提交补正材料"),
    "permit_accepted": _("受理"),
    "permit_not_accepted": _("不予受理"),
    "permit_application_withdrawn": _("撤回申请"),
    "permit_application_lapsed": _("视为放弃申请"),
    "permit_check_ordered": _("派现场核查"),
    "permit_checked": _("现场核查"),
    "permit_period_extended": _("延长决定期限"),
    "permit_approved": _("准予许可"),
    "permit_refused": _("不予许可"),
    "permit_application_done": _("办结"),
    "permit_issued": _("颁发许可证"),
    "permit_expired": _("有效期届满"),
    "permit_suspended": _("暂扣许可证"),
    "permit_returned": _("发还许可证"),
    "permit_ended": _("许可终止"),
    "permit_entered": _("登记上级颁发的许可"),
    "permit_change_entered": _("登记上级变更许可"),
    "permit_flags_resolved": _("核实标记"),
    "seller_filed": _("备案"),
    "filing_updated": _("更新备案信息"),
}


def label_acts() -> None:
    """Name every act on permits."""
    for act, says in LABELS.items():
        acts.label(act, says)
