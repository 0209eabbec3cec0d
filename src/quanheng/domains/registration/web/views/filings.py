"""What an officer looks at before deciding an application 审查: findings, holds, objections, documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Filing, Hold, Objection, PersonBar
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.filings import FILING, FilingKind, Stage
from quanheng.domains.registration.rules.findings import Finding, Severity, blocking
from quanheng.domains.registration.rules.notices import Paper
from quanheng.domains.registration.services import papers
from quanheng.domains.registration.services.deregistering import RAISED_BY_SAYS, NewObjection
from quanheng.domains.registration.web.applicants import acting_on
from quanheng.kernel import clock
from quanheng.kernel.law import NoProvision
from quanheng.kernel.law.provision import MARKS
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.documents.queries import content
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.forms import act
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Review:
    """What stands beside an application: what is found, what holds the business, who is barred,
    who objected, documents.
    """

    against: list[Finding]
    known: list[Finding]
    mark: str
    holds: list[Hold] = field(default_factory=list)
    bars: list[PersonBar] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    papers: list[tuple[str, str]] = field(default_factory=list)
    may_object: bool = False
    may_record_paper: bool = False
    refuse_url: str = ""


def review_of(filing: Filing, actor: Actor, *, today: date) -> Review:
    """What an official, a clerk or the applicant sees beside the application."""
    open_to_judge = Stage(filing.stage) not in FILING.final_states
    found = _findings(filing, today) if open_to_judge else []
    against = blocking(found)
    official = actor.may(rights.READ)
    may_object = actor.may(rights.DECIDE) and _is_open_to_objections(filing, today)
    return Review(
        against=against,
        known=[one for one in found if one.severity is Severity.WARN],
        mark=_mark(filing, today) if official else "",
        holds=_holds(filing, actor, today) if official else [],
        bars=_bars(filing, actor, today) if open_to_judge and actor.may(rights.READ_BARS) else [],
        objections=list(filing.objections.all()) if official else [],
        papers=[(paper.value, says) for paper, says in papers.papers_of(filing)],
        may_object=may_object,
        may_record_paper=actor.may(rights.TAKE_IN) and open_to_judge and not filing.paper_reason,
        refuse_url=_refuse_url(filing, actor, against),
    )


def _findings(filing: Filing, today: date) -> list[Finding]:
    try:
        return [*services.judge(filing, today=today), *services.opposed(filing)]
    except NoProvision as refused:
        return [Finding("", refused.says, refused.cites)]


def _mark(filing: Filing, today: date) -> str:
    """A warning where the article of the deadline was not checked in the text."""
    return MARKS[article("decide", on=filing.submitted_on or today).checked.value]


def _holds(filing: Filing, actor: Actor, today: date) -> list[Hold]:
    if filing.business_id is None:
        return []
    rows = queries.holds(viewer=actor).filter(business=filing.business_id)
    return list(queries.in_force(rows, on=today))


def _bars(filing: Filing, actor: Actor, today: date) -> list[PersonBar]:
    rows = queries.bars(viewer=actor).filter(id_number__in=services.named_numbers(filing))
    return list(queries.bars_in_force(rows, on=today))


def _is_open_to_objections(filing: Filing, today: date) -> bool:
    open_to = filing.stage in {Stage.PUBLICISED, Stage.ACCEPTED}
    simple = filing.kind == FilingKind.SIMPLE_DEREGISTRATION
    return bool(simple and open_to and filing.publicised_until and today <= filing.publicised_until)


def _refuse_url(filing: Filing, actor: Actor, against: list[Finding]) -> str:
    may = actor.may(rights.DECIDE) and FILING.allows(filing.stage, Stage.REFUSED)
    address = reverse("registration:filing_refuse", args=[filing.pk])
    return f"{address}?seen={filing.revision}" if may and against else ""


@never_cache
@require_safe
def paper(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """One document of an application as PDF."""
    _actor, found = acting_on(request, key)
    try:
        wanted = Paper(name)
    except ValueError:
        raise Missing from None
    stored = papers.paper_of(found, wanted, today=clock.today())
    answer = HttpResponse(content(stored.digest), content_type="application/pdf")
    file = f"{found.number}-{wanted.value}.pdf"
    answer["Content-Disposition"] = content_disposition_header(False, file) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class ObjectionForm(forms.Form):
    """An objection that reached the bureau in writing: of a department, a creditor, somebody else."""

    raised_by = forms.ChoiceField(label=gettext_lazy("异议人身份"), choices=pairs(RAISED_BY_SAYS))
    name = forms.CharField(label=gettext_lazy("异议人"), max_length=120)
    contact = forms.CharField(label=gettext_lazy("联系方式"), max_length=60, required=False)
    text = forms.CharField(
        label=gettext_lazy("事实和理由"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class PaperForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("为什么使用纸质材料"),
        max_length=200,
        help_text=gettext_lazy("没有使用纸质材料的不用填写；填写以后，这件申请按使用纸质材料统计。"),
    )


@both
def objection(request: HttpRequest, key: int) -> HttpResponse:
    """Enter an objection to a simple deregistration."""
    actor, found = acting_on(request, key)
    actor.require(rights.DECIDE)
    form = ObjectionForm(request.POST or None, initial={"raised_by": "department"})
    if request.method == "POST" and form.is_valid():
        new = NewObjection(**form.cleaned_data)
        done = act(
            form,
            lambda: services.object_to_simple_deregistration(found.pk, new, by=actor, today=clock.today()),
        )
        if done:
            messages.success(request, _("异议已记录，这件申请不能再按照简易程序注销。"))
            return redirect("registration:filing", key)
    return _errand(request, form, found, _("登记异议"))


@both
def on_paper(request: HttpRequest, key: int) -> HttpResponse:
    """Say that paper was used."""
    actor, found = acting_on(request, key)
    actor.require(rights.APPLY)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "by": actor, "today": clock.today()}
        if act(form, lambda: services.record_paper(found.pk, **given)):
            messages.success(request, _("已记录使用纸质材料。"))
            return redirect("registration:filing", key)
    return _errand(request, form, found, _("记录使用纸质材料"))


@require_POST
def accept(request: HttpRequest, key: int) -> HttpResponse:
    """Take the application on, where it is not decided on the spot."""
    actor, found = acting_on(request, key)
    try:
        services.accept_filing(found.pk, by=actor, today=clock.today())
        messages.success(request, _("已受理。"))
    except Refused as refused:
        if isinstance(refused, Missing):
            raise
        messages.error(request, refused.says)
    return redirect("registration:filing", key)


def _errand(request: HttpRequest, form: forms.Form, found: Filing, title: str) -> HttpResponse:
    given: dict[str, Any] = {
        "form": form,
        "title": f"{title}：{found.name or found.number}",
        "submit": title,
        "back": reverse("registration:filing", args=[found.pk]),
    }
    return render(request, "page/errand.html", given, status=422 if form.errors else 200)
