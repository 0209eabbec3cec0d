"""The page of one permit, the page of one application, and the page of the law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.domains.licences import queries
from quanheng.domains.licences.models import Application, OnlineForm, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.catalogue import check_points, forms
from quanheng.domains.licences.rules.papers import paper_names
from quanheng.domains.licences.rules.provisions import GENERAL, entry, mark_of, provisions
from quanheng.domains.licences.rules.stages import PERMIT, Stage, State
from quanheng.domains.licences.rules.validity import WARN_AHEAD, may_open, window
from quanheng.domains.licences.rules.vocabulary import (
    CANCELLED_HERE,
    CHECK_SAYS,
    GRANTED_HERE,
    ITEM_SAYS,
    KIND_SAYS,
    PURPOSE_SAYS,
    CheckVerdict,
    ItemVerdict,
    Kind,
    Purpose,
)
from quanheng.domains.licences.services.following import differences, unlike_register
from quanheng.domains.licences.web.views.listing import items_of
from quanheng.kernel import clock
from quanheng.kernel.law import NoProvision
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.documents.web.evidence import Paper, papers_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import area_names
from quanheng.platform.people.rights import Right
from quanheng.platform.web.matters import Action, Deadline, MatterHead, timeline

PRESSING = timedelta(days=WARN_AHEAD[0])
NATURAL = ("accept", "answer", "check", "decide", "issue")
"""The steps that an application is waiting for; the others are possible, and never the next one."""

Step = tuple[str, str, Right, bool]


@require_safe
def permit(request: HttpRequest, key: int) -> HttpResponse:
    """One permit."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    found = queries.permit(key, viewer=viewer)
    running, behind = queries.underway(found), differences(found)
    given = {
        "head": _permit_head(found, running, viewer, behind=bool(behind)),
        "permit": found,
        "form": forms(found.kind).get(found.form, ""),
        "items": items_of(found),
        "area": area_names().get(found.area_code, ""),
        "terms": [(term, PURPOSE_SAYS[Purpose(term.purpose)]) for term in found.terms.all()],
        "running": running,
        "behind": behind,
        "changing": entry(found.kind, "change", on=clock.today()),
        "applications": found.applications.order_by("-id"),
        "certificate": certificates.newest(found.kind, found.number),
        "window": _window(found),
        "mark": _mark(found.kind, "renew_close", clock.today()) if found.is_held else "",
        "timeline": timeline(found, viewer),
    }
    return render(request, "licences/permit.html", given)


def _permit_head(found: Permit, running: Application | None, viewer: Actor, *, behind: bool) -> MatterHead:
    steps = _actions(_permit_steps(found, running, behind=behind), found.pk, viewer)
    ends = found.valid_until if found.is_held else None
    pressing = bool(steps) and (not found.is_held or (ends is not None and ends <= clock.today() + PRESSING))
    return MatterHead(
        number=found.number,
        title=found.holder_name,
        state=found.get_state_display(),
        tone=found.tone,
        holder=found.organ.short_name,
        next=steps[0] if pressing else None,
        due=Deadline(ends, "", _("有效期止")) if ends else None,
        more=steps[1:] if pressing else steps,
    )


def _permit_steps(found: Permit, running: Application | None, *, behind: bool) -> list[Step]:
    ours = found.kind in GRANTED_HERE and found.is_held and running is None
    today = clock.today()
    renewable = ours and found.valid_until is not None and may_renew(found, found.valid_until, today)
    return [
        ("renew", _("延续"), rights.APPLY, renewable),
        ("change", _("变更"), rights.APPLY, ours),
        ("replace", _("补办"), rights.APPLY, ours),
        ("cancel", _("申请注销"), rights.APPLY, running is None and found.state != State.CANCELLED),
        (
            "update_filing",
            _("更新备案信息"),
            rights.FILE,
            found.kind == Kind.PREPACKAGED and found.state == State.CURRENT,
        ),
        ("suspend", _("暂扣"), rights.END, PERMIT.allows(found.state, State.SUSPENDED)),
        ("give_back", _("发还"), rights.END, found.state == State.SUSPENDED),
        ("end", _("吊销、撤销、撤回或者注销"), rights.END, found.state != State.CANCELLED),
        ("take_over", _("登记上级变更"), rights.ENTER, behind and found.kind not in CANCELLED_HERE),
        ("resolve", _("核实标记"), rights.ENTER, bool(found.flags)),
    ]


def may_renew(found: Permit, valid_until: date, today: date) -> bool:
    """Whether renewal of a permit may be asked for; not where the law of the day is not at hand."""
    try:
        return may_open(found.kind, valid_until, on=today)
    except NoProvision:
        return False


def _window(found: Permit) -> Any:
    if not found.valid_until or not found.is_held:
        return None
    try:
        return window(found.kind, found.valid_until, on=clock.today())
    except NoProvision:
        return None


def _actions(steps: list[Step], key: int, viewer: Actor) -> list[Action]:
    return [
        Action(label, reverse(f"licences:{name}", args=[key]))
        for name, label, right, possible in steps
        if possible and viewer.may(right)
    ]


