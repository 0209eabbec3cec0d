"""Papers and evidence about names, for officers and for who holds number and code 名称文书与证据."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import NameDispute
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.papers import SIDE_SAYS, Side
from quanheng.domains.registration.rules.names.stages import DISPUTE_SAYS, DISPUTE_TONES, Dispute
from quanheng.domains.registration.services.names.sides import OPEN_TO
from quanheng.domains.registration.web.views.businesses import actor_of
from quanheng.domains.registration.web.views.names import KEPT_IN_SESSION
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.web.evidence import Paper, papers_of
from quanheng.platform.documents.web.views import answer_with
from quanheng.platform.web import applicants
from quanheng.platform.web.forms import CodeField, DocketField, act, sentence
from quanheng.platform.web.limits import limited

SLOT = "disputes"
MOST = 6
EVIDENCE = {f"evidence_{side.value}": side for side in Side}


class SideForm(forms.Form):
    """Number and code of a side."""

    number = DocketField(label=gettext_lazy("争议编号"), max_length=40)
    code = CodeField(label=gettext_lazy("查询码"), max_length=20)


def reading(request: HttpRequest, key: int) -> tuple[NameDispute, Side | None]:
    """The dispute, and the side that reads it; none for an officer. Raises ``Missing``."""
    viewer = actor_of(request)
    if viewer.may(rights.SEE):
        return queries.dispute(key, viewer=viewer), None
    number, code = applicants.remembered(request, SLOT, key)
    return queries.side_with_code(number, code)


def evidence_lists(found: NameDispute, side: Side | None) -> list[Paper]:
    """The evidence that the reader may see, by side."""
    shown = queries.dispute_evidence(found, side)
    says = {f"evidence_{one.value}": _("%(side)s的证据") % {"side": SIDE_SAYS[one]} for one in shown}
    return papers_of(
        found, says, says, lambda row: reverse("registration:name_dispute_file", args=[found.pk, row])
    )


def takes_evidence(found: NameDispute, papers: list[Paper], side: Side | None) -> list[Paper]:
    """Those of the lists to which the reader may add now."""
    return [
        paper
        for paper in papers
        if found.stage in OPEN_TO[EVIDENCE[paper.key]] and side in (None, EVIDENCE[paper.key])
    ]


@never_cache
@require_safe
def name_paper(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """One paper of a retained name as PDF."""
    viewer = actor_of(request)
    if viewer.may(rights.SEE):
        held = queries.retained_name(key, viewer=viewer)
    else:
        known = queries.retained_with_code(key, request.session.get(KEPT_IN_SESSION, {}).get(str(key), ""))
        if known is None:
            raise Missing(_("没有找到这个保留名称。"), instead=_("请填写保留编号和取用码。"))
        held = known
    return answer_with(request, services.paper_of_name(held, name, today=clock.today()))


@never_cache
@require_safe
def dispute_paper(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """One paper of a dispute as PDF; a side gets those addressed to it."""
    found, side = reading(request, key)
    return answer_with(request, services.paper_of_dispute(found, name, side, today=clock.today()))


@never_cache
@require_safe
def dispute_file(request: HttpRequest, key: int, attachment: int) -> HttpResponse:
    """One piece of evidence, for whoever may read it."""
    found, side = reading(request, key)
    row = documents.of_record(attachment, found)
    if EVIDENCE.get(row.kind) not in queries.dispute_evidence(found, side):
        raise Missing
    return answer_with(request, row)


@require_POST
@limited("dispute-evidence", per_minute=30)
def dispute_evidence(request: HttpRequest, key: int) -> HttpResponse:
    """Keep photos or PDFs of one side."""
    found, side = reading(request, key)
    of = side or EVIDENCE.get(request.POST.get("kind", ""), Side.APPLICANT)
    by = queries.side_actor(found, side) if side else actor_of(request)
    contents = [file.read() for file in request.FILES.getlist("files")[:MOST]]
    try:
        services.add_dispute_evidence(found.pk, of, contents, by=by, today=clock.today())
        messages.success(request, _("已保存 %(count)s 个文件。") % {"count": len(contents)})
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("registration:name_dispute_mine" if side else "registration:name_dispute", found.pk)


@require_POST
def dispute_code(request: HttpRequest, key: int) -> HttpResponse:
    """Hand out the code of one side; it is shown once, on the page of the dispute."""
    viewer = actor_of(request)
    found = queries.dispute(key, viewer=viewer)
    try:
        side = Side(request.POST.get("side", ""))
    except ValueError:
        raise Missing(_("请选择发给哪一方。")) from None
    code = services.hand_out_dispute_code(found.pk, side, by=viewer, today=clock.today())
    applicants.remember(request, f"{SLOT}-{side.value}", found.pk, found.number, code)
    messages.success(request, _("已发放查询码，请告知对方。"))
    return redirect("registration:name_dispute", found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("dispute-side", per_minute=10)
def dispute_enter(request: HttpRequest) -> HttpResponse:
    """A side of a dispute finds it by number and code."""
    form = SideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        known = act(form, lambda: queries.side_with_code(number, code))
        if known is not None:
            found, _side = known
            applicants.remember(request, SLOT, found.pk, found.number, code)
            return redirect("registration:name_dispute_mine", found.pk)
    context = {
        "form": form,
        "title": _("企业名称争议：查进度、下载文书、提交证据"),
        "intro": _("填写登记机关告知的争议编号和查询码。"),
        "submit": _("查看"),
        "back": reverse("registration:names"),
    }
    return render(request, "page/errand.html", context, status=409 if form.errors else 200)


@never_cache
@require_safe
@limited("dispute-side", per_minute=60)
def dispute_mine(request: HttpRequest, key: int) -> HttpResponse:
    """A side's own page of a dispute: where it stands, its papers, its evidence."""
    number, code = applicants.remembered(request, SLOT, key)
    if not number:
        return redirect("registration:name_dispute_enter")
    found, side = queries.side_with_code(number, code)
    lists = evidence_lists(found, side)
    mine = takes_evidence(found, lists, side)
    context = {
        "dispute": found,
        "side": SIDE_SAYS[side],
        "stage": DISPUTE_SAYS[Dispute(found.stage)],
        "tone": DISPUTE_TONES.get(Dispute(found.stage), "plain"),
        "documents": services.papers_of_dispute(found, side),
        "papers": mine,
        "others": [paper for paper in lists if paper not in mine],
        "upload_url": reverse("registration:name_dispute_evidence", args=[found.pk]),
    }
    return render(request, "registration/names/dispute_mine.html", context)
