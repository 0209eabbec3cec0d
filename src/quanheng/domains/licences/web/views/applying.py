"""Taking in applications and filings at the window, each on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.domains.licences import services
from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.catalogue import with_head
from quanheng.domains.licences.rules.deadlines import due
from quanheng.domains.licences.rules.provisions import article, entry, mark_of
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.rules.vocabulary import (
    GRANTED_HERE,
    KIND_SAYS,
    ORIGIN_SAYS,
    PURPOSE_SAYS,
    Kind,
    Origin,
    Purpose,
)
from quanheng.domains.licences.services import About, Granted, NewApplication, NewFiling
from quanheng.domains.licences.services.following import registered_as
from quanheng.domains.licences.web import forms as ours
from quanheng.domains.licences.web.views.errands import Errand, actor_of, both, held_permit, run, sent
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.web.words import said

APPLIED = Kind.FOOD_BUSINESS, Kind.FOOD_PRODUCTION, Kind.DRUG_RETAIL


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which permit: the kinds side by side, with the article that asks for each."""
    actor_of(request).require(rights.APPLY)
    today, code = clock.today(), request.GET.get("code", "")
    rows = [_kind_row(kind, code, today) for kind in APPLIED]
    given = {"rows": rows, "code": code, "file_url": f"{reverse('licences:file')}?code={code}"}
    return render(request, "licences/choose.html", given)


def _kind_row(kind: Kind, code: str, today: Any) -> dict[str, Any]:
    need = entry(kind, "need", on=today)
    return {
        "name": said(KIND_SAYS[kind]),
        "url": f"{reverse('licences:apply_kind', args=[kind.value])}?code={code}",
        "cites": need.cites if need else "",
        "decide": due(kind, "decide", start=today) if entry(kind, "decide", on=today) else None,
    }


@both
def apply(request: HttpRequest, kind: str) -> HttpResponse:
    """A first application, and its acceptance on the spot where the material is whole."""
    by, today = actor_of(request), clock.today()
    by.require(rights.APPLY)
    if kind not in GRANTED_HERE:
        raise Missing()
    initial = {"business_code": request.GET.get("code", "")}
    form = ours.ApplyForm(**sent(request), initial=initial, kind=kind, on=today)
    need = article(kind, "need", on=today)
    errand = Errand(
        _("申请%(kind)s") % {"kind": said(KIND_SAYS[Kind(kind)])},
        _("提交申请"),
        more={"law": need, "mark": mark_of(need)},
    )
    return run(request, None, form, errand, lambda: _apply(request, form, kind), _said)


def _apply(request: HttpRequest, form: ours.ApplyForm, kind: str) -> Application:
    by, today, said = actor_of(request), clock.today(), form.cleaned_data
    made = services.apply_for_permit(
        NewApplication(
            kind=kind,
            business_code=said["business_code"],
            form=said["form"],
            items=with_head(kind, said["form"], said["items"]),
            premises=said["premises"],
            person=said["person"],
            products=said.get("products", ""),
            contact_name=said["contact_name"],
            contact_phone=said["contact_phone"],
            reference=_reference(request),
        ),
        by=by,
        today=today,
    )
    if said["complete"] and made.stage == Stage.APPLIED:
        made = services.accept(made, by=by, today=today)
    return made


def _reference(request: HttpRequest) -> str:
    token = request.POST.get("once", "")
    return f"form:{actor_of(request).id}:{token[:64]}" if token else ""


def _said(made: Application) -> str:
    given = {"number": made.number, "due": made.due_on}
    if made.stage == Stage.APPLIED:
        return _("已收到申请，编号 %(number)s，等待受理。") % given
    return _("已受理，编号 %(number)s，%(due)s 前作出决定。") % given


@both
def about(request: HttpRequest, key: int, purpose: str) -> HttpResponse:
    """A holder's application: change, renewal, replacement, cancellation."""
    found, today = held_permit(request, key, rights.APPLY), clock.today()
    registered = registered_as(found.holder_code)
    initial = {
        "holder_name": registered.name or found.holder_name,
        "person": registered.person or found.person,
        "residence": registered.residence or found.residence,
        "items": found.items,
    }
    form = ours.AboutForm(
        **sent(request), initial=initial, purpose=purpose, kind=found.kind, held=found.items, on=today
    )
    key_of = {
        "change": "change",
        "renewal": "renew_close",
        "replacement": "replace",
        "cancellation": "cancel",
    }
    law = entry(found.kind, key_of[purpose], on=today)
    errand = Errand(
        _("申请%(purpose)s") % {"purpose": said(PURPOSE_SAYS[Purpose(purpose)])},
        _("提交申请"),
        more={"law": law, "mark": mark_of(law) if law else ""},
    )
    return run(request, found, form, errand, lambda: _about(request, found, form, purpose), _said)


