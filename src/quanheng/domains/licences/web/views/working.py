"""What officials do with an application: accept, ask, check on the spot, decide, issue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quanheng.domains.licences import queries, services
from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.catalogue import check_points
from quanheng.domains.licences.rules.deadlines import officers_needed
from quanheng.domains.licences.rules.provisions import entry, mark_of
from quanheng.domains.licences.services import CheckReport
from quanheng.domains.licences.services.following import unlike_register
from quanheng.domains.licences.web import forms as ours
from quanheng.domains.licences.web.views.errands import (
    Errand,
    actor_of,
    both,
    held_application,
    run,
    sent,
)
from quanheng.domains.licences.web.views.matter import checks_of
from quanheng.kernel import access, clock
from quanheng.kernel.refusal import Missing


class Nothing(ours.forms.Form):
    """A step that asks nothing but whether."""


@both
def accept(request: HttpRequest, key: int) -> HttpResponse:
    """Accept an application."""
    found = held_application(request, key, rights.ACCEPT)
    errand = Errand(
        _("受理"),
        _("受理"),
        _("受理后开始计算决定期限；需要现场核查的，同时派出核查任务。"),
        more=_law(found, "supplement"),
    )
    do = lambda: services.accept(found, by=actor_of(request), today=clock.today())  # noqa: E731
    said = lambda made: _("已受理，%(due)s 前作出决定。") % {"due": made.due_on}  # noqa: E731
    return run(request, found, Nothing(**sent(request)), errand, do, said)


@require_POST
def new_code(request: HttpRequest, key: int) -> HttpResponse:
    """Hand out a new code for the owner of an application that came online; shown this once."""
    found = held_application(request, key, rights.APPLY)
    form = queries.form_behind(found)
    if form is None:
        raise Missing(_("这个申请不是网上提交的，没有办理码。"))
    code = services.hand_out_code(form, by=actor_of(request), today=clock.today())
    given = {"number": form.number, "code": access.spoken(code)}
    messages.success(
        request,
        _("申请编号 %(number)s，新的办理码 %(code)s。请抄给申请人；原来的办理码同时作废。") % given,
    )
    return redirect("licences:application", key)


@both
def supplement(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once for everything that is missing."""
    found = held_application(request, key, rights.ACCEPT)
    form = ours.SupplementForm(**sent(request))
    errand = Errand(_("告知补正"), _("发出补正告知书"), more=_law(found, "supplement"))
    return run(
        request,
        found,
        form,
        errand,
        lambda: services.ask_supplement(
            found,
            form.cleaned_data["points"].splitlines(),
            answer_by=form.cleaned_data["answer_by"],
            by=actor_of(request),
            today=clock.today(),
        ),
        lambda made: _("已告知补正，%(on)s 前补正。") % {"on": made.answer_by},
    )


@both
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Take in what was missing."""
    found = held_application(request, key, rights.APPLY)
    form = ours.TextForm(**sent(request), label=_("补正了什么"))
    points = found.supplements.order_by("-id").first()
    errand = Errand(_("收到补正材料"), _("提交"), more={"points": points.points if points else []})
    return run(
        request,
        found,
        form,
        errand,
        lambda: services.answer_supplement(
            found, form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
        ),
        lambda made: _("已收到补正材料，等待受理。"),
    )


@both
def decline(request: HttpRequest, key: int) -> HttpResponse:
    """Decline to accept."""
    found = held_application(request, key, rights.ACCEPT)
    form = ours.TextForm(**sent(request), label=_("不予受理的理由"))
    intro = _("依法不需要许可，或者不属于本局职权的，不予受理，并告知申请人。")
    return run(
        request,
        found,
        form,
        Errand(_("不予受理"), _("不予受理"), intro),
        lambda: services.decline(
            found, form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
        ),
        lambda made: _("已决定不予受理，请把通知书送达申请人。"),
    )


@both
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an application back at the applicant's wish."""
    found = held_application(request, key, rights.APPLY)
    form = ours.TextForm(**sent(request), label=_("撤回的原因"), required=False)
    return run(
        request,
        found,
        form,
        Errand(_("申请人撤回"), _("撤回申请"), _("撤回后这个申请不再办理，需要时重新申请。")),
        lambda: services.withdraw_application(
            found, reason=form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
        ),
        lambda made: _("申请已撤回。"),
    )


