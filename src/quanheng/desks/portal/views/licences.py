"""Verifying a licence with the platform at hand: its own page, its file, the content of its code."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quanheng.desks.portal.forms import LicenceForm
from quanheng.desks.portal.views.about import verify_page
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.certificates import payload, queries, services
from quanheng.platform.certificates.authority import authority, fits
from quanheng.platform.certificates.checking import Found, check_file
from quanheng.platform.certificates.kinds import kind_of
from quanheng.platform.certificates.services import Channel
from quanheng.platform.certificates.standing import SAYS, Standing, standing
from quanheng.platform.documents.queries import content
from quanheng.platform.web.limits import limited

PUBLIC_ID = re.compile(r"[a-z2-7]{26}")
TONES = {
    Standing.VALID: "good",
    Standing.EXPIRED: "stop",
    Standing.REVOKED: "stop",
    Standing.SUPERSEDED: "warn",
}
ANSWERS = {
    Standing.VALID: _("此证照有效"),
    Standing.EXPIRED: _("此证照已过期"),
    Standing.REVOKED: _("此证照已失效"),
    Standing.SUPERSEDED: _("此证照已被新版本替代"),
}
FILE_ANSWERS = {
    Found.GENUINE: (_("文件真实，没有改动"), "good"),
    Found.ALTERED: (_("文件被改动过"), "stop"),
    Found.FOREIGN: (_("不是本平台签名的文件"), "stop"),
    Found.UNSIGNED: (_("不是本平台签发的文件"), "stop"),
    Found.UNREADABLE: (_("文件不能读取"), "stop"),
}


@never_cache
@require_safe
@limited("licence", per_minute=120)
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    today = clock.today()
    try:
        row = queries.by_public_id(public_id)
    except Missing:
        services.count_verification(None, "unknown", Channel.PAGE, today=today)
        raise
    state = standing(row, today)
    if request.method == "GET":
        services.count_verification(row, state, Channel.PAGE, today=today)
    newest = queries.newest(row.kind, row.number) if state is Standing.SUPERSEDED else None
    newest_state = standing(newest, today) if newest else None
    given = {
        "certificate": row,
        "kind": kind_of(row.kind),
        "state": state,
        "answer": ANSWERS[state],
        "tone": TONES[state],
        "fields": row.data.get("fields", []),
        "newest": newest,
        "newest_state": newest_state,
        "newest_says": SAYS[newest_state] if newest_state else "",
    }
    return render(request, "portal/certificate.html", given)


@require_POST
@limited("licence-submit", per_minute=30)
def submit(request: HttpRequest) -> HttpResponse:
    form = LicenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return verify_page(request, form)
    if form.cleaned_data["file"]:
        return _file(request, form.cleaned_data["file"].read())
    try:
        return _text(request, form.cleaned_data["text"].strip())
    except payload.NotAPayload as refused:
        form.add_error("text", f"{refused.says}{refused.instead}")
        return verify_page(request, form)


def _file(request: HttpRequest, given: bytes) -> HttpResponse:
    today = clock.today()
    found = check_file(given)
    services.count_verification(found.certificate, found.found, Channel.FILE, today=today)
    answer, tone = FILE_ANSWERS[found.found]
    told: dict[str, Any] = {
        "answer": answer,
        "tone": tone,
        "says": found.says,
        "certificate": found.certificate,
    }
    if found.certificate:
        state = standing(found.certificate, today)
        told |= {"kind": kind_of(found.certificate.kind), "standing_says": f"{ANSWERS[state]}。"}
        if state is not Standing.VALID:
            told |= {"answer": ANSWERS[state], "tone": TONES[state]}
    return render(request, "portal/certificate_checked.html", told)


def _text(request: HttpRequest, text: str) -> HttpResponse:
    named = re.search(r"/verify/([a-z2-7]{26})/?$", text)
    bare = text if PUBLIC_ID.fullmatch(text) else named[1] if named else ""
    if bare:
        return HttpResponseRedirect(reverse("portal:certificate", args=[bare]))
    found = payload.decode(text)
    key = authority().key(found.statement.key_id)
    if key and fits(found.message, found.signature, key):
        address = reverse("portal:certificate", args=[found.statement.public_id])
        return HttpResponseRedirect(f"{address}#{text.rpartition('#')[2]}")
    services.count_verification(None, "forged", Channel.TEXT, today=clock.today())
    told = {
        "answer": _("这个二维码是伪造的"),
        "tone": "stop",
        "says": _("签名不符：内容被改动，或者不是本平台签发的。"),
    }
    return render(request, "portal/certificate_checked.html", told)


@never_cache
@require_safe
@limited("licence-file", per_minute=30)
def file(request: HttpRequest, public_id: str, token: str, suffix: str) -> HttpResponseBase:
    row = queries.by_download_token(public_id, token)
    if row.state != "current":
        raise Refused(
            gettext("这一版证照%(standing)s，不再提供下载。")
            % {"standing": SAYS[standing(row, clock.today())]},
            instead=gettext("请从您的办件页面下载现行版本。"),
        )
    stored = services.pdf_of(row) if suffix == "pdf" else services.ofd_of(row)
    answer = HttpResponse(content(stored.digest), content_type=stored.media_type)
    name = f"{kind_of(row.kind).title} {row.holder_name}.{suffix}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
