"""What waits for whom while a permit is worked on 许可待办."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.services.matter import handler_for
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import township_in
from quanheng.platform.worklist.services import Task, assign, settle, settle_all

ACCEPT = "licences.accept"
CHECK = "licences.check"
DECIDE = "licences.decide"
ISSUE = "licences.issue"
EXPIRING = "licences.expiring"
EXPIRED = "licences.expired"
REVIEW = "licences.review"
FOLLOW = "licences.follow"


def wait(kind: str, verb: str, application: Application, due: tuple[date | None, str], today: date) -> None:
    """Put one step of an application before the section that works on it."""
    url = reverse("licences:application", args=[application.pk])
    title = f"{verb}：{application.holder_name} {application.number}"[:200]
    task = Task(kind, title, url, *due)
    holder = application.holder.pk
    assign(task, about=application, for_organ=holder, area_code=application.area_code, today=today)


def next_step(
    kind: str, verb: str, application: Application, due: tuple[date | None, str], *, by: Actor, today: date
) -> None:
    """Take what waited off the list and put the next step there."""
    settle_all(about=application, by=by, today=today)
    wait(kind, verb, application, due, today)


def done(about: Application | Permit, *, by: Actor, today: date) -> None:
    """Nothing waits any more."""
    settle_all(about=about, by=by, today=today)


def permit_task(permit: Permit, kind: str, verb: str, due: tuple[date | None, str]) -> Task:
    """A task about a permit."""
    url = reverse("licences:permit", args=[permit.pk])
    return Task(kind, _titled(verb, permit), url, *due)


def warn_township(permit: Permit, due: tuple[date | None, str], *, days: int, today: date) -> None:
    """The township sees to it that the holder asks for renewal in time 许可即将到期."""
    says = _("许可还剩 %(days)s 天到期，提醒办理延续") % {"days": days}
    township = township_in(permit.area_code)
    organ = township.pk if township else permit.organ_id
    task = permit_task(permit, EXPIRING, says, due)
    assign(task, about=permit, for_organ=organ, area_code=permit.area_code, today=today)


def wait_for_cancelling(permit: Permit, cites: str, *, by: Actor, today: date) -> None:
    """The section cancels what ran out, or finds the holder still at it 到期未延续."""
    settle(EXPIRING, about=permit, by=by, today=today)
    task = permit_task(permit, EXPIRED, _("许可已过有效期，核实停业情况并办理注销"), (None, cites))
    assign(task, about=permit, for_organ=permit.organ_id, area_code=permit.area_code, today=today)


def wait_for_review(permit: Permit, verb: str, *, today: date) -> None:
    """The section looks at a permit whose holder's registration stands elsewhere now."""
    _before_section(permit_task(permit, REVIEW, verb, (None, "")), permit, today)


def wait_for_ending(permit: Permit, on: date, cites: str, *, today: date) -> None:
    """The section enters the end of a permit that its superior authority cancels; the act stands prepared.

    ``on`` is the day on which the holder was deregistered.
    """
    prepared = urlencode({"way": "cancel_holder", "since": on.isoformat()})
    url = f"{reverse('licences:end', args=[permit.pk])}?{prepared}"
    says = _("持证人已注销登记，报发证机关注销后登记")
    _before_section(Task(REVIEW, _titled(says, permit), url, None, cites), permit, today)


def wait_for_change(
    permit: Permit, items: Sequence[str], due: tuple[date | None, str], *, moved: bool, today: date
) -> None:
    """The section reminds the holder to ask for the change 提醒申请变更; of a place that moved, anew."""
    says = _("许可证上的%(items)s与登记不一致，提醒申请变更") % {"items": "、".join(items)}
    if moved:
        says = _("登记的住所变了：核实经营场所，迁移的提醒重新申请，没有迁移的提醒申请变更")
    _before_section(permit_task(permit, FOLLOW, says, due), permit, today)


def followed(permit: Permit, *, by: Actor, today: date) -> None:
    """The certificate says what the register says."""
    settle(FOLLOW, about=permit, by=by, today=today)


def renewed(permit: Permit, *, by: Actor, today: date) -> None:
    """The permit runs on: nothing more to warn of; what else waits about it stays."""
    for kind in (EXPIRING, EXPIRED, REVIEW):
        settle(kind, about=permit, by=by, today=today)


def _titled(verb: str, permit: Permit) -> str:
    return f"{verb}：{permit.holder_name} {permit.number}"[:200]


def _before_section(task: Task, permit: Permit, today: date) -> None:
    holder = handler_for(permit.kind, permit.organ) or permit.organ
    assign(task, about=permit, for_organ=holder.pk, area_code=permit.area_code, today=today)
