"""What the acts of a draw are called on a timeline."""

from django.utils.translation import gettext_lazy as _

from quanheng.platform.web import acts

LABELS = {
    "draw_drafted": _("拟定抽取计划"),
    "draw_digest_handed_in": _("见证人提交种子值摘要"),
    "draw_committed": _("承诺并公布抽取计划"),
    "draw_value_revealed": _("见证人公开种子值"),
    "draw_outcome_entered": _("录入公开结果"),
    "draw_outcome_confirmed": _("确认公开结果"),
    "draw_run": _("执行抽取"),
    "draw_failed": _("无法组队，抽取作废"),
    "draw_aborted": _("抽取作废"),
    "draw_discarded": _("拟定稿弃置"),
    "draw_substituted": _("替补"),
}


def name_acts() -> None:
    """Name every act of this package."""
    for act, says in LABELS.items():
        acts.label(act, says)
