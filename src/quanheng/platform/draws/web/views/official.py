"""Draws as officials read them: the list, the page of one draw, its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.kernel import clock
from quanheng.platform.draws import naming, queries, rights
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.states import WORKFLOW, State
from quanheng.platform.draws.web import standing, tables
from quanheng.platform.draws.web.files import as_download
from quanheng.platform.draws.web.views import viewer_of
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import timeline


@require_safe
def draws(request: HttpRequest) -> HttpResponseBase:
    spec = ListSpec(
        title=_("抽取"),
        columns=[
            Column(
                "serial",
                _("编号"),
                value=lambda row: row.serial or _("未编号"),
                link=_page,
                kind="code",
                fixed=True,
            ),
            Column("item", _("检查事项"), link=_page),
            Column("organ", _("组织单位"), value="organ__short_name"),
            Column("state", _("状态"), value=lambda row: _(row.state_says), kind="state", tone=_tone),
            Column("drafted_on", _("拟定日期"), kind="date", sort="drafted_on"),
            Column("committed_at", _("承诺时间"), kind="moment"),
            Column("drawn_at", _("抽取时间"), kind="moment"),
        ],
        filters=[Filter("state", _("状态"), choices=[(s.value, _(WORKFLOW.name(s))) for s in State])],
        search=_search,
        search_hint=_("编号、检查事项"),
        empty=_("还没有抽取。先在抽查计划中准备一次抽取，它会出现在这里。"),
        actions=[(reverse("draws:public_list"), _("公示列表"))],
    )
    return list_page(request, spec, queries.draws(viewer=viewer_of(request)))


def _page(row: Draw) -> str:
    return reverse("draws:draw", args=[row.pk])


def _tone(row: Draw) -> str:
    return standing.TONES[State(row.state)]


def _search(rows: Rows, text: str) -> Rows:
    found = queries.SERIAL.fullmatch(text.strip())
    if found:
        return rows.filter(year=int(found[1]), number=int(found[2]))
    return rows.filter(item__icontains=text.strip())


@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    row = queries.draw(pk, viewer=viewer)
    sources = list(row.sources.all())
    may_substitute = row.state == State.DRAWN and viewer.may(rights.SUBSTITUTE)
    given = {
        "draw": row,
        "head": standing.head(row, sources, viewer, clock.now()),
        "steps": standing.steps(row, sources),
        "sources": sources,
        "shares": tables.planned_shares(row),
        "businesses": tables.businesses(row, officers=tables.officers(row)),
        "may_substitute": may_substitute,
        "files": tables.files(row),
        "origin": naming.origin(row.purpose),
        "timeline": timeline(row, viewer),
    }
    return render(request, "draws/draw.html", given)


@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = queries.draw(pk, viewer=viewer_of(request))
    return as_download(name, queries.file(row, name))
