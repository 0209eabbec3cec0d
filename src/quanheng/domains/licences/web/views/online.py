"""The owner's own pages 网上办许可: write the form, look it over, hand it in, follow it, answer, download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quanheng.domains.licences import queries, services
from quanheng.domains.licences.models import OnlineForm
from quanheng.domains.licences.rules.papers import lacking, paper_names, papers
from quanheng.domains.licences.rules.provisions import entry, mark_of
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, PURPOSE_SAYS, Kind, Purpose
from quanheng.domains.licences.services.following import differences, registered_as
from quanheng.domains.licences.web.online_forms import AnswerForm, WithdrawForm, form_of, typed, typed_now
from quanheng.domains.licences.web.views.errands import both
from quanheng.domains.licences.web.views.papers import paper_of
from quanheng.domains.licences.web.views.progress import page_of_form
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.certificates.web.drawing import qr
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.web.evidence import Paper, papers_of
from quanheng.platform.documents.web.views import answer_with
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import ChangedMeanwhile
from quanheng.platform.web import applicants, drafts
from quanheng.platform.web.forms import act
from quanheng.platform.web.limits import limited
from quanheng.platform.web.words import said

SLOT = "permit_forms"
FILES = 6
LAW = {
    Purpose.NEW: "need",
    Purpose.CHANGE: "change",
    Purpose.RENEWAL: "renew_close",
    Purpose.REPLACEMENT: "replace",
    Purpose.CANCELLATION: "cancel",
}


def remember(request: HttpRequest, form: OnlineForm, code: str) -> None:
    """Keep number and code of a form for this browser."""
    applicants.remember(request, SLOT, form.pk, form.number, code)


def acting_on(request: HttpRequest, key: int) -> tuple[Actor, OnlineForm]:
    """The applicant who has taken a form up in this browser, and the form. Raises ``Missing``."""
    number, code = applicants.remembered(request, SLOT, key)
    if not number:
        raise Missing(
            _("没有找到这件申请，或者它不归您办理。"), instead=_("请凭受理凭证上的申请编号和办理码继续办理。")
        )
    owner = queries.taken_up(number, code)
    return owner, queries.form_of(viewer=owner)


def title_of(form: OnlineForm) -> str:
    """What is asked for: 食品经营许可 首次申请."""
    return f"{said(KIND_SAYS[Kind(form.kind)])}　{said(PURPOSE_SAYS[Purpose(form.purpose)])}"


@never_cache
@both
def fill_in(request: HttpRequest, key: int) -> HttpResponse:
    """The form; it saves itself as it is typed, and without script by its buttons."""
    owner, held = acting_on(request, key)
    if not held.is_open:
        return redirect("licences:online", key)
    if request.method != "POST":
        return _form_page(request, held, form_of(held, on=clock.today()))
    form = form_of(held, request.POST, on=clock.today())
    changed = _changed(held, form, request.POST)
    try:
        if changed:
            seen = drafts.revision_of(request)
            held = services.write_form(held.pk, changed, seen, by=owner, today=clock.today())
    except ChangedMeanwhile:
        return _form_page(request, held, form, drafts.differences(form, changed, held.details))
    if request.POST.get("next") != "check":
        messages.success(request, _("已保存。"))
        return redirect("licences:online_form", key)
    return redirect("licences:online_check", key) if form.is_valid() else _form_page(request, held, form)


def _form_page(
    request: HttpRequest, held: OnlineForm, form: Form, differs: Sequence[drafts.Difference] = ()
) -> HttpResponse:
    given = _facts(held) | {"form": form, "differs": differs, "words": drafts.words()}
    given["code"] = applicants.known_code(request, SLOT, held.pk)
    status = 409 if differs else 422 if form.errors else 200
    return render(request, "licences/online/form.html", given, status=status)


def _changed(held: OnlineForm, form: Form, sent: QueryDict) -> dict[str, Any]:
    """What was typed and reads otherwise than what is kept."""
    kept = {name: drafts.text(value) for name, value in held.details.items()}
    return {name: mine for name, mine in typed(form, sent).items() if drafts.text(mine) != kept.get(name, "")}


@require_POST
@limited("permit-form-save", per_minute=120)
def save(request: HttpRequest, key: int) -> HttpResponse:
    """Keep what has just been typed, however incomplete; what another device wrote meanwhile is told."""
    owner, held = acting_on(request, key)
    form = form_of(held, on=clock.today())
    said, seen = typed_now(form, request.POST), drafts.revision_of(request)
    try:
        saved = services.write_form(held.pk, said, seen, by=owner, today=clock.today())
    except ChangedMeanwhile as refused:
        now = queries.form_of(viewer=owner)
        fields = form_of(now, on=clock.today())
        return drafts.conflict(refused, now.revision, [(field.name, field.value()) for field in fields])
    except Refused as refused:
        return drafts.refused(refused)
    return drafts.saved(saved.revision)


@require_POST
@limited("permit-form-paper", per_minute=30)
def add_paper(request: HttpRequest, key: int) -> HttpResponse:
    """Keep photos or PDFs of one kind."""
    owner, held = acting_on(request, key)
    files, kind = request.FILES.getlist("files")[:FILES], request.POST.get("kind", "")
    try:
        if not files:
            raise Refused(_("没有收到文件。"), instead=_("请重新拍照或者选择文件。"))
        for file in files:
            services.add_paper(held.pk, kind, file.read(), by=owner, today=clock.today())
        messages.success(request, _("已保存 %(count)s 个文件。") % {"count": len(files)})
    except Refused as refused:
        messages.error(request, f"{refused.says}{refused.cites}{refused.instead}")
    page = "licences:online_form" if held.is_open else "licences:online"
    return HttpResponseRedirect(f"{reverse(page, args=[key])}#papers")


@require_safe
def file(request: HttpRequest, key: int, attachment: int) -> HttpResponse:
    """One file that the owner handed in."""
    _owner, held = acting_on(request, key)
    return answer_with(request, documents.of_record(attachment, held))


@never_cache
@both
def check(request: HttpRequest, key: int) -> HttpResponse:
    """Everything once more, what is still lacking, the promise, and the button that hands it in."""
    owner, held = acting_on(request, key)
    if not held.is_open:
        return redirect("licences:online", key)
    form = form_of(held, held.details, on=clock.today())
    whole = form.is_valid()
    refusal = None
    if request.method == "POST" and whole:
        try:
            true = bool(request.POST.get("true"))
            services.hand_in(held.pk, true=true, by=owner, today=clock.today())
            messages.success(request, _("已提交。"))
            return redirect("licences:online", key)
        except Refused as refused:
            refusal = refused
    there = {paper.key for paper in papers_in(held) if paper.files}
    items = held.details.get("items") or []
    given = _facts(held) | {
        "form": form,
        "lines": _lines(form),
        "lacking": lacking(held.kind, held.purpose, items, handed_in=there),
        "refusal": refusal,
    }
    return render(request, "licences/online/check.html", given, status=409 if refusal else 200)


@never_cache
@require_safe
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """Where it stands, what comes next and by when, what to answer, what to download."""
    _owner, held = acting_on(request, key)
    if held.is_open:
        return redirect("licences:online_form", key)
    return _progress(request, held, AnswerForm())


def _progress(request: HttpRequest, held: OnlineForm, form: AnswerForm) -> HttpResponse:
    code = applicants.remembered(request, SLOT, held.pk)[1]
    more = {
        "form": form,
        "code": applicants.known_code(request, SLOT, held.pk),
        "receipt_qr": qr(applicants.take_up_address(request, "portal:resume", held.number, code)),
        "papers": papers_in(held),
        "upload_url": reverse("licences:online_paper", args=[held.pk]),
    }
    given = page_of_form(held, title_of(held)) | more
    return render(request, "licences/online/progress.html", given, status=422 if form.errors else 200)


@require_POST
@limited("permit-form-answer", per_minute=20)
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Answer a notice of what is missing."""
    owner, held = acting_on(request, key)
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["answer"]
        if act(form, lambda: services.answer_online(held.pk, said, by=owner, today=clock.today())):
            messages.success(request, _("补正材料已提交，等待受理。"))
            return redirect("licences:online", key)
    return _progress(request, held, form)


