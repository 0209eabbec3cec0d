"""Annual plans 年度抽查计划."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Plan
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.quota import spoken
from quanheng.domains.inspections.web.forms import LineForm, PlanForm
from quanheng.domains.inspections.web.requests import actor_of, bureau_of, errand, sent
from quanheng.domains.inspections.web.views.tabs import tabs
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.lists import Column, ListSpec, list_page
from quanheng.platform.web.matters import Action, MatterHead, timeline

both = require_http_methods(["GET", "HEAD", "POST"])


def _url(row: Plan) -> str:
    return reverse("inspections:plan", args=[row.pk])


@require_safe
def plans(request: HttpRequest) -> HttpResponseBase:
    viewer = actor_of(request)
    actions = []
    if viewer.may(rights.PLAN):
        actions.append((reverse("inspections:new_plan"), _("编制年度计划")))
    if viewer.may(rights.ADOPT):
        actions.append((reverse("inspections:quotas"), _("默认抽取比例")))
    spec = ListSpec(
        title=_("年度抽查计划"),
        columns=[
            Column("title", _("计划"), link=_url, fixed=True),
            Column("year", _("年度"), sort="year", kind="code"),
            Column("organ", _("部门"), value="organ__short_name"),
            Column("entry_count", _("条目"), kind="number"),
            Column(
                "state",
                _("状态"),
                value=lambda row: _("已批准") if row.adopted_on else _("草案"),
                kind="state",
                tone=lambda row: "good" if row.adopted_on else "warn",
            ),
            Column("adopted_on", _("批准日期"), kind="date"),
        ],
        empty=_("还没有年度计划。先编制计划，批准后据此制定抽查任务。"),
        empty_action=actions[0] if actions else None,
        actions=actions,
        template="inspections/list.html",
        context={"tabs": tabs("plans")},
    )
    return list_page(request, spec, queries.plans(viewer=viewer))


@both
def new_plan(request: HttpRequest) -> HttpResponse:
    viewer, today = actor_of(request), clock.today()
    viewer.require(rights.PLAN)
    organ = bureau_of(viewer)
    title = _("%(year)s年度双随机抽查计划") % {"year": today.year}
    form = PlanForm(**sent(request), initial={"year": today.year, "title": title})
    page = {
        "title": _("编制年度抽查计划"),
        "intro": _("先建立草案，再逐条填写；批准前可以随时增减。"),
        "submit": _("建立草案"),
        "back": reverse("inspections:plans"),
    }
    return errand(
        request,
        form,
        lambda: services.open_plan(
            organ.pk, form.cleaned_data["year"], form.cleaned_data["title"], by=viewer, today=today
        ),
        _url,
        said=_("草案已建立。"),
        page=page,
    )


@require_safe
def plan(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    row = queries.plan(key, viewer=viewer)
    defaults = queries.quota_defaults(row.organ_id, day=clock.today())
    given = {
        "head": _head(row, viewer),
        "plan": row,
        "entries": row.entries.prefetch_related("inspections"),
        "draft": row.adopted_on is None and viewer.may(rights.PLAN),
        "plans_inspections": row.adopted_on is not None and viewer.may(rights.PLAN),
        "defaults": defaults,
        "default_rows": [(name, spoken(share)) for name, share in defaults.quota.items()],
        "timeline": timeline(row, viewer),
    }
    return render(request, "inspections/plan.html", given)


def _head(row: Plan, viewer: Actor) -> MatterHead:
    line = Action(_("增加一条"), reverse("inspections:add_plan_line", args=[row.pk]))
    adopt = Action(_("批准计划"), reverse("inspections:adopt_plan", args=[row.pk]), "post")
    if row.adopted_on:
        next_step = Action(_("补充条目"), line.url) if viewer.may(rights.ADOPT) else None
        more = []
    else:
        next_step = line if viewer.may(rights.PLAN) else None
        more = [adopt] if viewer.may(rights.ADOPT) else []
    return MatterHead(
        number=str(row.year),
        title=row.title,
        state=_("已批准") if row.adopted_on else _("草案"),
        tone="good" if row.adopted_on else "warn",
        holder=row.organ.short_name,
        next=next_step,
        more=more,
    )


@both
def add_plan_line(request: HttpRequest, key: int) -> HttpResponse:
    viewer, today = actor_of(request), clock.today()
    row = queries.plan(key, viewer=viewer)
    adopted = row.adopted_on is not None
    viewer.require(rights.ADOPT if adopted else rights.PLAN)
    form = LineForm(
        **sent(request),
        organ=row.organ,
        items=queries.items(viewer=viewer, day=today),
        organs=queries.departments(viewer=viewer),
        adopted=adopted,
    )

    def add() -> object:
        if adopted:
            reason = form.cleaned_data["reason"]
            return services.supplement_plan(row.pk, form.draft(), reason=reason, by=viewer, today=today)
        return services.add_plan_line(row.pk, form.draft(), by=viewer, today=today)

    page = {
        "title": _("补充计划条目") if adopted else _("增加计划条目"),
        "submit": _("补充") if adopted else _("增加"),
        "back": _url(row),
    }
    return errand(request, form, add, lambda _entry: _url(row), said=_("已加入计划。"), page=page)


@require_POST
def remove_plan_line(request: HttpRequest, key: int) -> HttpResponse:
    row = services.remove_plan_line(key, by=actor_of(request), today=clock.today())
    messages.success(request, _("已从草案中删去。"))
    return redirect(_url(row))


@require_POST
def adopt_plan(request: HttpRequest, key: int) -> HttpResponse:
    row = services.adopt_plan(key, by=actor_of(request), today=clock.today())
    messages.success(request, _("计划已批准，可以据此制定抽查任务。"))
    return redirect(_url(row))
