"""The board's pages: the year at a glance, all figures, one figure opened onto its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanheng.desks.board import figures as board
from quanheng.desks.board.figures import shown_name
from quanheng.desks.board.forms import GoalsForm
from quanheng.desks.board.rights import READ_BOARD
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform import indicators
from quanheng.platform.indicators import Indicator, Period, goals
from quanheng.platform.indicators.rights import SET_GOALS
from quanheng.platform.people import queries as people
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, ListSpec, list_page

CHIEF = (
    *("new_businesses", "new_businesses_growth_pct", "paperless_registration_pct", "home_visit_licences"),
    *("own_random_inspections", "own_random_inspected", "joint_random_inspections", "hazards_rectified"),
    "licence_holder_coverage_pct",
)


def year_of(request: HttpRequest) -> int:
    """The year asked for, or this year; years outside 2004-2100 count as this year."""
    text = request.GET.get("year", "")
    return int(text) if text.isdigit() and 2004 <= int(text) <= 2100 else clock.today().year


def area_of(request: HttpRequest) -> str:
    """The area asked for, inside the viewer's own; otherwise the viewer's own."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = request.GET.get("area", "")
    return asked if asked.isdigit() and actor.covers(asked) else actor.area


def _chosen(request: HttpRequest) -> dict[str, Any]:
    year, area = year_of(request), area_of(request)
    names = people.area_names()
    return {
        "year": year,
        "years": range(clock.today().year, 2019, -1),
        "area": area,
        "names": names,
        "area_name": names.get(area, ""),
        "query": f"?year={year}&area={area}",
    }


def home(request: HttpRequest) -> HttpResponse:
    """The year at a glance."""
    viewer = request.actor  # type: ignore[attr-defined]
    viewer.require(READ_BOARD)
    chosen = _chosen(request)
    year, area = chosen["year"], chosen["area"]
    spreading = [i for i in indicators.declared().values() if i.area_lookup]
    key = request.GET.get("tiles", "own_random_inspected")
    tiled = next((i for i in spreading if i.id == key), spreading[0])  # the register always declares some
    monthly = [
        i for i in indicators.declared().values() if i.day_lookup and i.counts_records and i.id in CHIEF
    ]
    link = reverse("board:figure", args=[tiled.id]) + f"?year={year}&area="
    chief = board.figures([k for k in CHIEF if k in indicators.declared()], year, area)
    passed = board.time_passed(year, clock.today())
    context = chosen | {
        "figures": [(one, *one.standing(passed)) for one in chief],
        "spreading": [(one.id, shown_name(one)) for one in spreading],
        "tiled": tiled,
        "tiled_name": shown_name(tiled),
        "tiles": board.tiles(tiled, Period.year(year), area, link),
        "charts": [_chart(i, year, area) for i in monthly],
        "late": board.late(viewer=viewer, today=clock.today()),
        "passed": passed,
        "may_set": viewer.may(SET_GOALS) and area == viewer.area,
    }
    return render(request, "board/home.html", context)


def _chart(indicator: Indicator, year: int, area: str) -> dict[str, Any]:
    months = indicators.by_month(indicator, Period.year(year), area)
    option = {
        "xAxis": {"type": "category", "data": [month for month, _n in months]},
        "yAxis": {"type": "value", "min": 0, "minInterval": 1},
        "series": [{"type": "bar", "data": [n for _m, n in months]}],
    }
    return {"title": shown_name(indicator), "id": indicator.id, "option": option, "months": months}


@require_http_methods(["GET", "HEAD", "POST"])
def set_goals(request: HttpRequest) -> HttpResponse:
    """The goals of a year: what holds, and on POST what shall hold from now on."""
    viewer = request.actor  # type: ignore[attr-defined]
    viewer.require(SET_GOALS)
    year, place = year_of(request), people.area_names().get(viewer.area, "")
    figures = {key: indicators.declared()[key] for key in CHIEF if key in indicators.declared()}
    form = GoalsForm(figures, goals.in_force(year, viewer.area), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"basis": form.cleaned_data["basis"], "by": viewer, "today": clock.today()}
        if act(form, lambda: goals.set_goals(year, form.wanted(), **given)):
            messages.success(request, _("年度目标已经保存。"))
            return redirect(f"{reverse('board:home')}?year={year}&area={viewer.area}")
    context = {
        "form": form,
        "title": _("%(year)s 年目标") % {"year": year},
        "intro": _("%(area)s。不填的指标没有目标；改过的目标留有记录。") % {"area": place},
        "submit": _("保存目标"),
        "back": f"{reverse('board:home')}?year={year}",
        "history": board.past_goals(year, viewer.area),
    }
    return render(request, "board/goals.html", context, status=422 if form.errors else 200)


def all_figures(request: HttpRequest) -> HttpResponse:
    """Every declared figure, counted for the year and area."""
    request.actor.require(READ_BOARD)  # type: ignore[attr-defined]
    chosen = _chosen(request)
    rows = board.figures(indicators.declared(), chosen["year"], chosen["area"])
    return render(request, "board/figures.html", chosen | {"figures": rows})


def figure(request: HttpRequest, key: str) -> HttpResponseBase:
    """One figure opened: the records that it counts, to filter, sort and export."""
    request.actor.require(READ_BOARD)  # type: ignore[attr-defined]
    if key not in indicators.declared():
        raise Missing(_("没有这个指标。"))
    opened, chosen = indicators.indicator(key), _chosen(request)
    period = Period.year(chosen["year"])
    value = indicators.count(opened, period, chosen["area"])
    english = (get_language() or "").startswith("en")
    spec = ListSpec(
        title=f"{shown_name(opened)}：{value.shown} {opened.unit}",
        intro=opened.definition_en if english else opened.definition,
        columns=_columns(opened, chosen["names"]),
        filters=[],
        search=None,
        empty=_("这一年、这个辖区没有可计数的记录。"),
        actions=[(reverse("board:home") + chosen["query"], _("返回看板"))],
    )
    return list_page(request, spec, opened.records(period, chosen["area"]))


def _columns(opened: Indicator, names: Mapping[str, str]) -> list[Column]:
    """The columns of an opened figure in words; the first one opens the record."""
    return [
        Column(
            f"c{n}",
            _(c.header),
            value=_in_words(c.lookup, names),
            link=_record_of(opened) if n == 0 else None,
            sort=c.lookup,
            fixed=n == 0,
        )
        for n, c in enumerate(opened.columns)
    ]


def _in_words(lookup: str, names: Mapping[str, str]) -> Callable[[Any], Any]:
    """What a column reads of a record: a choice by its name, an area by its own, a list with commas."""
    *path, last = lookup.split("__")

    def read(row: Any) -> Any:
        for step in path:
            row = getattr(row, step)
        value = getattr(row, last)
        if last == "area_code":
            return names.get(value, value)
        spoken = getattr(row, f"get_{last}_display", None)
        if spoken:
            return spoken()
        return "、".join(map(str, value)) if isinstance(value, list) else value

    return read


def _record_of(opened: Indicator) -> Callable[[Any], str] | None:
    """Where a record of the figure is opened, if it has a page."""
    if opened.record_page is None:
        return None
    page, lookup = opened.record_page
    return lambda row: reverse(page, args=[getattr(row, lookup)])