@never_cache
@both
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take the application back."""
    owner, held = acting_on(request, key)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        if act(form, lambda: services.withdraw_online(held.pk, reason=why, by=owner, today=clock.today())):
            messages.success(request, _("申请已撤回。"))
            return redirect("licences:online", key)
    given = {
        "form": form,
        "title": _("撤回申请"),
        "intro": _("撤回后这个申请不再办理，需要时重新申请。"),
        "submit": _("撤回申请"),
        "back": reverse("licences:online", args=[key]),
    }
    return render(request, "page/errand.html", given, status=422 if form.errors else 200)


@never_cache
@require_safe
def paper(request: HttpRequest, key: int, paper: str) -> HttpResponse:
    """One document of the application."""
    _owner, held = acting_on(request, key)
    if held.application is None or paper == "check":
        raise Missing(_("还没有这份文书。"))
    return paper_of(held.application, paper)


def papers_in(held: OnlineForm) -> list[Paper]:
    """The papers that the form asks for, with what was handed in."""
    names = paper_names(held.kind, held.purpose)
    return papers_of(held, names, names, lambda key: reverse("licences:online_file", args=[held.pk, key]))


def _facts(held: OnlineForm) -> dict[str, Any]:
    law = entry(held.kind, LAW[Purpose(held.purpose)], on=clock.today())
    return {
        "held": held,
        "title": title_of(held),
        "registered": registered_as(held.business_code),
        "behind": differences(held.permit) if held.permit and held.purpose == Purpose.CHANGE else [],
        "papers": papers_in(held),
        "required": [paper.name for paper in papers(held.kind, held.purpose) if paper.required],
        "upload_url": reverse("licences:online_paper", args=[held.pk]),
        "law": law,
        "mark": mark_of(law) if law else "",
        "at_once": held.kind == Kind.PREPACKAGED and held.purpose != Purpose.CANCELLATION,
    }


def _lines(form: Form) -> list[tuple[str, str]]:
    """The form as it was filled in, in words: what was left empty is left out."""
    return [(str(field.label), said) for field in form if (said := drafts.said(field.field, field.value()))]
