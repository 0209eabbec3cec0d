"""The inbox, and where each role starts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from quanheng.desks.cockpit import rights, words
from quanheng.desks.cockpit.shortcuts import shortcuts
from quanheng.kernel import clock
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.web import deadlines
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.worklist import kinds
from quanheng.platform.worklist import queries as worklist

STARTS: list[tuple[Role, str]] = [
    (Role.LEADER, "board:home"),
    (Role.INSPECTOR, "field:today"),
    (Role.WITNESS, "draws:witness"),
    (Role.POSTAL, "registration:outlet_desk"),
    (Role.HOME_VISIT, "registration:visits_today"),
    (Role.BUSINESS, "portal:home"),
]
"""Where a role starts; the first that fits counts, everybody else starts at the inbox."""

LOOKED_AT = 300
"""So many tasks are looked through for their kinds."""


def start(request: HttpRequest) -> HttpResponseRedirect:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = next((page for role, page in STARTS if role in actor.roles), "cockpit:home")
    return redirect(page)


def inbox(request: HttpRequest) -> HttpResponseBase:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.SIT)
    today = clock.today()
    spec = ListSpec(
        title=_("待办"),
        columns=_columns(),
        filters=_filters(viewer, request.GET.get("kind", "")),
        search=lambda rows, text: rows.filter(title__icontains=text),
        search_hint=_("事项、名称或编号"),
        empty=_("没有等您办理的事项。新事项交办到您或您的机构后，会出现在这里。"),
        template="cockpit/home.html",
        context={"counts": worklist.counts(viewer=viewer, today=today), "shortcuts": shortcuts(viewer)},
    )
    rows = worklist.inbox(viewer=viewer).prefetch_related("officer", "for_organ")
    return list_page(request, spec, rows)


def _columns() -> list[Column]:
    today = clock.today()
    return [
        Column("title", _("事项"), link=lambda item: item.url, fixed=True),
        Column("due_on", _("期限"), kind="date"),
        Column(
            "left",
            _("余量"),
            value=lambda item: deadlines.left(item.due_on, today).says if item.due_on else "",
            kind="state",
            tone=lambda item: deadlines.left(item.due_on, today).tone if item.due_on else "",
        ),
        Column("cites", _("依据")),
        Column("kind", _("类别"), value=lambda item: kinds.says(item.kind)),
        Column("holder", _("承办"), value=lambda item: item.officer or item.for_organ.short_name, spare=True),
        Column("opened_on", _("交办日期"), kind="date"),
    ]


def _filters(viewer: Actor, chosen: str) -> list[Filter]:
    found = [
        Filter("when", _("期限"), choices=[("late", _("已超期")), ("today", _("今天到期"))], apply=_when),
        Filter("kind", _("类别"), choices=_kinds(viewer, chosen)),
    ]
    if viewer.may(rights.OVERSEE):
        whole = Filter(
            "scope", _("范围"), [("area", _("辖区全部"))], apply=_scope(viewer), any=_("本人和本机构")
        )
        organs = people.organs(viewer=viewer).order_by("code").values_list("code", "short_name")
        holder = Filter("organ", _("承办机关"), choices=lambda: list(organs), lookup="for_organ")
        return [whole, *found, holder]
    return found


def _kinds(viewer: Actor, chosen: str) -> list[tuple[str, str]]:
    """The kinds of task to choose among: those in a short inbox, all of them for a long or an overseer's."""
    every = words.tasks()
    if viewer.may(rights.OVERSEE):
        return every
    seen = list(worklist.inbox(viewer=viewer).order_by().values_list("kind", flat=True)[: LOOKED_AT + 1])
    return every if len(seen) > LOOKED_AT else [pair for pair in every if pair[0] in {*seen, chosen}]


def _when(rows: Rows, value: str) -> Rows:
    today = clock.today()
    return rows.filter(due_on__lt=today) if value == "late" else rows.filter(due_on=today)


def _scope(viewer: Actor) -> Any:
    return lambda rows, value: worklist.of_area(viewer=viewer).prefetch_related("officer", "for_organ")
