"""我要办理: the owner applies online without an account, takes it up anywhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.desks.portal.views import visiting
from quanheng.domains.licences import queries as permits
from quanheng.domains.licences import services as licences
from quanheng.domains.licences.web.offers import Offer, form_for, offers_to
from quanheng.domains.licences.web.views import online
from quanheng.domains.registration import queries as register
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules.filings import Channel, FilingKind
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.domains.registration.services.filing import NewFiling
from quanheng.domains.registration.web.applicants import remember
from quanheng.domains.registration.web.opening import open_prepared
from quanheng.domains.registration.web.views.starting import errand_asked, errands_on, foundings
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.web.forms import CodeField, act
from quanheng.platform.web.limits import limited

both = require_http_methods(["GET", "HEAD", "POST"])


class ResumeForm(forms.Form):
    """Number and code of the receipt."""

    number = CodeField(label=gettext_lazy("申请编号"), max_length=40)
    code = CodeField(label=gettext_lazy("办理码"), max_length=30)


class OwnerForm(forms.Form):
    """Who asks for something about a business that exists: its code, and who answers for it."""

    business = CodeField(label=gettext_lazy("统一社会信用代码"), max_length=18)
    id_number = CodeField(label=gettext_lazy("经营者、法定代表人或者负责人的公民身份号码"), max_length=18)


@require_safe
@limited("apply", per_minute=60)
def apply(request: HttpRequest) -> HttpResponse:
    """What can be done here, and the two ways in: found something, or change what exists."""
    form = OwnerForm(initial={"business": request.GET.get("business", "")[:18]})
    return render(request, "portal/apply.html", _entry(form))


def _entry(form: OwnerForm) -> dict[str, Any]:
    return {"foundings": foundings(), "form": form, "errands": []}


@require_POST
@limited("apply-open", per_minute=10)
def open_founding(request: HttpRequest) -> HttpResponse:
    """Open an establishment and go to its form."""
    _kind, subject = errand_asked(request)
    new = NewFiling(FilingKind.ESTABLISHMENT, subject, Channel.ONLINE, county())
    filing = open_prepared(request, new, by=Actor.public())
    return redirect("registration:filing_form", filing.pk)


def county() -> str:
    """The county that this installation registers for."""
    bureau = Organ.objects.filter(kind="bureau").order_by("code").first()
    if bureau is None:
        raise Missing(_("本平台还没有设置登记机关。"), instead=_("请到登记窗口办理。"))
    return str(bureau.area_id)


@never_cache
@require_POST
@limited("apply-owner", per_minute=6)
def owner(request: HttpRequest) -> HttpResponse:
    """Find the business of somebody who answers for it, and offer its errands; or open the one chosen."""
    form = OwnerForm(request.POST)
    given = _entry(form)
    if form.is_valid() and _answers_for(form):
        business = register.public_business(form.cleaned_data["business"])
        if request.POST.get("permit"):
            return _open_permit_form(request, business.code)
        if request.POST.get("errand"):
            kind, subject = errand_asked(request)
            new = NewFiling(kind, subject, Channel.ONLINE, business.area_code, business.code)
            filing = open_prepared(request, new, by=Actor.public())
            return redirect("registration:filing_form", filing.pk)
        given |= {"business": business, "errands": errands_on(business), "permits": _permits(business)}
    return render(request, "portal/apply.html", given, status=409 if form.errors else 200)


def _open_permit_form(request: HttpRequest, code: str) -> HttpResponse:
    """Open the form on a permit that was chosen, and go to it."""
    new = form_for(request.POST["permit"], code)
    form, secret = licences.open_form(new, by=Actor.public(), today=clock.today())
    online.remember(request, form, secret)
    return redirect("licences:online_form", form.pk)


def _permits(business: Business) -> list[Offer]:
    is_open = business.state == State.OPEN
    return offers_to(business.code, is_open=is_open, trade=business.trade, scope=business.scope)


def _answers_for(form: OwnerForm) -> bool:
    if doors.stands_for(form.cleaned_data["business"], form.cleaned_data["id_number"]):
        return True
    form.add_error(
        "id_number",
        _(
            "身份号码与登记的不一致，或者登记时没有留存身份号码，不能在网上办理。依据：《市场主体登记管理条例》"
            "第十五条。可以：带身份证件到登记窗口、邮政网点办理，或者申请上门办照。"
        ),
    )
    return False


@never_cache
@both
@limited("resume", per_minute=10)
def resume(request: HttpRequest) -> HttpResponse:
    """Take an application up by number and code, or see where it stands."""
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        if permits.is_form_number(number):
            return _resume_permit_form(request, form)
        if doors.is_visit_number(number):
            return _resume_visit(request, form)
        actor = act(form, lambda: doors.taken_up(number, code))
        if actor is not None:
            filing = doors.filing_of(actor.applies_for, viewer=actor)
            remember(request, filing, code)
            draft = filing.stage in {"draft", "supplement"}
            return redirect("registration:filing_form" if draft else "registration:filing", filing.pk)
    return _resume_page(request, form)


def _resume_permit_form(request: HttpRequest, form: ResumeForm) -> HttpResponse:
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    owner = act(form, lambda: permits.taken_up(number, code))
    if owner is None:
        return _resume_page(request, form)
    found = permits.form_of(viewer=owner)
    online.remember(request, found, code)
    return redirect("licences:online", found.pk)


def _resume_visit(request: HttpRequest, form: ResumeForm) -> HttpResponse:
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    found = act(form, lambda: doors.visit_with_code(number, code))
    if found is None:
        return _resume_page(request, form)
    visiting.remember(request, found, code)
    return redirect("portal:visit", found.pk)


def _resume_page(request: HttpRequest, form: ResumeForm) -> HttpResponse:
    return render(request, "portal/resume.html", {"form": form}, status=409 if form.errors else 200)