@both
def check(request: HttpRequest, key: int) -> HttpResponse:
    """A site check, made for a phone."""
    found, by, today = held_application(request, key, rights.CHECK), actor_of(request), clock.today()
    officers = queries.checkers(viewer=by, on=today)
    points = check_points(found.kind)
    initial = {"first": by.officer_id}
    form = ours.CheckForm(**sent(request), initial=initial, points=points, officers=officers, by=by)
    needed, cites = officers_needed(found.kind, on=today)
    more: dict[str, Any] = {
        "groups": [(point, form.about(point)) for point in points],
        "closing": form.closing(),
        "needed": needed,
        "cites": cites,
        "redo": found.checks.filter(verdict="rectify").order_by("-id").first(),
    }
    errand = Errand(_("现场核查"), _("提交核查记录"), template="licences/check.html", more=more)
    do = lambda: services.record_check(found, _report(form), by=by, today=today)  # noqa: E731
    return run(request, found, form, errand, do, lambda made: _("核查记录已保存。"))


def _report(form: ours.CheckForm) -> CheckReport:
    said = form.cleaned_data
    return CheckReport(
        seen=form.seen(),
        verdict=said["verdict"],
        officers=[said["first"].pk, said["second"].pk],
        photos=said["photos"],
        note=said["note"],
        redo_by=said["redo_by"],
        signed=said["signed"],
    )


@both
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Approve or refuse; who may also issue, issues at once."""
    found, by = held_application(request, key, rights.DECIDE), actor_of(request)
    form = ours.DecideForm(**sent(request), initial={"decision": "approve"})
    rules = [entry(found.kind, key, on=clock.today()) for key in ("issue", "refuse")]
    more = {
        "rules": [rule for rule in rules if rule],
        "checks": checks_of(found, by),
        "unlike": unlike_register(found),
    }
    errand = Errand(_("作出决定"), _("作出决定"), template="licences/decide.html", more=more)
    return run(request, found, form, errand, lambda: _decide(request, found, form), _decided)


def _decide(request: HttpRequest, found: Application, form: ours.DecideForm) -> Application | Permit:
    by, today, said = actor_of(request), clock.today(), form.cleaned_data
    if said["decision"] == "refuse":
        return services.refuse(found, said["reason"], ground=said["ground"], by=by, today=today)
    made = services.approve(found, by=by, today=today)
    return services.issue_permit(made, by=by, today=today) if by.may(rights.ISSUE) else made


def _decided(made: Application | Permit) -> str:
    if isinstance(made, Permit):
        return _("已准予许可，许可证 %(number)s 已颁发。") % {"number": made.number}
    if made.stage == "refused":
        return _("已决定不予许可，请把决定书送达申请人。")
    return _("已准予许可，请在 %(due)s 前颁发许可证。") % {"due": made.issue_due_on}


@both
def extend(request: HttpRequest, key: int) -> HttpResponse:
    """Extend the period for deciding."""
    found = held_application(request, key, rights.EXTEND)
    form = ours.TextForm(**sent(request), label=_("延长的理由"))
    errand = Errand(_("延长决定期限"), _("批准延长"), more=_law(found, "extend"))
    return run(
        request,
        found,
        form,
        errand,
        lambda: services.extend(
            found, form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
        ),
        lambda made: _("已延长到 %(due)s，请把理由告知申请人。") % {"due": made.due_on},
    )


@both
def issue(request: HttpRequest, key: int) -> HttpResponse:
    """Issue what was decided."""
    found = held_application(request, key, rights.ISSUE)
    errand = Errand(_("颁发许可证"), _("颁发"), more=_law(found, "issue"))
    do = lambda: services.issue_permit(found, by=actor_of(request), today=clock.today())  # noqa: E731
    said = lambda made: _("许可证 %(number)s 已颁发。") % {"number": made.number}  # noqa: E731
    return run(request, found, Nothing(**sent(request)), errand, do, said)


def _law(found: Application, key: str) -> dict[str, Any]:
    held = entry(found.kind, key, on=clock.today())
    return {"law": held, "mark": mark_of(held) if held else ""}
