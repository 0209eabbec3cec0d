"""The errand screen 办理页面: filled in, saved as it is typed, evidence added; four doors, one screen."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.rules import rights, trades
from quanheng.domains.registration.rules.filings import KIND_SAYS, FilingKind, Stage
from quanheng.domains.registration.rules.scope import permits_for
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS as SUBJECT_SAYS
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services.filing import save_draft
from quanheng.domains.registration.web.applicants import acting_on
from quanheng.domains.registration.web.errand import form as errand
from quanheng.domains.registration.web.errand.papers import papers
from quanheng.domains.registration.web.errand.preparing import name_frame, stored
from quanheng.kernel import clock
from quanheng.kernel.refusal import Refused
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.web.views import answer_with
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import ChangedMeanwhile
from quanheng.platform.web import drafts
from quanheng.platform.web.limits import limited
from quanheng.platform.web.words import said

WRITABLE = frozenset({Stage.DRAFT, Stage.SUPPLEMENT})
both = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@both
def fill_in(request: HttpRequest, key: int) -> HttpResponse:
    """The form; without script it is saved and handed on by its buttons."""
    actor, filing = acting_on(request, key, rights.APPLY)
    if filing.stage not in WRITABLE:
        return redirect("registration:filing", key)
    more = request.POST.get("more", "") or request.GET.get("more", "")
    form = errand.FilingForm(filing, request.POST if request.method == "POST" else None, more=more)
    if request.method != "POST":
        return render(request, "registration/filing/form.html", facts(filing, form, actor))
    if not form.is_valid():
        return render(request, "registration/filing/form.html", facts(filing, form, actor), status=409)
    return _save_whole(request, filing, form, actor, more)


def _save_whole(
    request: HttpRequest, filing: Filing, form: errand.FilingForm, actor: Actor, more: str
) -> HttpResponse:
    typed = form.changed()
    try:
        if typed:
            details = stored(typed, filing)
            save_draft(filing.pk, details, drafts.revision_of(request), by=actor, today=clock.today())
    except ChangedMeanwhile:
        given = facts(filing, form, actor) | {"differs": drafts.differences(form, typed, form.initial)}
        return render(request, "registration/filing/form.html", given, status=409)
    except Refused as refused:
        form.add_error(None, f"{refused.says}{refused.instead}")
        return render(request, "registration/filing/form.html", facts(filing, form, actor), status=409)
    if more:
        return HttpResponseRedirect(f"{request.path}?more={more}#rows-{more}")
    if request.POST.get("next") == "check":
        return redirect("registration:filing_check", filing.pk)
    messages.success(request, _("已保存。"))
    return redirect("registration:filing_form", filing.pk)


@require_POST
@limited("filing-save", per_minute=120)
def save(request: HttpRequest, key: int) -> HttpResponse:
    """Save the fields just typed; the answer says what follows from them, or what stands in the way."""
    actor, filing = acting_on(request, key, rights.APPLY)
    form = errand.FilingForm(filing, more="*")
    try:
        typed = _clean(form, request)
        details = stored(typed, filing)
        saved = save_draft(filing.pk, details, drafts.revision_of(request), by=actor, today=clock.today())
    except ChangedMeanwhile as refused:
        now = Filing.objects.get(pk=key)
        return drafts.conflict(refused, now.revision, _known(now, form).items())
    except Refused as refused:
        return drafts.refused(refused)
    return drafts.saved(saved.revision, _follows(saved, typed, form), **_said(saved))


def _clean(form: errand.FilingForm, request: HttpRequest) -> dict[str, Any]:
    typed = {}
    for name in request.POST:
        if name not in form.fields:
            continue
        try:
            typed[name] = form.fields[name].clean(request.POST[name])
        except django_forms.ValidationError as fault:
            label = form.fields[name].label
            raise Refused(f"{label}：{''.join(fault.messages)}", field=name) from None
    return typed


def _follows(saved: Filing, typed: dict[str, Any], form: errand.FilingForm) -> dict[str, str]:
    """The fields that read otherwise than before without having been typed."""
    after = {name: drafts.text(value) for name, value in _known(saved, form).items()}
    return {
        name: value
        for name, value in after.items()
        if name not in typed and value != drafts.text(form.initial.get(name))
    }


def _said(filing: Filing) -> dict[str, Any]:
    """What the page says of the form so far."""
    details = filing.details
    scope = str(details.get("scope") or (details.get("change") or {}).get("scope") or "")
    return {
        "permits": [f"{need.permit}（{need.organ}）：{need.cites}" for need in permits_for(scope)],
        "trade": trades.name_of(str(details.get("trade_code") or "")),
        "name": str(details.get("name") or ""),
        "wanted": [paper.key for paper in papers(filing)],
    }


def _known(filing: Filing, form: errand.FilingForm) -> dict[str, Any]:
    values = errand.known(filing, errand.persons_of(filing))
    return {name: values.get(name) for name in form.fields}


def title_of(filing: Filing) -> str:
    """What the errand is called: 个体工商户设立登记, 个体工商户转型为公司."""
    if filing.kind == FilingKind.CONVERSION:
        return _("个体工商户转型为%(kind)s") % {"kind": said(SUBJECT_SAYS[Kind(filing.subject)])}
    words = {
        "subject": said(SUBJECT_SAYS[Kind(filing.subject)]),
        "errand": said(KIND_SAYS[FilingKind(filing.kind)]),
    }
    return _("%(subject)s%(errand)s") % words


def facts(filing: Filing, form: errand.FilingForm, actor: Actor) -> dict[str, Any]:
    """What the form's page shows."""
    return {
        "filing": filing,
        "form": form,
        "title": title_of(filing),
        "tiles": errand.tiles(filing.area_code[:6]),
        "registered": errand.registered(filing.business),
        "papers": papers(filing),
        "opened": form.opened(),
        "actor_id": actor.id,
        "composes_name": errand.asks_for_a_name(filing),
        "frame": name_frame(filing.subject, filing.area_code),
        "unnamed": _unnamed(filing.subject),
        "words": drafts.words(),
    } | _said(filing)


def _unnamed(subject: str) -> str:
    """What stands where the name will: only an individual business may do without one."""
    if subject == Kind.INDIVIDUAL:
        return _("不使用名称，以经营者姓名登记")
    return _("填写字号以后显示在这里")


@require_POST
@limited("filing-evidence", per_minute=30)
def add_evidence(request: HttpRequest, key: int) -> HttpResponse:
    """Keep photos or PDFs of one kind."""
    actor, filing = acting_on(request, key, rights.APPLY)
    files = request.FILES.getlist("files")[:6]
    kind = request.POST.get("kind", "")
    try:
        if not files:
            raise Refused(_("没有收到文件。"), instead=_("请重新拍照或者选择文件。"))
        for file in files:
            services.add_filing_evidence(filing.pk, kind, file.read(), by=actor, today=clock.today())
        messages.success(request, _("已保存 %(count)s 个文件。") % {"count": len(files)})
    except Refused as refused:
        messages.error(request, f"{refused.says}{refused.cites}{refused.instead}")
    return HttpResponseRedirect(f"{reverse('registration:filing_form', args=[key])}#step-evidence")


@require_safe
def file(request: HttpRequest, key: int, attachment: int) -> HttpResponse:
    """One file of a filing, for whoever may see the filing."""
    _, filing = acting_on(request, key)
    return answer_with(request, documents.of_record(attachment, filing))
