"""Handing in 提交: the summary, the promises, the submission, and the decision on the spot."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.services.filing import save_draft
from quanheng.domains.registration.web.applicants import acting_on
from quanheng.domains.registration.web.errand import form as errand
from quanheng.domains.registration.web.errand.papers import promises
from quanheng.domains.registration.web.errand.preparing import before_checking
from quanheng.domains.registration.web.errand.summing import summary
from quanheng.domains.registration.web.views.applied import at_once
from quanheng.domains.registration.web.views.errand import WRITABLE, title_of
from quanheng.kernel import clock
from quanheng.kernel.refusal import Refused
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.forms import sentence

both = require_http_methods(["GET", "HEAD", "POST"])
DECIDED_AT_ONCE = frozenset(FilingKind) - {FilingKind.SIMPLE_DEREGISTRATION}


@never_cache
@both
def check(request: HttpRequest, key: int) -> HttpResponse:
    """The summary before the point of no return, and handing in."""
    actor, filing = acting_on(request, key, rights.APPLY)
    if filing.stage not in WRITABLE:
        return redirect("registration:filing", key)
    filing.details = filing.details | before_checking(filing)
    refusal = ""
    if request.method == "POST":
        try:
            _hand_in(request, filing, actor)
            return redirect("registration:filing", key)
        except Refused as refused:
            refusal = sentence(refused)
            _, filing = acting_on(request, key)
            filing.details = filing.details | before_checking(filing)
            if filing.stage not in WRITABLE:
                messages.warning(request, refusal)
                return redirect("registration:filing", key)
    given = _facts(filing, actor) | {"refusal": refusal}
    return render(request, "registration/filing/check.html", given, status=409 if refusal else 200)


def _hand_in(request: HttpRequest, filing: Filing, actor: Actor) -> None:
    """Sign, hand in, and where asked for decide on the spot; the decision may fail and the rest stands."""
    today = clock.today()
    signed = [key for key, _, _ in promises(filing) if request.POST.get(f"promise-{key}")]
    if request.POST.get("promise-near_name"):
        signed.append("near_name")
    details = filing.details | {"promises": signed}
    save_draft(filing.pk, details, filing.revision, by=actor, today=today)
    if request.POST.get("paper_reason", "").strip() and not actor.applies_for:
        services.record_paper(filing.pk, reason=request.POST["paper_reason"], by=actor, today=today)
    services.submit_filing(filing.pk, by=actor, today=today)
    messages.success(request, _("已提交。"))
    if request.POST.get("then") == "decide" and may_decide_at_once(filing, actor):
        services.approve_filing(filing.pk, by=actor, today=today)


def may_decide_at_once(filing: Filing, actor: Actor) -> bool:
    """Whether whoever took the application in may also decide it, there and then."""
    return actor.may(rights.DECIDE) and filing.kind in DECIDED_AT_ONCE


def _facts(filing: Filing, actor: Actor) -> dict[str, Any]:
    found = _judged(filing)
    against = [one for one in found if one.severity is Severity.REFUSE and not _is_near(one)]
    form = errand.FilingForm(filing)
    return {
        "filing": filing,
        "title": title_of(filing),
        "sections": summary(filing, form),
        "against": [(one, _anchor(one, form)) for one in against],
        "known": [one for one in found if one.severity is Severity.WARN],
        "near": any(_is_near(one) for one in found),
        "promises": promises(filing),
        "may_decide": may_decide_at_once(filing, actor),
        "at_once": at_once(filing),
        "is_applicant": bool(actor.applies_for),
    }


def _is_near(finding: Finding) -> bool:
    """Whether this asks for the promise that a near name needs."""
    return finding.field == "promises" and "近似" in finding.says


def _judged(filing: Filing) -> list[Finding]:
    """What stands against the filing once every promise on the page is signed."""
    signed = copy(filing)
    signed.details = filing.details | {"promises": [key for key, _, _ in promises(filing)]}
    try:
        return services.judge(signed, today=clock.today())
    except Refused as refused:
        return [Finding("", f"{refused.says}{refused.instead}", refused.cites)]


def _anchor(finding: Finding, form: errand.FilingForm) -> str:
    """The section of the form in which a finding is mended."""
    for section in form.sections:
        names = [ask.name.removeprefix("change__") for ask in section.asks]
        if any(name == finding.field or name.startswith(f"{finding.field}__") for name in names):
            return f"step-{section.key}"
        if finding.field == "name" and "name_parts__brand" in names:
            return f"step-{section.key}"
    return "step-evidence" if finding.field == "evidence" else f"step-{form.sections[0].key}"
