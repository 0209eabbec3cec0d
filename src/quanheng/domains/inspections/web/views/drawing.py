"""Preparing, committing and running an inspection's draw; nothing here happens on GET."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.stages import Stage
from quanheng.domains.inspections.services import SourceDraft
from quanheng.domains.inspections.web.forms import SourcesForm
from quanheng.domains.inspections.web.requests import actor_of, errand, sent
from quanheng.kernel import clock
from quanheng.platform.draws import rights as draw_rights
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def prepare_draw(request: HttpRequest, key: int) -> HttpResponse:
    viewer = actor_of(request)
    viewer.require(rights.DRAW)
    row = queries.inspection(key, viewer=viewer)
    known = {str(one.pk): one for one in _witnesses(viewer)}
    choices = [(one, _named(account)) for one, account in known.items()]
    form = SourcesForm(**sent(request), witnesses=choices)
    page = {
        "title": _("准备抽取：%(title)s") % {"title": row.title},
        "intro": _(
            "名单和人员按任务现在的条件生成并固定。种子至少有两个来源，其中至少一个不属于本局；"
            "见证人先提交各自种子值的摘要，承诺公布之后才公开种子值。"
        ),
        "submit": _("生成名单，通知见证人"),
        "back": reverse("inspections:inspection", args=[key]),
    }
    return errand(
        request,
        form,
        lambda: services.prepare_draw(
            key, sources=_sources(form, known, row.organ_id), by=viewer, today=clock.today()
        ),
        lambda row: reverse("inspections:inspection", args=[row.pk]),
        said=_("名单已生成，见证人已收到通知。"),
        page=page,
    )


def _witnesses(viewer: Actor) -> Sequence[Account]:
    """The accounts of the area that may witness a draw, those outside the bureau first."""
    rows = viewer.within(Account.objects.filter(is_active=True).select_related("organ"), "area_id")
    able = [row for row in rows if row.as_actor().may(draw_rights.WITNESS)]
    return sorted(able, key=lambda row: (row.organ_id == viewer.organ, row.username))


def _named(account: Account) -> str:
    unit = account.organ.short_name if account.organ else ""
    return f"{account.display_name or account.username}（{unit}）" if unit else account.display_name


def _sources(form: SourcesForm, known: dict[str, Account], bureau: str) -> list[SourceDraft]:
    given: dict[str, Any] = form.cleaned_data
    chosen = [given[f"witness_{number}"] for number in (1, 2, 3)]
    sources = [
        SourceDraft(
            kind="witness",
            name=_named(known[one]),
            of_bureau=_of_bureau(known[one], bureau),
            account_id=known[one].pk,
        )
        for one in dict.fromkeys(chosen)
        if one
    ]
    if given["outcome"]:
        known_at = given["known_at"]
        if known_at is not None and timezone.is_naive(known_at):
            known_at = known_at.replace(tzinfo=clock.SHANGHAI)
        sources.append(SourceDraft(kind="public", name=given["outcome"], known_at=known_at))
    return sources


def _of_bureau(account: Account, bureau: str) -> bool:
    """Whether the witness belongs to the organ that draws or to an office below it."""
    organ = account.organ
    while organ is not None:
        if organ.pk == bureau:
            return True
        organ = organ.parent
    return False


@require_POST
def commit_draw(request: HttpRequest, key: int) -> HttpResponse:
    services.commit_draw(key, by=actor_of(request), today=clock.today())
    messages.success(request, _("承诺值已公布，名单和规则从此不能更改。请见证人公开种子值。"))
    return redirect("inspections:inspection", key=key)


@require_POST
def draw_inspection(request: HttpRequest, key: int) -> HttpResponse:
    row = services.draw_inspection(key, by=actor_of(request), today=clock.today())
    if row.state == Stage.VISITING:
        said = _("抽取完成，%(n)s 户已派发给检查组。") % {"n": row.visits.count()}
        messages.success(request, said)
    else:
        messages.error(request, _("抽取已作废：有企业无法组成检查组。原因见抽取页面，请调整后重新准备。"))
    return redirect("inspections:inspection", key=key)
