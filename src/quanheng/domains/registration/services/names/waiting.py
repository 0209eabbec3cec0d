"""What waits for whom while a name is disputed 名称争议待办."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from quanheng.domains.registration.models import NameDispute
from quanheng.domains.registration.rules.names.stages import EXAMINED, Dispute
from quanheng.domains.registration.services.matter import desk_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import Task, assign, settle_all

EXAMINE = "registration.name_dispute"
FOLLOW = "registration.name_rename"
LIST = "registration.name_abnormal"

VERBS = {
    Dispute.FILED: "审查名称争议申请",
    Dispute.SUPPLEMENT: "跟踪补正",
    Dispute.ACCEPTED: "发送答辩告知书",
    Dispute.SERVED: "等候答辩",
    Dispute.ANSWERED: "转送答辩材料",
    Dispute.FORWARDED: "裁决名称争议",
}


def _put(kind: str, verb: str, dispute: NameDispute, today: date) -> None:
    url = reverse("registration:name_dispute", args=[dispute.pk])
    title = f"{verb}：{dispute.disputed_name} {dispute.number}"[:200]
    task = Task(kind, title, url, dispute.due_on, dispute.due_cites)
    assign(task, about=dispute, for_organ=desk_of(dispute.organ), area_code=dispute.area_code, today=today)


def examine(dispute: NameDispute, *, by: Actor, today: date) -> None:
    """The registration section is to examine a new application 待审查."""
    _put(EXAMINE, VERBS[Dispute.FILED], dispute, today)


def step(dispute: NameDispute, *, by: Actor, today: date) -> None:
    """The next step is due 待办下一步; nothing waits while the examination is suspended."""
    stage = Dispute(dispute.stage)
    if stage in EXAMINED or stage in VERBS:
        _put(EXAMINE, VERBS.get(stage, VERBS[Dispute.FORWARDED]), dispute, today)
    else:
        settle_all(about=dispute, by=by, today=today)


def follow(dispute: NameDispute, *, by: Actor, today: date) -> None:
    """The new name is due 待变更名称."""
    _put(FOLLOW, "督促变更名称", dispute, today)


def list_abnormal(dispute: NameDispute, *, by: Actor, today: date) -> None:
    """The name was not changed: the business is to be listed as abnormal 待列入经营异常名录."""
    _put(LIST, "逾期未变更名称，列入经营异常名录", dispute, today)


def done(dispute: NameDispute, *, by: Actor, today: date) -> None:
    """Nothing waits any more."""
    settle_all(about=dispute, by=by, today=today)
