"""Pages on credit-risk classes: the list, one business, setting a class."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.credit import queries, services
from quanheng.domains.credit.rules import rights
from quanheng.domains.credit.rules.classes import BASIS, SAYS, TONES, Klass
from quanheng.domains.credit.web.forms import SetClassForm
from quanheng.domains.registration import queries as register
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.words import pairs


def _actions(viewer: Actor) -> list[tuple[str, Any]]:
    links = [(reverse("credit:set_class"), _("确定类别"))] if viewer.may(rights.SET) else []
    importing = (reverse("tables:upload", args=["credit.classes"]), _("导入分类结果"))
    return [*links, importing] if viewer.may(rights.IMPORT) else links


@require_safe
def classes(request: HttpRequest) -> HttpResponseBase:
    """The current class of every classified business in the viewer's area."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    rows = queries.current(viewer=viewer)
    actions = _actions(viewer)
    spec = ListSpec(
        title=_("信用风险分类"),
        intro=_("只供内部安排监管频次，不公示，不作为处罚依据。没有分类的经营主体按 B 类管理。"),
        columns=[
            Column(
                "business_code",
                _("统一社会信用代码"),
                link=lambda row: reverse("credit:business", args=[row.business_code]),
                kind="code",
                sort="business_code",
                fixed=True,
            ),
            Column(
                "klass",
                _("类别"),
                value=lambda row: SAYS[Klass(row.klass)],
                kind="state",
                tone=lambda row: TONES[Klass(row.klass)],
            ),
            Column("reason", _("理由")),
            Column("source", _("来源")),
            Column("decided_on", _("日期"), kind="date", sort="decided_on"),
            Column("by_name", _("经办人"), spare=True),
        ],
        filters=[Filter("klass", _("类别"), choices=pairs(SAYS))],
        search=_search,
        search_hint=_("代码"),
        empty=_("还没有分类结果。先导入上级下发的分类结果，或者逐户确定。"),
        empty_action=actions[-1] if actions else None,
        actions=actions,
    )
    return list_page(request, spec, rows)


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(business_code__startswith=text.strip().upper())


@require_safe
def business(request: HttpRequest, code: str) -> HttpResponse:
    """One business: its class and the whole history."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ)
    subject = register.business(code, viewer=viewer)
    standing = queries.about_business(subject.code, viewer)
    if standing is None:
        raise Missing()
    given = {
        "business": subject,
        "about": standing,
        "says": SAYS[standing.klass],
        "tone": TONES[standing.klass],
        "basis": BASIS,
        "may_set": viewer.may(rights.SET),
    }
    return render(request, "credit/business.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
def set_class(request: HttpRequest) -> HttpResponse:
    """Put a business into a class."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    by.require(rights.SET)
    sent = request.POST if request.method == "POST" else None
    form = SetClassForm(sent, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = act(
            form,
            lambda: services.set_class(
                said["code"],
                said["klass"],
                reason=said["reason"],
                source=said["source"],
                by=by,
                today=clock.today(),
            ),
        )
        if made:
            messages.success(request, _("已确定类别。原来的类别留在历史中。"))
            return redirect("credit:business", code=made.business_code)
    given = {
        "form": form,
        "title": _("确定信用风险类别"),
        "intro": BASIS,
        "submit": _("确定"),
        "back": reverse("credit:classes"),
    }
    return render(request, "page/errand.html", given, status=422 if form.errors else 200)
