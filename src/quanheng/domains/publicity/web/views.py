"""What officials see of notices: the list of their area, one notice or tombstone, the withdrawal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.publicity import queries, services
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules import rights
from quanheng.domains.publicity.rules.showing import showing
from quanheng.domains.publicity.rules.stages import STAGE_SAYS, STAGE_TONE, Stage
from quanheng.domains.publicity.web.forms import WithdrawForm
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import area_names
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import Action, MatterHead, timeline


def address(row: Notice) -> str:
    """The officials' page of a notice."""
    return reverse("publicity:notice", args=[row.pk])


@require_safe
def notices(request: HttpRequest) -> HttpResponseBase:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ)
    names = area_names()
    spec = ListSpec(
        title=_("公示信息"),
        intro=_("检查结果公示后自动出现在这里；公示期满自动停止。不准确的由科室撤回，说明理由。"),
        columns=[
            Column("id", _("公示编号"), link=address, kind="code", sort="id", fixed=True),
            Column("business_name", _("名称")),
            Column("state", _("状态"), value=lambda row: _(row.state_says), kind="state", tone=_tone),
            Column("result", _("检查结果")),
            Column("title", _("检查任务")),
            Column("area", _("所在地"), value=lambda row: names.get(row.area_code, "")),
            Column("published_on", _("公示日期"), kind="date", sort="published_on"),
            Column("until_on", _("公示至"), kind="date"),
            Column("ended_reason", _("结束的理由"), spare=True),
        ],
        filters=[
            Filter("state", _("状态"), choices=[(s.value, _(says)) for s, says in STAGE_SAYS.items()]),
            Filter("negative", _("负面信息"), choices=[("1", _("是")), ("0", _("否"))]),
        ],
        search=_search,
        search_hint=_("名称、统一社会信用代码"),
        empty=_("还没有公示信息。抽查任务公示结果后，就会出现在这里。"),
    )
    return list_page(request, spec, queries.notices(viewer=viewer))


def _tone(row: Notice) -> str:
    return STAGE_TONE[Stage(row.state)]


def _search(rows: Rows, text: str) -> Rows:
    by_code = rows.filter(business_code=text.upper())
    return by_code if by_code.exists() else rows.filter(business_name__contains=text)


@require_safe
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ)
    found = queries.notice(notice_id, viewer=viewer)
    return render(
        request,
        "publicity/notice.html",
        {
            "notice": found,
            "head": _head(found, viewer),
            "area": area_names().get(found.area_code, ""),
            "showing": showing(negative=found.negative, published_on=found.published_on),
            "timeline": timeline(found, viewer),
        },
    )


def _head(found: Notice, viewer: Actor) -> MatterHead:
    shown = found.state == Stage.SHOWN
    steps = [Action(_("看公众看到的页面"), reverse("portal:result", args=[found.pk]))]
    if shown and viewer.may(rights.WITHDRAW):
        steps.append(Action(_("撤回"), reverse("publicity:withdraw", args=[found.pk])))
    return MatterHead(
        number=_("公示编号 %(pk)s") % {"pk": found.pk},
        title=found.title or _("内容已删除的公示信息"),
        state=_(found.state_says),
        tone=_tone(found),
        more=steps,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, notice_id: int) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.WITHDRAW)
    found = queries.notice(notice_id, viewer=viewer)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = act(form, lambda: services.withdraw(found.pk, reason=reason, by=viewer, today=clock.today()))
        if done:
            return redirect(address(done))
    given = {
        "form": form,
        "title": _("撤回公示信息"),
        "intro": _("撤回以后内容从公示和开放数据中删除，不能恢复；办理人、日期、理由和依据继续公开。"),
        "notice": found,
        "submit": _("撤回并删除公示内容"),
        "back": address(found),
    }
    return render(request, "publicity/withdraw.html", given, status=422 if form.errors else 200)
