"""What officials do with a draw. A draw is made by POST alone: a GET shows what would be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanheng.kernel import clock
from quanheng.platform.draws import naming, queries, rights, services
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.states import State
from quanheng.platform.draws.web import forms, tables
from quanheng.platform.draws.web.views import posted, viewer_of
from quanheng.platform.people.rights import Right
from quanheng.platform.web.forms import act

methods = require_http_methods(["GET", "HEAD", "POST"])


def _draw(request: HttpRequest, pk: int, right: Right) -> Draw:
    viewer = viewer_of(request)
    viewer.require(right)
    return queries.draw(pk, viewer=viewer)


def _errand(
    request: HttpRequest,
    form: django_forms.Form,
    do: Callable[[], Any],
    done: Callable[[Any], HttpResponse],
    **given: Any,
) -> HttpResponse:
    """Show the form; on POST do the act, and either go on or show why not."""
    if request.method == "POST" and form.is_valid():
        result = act(form, do)
        if result is not None:
            return done(result)
    template = given.pop("template", "draws/errand.html")
    status = 409 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **given}, status=status)


def _to_draw(draw: Draw) -> HttpResponse:
    return redirect("draws:draw", pk=draw.pk)


def _back(draw: Draw) -> str:
    return reverse("draws:draw", args=[draw.pk])


@methods
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    draw = _draw(request, pk, rights.PLAN)
    if draw.commitment:
        return _to_draw(draw)
    form = forms.Confirm(posted(request))
    return _errand(
        request,
        form,
        lambda: services.commit(pk, by=viewer_of(request), today=clock.today()),
        _to_draw,
        title=_("承诺并公布抽取计划"),
        intro=_("承诺之后，计划、企业名单、检查人员名单、回避名单和见证人的摘要都不能再改，编号随之占用。"),
        submit=_("承诺并公布"),
        back=_back(draw),
        draw=draw,
        shares=tables.planned_shares(draw),
        sources=draw.sources.all(),
        files=tables.files(draw),
        template="draws/commit.html",
    )


@methods
def run(request: HttpRequest, pk: int) -> HttpResponse:
    draw = _draw(request, pk, rights.RUN)
    if draw.state == State.DRAWN:
        return _to_draw(draw)
    form = forms.Confirm(posted(request))

    def done(result: Draw) -> HttpResponse:
        if result.state == State.ABORTED:
            messages.error(request, _("没有抽取：%(reason)s。编号已作废并公示。") % {"reason": result.reason})
        else:
            messages.success(request, _("已抽取 %(n)s 户。") % {"n": result.drawn.count()})
        return _to_draw(result)

    return _errand(
        request,
        form,
        lambda: services.run(pk, by=viewer_of(request), today=clock.today()),
        done,
        title=_("执行抽取"),
        intro=_("种子已经确定，抽取只执行一次，结果由种子算出，谁也不能改。抽取后立即公示。"),
        submit=_("执行抽取"),
        back=_back(draw),
        draw=draw,
        shares=tables.planned_shares(draw),
        sources=draw.sources.all(),
        template="draws/run.html",
    )


@methods
def abort(request: HttpRequest, pk: int) -> HttpResponse:
    draw = _draw(request, pk, rights.ABORT)
    drafted = draw.state == State.DRAFTED
    form = forms.Reason(posted(request))
    return _errand(
        request,
        form,
        lambda: services.abort(pk, form.cleaned_data["reason"], by=viewer_of(request), today=clock.today()),
        _to_draw,
        title=_("弃置抽取拟定稿") if drafted else _("作废抽取 %(serial)s") % {"serial": draw.serial},
        intro=_("拟定稿没有占用编号，弃置后台账中留有记录。")
        if drafted
        else _("作废后，编号不再使用，作废的事实和原因一直公示。需要重新抽取的，另立计划。"),
        submit=_("弃置") if drafted else _("作废"),
        back=_back(draw),
    )


@methods
def substitute(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    draw = _draw(request, pk, rights.SUBSTITUTE)
    form = forms.Why(posted(request))

    def done(replaced_by: str) -> HttpResponse:
        given = {"code": code, "by": replaced_by}
        messages.success(request, _("%(code)s 已由同层下一户 %(by)s 替补。") % given)
        return _to_draw(draw)

    return _errand(
        request,
        form,
        lambda: services.substitute(
            pk, code, form.cleaned_data["reason"], by=viewer_of(request), today=clock.today()
        ),
        done,
        title=_("替补 %(name)s") % {"name": naming.names([code]).get(code) or code},
        intro=_("替补的是同层键值的下一户，不能挑选；检查组按抽取规则另行产生。替补及原因会公示。"),
        submit=_("确认替补"),
        back=_back(draw),
    )


@methods
def enter_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    source = queries.source(pk, viewer=viewer_of(request))
    intro = _("请对照公布的结果录入，例如 ssq-2021025-03-11-17。录入后由另一名工作人员确认。")
    return _outcome(request, source, services.enter_outcome, _("录入公开结果：%(name)s"), intro, _("录入"))


@methods
def confirm_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    source = queries.source(pk, viewer=viewer_of(request))
    intro = _("请自行对照公布的结果再录一遍，两次一致才算确认。页面不显示前一次录入的内容。")
    return _outcome(request, source, services.confirm_outcome, _("确认公开结果：%(name)s"), intro, _("确认"))


def _outcome(
    request: HttpRequest, source: Source, service: Callable[..., Source], title: str, intro: str, submit: str
) -> HttpResponse:
    form = forms.Value(posted(request))
    return _errand(
        request,
        form,
        lambda: service(
            source.draw_id,
            source.pk,
            form.cleaned_data["value"],
            by=viewer_of(request),
            today=clock.today(),
        ),
        lambda _source: _to_draw(source.draw),
        title=title % {"name": source.name},
        intro=intro,
        submit=submit,
        back=_back(source.draw),
    )
