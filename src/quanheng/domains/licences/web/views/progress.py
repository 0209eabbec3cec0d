"""What an owner reads about an application handed in online 申请进度."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules.stages import STAGE_TONES, Stage
from quanheng.domains.licences.rules.vocabulary import PAPER_SAYS, Kind
from quanheng.domains.licences.services.accepting import answer_due
from quanheng.domains.licences.web.views.listing import items_of
from quanheng.domains.licences.web.views.matter import deadline_of, papers_there
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.matters import Action, MatterHead, timeline

MAY_WITHDRAW = {Stage.APPLIED, Stage.SUPPLEMENT, Stage.ACCEPTED, Stage.CHECKING, Stage.CHECKED}


def page_of_form(held: OnlineForm, title: str) -> dict[str, Any]:
    """The page of a form that was handed in: of its application, or of the filing that it made."""
    application = held.application
    permit = application.permit if application else held.permit
    asked = application.supplements.order_by("-id").first() if application else None
    return {
        "head": _head(held, title),
        "held": held,
        "application": application,
        "permit": permit,
        "paper_name": PAPER_SAYS[Kind(held.kind)],
        "items": items_of(application or permit),
        "comes_next": _comes_next(application),
        "asked": asked if application and application.stage == Stage.SUPPLEMENT else None,
        "notices": _notices(held, application),
        "files": _files(held, permit),
        "timeline": timeline(application or held, Actor.public()),
    }


def _head(held: OnlineForm, title: str) -> MatterHead:
    application = held.application
    if application is None:
        return MatterHead(held.number, title, _("已备案"), "good", holder=held.organ.short_name)
    stage = Stage(application.stage)
    back = Action(_("撤回申请"), reverse("licences:online_withdraw", args=[held.pk]))
    return MatterHead(
        number=held.number,
        title=title,
        state=application.get_stage_display(),
        tone=STAGE_TONES[stage],
        holder=held.organ.short_name,
        due=deadline_of(application),
        more=[back] if stage in MAY_WITHDRAW else [],
    )


def _comes_next(application: Application | None) -> str:
    """What happens next, in a sentence for the applicant."""
    if application is None:
        return _("已经备案，可以下载备案凭证。信息有变化的，凭统一社会信用代码再来更新。")
    due = _day(application.due_on)
    said = {
        Stage.APPLIED: _("已经收到申请，%(day)s 以前受理，或者一次告知要补正的内容。")
        % {"day": _day(answer_due(application))},
        Stage.SUPPLEMENT: _("请按下面写明的各条补正，补好后再提交。"),
        Stage.ACCEPTED: _("已经受理，%(day)s 以前作出决定。") % {"day": due},
        Stage.CHECKING: _("已经受理。核查人员会打电话与您约定时间，到场所核查；%(day)s 以前作出决定。")
        % {"day": due},
        Stage.CHECKED: _("已经现场核查，%(day)s 以前作出决定。") % {"day": due},
        Stage.APPROVED: _("准予许可，%(day)s 以前颁发许可证。") % {"day": _day(application.issue_due_on)},
        Stage.ISSUED: _("已经办结。电子许可证与印制的许可证具有同等法律效力。"),
        Stage.REFUSED: _("不服的，可以依法申请行政复议，或者向人民法院提起行政诉讼。"),
        Stage.NOT_ACCEPTED: _("不服的，可以依法申请行政复议，或者向人民法院提起行政诉讼。"),
        Stage.WITHDRAWN: _("这个申请不再办理，需要时可以重新申请。"),
        Stage.LAPSED: _("这个申请不再办理，需要时可以重新申请。"),
    }
    return said[Stage(application.stage)]


def _notices(held: OnlineForm, application: Application | None) -> list[tuple[str, str]]:
    """The documents that the owner may open: name and address."""
    if application is None:
        return []
    return [
        (name, reverse("licences:online_notice", args=[held.pk, paper]))
        for paper, name in papers_there(application)
        if paper != "check"
    ]


def _files(held: OnlineForm, permit: Permit | None) -> dict[str, str]:
    """The addresses of the electronic certificate's files, once there is one of this application."""
    done = held.application is None or held.application.stage == Stage.ISSUED
    made = certificates.current(permit.kind, permit.number) if permit and done else None
    if made is None:
        return {}
    return {suffix: certificates.download_path(made, suffix) for suffix in ("pdf", "ofd")}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
