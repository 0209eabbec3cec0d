"""Retained names and disputes for officers: lists, matter pages, acts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import NameDispute, NameReservation
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.papers import SIDE_SAYS, Side
from quanheng.domains.registration.rules.names.stages import (
    DISPUTE_SAYS,
    DISPUTE_TONES,
    RETAINED_SAYS,
    RETAINED_TONES,
    Dispute,
    Retained,
)
from quanheng.domains.registration.web import dispute_forms as ours
from quanheng.domains.registration.web.dispute_steps import STEPS, is_possible
from quanheng.domains.registration.web.views.businesses import actor_of
from quanheng.domains.registration.web.views.name_sides import SLOT, evidence_lists, takes_evidence
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.web import applicants
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.matters import Action, Deadline, MatterHead, timeline
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def retained_list(request: HttpRequest) -> HttpResponseBase:
    """Every retained name of the viewer's area."""
    viewer = actor_of(request)
    spec = ListSpec(
        title=_("保留名称"),
        columns=[
            Column("name", _("名称"), link=_retained_page, fixed=True),
            Column("number", _("编号"), kind="code"),
            Column(
                "stage",
                _("状态"),
                value=lambda row: RETAINED_SAYS[Retained(row.stage)],
                kind="state",
                tone=lambda row: RETAINED_TONES[Retained(row.stage)],
            ),
            Column("until_on", _("保留至"), kind="date", sort="until_on"),
            Column("retained_on", _("保留日期"), kind="date", sort="retained_on"),
            Column("subject", _("类型"), value="get_subject_display"),
            Column("used_for", _("用于"), spare=True),
        ],
        filters=[Filter("stage", _("状态"), choices=pairs(RETAINED_SAYS))],
        search=lambda rows, text: rows.filter(name__contains=text) | rows.filter(number=text),
        search_hint=_("名称的任何一段，或者编号"),
        empty=_("还没有保留的名称。申请人在名称申报页面保留后，出现在这里。"),
        actions=[
            (reverse("registration:names"), _("名称申报")),
            (reverse("registration:name_disputes"), _("名称争议")),
        ],
    )
    return list_page(request, spec, queries.retained_names(viewer=viewer))


def _retained_page(row: NameReservation) -> str:
    return reverse("registration:name_retained_one", args=[row.pk])


@require_safe
def retained(request: HttpRequest, key: int) -> HttpResponse:
    """One retained name."""
    viewer = actor_of(request)
    found = queries.retained_name(key, viewer=viewer)
    strike = Action(_("取消保留"), reverse("registration:name_strike", args=[key]))
    held = found.is_held_on(clock.today())
    head = MatterHead(
        number=found.number,
        title=found.name,
        state=RETAINED_SAYS[Retained(found.stage)],
        tone=RETAINED_TONES[Retained(found.stage)],
        holder=found.organ.short_name,
        due=Deadline(found.until_on, found.until_cites, _("保留至")) if held else None,
        more=[strike] if held and viewer.may(rights.STRIKE) else [],
    )
    documents = services.papers_of_name(found)
    given = {"head": head, "held": found, "timeline": timeline(found, viewer), "documents": documents}
    return render(request, "registration/names/retained.html", given)


@both
def strike(request: HttpRequest, key: int) -> HttpResponse:
    """Take a retained name off the list, with reason and article."""
    viewer = actor_of(request)
    viewer.require(rights.STRIKE)
    found = queries.retained_name(key, viewer=viewer)
    form = ours.StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = act(
            form,
            lambda: services.strike_name(
                found.number, given["reason"], given["cites"], by=viewer, today=clock.today()
            ),
        )
        if done is not None:
            messages.success(request, _("已取消保留。"))
            return redirect("registration:name_retained_one", key)
    context = {"form": form, "title": _("取消保留：%(name)s") % {"name": found.name}, "submit": _("取消保留")}
    return render(request, "page/errand.html", context | {"back": _retained_page(found)})


