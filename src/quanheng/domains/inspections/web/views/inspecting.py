"""Inspections: the list, planning on one page with a preview, and the matter page with its next step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Inspection, PlanEntry
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.kinds import KIND_SAYS
from quanheng.domains.inspections.rules.quota import preview, quotas, spoken
from quanheng.domains.inspections.rules.stages import INSPECTION, Stage
from quanheng.domains.inspections.web.choices import KINDS_OF_BUSINESS
from quanheng.domains.inspections.web.forms import InspectionForm, ReasonForm, year_start
from quanheng.domains.inspections.web.requests import actor_of, bureau_of, errand, sent
from quanheng.domains.inspections.web.views.steps import TONES, head_of
from quanheng.domains.inspections.web.views.tabs import tabs
from quanheng.kernel import clock
from quanheng.kernel.refusal import Refused
from quanheng.platform.draws import queries as draws
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.matters import timeline
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 200
"""How many visits the page of an inspection lists; the list of visits has them all."""


def _url(row: Inspection) -> str:
    return reverse("inspections:inspection", args=[row.pk])


@require_safe
def inspections(request: HttpRequest) -> HttpResponseBase:
    viewer = actor_of(request)
    new = (reverse("inspections:plan_inspection"), _("制定抽查任务"))
    actions = [new] if viewer.may(rights.PLAN) else []
    spec = ListSpec(
        title=_("双随机抽查"),
        columns=[
            Column("number", _("编号"), link=_url, sort="number", kind="code", fixed=True),
            Column("title", _("任务"), link=_url),
            Column("kind", _("类型"), value="get_kind_display"),
            Column("organ", _("部门"), value="organ__short_name"),
            Column(
                "state",
                _("状态"),
                value="get_state_display",
                kind="state",
                tone=lambda row: TONES[Stage(row.state)],
            ),
            Column("visit_count", _("应查户数"), kind="number"),
            Column("open_count", _("未查"), kind="number"),
            Column("published_count", _("已公示"), kind="number"),
            Column("visit_from", _("检查开始"), sort="visit_from", kind="date"),
            Column("visit_until", _("检查截止"), sort="visit_until", kind="date"),
            Column("published_on", _("公示日期"), kind="date", spare=True),
        ],
        filters=[
            Filter("state", _("状态"), choices=[(s.value, INSPECTION.name(s)) for s in Stage]),
            Filter("kind", _("类型"), choices=pairs(KIND_SAYS)),
            Filter("year", _("年度"), lookup="planned_on__year", choices=_years),
        ],
        search=lambda rows, text: rows.filter(title__contains=text) | rows.filter(number=text),
        search_hint=_("编号、任务名称"),
        empty=_("还没有抽查任务。先编制并批准年度计划，再制定第一个任务。"),
        empty_action=actions[0] if actions else None,
        actions=actions,
        template="inspections/list.html",
        context={"tabs": tabs("inspections")},
    )
    return list_page(request, spec, queries.with_progress(queries.inspections(viewer=viewer)))


def _years() -> list[tuple[int, str]]:
    year = clock.today().year
    return [(one, str(one)) for one in range(year, year - 6, -1)]


def _form(request: HttpRequest, viewer: Actor, **given: Any) -> InspectionForm:
    today, organ = clock.today(), bureau_of(viewer)
    return InspectionForm(
        **given,
        organ=organ,
        items=queries.items(viewer=viewer, day=today),
        organs=queries.departments(viewer=viewer),
        entries=queries.plan_entries(viewer=viewer, year=today.year).filter(plan__organ=organ),
        areas=[(row.code, row.name) for row in people.townships(organ.area_id)],
        kinds=KINDS_OF_BUSINESS,
    )


def _initial(viewer: Actor, entry_key: str) -> dict[str, Any]:
    """What a new inspection starts from: the bureau's defaults, and the plan's line if one was chosen."""
    today = clock.today()
    defaults = queries.quota_defaults(bureau_of(viewer).pk, day=today)
    given: dict[str, Any] = {f"quota_{name}": spoken(share) for name, share in defaults.quota.items()}
    given |= {"quota_source": defaults.source, "excluded_since": year_start(today), "visit_from": today}
    entries = queries.plan_entries(viewer=viewer, year=today.year)
    entry = entries.filter(pk=int(entry_key)).first() if entry_key.isdecimal() else None
    return given | (_from_entry(entry) if entry else {})


def _from_entry(entry: PlanEntry) -> dict[str, Any]:
    given: dict[str, Any] = {"plan_entry": entry.pk, "kind": entry.kind, "title": entry.title}
    given["items"] = entry.items
    for number, (organ, item) in enumerate(zip(entry.organs[1:], entry.items[1:], strict=False), start=1):
        given |= {f"partner_{number}": organ, f"partner_item_{number}": item}
    return given


@both
def plan_inspection(request: HttpRequest) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.PLAN)
    form = _form(request, viewer, **sent(request), initial=_initial(viewer, request.GET.get("entry", "")))
    page = {
        "title": _("制定抽查任务"),
        "intro": _("检查对象、比例、日期和人员一页填完；边填边显示名单有多少户、会抽多少户。"),
        "submit": _("制定任务"),
        "back": reverse("inspections:inspections"),
    }
    return errand(
        request,
        form,
        lambda: services.plan_inspection(form.draft(), by=viewer, today=clock.today()),
        _url,
        said=_("任务已制定。下一步：准备抽取。"),
        page=page,
        template="inspections/plan_inspection.html",
    )


@both
def replan_inspection(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.PLAN)
    row = queries.inspection(key, viewer=viewer)
    form = _form(request, viewer, **sent(request), initial=_initial_of(row))
    page = {"title": _("修改抽查任务"), "submit": _("保存修改"), "back": _url(row)}
    return errand(
        request,
        form,
        lambda: services.replan_inspection(key, form.draft(), by=viewer, today=clock.today()),
        _url,
        said=_("任务已修改。"),
        page=page,
        template="inspections/plan_inspection.html",
    )


def _initial_of(row: Inspection) -> dict[str, Any]:
    names = ("kind", "title", "excluded_since", "visit_from", "visit_until", "team_size", "qualification")
    given: dict[str, Any] = {
        name: getattr(row, name) for name in (*names, "quota_source", "unplanned_reason")
    }
    given |= {"plan_entry": row.plan_entry_id or "", "area": row.objects_filter.get("area", "")}
    given |= {"kinds": row.objects_filter.get("kinds", []), "trades": " ".join(row.objects_filter["trades"])}
    given |= {"tags": " ".join(row.objects_filter["tags"])}
    given |= {f"quota_{name}": spoken(share) for name, share in quotas(row.quota).items()}
    items = list(row.items.select_related("item"))
    given["items"] = [one.item.code for one in items if one.organ_id == row.organ_id]
    partners = [one for one in items if one.organ_id != row.organ_id]
    for number, one in enumerate(partners, start=1):
        given |= {f"partner_{number}": one.organ_id, f"partner_item_{number}": one.item.code}
    return given


@require_safe
def preview_inspection(request: HttpRequest) -> HttpResponse:
    """How many businesses of each class are eligible and would be drawn; reads only."""
    viewer = actor_of(request)
    viewer.require(rights.PLAN)
    form = _form(request, viewer, data=request.GET)
    form.full_clean()
    if not form.items_by_organ():
        return render(request, "inspections/_preview.html", {"unchosen": True})
    given: dict[str, Any] = {"form": form}
    try:
        found = queries.eligible_for(
            form.objects(), form.cleaned_data.get("excluded_since"), form.organ.pk, viewer=viewer
        )
        given |= {"preview": preview(form.quota(), found.sizes), "excluded": found.excluded}
        given["inspectors"] = _able(form)
    except Refused as refused:
        given["refusal"] = refused
    return render(request, "inspections/_preview.html", given)


def _able(form: InspectionForm) -> list[tuple[str, int]]:
    """How many inspectors each department could send, once the first day of the visits is known."""
    day = form.cleaned_data.get("visit_from")
    if day is None:
        return []
    organs = list(dict.fromkeys([form.organ.pk, *(organ for _, organ in form.items_by_organ())]))
    rows = draws.inspectors_for(organs, day, form.cleaned_data.get("qualification", ""))
    names = dict(people.organs(viewer=Actor.system("inspections")).values_list("code", "short_name"))
    return [(names.get(organ, organ), sum(row[1] == organ for row in rows)) for organ in organs]


@require_safe
def inspection(request: HttpRequest, key: int) -> HttpResponse:
    viewer, today = actor_of(request), clock.today()
    row = queries.inspection(key, viewer=viewer)
    made = list(draws.draws_for(f"inspections.inspection:{key}", viewer=viewer))
    given = {
        "head": head_of(row, made[0] if made else None, viewer, today),
        "inspection": row,
        "items": row.items.select_related("item", "organ"),
        "quota": [(name, spoken(share)) for name, share in quotas(row.quota).items()],
        "draws": made,
        "progress": queries.progress(row, day=today),
        "visits": row.visits.order_by("order", "id").prefetch_related("parts__team__officer")[:SHOWN],
        "shown": SHOWN,
        "timeline": timeline(row, viewer),
    }
    return render(request, "inspections/inspection.html", given)


@both
def abandon_inspection(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.ABANDON)
    row = queries.inspection(key, viewer=viewer)
    form = ReasonForm(**sent(request))
    page = {
        "title": _("终止抽查任务：%(title)s") % {"title": row.title},
        "intro": _("没有公示的检查户全部终止；已公示的结果和抽取记录保留。终止后不能恢复。"),
        "submit": _("终止任务"),
        "back": _url(row),
    }
    return errand(
        request,
        form,
        lambda: services.abandon_inspection(
            key, reason=form.cleaned_data["reason"], by=viewer, today=clock.today()
        ),
        _url,
        said=_("任务已终止。"),
        page=page,
    )


@require_POST
def publish_results(request: HttpRequest, key: int) -> HttpResponse:
    done = services.publish_results(key, by=actor_of(request), today=clock.today())
    messages.success(request, _("已公示 %(n)s 户检查结果。") % {"n": len(done)})
    return redirect("inspections:inspection", key=key)
