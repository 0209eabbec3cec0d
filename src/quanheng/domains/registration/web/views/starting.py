"""Where a clerk begins 登记办理: choose the errand, find the business, go on with a draft; all filings."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quanheng.domains.registration import queries
from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import (
    CHANNEL_SAYS,
    KIND_SAYS,
    STAGE_SAYS,
    Channel,
    FilingKind,
    Stage,
    stage_said,
)
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS as SUBJECT_SAYS
from quanheng.domains.registration.rules.vocabulary import Kind, State
from quanheng.domains.registration.services.filing import NewFiling
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.domains.registration.web.opening import open_prepared
from quanheng.domains.registration.web.views.applied import TONES
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.people.roles import Role
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.words import pairs, said

FOUND, DRAFTS = 12, 8
FOUNDED = (Kind.INDIVIDUAL, Kind.COMPANY, Kind.COOPERATIVE, Kind.SOLE, Kind.PARTNERSHIP, Kind.BRANCH)
CONVERTED = (Kind.COMPANY, Kind.SOLE, Kind.PARTNERSHIP)
OF_OPEN = (
    FilingKind.CHANGE,
    FilingKind.FILING_CHANGE,
    FilingKind.REISSUE,
    FilingKind.SUSPENSION,
    FilingKind.SIMPLE_DEREGISTRATION,
    FilingKind.DEREGISTRATION,
)
OF_SUSPENDED = (FilingKind.RESUMPTION, FilingKind.CHANGE, FilingKind.DEREGISTRATION)


def foundings() -> list[tuple[str, str]]:
    """What may be founded: value and word."""
    return [(kind.value, said(SUBJECT_SAYS[kind])) for kind in FOUNDED]


def errands_on(business: Business) -> list[tuple[str, str, str]]:
    """What may be applied for about a business: kind, subject, words."""
    if business.state not in {State.OPEN, State.SUSPENDED}:
        return []
    kinds = OF_OPEN if business.state == State.OPEN else OF_SUSPENDED
    found = [(kind.value, business.kind, said(KIND_SAYS[kind])) for kind in kinds]
    if business.kind == Kind.INDIVIDUAL and business.state == State.OPEN:
        found += [
            (
                FilingKind.CONVERSION.value,
                kind.value,
                _("转型为%(kind)s") % {"kind": said(SUBJECT_SAYS[kind])},
            )
            for kind in CONVERTED
        ]
    return found


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The clerk's start: found something, or find a business and say what is to be done with it."""
    viewer = _clerk(request)
    text = request.GET.get("q", "").strip()[:100]
    found = list(queries.public_search(text)[:FOUND]) if text else []
    drafts = doors.own_filings(viewer=viewer).filter(
        opened_by=viewer.id, stage__in=[Stage.DRAFT, Stage.SUPPLEMENT]
    )
    given = {
        "channel": said(CHANNEL_SAYS[_channel(viewer)]),
        "foundings": foundings(),
        "text": text,
        "found": [(business, errands_on(business)) for business in found],
        "drafts": drafts.order_by("-id")[:DRAFTS],
        "may_visit": viewer.may(rights.REQUEST_VISIT),
    }
    return render(request, "registration/filing/start.html", given)


def _clerk(request: HttpRequest) -> Actor:
    """Whoever takes applications in for others."""
    viewer = actor_of(request)
    viewer.require(rights.TAKE_IN)
    return viewer


def _channel(viewer: Actor) -> Channel:
    if Role.POSTAL in viewer.roles:
        return Channel.POSTAL
    return Channel.WINDOW


@require_POST
def open_one(request: HttpRequest) -> HttpResponse:
    """Open an application and go to its form."""
    viewer = _clerk(request)
    kind, subject = errand_asked(request)
    outlet = doors.outlet_of(viewer) if _channel(viewer) is Channel.POSTAL else None
    new = NewFiling(
        kind=kind,
        subject=subject,
        channel=_channel(viewer),
        area_code=viewer.area,
        business_code=request.POST.get("business", ""),
        outlet_id=outlet.pk if outlet else None,
    )
    filing = open_prepared(request, new, by=viewer, place=outlet.area_code if outlet else "")
    return redirect("registration:filing_form", filing.pk)


def errand_asked(request: HttpRequest) -> tuple[FilingKind, Kind]:
    """Kind and subject as the button said them: apart, or in one value. Raises ``Missing``."""
    kind, _space, subject = request.POST.get("errand", "").partition(" ")
    return (
        word(FilingKind, kind or request.POST.get("kind", "")),
        word(Kind, subject or request.POST.get("subject", "")),
    )


def word(words: Any, text: str) -> Any:
    """A word of a vocabulary as it was sent. Raises ``Refused`` for one that is none."""
    try:
        return words(text)
    except ValueError:
        raise Missing(_("没有这项业务。"), instead=_("请从页面上列出的业务中选择。")) from None


@require_safe
def filings(request: HttpRequest) -> HttpResponseBase:
    """Every application that the viewer may see."""
    viewer = actor_of(request)
    viewer.require(rights.READ_FILINGS)
    names = dict(viewer.within(Area.objects.all(), "code").values_list("code", "short_name"))
    return list_page(request, _list(viewer, names), doors.own_filings(viewer=viewer).order_by("-id"))


def _list(viewer: Actor, names: dict[str, str]) -> ListSpec:
    begin = (reverse("registration:apply"), _("登记办理"))
    return ListSpec(
        title=_("登记申请"),
        columns=[
            Column("number", _("申请编号"), link=page_of, kind="code", fixed=True),
            Column("name", _("名称"), value=lambda row: row.name or row.applicant_name),
            Column("kind", _("事项"), value="get_kind_display"),
            Column("subject", _("主体"), value="get_subject_display"),
            Column(
                "stage",
                _("环节"),
                value=lambda row: stage_said(row.kind, row.stage),
                kind="state",
                tone=lambda row: TONES.get(Stage(row.stage), "note"),
            ),
            Column("channel", _("渠道"), value="get_channel_display"),
            Column("area", _("乡镇街道"), value=lambda row: names.get(row.area_code, "")),
            Column("submitted_on", _("提交日期"), kind="date"),
            Column("due_on", _("期限"), kind="date"),
            Column("decided_on", _("决定日期"), kind="date"),
            Column("opened_by_name", _("经办"), spare=True),
            Column("outlet", _("网点"), value=lambda row: row.outlet.name if row.outlet else "", spare=True),
            Column("code", _("统一社会信用代码"), kind="code", spare=True),
            Column("paper", _("纸质"), value=lambda row: row.paper_reason, spare=True),
        ],
        filters=[
            Filter("stage", _("环节"), choices=pairs(STAGE_SAYS)),
            Filter("kind", _("事项"), choices=pairs(KIND_SAYS)),
            Filter("channel", _("渠道"), choices=pairs(CHANNEL_SAYS)),
            Filter("since", _("提交不早于"), lookup="submitted_on__gte", kind="date"),
        ],
        search=_search,
        search_hint=_("申请编号、名称、申请人或者代码"),
        empty=_("还没有登记申请。"),
        actions=[begin] if viewer.may(rights.TAKE_IN) else [],
        empty_action=begin if viewer.may(rights.TAKE_IN) else None,
    )


def _search(rows: Rows, text: str) -> Rows:
    by_code = Q(number__icontains=text) | Q(code=text.upper())
    return rows.filter(by_code | Q(name__icontains=text) | Q(applicant_name__icontains=text))


def page_of(row: Filing) -> str:
    """The page of one application."""
    return reverse("registration:filing", args=[row.pk])