@require_safe
def dispute_list(request: HttpRequest) -> HttpResponseBase:
    """Every dispute of the viewer's area."""
    viewer = actor_of(request)
    new = (reverse("registration:name_dispute_new"), _("登记争议申请"))
    spec = ListSpec(
        title=_("企业名称争议"),
        columns=[
            Column("disputed_name", _("被争议的名称"), link=_page, fixed=True),
            Column("number", _("编号"), kind="code"),
            Column("applicant_name", _("申请人")),
            Column(
                "stage",
                _("状态"),
                value=lambda row: DISPUTE_SAYS[Dispute(row.stage)],
                kind="state",
                tone=lambda row: DISPUTE_TONES.get(Dispute(row.stage), "plain"),
            ),
            Column("due_on", _("期限"), kind="date", sort="due_on"),
            Column("filed_on", _("收到日期"), kind="date", sort="filed_on"),
            Column("ruled_on", _("裁决日期"), kind="date", spare=True),
        ],
        filters=[Filter("stage", _("状态"), choices=pairs(DISPUTE_SAYS))],
        search=lambda rows, text: (
            rows.filter(disputed_name__contains=text)
            | rows.filter(applicant_name__contains=text)
            | rows.filter(number=text)
        ),
        search_hint=_("名称、申请人或者编号"),
        empty=_("还没有名称争议。收到争议裁决申请后，在这里登记。"),
        actions=[new] if viewer.may(rights.FILE_DISPUTE) else [],
    )
    return list_page(request, spec, queries.disputes(viewer=viewer))


def _page(row: NameDispute) -> str:
    return reverse("registration:name_dispute", args=[row.pk])


@both
def new_dispute(request: HttpRequest) -> HttpResponse:
    """Enter an application for a ruling."""
    viewer = actor_of(request)
    viewer.require(rights.FILE_DISPUTE)
    form = ours.DisputeForm(request.POST or None, initial={"business_code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        new = services.NewDispute(**form.cleaned_data)
        made = act(form, lambda: services.file_dispute(new, by=viewer, today=clock.today()))
        if made is not None:
            messages.success(request, _("已登记争议申请。"))
            return redirect("registration:name_dispute", made.pk)
    context = {"form": form, "title": _("登记企业名称争议申请"), "submit": _("登记")}
    return render(request, "page/errand.html", context | {"back": reverse("registration:name_disputes")})


@require_safe
def dispute(request: HttpRequest, key: int) -> HttpResponse:
    """One dispute: where it stands and what comes next."""
    viewer = actor_of(request)
    found = queries.dispute(key, viewer=viewer)
    steps = _steps(found, viewer)
    head = MatterHead(
        number=found.number,
        title=found.disputed_name,
        state=DISPUTE_SAYS[Dispute(found.stage)],
        tone=DISPUTE_TONES.get(Dispute(found.stage), "plain"),
        holder=found.organ.short_name,
        next=steps[0] if steps else None,
        due=Deadline(found.due_on, found.due_cites, _("期限")) if found.due_on else None,
        more=steps[1:],
    )
    lists = evidence_lists(found, None)
    papers = takes_evidence(found, lists, None) if viewer.may(rights.ADD_EVIDENCE) else []
    given = {
        "head": head,
        "dispute": found,
        "timeline": timeline(found, viewer),
        "documents": services.papers_of_dispute(found),
        "papers": papers,
        "others": [paper for paper in lists if paper not in papers and paper.files],
        "upload_url": reverse("registration:name_dispute_evidence", args=[found.pk]),
        "codes": _codes(request, found) if viewer.may(rights.FILE_DISPUTE) else [],
    }
    return render(request, "registration/names/dispute.html", given)


def _codes(request: HttpRequest, found: NameDispute) -> list[tuple[str, str, str]]:
    """The sides that may be given a code: key, word, and the code if this browser handed one out."""
    sides = [side for side in Side if side is Side.APPLICANT or found.served_on]
    return [
        (side.value, SIDE_SAYS[side], applicants.known_code(request, f"{SLOT}-{side.value}", found.pk))
        for side in sides
    ]


def _steps(found: NameDispute, viewer: Actor) -> list[Action]:
    return [
        Action(str(step.label), reverse("registration:name_dispute_act", args=[found.pk, name]))
        for name, step in STEPS.items()
        if viewer.may(step.right) and is_possible(found, name)
    ]


@both
def dispute_act(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """Take one step in a dispute."""
    viewer = actor_of(request)
    found = queries.dispute(key, viewer=viewer)
    step = STEPS.get(name)
    if step is None:
        return redirect("registration:name_dispute", key)
    viewer.require(step.right, area=found.area_code)
    form = step.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = [form.cleaned_data[one] for one in step.takes]
        if act(form, lambda: step.act(key, *given, by=viewer, today=clock.today())) is not None:
            messages.success(request, _("已办理：%(title)s。") % {"title": step.label})
            return redirect("registration:name_dispute", key)
    title = f"{step.label}：{found.disputed_name}"
    context = {"form": form, "title": title, "submit": step.label, "back": _page(found)}
    return render(request, "page/errand.html", context)
