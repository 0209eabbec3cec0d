"""The steps of a dispute as buttons and forms: what each is called, whose it is, where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration import services
from quanheng.domains.registration.models import NameDispute
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.stages import DISPUTE, Dispute
from quanheng.domains.registration.web import dispute_forms as ours
from quanheng.platform.people.rights import Right


@dataclass(frozen=True)
class Step:
    """One step: its words, who may take it, the stage it leads to, its form, the act and what it takes."""

    label: str | Promise
    right: Right
    to: Dispute
    form: type[forms.Form]
    act: Callable[..., Any]
    takes: tuple[str, ...] = ()


STEPS: dict[str, Step] = {
    "accept": Step(_("受理"), rights.DISPUTE, Dispute.ACCEPTED, ours.PlainForm, services.accept_dispute),
    "supplement_ask": Step(
        _("告知补正"),
        rights.DISPUTE,
        Dispute.SUPPLEMENT,
        ours.PointsForm,
        services.ask_dispute_supplement,
        ("points",),
    ),
    "supplement": Step(
        _("收到补正材料"),
        rights.FILE_DISPUTE,
        Dispute.FILED,
        ours.AddedForm,
        services.supplement_dispute,
        ("added",),
    ),
    "decline": Step(
        _("不予受理"),
        rights.DISPUTE,
        Dispute.NOT_ACCEPTED,
        ours.DeclineForm,
        services.decline_dispute,
        ("ground", "note"),
    ),
    "serve": Step(
        _("发送答辩告知书"), rights.DISPUTE, Dispute.SERVED, ours.PlainForm, services.serve_dispute
    ),
    "answer": Step(
        _("收到答辩书"),
        rights.FILE_DISPUTE,
        Dispute.ANSWERED,
        ours.AnswerForm,
        services.enter_dispute_answer,
        ("answer",),
    ),
    "forward": Step(
        _("转送答辩材料"), rights.DISPUTE, Dispute.FORWARDED, ours.PlainForm, services.forward_dispute_answer
    ),
    "uphold": Step(
        _("裁决停止使用"),
        rights.RULE,
        Dispute.UPHELD,
        ours.RulingForm,
        services.uphold_dispute,
        ("ruling", "factors"),
    ),
    "dismiss": Step(
        _("驳回申请"),
        rights.RULE,
        Dispute.DISMISSED,
        ours.RulingForm,
        services.dismiss_dispute,
        ("ruling", "factors"),
    ),
    "mediate": Step(
        _("调解达成协议"),
        rights.DISPUTE,
        Dispute.MEDIATED,
        ours.ReasonForm,
        services.mediate_dispute,
        ("reason",),
    ),
    "resume": Step(_("恢复审查"), rights.DISPUTE, Dispute.ACCEPTED, ours.PlainForm, services.resume_dispute),
    "suspend": Step(
        _("中止审查"),
        rights.DISPUTE,
        Dispute.SUSPENDED,
        ours.ReasonForm,
        services.suspend_dispute,
        ("reason",),
    ),
    "withdraw": Step(
        _("申请人撤回"),
        rights.FILE_DISPUTE,
        Dispute.WITHDRAWN,
        ours.ReasonForm,
        services.withdraw_dispute,
        ("reason",),
    ),
    "terminate": Step(
        _("终止裁决"),
        rights.DISPUTE,
        Dispute.TERMINATED,
        ours.ReasonForm,
        services.terminate_dispute,
        ("reason",),
    ),
}


def is_possible(found: NameDispute, name: str) -> bool:
    """Whether a step can be taken now; whoever may take it is asked elsewhere."""
    if found.stage == Dispute.SUSPENDED:
        return name in {"resume", "withdraw", "terminate"}
    return name != "resume" and DISPUTE.allows(found.stage, STEPS[name].to)
