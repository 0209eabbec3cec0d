"""Visits: the lists of work, the matter page, review, substitution, stand-ins, publication, the record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.hazards import queries as hazards
from quanheng.domains.hazards.rules import rights as hazard_rights
from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import TeamMember, Visit
from quanheng.domains.inspections.queries import FilledSheet
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.kinds import KIND_SAYS
from quanheng.domains.inspections.rules.obstruction import CONFIRMED_SAYS, GROUND_SAYS, Confirmed, Ground
from quanheng.domains.inspections.rules.results import OUTCOME_SAYS, Outcome, spoken
from quanheng.domains.inspections.rules.stages import VISIT, VisitStage
from quanheng.domains.inspections.web.forms import ReasonForm, ReviewForm, StandInForm
from quanheng.domains.inspections.web.requests import actor_of, errand, sent
from quanheng.domains.inspections.web.views.steps import VISIT_TONES, visit_head
from quanheng.domains.inspections.web.views.tabs import tabs
from quanheng.kernel import clock
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.web.views import answer_with
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.matters import timeline
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])


def _url(row: Visit) -> str:
    return reverse("inspections:visit", args=[row.pk])


def _columns() -> list[Column]:
    names = people.area_names()
    return [
        Column("business_name", _("名称"), link=_url, fixed=True),
        Column("business_code", _("统一社会信用代码"), kind="code", spare=True),
        Column("inspection", _("任务"), value="inspection__title"),
        Column("number", _("任务编号"), value="inspection__number", kind="code"),
        Column("area_code", _("乡镇街道"), value=lambda row: names.get(row.area_code, row.area_code)),
        Column("team", _("检查人员"), value="team_names"),
        Column("stratum", _("类别"), kind="code"),
        Column("state", _("状态"), value="get_state_display", kind="state", tone=_tone),
        Column("result", _("结果"), value=lambda row: spoken(row.codes)),
        Column("ended_on", _("检查日期"), sort="ended_on", kind="date"),
        Column("publish_by", _("应公示日期"), sort="publish_by", kind="date"),
        Column("published_on", _("公示日期"), sort="published_on", kind="date"),
    ]


def _tone(row: Visit) -> str:
    late = row.publish_by and row.published_on is None and row.publish_by < clock.today()
    return "stop" if late else VISIT_TONES[VisitStage(row.state)]


def _list(request: HttpRequest, rows: Any, *, title: str, empty: str, tab: str) -> HttpResponseBase:
    spec = ListSpec(
        title=title,
        columns=_columns(),
        filters=[
            Filter("state", _("状态"), choices=[(s.value, VISIT.name(s)) for s in VisitStage]),
            Filter("kind", _("任务类型"), lookup="inspection__kind", choices=pairs(KIND_SAYS)),
            Filter("late", _("公示期限"), choices=[("yes", _("已超期"))], apply=_late),
        ],
        search=lambda found, text: (
            found.filter(business_name__contains=text)
            | found.filter(business_code=text.upper())
            | found.filter(inspection__number=text)
        ),
        search_hint=_("名称、代码、任务编号"),
        empty=empty,
        template="inspections/list.html",
        context={"tabs": tabs(tab)},
    )
    return list_page(request, spec, rows.prefetch_related("parts__team__officer"))


def _late(rows: Any, value: str) -> Any:
    return rows.filter(published_on__isnull=True, publish_by__lt=clock.today())


@require_safe
def visits(request: HttpRequest) -> HttpResponseBase:
    rows = queries.visits(viewer=actor_of(request)).order_by("-assigned_on", "-id")
    empty = _("还没有检查户。任务抽取以后，抽中的企业列在这里。")
    return _list(request, rows, title=_("检查户"), empty=empty, tab="visits")


@require_safe
def reviews(request: HttpRequest) -> HttpResponseBase:
    rows = queries.waiting_for_review(viewer=actor_of(request))
    return _list(request, rows, title=_("待审核"), empty=_("没有等待审核的检查记录。"), tab="reviews")


@require_safe
def publications(request: HttpRequest) -> HttpResponseBase:
    rows = queries.waiting_for_publication(viewer=actor_of(request))
    empty = _("没有等待公示的检查结果。")
    return _list(request, rows, title=_("待公示"), empty=empty, tab="publications")


@require_safe
def visit(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    row = queries.visit(key, viewer=viewer)
    given = _facts(row, viewer) | {"head": visit_head(row, viewer), "timeline": timeline(row, viewer)}
    return render(request, "inspections/visit.html", given)


@require_safe
def record(request: HttpRequest, key: int) -> HttpResponse:
    """The record of the visit, set to be printed and filed 实地核查记录表."""
    viewer = actor_of(request)
    row = queries.visit(key, viewer=viewer)
    return render(request, "inspections/record.html", _facts(row, viewer))


@require_safe
def record_pdf(request: HttpRequest, key: int) -> HttpResponse:
    """The same record as a PDF/A file, made once and kept."""
    viewer = actor_of(request)
    row = queries.visit(key, viewer=viewer)
    return answer_with(request, services.record_paper(row, today=clock.today()))


def _facts(row: Visit, viewer: Actor) -> dict[str, Any]:
    taken = queries.photos(row, viewer=viewer)
    found = hazards.from_visit(f"inspections.visit:{row.pk}", viewer=viewer)
    return {
        "visit": row,
        "inspection": row.inspection,
        "mark": queries.publication_mark(row),
        "result": spoken(row.codes),
        "township": people.area_names().get(row.area_code, row.area_code),
        "parts": [_part(part, viewer) for part in row.parts.all()],
        "photos": [_shown(one) for kind in taken.values() for one in kind],
        "voices": [_shown(one) for kind in queries.voices(row, viewer=viewer).values() for one in kind],
        "findings": queries.findings(row, viewer=viewer),
        "hazards": found if viewer.may(hazard_rights.READ) else [],
        "papers": queries.record_papers(row, viewer=viewer),
        "reviews": row.reviews.all(),
        "replaced_by": Visit.objects.filter(replaces=row).first(),
    }


def _part(part: Any, viewer: Actor) -> dict[str, Any]:
    confirmation = getattr(part, "confirmation", None)
    obstruction = getattr(part, "obstruction", None)
    sheets: list[FilledSheet] = queries.sheets(part, viewer=viewer)
    signed = queries.signature(part, viewer=viewer)
    return {
        "part": part,
        "team": [member for member in part.team.all() if member.left_on is None],
        "left": [member for member in part.team.all() if member.left_on is not None],
        "sheets": sheets,
        "outcome": OUTCOME_SAYS[Outcome(part.outcome)] if part.outcome else "",
        "result": spoken(part.codes),
        "confirmation": confirmation,
        "signature": reverse("documents:download", args=[signed.pk]) if signed else "",
        "confirmed": CONFIRMED_SAYS[Confirmed(confirmation.kind)] if confirmation else "",
        "obstruction": obstruction,
        "ground": GROUND_SAYS[Ground(obstruction.ground)] if obstruction else "",
    }


def _shown(row: Attachment) -> dict[str, str]:
    return {"url": reverse("documents:download", args=[row.pk]), "name": f"{queries.place_of(row)}{row.name}"}


@both
def review(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.REVIEW)
    row = queries.visit(key, viewer=viewer)
    form = ReviewForm(**sent(request))

    def decide() -> Visit:
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["verdict"] == "agree":
            return services.approve_visit(key, opinion=reason, by=viewer, today=clock.today())
        return services.return_visit(key, reason=reason, by=viewer, today=clock.today())

    page = {
        "title": _("审核：%(name)s") % {"name": row.business_name},
        "submit": _("提交审核"),
        "back": _url(row),
    }
    return errand(
        request,
        form,
        decide,
        _url,
        said=_("审核意见已记录。"),
        page=page | _facts(row, viewer),
        template="inspections/review.html",
    )


@both
def substitute(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.DRAW)
    row = queries.visit(key, viewer=viewer)
    form = ReasonForm(**sent(request))
    page = {
        "title": _("替补：%(name)s") % {"name": row.business_name},
        "intro": _("由同一类别按抽取顺序的下一户替补，检查组按同样的规则确定；替补及原因对外公开。"),
        "submit": _("替补"),
        "back": _url(row),
    }
    return errand(
        request,
        form,
        lambda: services.substitute_visit(
            key, reason=form.cleaned_data["reason"], by=viewer, today=clock.today()
        ),
        _url,
        said=_("已由下一户替补。"),
        page=page,
    )


@both
def stand_in(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.DRAW)
    row = queries.visit(key, viewer=viewer)
    team = [member for part in row.parts.all() for member in part.team.all() if member.left_on is None]
    form = StandInForm(**sent(request), team=team, officers=_stand_ins(team, viewer), by=viewer)
    page = {
        "title": _("替换检查人员：%(name)s") % {"name": row.business_name},
        "intro": _("替换人员须为同一部门、证件有效、具备资质且没有申报回避；替换及原因记入台账。"),
        "submit": _("替换"),
        "back": _url(row),
    }
    return errand(
        request,
        form,
        lambda: services.send_stand_in(
            key,
            leaves=int(form.cleaned_data["leaves"]),
            stand_in=form.cleaned_data["stand_in"].pk,
            reason=form.cleaned_data["reason"],
            by=viewer,
            today=clock.today(),
        ),
        lambda _member: _url(row),
        said=_("检查人员已替换。"),
        page=page,
    )


def _stand_ins(team: list[TeamMember], viewer: Actor) -> QuerySet[Officer]:
    """The certified officers of the departments that go, without those who go already."""
    organs = {member.part.organ_id for member in team}
    officers = queries.inspectors(viewer=viewer).certified_on(clock.today())  # type: ignore[attr-defined]
    able = officers.filter(Q(organ__in=organs) | Q(organ__parent__in=organs))
    return able.exclude(pk__in={member.officer_id for member in team})


@require_POST
def publish_visit(request: HttpRequest, key: int) -> HttpResponse:
    services.publish_visit(key, by=actor_of(request), today=clock.today())
    messages.success(request, _("检查结果已公示。"))
    return redirect("inspections:visit", key=key)
