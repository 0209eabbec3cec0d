"""Published inspection results: the list, and one of them with why, until when and how to object."""

from __future__ import annotations

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.desks.portal import words
from quanheng.domains.inspections import queries as inspections
from quanheng.domains.publicity import queries as publicity
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules.showing import showing
from quanheng.domains.publicity.rules.stages import Stage
from quanheng.platform.draws import queries as draws
from quanheng.platform.draws.web import standing
from quanheng.platform.people.models import Area
from quanheng.platform.web.limits import limited
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows

TOWNSHIP = 9  # digits of a township code
NEGATIVE = {"yes": True, "no": False}


def address(row: Notice) -> str:
    """The public page of a notice."""
    return reverse("portal:result", args=[row.pk])


@require_safe
@limited("results", per_minute=120)
def results(request: HttpRequest) -> HttpResponseBase:
    names = words.area_names()
    spec = ListSpec(
        template="portal/list.html",
        title=_("检查结果公示"),
        intro=_(
            "双随机抽查的结果，检查结束后二十个工作日内公示。点开一条，可以看到依据、公示到哪一天、怎样提出异议。"
        ),
        columns=[
            Column("business_name", _("名称"), link=address, fixed=True),
            Column("result", _("检查结果"), kind="state", tone=_tone),
            Column("title", _("检查任务")),
            Column("area", _("所在地"), value=lambda row: names.get(row.area_code, "")),
            Column("happened_on", _("检查日期"), kind="date", sort="happened_on"),
            Column("published_on", _("公示日期"), kind="date", sort="published_on"),
            Column("business_code", _("统一社会信用代码"), kind="code", spare=True),
            Column("organs", _("检查机关"), spare=True),
            Column("until_on", _("公示至"), kind="date", spare=True),
        ],
        filters=[
            Filter("area", _("乡镇街道"), choices=townships, lookup="area_code"),
            Filter(
                "found",
                _("结果"),
                choices=[("yes", _("发现问题")), ("no", _("没有发现问题"))],
                apply=_by_result,
            ),
            Filter("since", _("公示日期不早于"), lookup="published_on__gte", kind="date"),
        ],
        search=_search,
        search_hint=_("名称或者统一社会信用代码"),
        empty=_("还没有公示的检查结果。"),
    )
    return list_page(request, spec, publicity.public_notices())


def _tone(row: Notice) -> str:
    return "warn" if row.negative else "good"


def townships() -> list[tuple[str, str]]:
    codes = Area.objects.annotate(digits=Length("code")).filter(digits=TOWNSHIP)
    return list(codes.values_list("code", "short_name"))


def _by_result(rows: Rows, value: str) -> Rows:
    return rows.filter(negative=NEGATIVE[value]) if value in NEGATIVE else rows


def _search(rows: Rows, text: str) -> Rows:
    return rows & publicity.search(text)


@require_safe
def result(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = publicity.public_notice(notice_id)
    if notice.state != Stage.SHOWN:
        return render(request, "portal/tombstone.html", {"notice": notice}, status=410)
    return render(
        request,
        "portal/result.html",
        {
            "notice": notice,
            "area": words.area_names().get(notice.area_code, ""),
            "showing": showing(negative=notice.negative, published_on=notice.published_on),
            "draw_url": _draw_url(notice),
            "objection": words.objection(),
        },
    )


def _draw_url(notice: Notice) -> str:
    """The public page of the draw that chose this business; empty if there is none."""
    kind, _colon, key = notice.source.partition(":")
    visit = inspections.public_results().filter(pk=key).first() if kind == "inspections.visit" else None
    if visit is None or visit.inspection.draw_id is None:
        return ""
    draw = draws.public_draws().filter(pk=visit.inspection.draw_id).first()
    return standing.public_url(draw) if draw else ""
