"""企业名称自主申报: anybody asks whether a name is free, and keeps it.

How another form embeds the live check: name the parts ``name_parts__region``, ``…__brand``, ``…__trade``,
``…__form`` (or ``region``, ``brand``, ``trade``, ``form``) and put inside the form, below them::

    {% include "registration/names/_live.html" with subject="company" area_code="500242101" %}

It asks ``GET registration:name_check`` (``/registration/names/check/``) 400 ms after the last key and shows
the answer, ``registration/names/_answer.html``. Nothing but the name's parts, ``trade_code``, ``meaning``,
``retained_name`` and ``retained_code`` is sent. Further parameters: ``owner`` (code of the business whose
name is changed), ``related`` (codes with an investment relation, separated by blanks). A region that is not
sent at all is taken to be the county's name. Without script the form's own judgment says the same on
submission. Link ``registration/names.css`` for its look.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import NameReservation
from quanheng.domains.registration.name_claims import regions_of
from quanheng.domains.registration.rules.names.asking import NameFinding, NameQuestion, NameVerdict
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services.names.retaining import PROMISE, PROMISE_CITES, kept_until
from quanheng.domains.registration.web import name_forms
from quanheng.domains.registration.web.views.businesses import actor_of
from quanheng.kernel import clock
from quanheng.platform.web.forms import act
from quanheng.platform.web.limits import limited

PARTS = ("region", "brand", "trade", "form")
KEPT_IN_SESSION = "retained_names"


def question_from(given: Any) -> NameQuestion:
    """The question in a request's fields, under plain names or those of the filing form."""

    def field(name: str) -> str:
        value = given.get(name)
        return str(given.get(f"name_parts__{name}", "") if value is None else value).strip()[:60]

    area = field("area_code")
    sent = "region" in given or "name_parts__region" in given
    return NameQuestion(
        region=field("region") if sent else default_region(area),
        brand=field("brand"),
        trade=field("trade"),
        form=field("form"),
        area_code=area,
        subject=field("subject") if field("subject") in set(Kind) else Kind.COMPANY.value,
        trade_code=field("trade_code"),
        owner=field("owner"),
        related=tuple(field("related").split()),
        meaning=field("meaning"),
        reservation=field("retained_name"),
        reservation_code=field("retained_code"),
    )


def default_region(area_code: str) -> str:
    """How the county is written in most names."""
    names = [name for name in regions_of(area_code) if name.endswith(("县", "市", "区"))]
    return min(names, key=len, default="")


@require_safe
@limited("names", per_minute=240)
def check(request: HttpRequest) -> HttpResponseBase:
    """The answer alone, for whoever types."""
    return render(request, "registration/names/_answer.html", _answer(request))


@require_safe
@limited("names", per_minute=240)
def page(request: HttpRequest) -> HttpResponseBase:
    """The whole page: the four parts, the answer, and keeping the name."""
    form = name_forms.NameForm(request.GET or None, initial=_initial(request))
    context = _on_page(form, _answer(request, with_retaining=True))
    if request.headers.get("HX-Request"):
        return render(request, "registration/names/_typed.html", context)
    return render(request, "registration/names/page.html", context)


@require_http_methods(["POST"])
@limited("name_retain", per_minute=10)
def retain(request: HttpRequest) -> HttpResponseBase:
    """Keep a name; the code is shown once, on the next page."""
    question = question_from(request.POST)
    form = name_forms.RetainForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        applicant = services.NameApplicant(given["applicant_name"], given["applicant_phone"])
        kept = act(
            form,
            lambda: services.retain_name(
                question,
                applicant,
                promised=given["promised"],
                approval=given["approval"] if given["needs_approval"] else "",
                by=actor_of(request),
                today=clock.today(),
            ),
        )
        if kept is not None:
            _keep_code(request, kept.reservation, kept.code)
            return redirect("registration:name_kept", kept.reservation.pk)
    asking = name_forms.NameForm(request.POST)
    context = _on_page(asking, _given(question, retaining=form))
    return render(request, "registration/names/page.html", context)


def _answer(request: HttpRequest, *, with_retaining: bool = False) -> dict[str, Any]:
    question = question_from(request.GET)
    retaining = name_forms.RetainForm(initial=_asked(question)) if with_retaining else None
    return _given(question, retaining=retaining)


def _given(question: NameQuestion, *, retaining: name_forms.RetainForm | None) -> dict[str, Any]:
    today = clock.today()
    asked = bool(question.brand or question.trade or question.form)
    verdict = services.check_name(question, today=today) if asked and question.area_code else None
    until_on, cites = kept_until(today, approval="")
    return {
        "asked": asked,
        "question": question,
        "verdict": verdict,
        "said": _said(verdict),
        "retaining": retaining,
        "promise": PROMISE,
        "promise_cites": PROMISE_CITES,
        "until_on": until_on,
        "until_cites": cites,
    }


def _on_page(form: name_forms.NameForm, given: dict[str, Any]) -> dict[str, Any]:
    parts = [(form[part], findings) for part, findings in given["said"]]
    return {"form": form, "parts": parts, **given}


def _said(verdict: NameVerdict | None) -> list[tuple[str, tuple[NameFinding, ...]]]:
    """What is said beside each part: its refusals."""
    refusals = verdict.refusals if verdict else ()
    return [(part, tuple(found for found in refusals if found.field == part)) for part in PARTS]


def _asked(question: NameQuestion) -> dict[str, str]:
    names = (*PARTS, "area_code", "subject", "trade_code", "meaning")
    return {name: getattr(question, name) for name in names} | {"related": " ".join(question.related)}


def _initial(request: HttpRequest) -> dict[str, str]:
    counties = name_forms.counties()
    area = counties[0][0] if counties else ""
    return {"area_code": area, "region": default_region(area), "subject": Kind.COMPANY.value}


@require_safe
@limited("names", per_minute=120)
def kept(request: HttpRequest, key: int) -> HttpResponseBase:
    """The receipt of a name just kept, for the browser that kept it."""
    code = request.session.get(KEPT_IN_SESSION, {}).get(str(key), "")
    held = queries.retained_with_code(key, code)
    if held is None:
        return redirect("registration:name_mine")
    context = {"held": held, "code": code, "today": clock.today()}
    response = render(request, "registration/names/receipt.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited("name_mine", per_minute=20)
def mine(request: HttpRequest) -> HttpResponseBase:
    """One's retained name by number and code: how long it is kept, and giving it up."""
    form = name_forms.KeptForm(request.POST or None)
    held = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if "release" in request.POST:
            done = act(form, lambda: _release(request, given["number"], given["code"]))
            if done is not None:
                messages.success(request, _("已放弃保留：%(name)s。") % {"name": done.name})
                return redirect("registration:names")
        held = act(form, lambda: services.held_name(given["number"], given["code"], today=clock.today()))
        if held is not None:
            _keep_code(request, held, given["code"])
    context = {"form": form, "held": held, "code": form.cleaned_data.get("code", "") if held else ""}
    response = render(request, "registration/names/mine.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _keep_code(request: HttpRequest, held: NameReservation, code: str) -> None:
    """Let this browser read the receipt and the notice of a retained name."""
    request.session[KEPT_IN_SESSION] = request.session.get(KEPT_IN_SESSION, {}) | {str(held.pk): code}


def _release(request: HttpRequest, number: str, code: str) -> NameReservation:
    return services.release_name(number, code, by=actor_of(request), today=clock.today())