@require_safe
def application(request: HttpRequest, key: int) -> HttpResponse:
    """One application."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    found = queries.application(key, viewer=viewer)
    form = queries.form_behind(found)
    given = {
        "head": _application_head(found, viewer),
        "application": found,
        "form": forms(found.kind).get(found.form, ""),
        "items": items_of(found),
        "area": area_names().get(found.area_code, ""),
        "supplements": found.supplements.order_by("-id"),
        "checks": checks_of(found, viewer),
        "papers": [
            (name, reverse("licences:paper", args=[found.pk, paper])) for paper, name in papers_there(found)
        ],
        "handed_in": _handed_in(form) if form else [],
        "may_hand_out": viewer.may(rights.APPLY),
        "form_online": form,
        "unlike": unlike_register(found),
        "mark": _mark(found.kind, "decide", found.accepted_on) if found.due_on else "",
        "timeline": timeline(found, viewer),
    }
    return render(request, "licences/application.html", given)


def _handed_in(form: OnlineForm) -> list[Paper]:
    """The papers that came online with an application, for an official who may see it."""
    names = paper_names(form.kind, form.purpose)
    return papers_of(form, names, (), lambda key: reverse("documents:download", args=[key]))


def _application_head(found: Application, viewer: Actor) -> MatterHead:
    steps = _actions(_application_steps(found), found.pk, viewer)
    natural = [reverse(f"licences:{name}", args=[found.pk]) for name in NATURAL]
    following = next((step for step in steps if step.url in natural), None)
    return MatterHead(
        number=found.number,
        title=found.holder_name,
        state=found.get_stage_display(),
        tone=found.tone,
        holder=found.holder.short_name,
        next=following,
        due=deadline_of(found),
        more=[step for step in steps if step is not following],
    )


def deadline_of(found: Application) -> Deadline | None:
    """The nearest deadline of an application, if one runs."""
    if found.stage == Stage.SUPPLEMENT and found.answer_due_on:
        return Deadline(found.answer_due_on, "", _("补正期限"))
    if found.stage == Stage.APPROVED and found.issue_due_on:
        return Deadline(found.issue_due_on, "", _("发证期限"))
    if found.due_on and found.stage in {Stage.ACCEPTED, Stage.CHECKING, Stage.CHECKED}:
        return Deadline(found.due_on, found.due_cites, _("决定期限"))
    return None


def _application_steps(found: Application) -> list[Step]:
    stage = found.stage
    waiting = stage in {Stage.ACCEPTED, Stage.CHECKING, Stage.CHECKED}
    decidable = stage in {Stage.ACCEPTED, Stage.CHECKED}
    return [
        ("accept", _("受理"), rights.ACCEPT, stage == Stage.APPLIED),
        ("answer", _("收到补正材料"), rights.APPLY, stage == Stage.SUPPLEMENT),
        ("check", _("现场核查"), rights.CHECK, stage == Stage.CHECKING),
        ("decide", _("作出决定"), rights.DECIDE, decidable),
        ("issue", _("颁发许可证"), rights.ISSUE, stage == Stage.APPROVED),
        ("supplement", _("告知补正"), rights.ACCEPT, stage == Stage.APPLIED),
        ("decline", _("不予受理"), rights.ACCEPT, stage == Stage.APPLIED),
        ("extend", _("延长期限"), rights.EXTEND, waiting and not found.extended_reason),
        ("withdraw", _("申请人撤回"), rights.APPLY, waiting or stage in {Stage.APPLIED, Stage.SUPPLEMENT}),
    ]


def checks_of(found: Application, viewer: Actor) -> list[dict[str, Any]]:
    """The site checks of an application, each condition in words, with its photos."""
    photos = queries.photos(found, viewer=viewer)
    texts = {point.number: point for point in check_points(found.kind)}
    return [
        {
            "check": check,
            "verdict": CHECK_SAYS[CheckVerdict(check.verdict)] if check.verdict else "",
            "findings": [
                (
                    texts.get(row["number"]),
                    ITEM_SAYS[ItemVerdict(row["verdict"])],
                    row["verdict"],
                    row["remark"],
                )
                for row in check.findings
            ],
            "photos": [
                {"url": reverse("documents:download", args=[row.pk]), "name": row.name}
                for row in photos[check.pk]
            ],
        }
        for check in found.checks.order_by("-id")
    ]


def _mark(kind: str, key: str, on: date | None) -> str:
    """What to warn of where the article behind a date on the page was not checked in the text."""
    held = entry(kind, key, on=on) if on else None
    return mark_of(held) if held else ""


def papers_there(found: Application) -> list[tuple[str, str]]:
    """The documents that an application has by now: the word of their address, and their name."""
    papers = [
        ("application", _("申请书"), True),
        ("acceptance", _("受理通知书"), found.accepted_on is not None),
        ("supplement", _("补正告知书"), found.supplements.exists()),
        ("check", _("现场核查记录"), found.checks.filter(checked_on__isnull=False).exists()),
        ("decision", _("许可决定书"), found.decided_on is not None and found.stage != Stage.NOT_ACCEPTED),
        ("not_accepted", _("不予受理通知书"), found.stage == Stage.NOT_ACCEPTED),
    ]
    return [(paper, name) for paper, name, there in papers if there]


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Every period, window and article the platform holds on permits, with how each was checked."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ)
    today = clock.today()
    groups = [(says, kind.value) for kind, says in KIND_SAYS.items()] + [(_("各类许可通用"), GENERAL)]
    shown = [
        (
            says,
            [
                (held.title, held.describe(today) if any(e.holds_on(today) for e in held.in_force) else None)
                for held in provisions(kind).values()
            ],
        )
        for says, kind in groups
    ]
    return render(request, "licences/law.html", {"groups": shown})
