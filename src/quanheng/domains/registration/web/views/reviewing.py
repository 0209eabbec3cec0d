"""Reviewing an application 审查: granting, asking for what is missing, refusing, extending, taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.findings import blocking
from quanheng.domains.registration.web.applicants import acting_on
from quanheng.domains.registration.web.views.applied import granted_says
from quanheng.domains.registration.web.views.errand import title_of
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.web.forms import act

both = require_http_methods(["GET", "HEAD", "POST"])
Do = Callable[[Filing, Actor, dict[str, Any]], Filing]


def _area(label: Any, help_text: Any = "", *, longest: int = 1000) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, widget=forms.Textarea(attrs={"rows": 4})
    )


class PointsForm(forms.Form):
    points = _area(
        gettext_lazy("要补正什么"),
        gettext_lazy("一次写全，每条一行（《市场主体登记管理条例》第十九条第二款）。"),
    )


class RefusalForm(forms.Form):
    reason = _area(gettext_lazy("不予登记的理由"))
    cites = forms.CharField(
        label=gettext_lazy("依据的条文"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("不填的，写《市场主体登记管理条例》第二十条。"),
    )


class ReasonForm(forms.Form):
    reason = _area(gettext_lazy("理由"), longest=200)


def seen(request: HttpRequest) -> int | None:
    """The revision of the application that the actor looked at, if the address says so."""
    sent = request.GET.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


@require_POST
def approve(request: HttpRequest, key: int) -> HttpResponse:
    """Grant it: the register, the code and the licence in one act."""
    actor, found = acting_on(request, key)
    services.approve_filing(found.pk, revision=seen(request), by=actor, today=clock.today())
    messages.success(request, granted_says(found.kind))
    return redirect("registration:filing", key)


@both
def supplement(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once for everything that is missing."""
    return _errand(
        request,
        key,
        rights.DECIDE,
        PointsForm,
        _("要求补正"),
        lambda filing, by, given: services.ask_supplement(
            filing.pk, given["points"].splitlines(), revision=seen(request), by=by, today=clock.today()
        ),
    )


@both
def refuse(request: HttpRequest, key: int) -> HttpResponse:
    """Refuse it with reason and article."""
    return _errand(
        request,
        key,
        rights.DECIDE,
        RefusalForm,
        _("不予登记"),
        lambda filing, by, given: services.refuse_filing(
            filing.pk,
            reason=given["reason"],
            cites=given["cites"],
            revision=seen(request),
            by=by,
            today=clock.today(),
        ),
    )


@both
def extend(request: HttpRequest, key: int) -> HttpResponse:
    """Extend the period once."""
    return _errand(
        request,
        key,
        rights.EXTEND,
        ReasonForm,
        _("延长审查期限"),
        lambda filing, by, given: services.extend_filing(
            filing.pk, reason=given["reason"], revision=seen(request), by=by, today=clock.today()
        ),
    )


@both
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take it back before it is decided."""
    return _errand(
        request,
        key,
        rights.APPLY,
        ReasonForm,
        _("撤回申请"),
        lambda filing, by, given: services.withdraw_filing(
            filing.pk, reason=given["reason"], revision=seen(request), by=by, today=clock.today()
        ),
    )


def reasons_against(filing: Filing) -> dict[str, str]:
    """What the findings give as reason and article of a refusal, for the officer to go on from."""
    against = blocking([*services.judge(filing, today=clock.today()), *services.opposed(filing)])
    cites = "、".join(dict.fromkeys(finding.cites for finding in against))
    return {"reason": "\n".join(finding.says for finding in against), "cites": cites[:300]}


def _errand(
    request: HttpRequest, key: int, right: Right, form_class: type[forms.Form], title: str, do: Do
) -> HttpResponse:
    actor, found = acting_on(request, key)
    actor.require(right)
    reasons = reasons_against(found) if form_class is RefusalForm else {}
    form = form_class(request.POST if request.method == "POST" else None, initial=reasons)
    if request.method == "POST" and form.is_valid():
        done = act(form, lambda: do(found, actor, form.cleaned_data))
        if done is not None:
            messages.success(request, _("已办理：%(what)s。") % {"what": title})
            return redirect("registration:filing", key)
    context = {
        "form": form,
        "title": title,
        "intro": f"{title_of(found)} {found.number} {found.name or found.applicant_name}",
        "back": reverse("registration:filing", args=[key]),
    }
    return render(request, "page/errand.html", context, status=409 if form.errors else 200)