def _about(request: HttpRequest, found: Permit, form: ours.AboutForm, purpose: str) -> Application:
    by, today, said = actor_of(request), clock.today(), form.cleaned_data
    made = services.apply_about_permit(
        found,
        About(
            purpose=purpose,
            holder_name=said.get("holder_name", ""),
            person=said.get("person", ""),
            residence=said.get("residence", ""),
            items=said.get("items", ()),
            changed_on=said.get("changed_on"),
            declared_unchanged=bool(said.get("declared_unchanged")),
            contact_name=said["contact_name"],
            contact_phone=said["contact_phone"],
            reference=_reference(request),
        ),
        by=by,
        today=today,
    )
    if said["complete"] and made.stage == Stage.APPLIED:
        made = services.accept(made, by=by, today=today)
    return made


@both
def file_seller(request: HttpRequest) -> HttpResponse:
    """Filing of a seller of prepackaged food only: number at once."""
    by, today = actor_of(request), clock.today()
    by.require(rights.FILE)
    initial = {"business_code": request.GET.get("code", "")}
    form = ours.ApplyForm(**sent(request), initial=initial, kind=Kind.PREPACKAGED, on=today)
    law = entry(Kind.PREPACKAGED, "file", on=today)
    intro = _("材料齐全的当场取得备案编号，不需要许可。")
    more = {"law": law, "mark": mark_of(law) if law else ""}
    errand = Errand(_("仅销售预包装食品备案"), _("备案"), intro, more=more)
    return run(request, None, form, errand, lambda: _file(request, form), _filed)


def _filed(made: Permit) -> str:
    return _("已备案，编号 %(number)s。") % {"number": made.number}


def _file(request: HttpRequest, form: ours.ApplyForm) -> Permit:
    said = form.cleaned_data
    new = NewFiling(
        business_code=said["business_code"],
        form=said["form"],
        items=said["items"],
        premises=said["premises"],
        person=said["person"],
    )
    return services.file_seller(new, by=actor_of(request), today=clock.today())


@both
def update_filing(request: HttpRequest, key: int) -> HttpResponse:
    """Bring a filing up to date."""
    found, today = held_permit(request, key, rights.FILE), clock.today()
    initial = {"person": found.person, "items": found.items}
    form = ours.AboutForm(
        **sent(request), initial=initial, purpose="renewal", kind=found.kind, held=found.items, on=today
    )
    for name in ("declared_unchanged", "contact_name", "contact_phone", "complete"):
        form.fields.pop(name, None)
    law = entry(found.kind, "change", on=today)
    errand = Errand(_("更新备案信息"), _("更新"), more={"law": law, "mark": mark_of(law) if law else ""})
    return run(
        request,
        found,
        form,
        errand,
        lambda: services.update_filing(
            found,
            items=form.cleaned_data["items"],
            person=form.cleaned_data["person"],
            by=actor_of(request),
            today=today,
        ),
        lambda made: _("备案信息已更新。"),
    )


@both
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a permit that a superior authority granted."""
    by, today = actor_of(request), clock.today()
    by.require(rights.ENTER)
    kinds = [
        (kind.value, said(KIND_SAYS[kind]))
        for kind in (Kind.INDUSTRIAL, Kind.FOOD_PRODUCTION, Kind.DRUG_RETAIL)
    ]
    form = ours.EnterForm(**sent(request), kinds=kinds)
    errand = Errand(
        ORIGIN_SAYS[Origin.ENTERED],
        _("登记"),
        _("工业产品生产许可等由上级颁发的许可，在这里登记，用于检查覆盖、到期提醒和公示。"),
    )
    return run(
        request,
        None,
        form,
        errand,
        lambda: services.enter_permit(Granted(**form.cleaned_data), by=by, today=today),
        lambda made: _("已登记 %(number)s。") % {"number": made.number},
    )
