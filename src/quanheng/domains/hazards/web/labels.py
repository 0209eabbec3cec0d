"""What the acts on hazards are called on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanheng.platform.web import acts

LABELS = {
    "hazard_reported": _("上报隐患"),
    "hazard_regraded": _("重新定级"),
    "hazard_evidence_added": _("补充整改前照片"),
    "rectification_ordered": _("责令整改"),
    "rectification_reported": _("报告整改情况"),
    "recheck_failed": _("复查未通过"),
    "hazard_closed": _("复查通过，销号"),
    "hazard_escalated": _("升级督办"),
    "hazard_instructed": _("领导督办"),
    "hazard_handed_over": _("移送查处"),
    "hazard_withdrawn": _("撤销隐患"),
    "hazard_link_renewed": _("更换经营者报告链接"),
    "hazard_limit_set": _("确定时限"),
    "closed_hazard_imported": _("导入历史隐患"),
}


def label_acts() -> None:
    """Name every act on hazards."""
    for act, says in LABELS.items():
        acts.label(act, says)
