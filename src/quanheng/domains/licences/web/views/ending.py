"""Ending, suspending and returning permits; putting flags to rest."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.vocabulary import HOLDER_GONE, EndGround
from quanheng.domains.licences.services.following import differences
from quanheng.domains.licences.web import forms as ours
from quanheng.domains.licences.web.views.errands import Errand, actor_of, both, held_permit, run, sent
from quanheng.domains.licences.web.views.working import Nothing
from quanheng.kernel import clock

CANCEL = {
    "cancel_expired": EndGround.EXPIRED,
    "cancel_holder": EndGround.HOLDER_ENDED,
    "cancel_majeure": EndGround.FORCE_MAJEURE,
    "cancel_after": EndGround.AFTER_END,
}
ANNUL = {"annul_fraud": EndGround.FRAUD, "annul_wrongly": EndGround.GRANTED_WRONGLY}


def _gone(since: str) -> str:
    """The reason that stands prepared where the holder was deregistered; empty for what is no day."""
    try:
        return HOLDER_GONE % date.fromisoformat(since)
    except ValueError:
        return ""


@both
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke, annul, withdraw or cancel."""
    found = held_permit(request, key, rights.END)
    prepared = {"way": request.GET.get("way", ""), "reason": _gone(request.GET.get("since", ""))}
    form = ours.EndForm(**sent(request), initial=prepared)
    intro = _("许可证 %(number)s（%(name)s）将终止，电子证照同时失效，不能恢复；记录和理由保留并公开。") % {
        "number": found.number,
        "name": found.holder_name,
    }
    return run(
        request,
        found,
        form,
        Errand(_("终止许可"), _("终止这个许可"), intro),
        lambda: _end(request, found, form),
        lambda made: _("已登记：%(state)s。") % {"state": made.get_state_display()},
    )


def _end(request: HttpRequest, found: Permit, form: ours.EndForm) -> Permit:
    by, today, said = actor_of(request), clock.today(), form.cleaned_data
    way, reason = said["way"], said["reason"]
    if way == "revoke":
        return services.revoke_permit(found, decision=said["decision"], reason=reason, by=by, today=today)
    if way == "withdraw":
        return services.withdraw_permit(found, reason=reason, by=by, today=today)
    if way in ANNUL:
        return services.annul_permit(found, ground=ANNUL[way], reason=reason, by=by, today=today)
    return services.cancel_permit(found, ground=CANCEL[way], reason=reason, by=by, today=today)


@both
def suspend(request: HttpRequest, key: int) -> HttpResponse:
    """Hold a permit back for a time."""
    found = held_permit(request, key, rights.END)
    form = ours.SuspendForm(**sent(request))
    return run(
        request,
        found,
        form,
        Errand(_("暂扣许可证"), _("登记暂扣"), _("暂扣期满后自动发还。")),
        lambda: services.suspend_permit(
            found,
            decision=form.cleaned_data["decision"],
            until=form.cleaned_data["until"],
            by=actor_of(request),
            today=clock.today(),
        ),
        lambda made: _("已登记暂扣。"),
    )


@both
def give_back(request: HttpRequest, key: int) -> HttpResponse:
    """Give a permit back before its suspension is over."""
    found = held_permit(request, key, rights.END)
    do = lambda: services.return_permit(found, by=actor_of(request), today=clock.today())  # noqa: E731
    form = Nothing(**sent(request))
    return run(request, found, form, Errand(_("发还许可证"), _("发还")), do, lambda made: _("已发还。"))


@both
def take_over(request: HttpRequest, key: int) -> HttpResponse:
    """Enter that the superior authority changed the permit to what the register says."""
    found = held_permit(request, key, rights.ENTER)
    intro = _("发证机关已经换发的，登记后，名称、法定代表人和住所按市场主体登记的内容更新。")
    errand = Errand(_("登记上级变更"), _("登记"), intro, more={"points": differences(found)})
    do = lambda: services.take_over_change(found, by=actor_of(request), today=clock.today())  # noqa: E731
    return run(request, found, Nothing(**sent(request)), errand, do, lambda made: _("已登记。"))


@both
def resolve(request: HttpRequest, key: int) -> HttpResponse:
    """Put the flags of a permit to rest."""
    found = held_permit(request, key, rights.ENTER)
    form = ours.TextForm(**sent(request), label=_("核实结果"))
    return run(
        request,
        found,
        form,
        Errand(_("核实标记"), _("保存核实结果"), more={"points": found.flags}),
        lambda: services.resolve_flags(
            found, reason=form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
        ),
        lambda made: _("已核实。"),
    )
