"""The item list, the registers, the checklists, the default ratios 一单两库."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Item
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.kinds import FIELD_SAYS, Field
from quanheng.domains.inspections.rules.quota import STRATA, spoken
from quanheng.domains.inspections.web.choices import KINDS_OF_BUSINESS
from quanheng.domains.inspections.web.forms import ItemForm, QuotaForm, ReasonForm
from quanheng.domains.inspections.web.requests import actor_of, errand, sent
from quanheng.domains.inspections.web.views.tabs import tabs
from quanheng.kernel import clock
from quanheng.kernel.draw import Ratio
from quanheng.kernel.refusal import Refused
from quanheng.platform.people.models import Officer
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.matters import Action, MatterHead, timeline
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])
CHECKED_SAYS: dict[str, Any] = {
    "text": lazy("已核对原文"),
    "third-party": lazy("第三方转引"),
    "memory": lazy("尚未核对"),
}


@require_safe
def items(request: HttpRequest) -> HttpResponseBase:
    viewer = actor_of(request)
    actions = [(reverse("inspections:list_item"), _("列入事项"))] if viewer.may(rights.KEEP_LISTS) else []
    spec = ListSpec(
        title=_("随机抽查事项清单"),
        columns=[
            Column("code", _("编号"), link=_item_url, sort="code", kind="code", fixed=True),
            Column("name", _("抽查事项"), link=_item_url),
            Column("field", _("领域"), value="get_field_display"),
            Column("joint", _("类型"), value=lambda row: _("部门联合") if row.joint else _("本部门")),
            Column("objects", _("检查对象"), value="objects_said"),
            Column("basis", _("检查依据")),
            Column("checked", _("依据核对"), value=lambda row: CHECKED_SAYS[row.checked]),
            Column("from_on", _("列入日期"), kind="date", spare=True),
        ],
        filters=[
            Filter("field", _("领域"), choices=pairs(FIELD_SAYS)),
            Filter("joint", _("类型"), choices=[("False", _("本部门")), ("True", _("部门联合"))]),
        ],
        search=lambda rows, text: (
            rows.filter(name__contains=text) | rows.filter(code__startswith=text.upper())
        ),
        search_hint=_("编号、名称"),
        intro=_("检查依据、检查对象和承担部门以清单为准；修改即另立新版本，旧任务仍按旧版本。"),
        empty=_("清单还是空的。先列入第一个抽查事项。"),
        empty_action=actions[0] if actions else None,
        actions=actions,
        template="inspections/list.html",
        size=50,
        context={"tabs": tabs("items")},
    )
    return list_page(request, spec, queries.items(viewer=viewer, day=clock.today()))


def _item_url(row: Item) -> str:
    return reverse("inspections:item", args=[row.code])


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    viewer = actor_of(request)
    row = queries.item(code, viewer=viewer, day=clock.today())
    keeps = viewer.may(rights.KEEP_LISTS)
    head = MatterHead(
        number=row.code,
        title=row.name,
        state=FIELD_SAYS[Field(row.field)],
        next=Action(_("修改"), reverse("inspections:change_item", args=[code])) if keeps else None,
        more=[Action(_("移出清单"), reverse("inspections:retire_item", args=[code]))] if keeps else [],
    )
    given = {
        "head": head,
        "item": row,
        "checked": CHECKED_SAYS[row.checked],
        "objects_count": queries.objects_of(row, viewer=viewer).count(),
        "versions": Item.objects.filter(code=code).order_by("-from_on"),
        "timeline": timeline(row, viewer),
    }
    return render(request, "inspections/item.html", given)


@require_safe
def objects(request: HttpRequest, code: str) -> HttpResponseBase:
    viewer = actor_of(request)
    row = queries.item(code, viewer=viewer, day=clock.today())
    spec = ListSpec(
        title=_("检查对象名录库：%(item)s") % {"item": row.name},
        columns=[
            Column("code", _("统一社会信用代码"), sort="code", kind="code", fixed=True),
            Column("name", _("名称")),
            Column("kind", _("类型"), value="get_kind_display"),
            Column("trade", _("行业"), kind="code"),
            Column("address", _("地址")),
            Column("area_code", _("乡镇街道"), kind="code"),
        ],
        filters=[Filter("kind", _("主体类型"), choices=KINDS_OF_BUSINESS)],
        search=lambda rows, text: rows.filter(name__contains=text),
        search_hint=_("名称"),
        empty=_("按这个事项的对象范围，名录里没有经营主体。请核对行业代码，或者先导入名录。"),
        template="inspections/list.html",
        context={"tabs": tabs("items")},
    )
    return list_page(request, spec, queries.objects_of(row, viewer=viewer).order_by("code"))


@both
def change_item(request: HttpRequest, code: str = "") -> HttpResponse:
    viewer, today = actor_of(request), clock.today()
    viewer.require(rights.KEEP_LISTS)
    row = queries.item(code, viewer=viewer, day=today) if code else None
    lists = [(one.code, one.title) for one in queries.checklists(viewer=viewer, day=today)]
    initial = ItemForm.initial_of(row) if row else {"checked": "text"}
    form = ItemForm(**sent(request), initial=initial, checklists=lists, kinds=KINDS_OF_BUSINESS)
    page = {
        "title": _("修改抽查事项") if row else _("列入抽查事项"),
        "intro": _("修改后自今天起适用新版本；已经制定的任务仍按原来的版本。"),
        "submit": _("列入清单"),
        "back": _item_url(row) if row else reverse("inspections:items"),
    }
    return errand(
        request,
        form,
        lambda: services.list_item(form.draft(), by=viewer, today=today),
        _item_url,
        said=_("已列入清单。"),
        page=page,
    )


@both
def retire_item(request: HttpRequest, code: str) -> HttpResponse:
    viewer, today = actor_of(request), clock.today()
    viewer.require(rights.KEEP_LISTS)
    row = queries.item(code, viewer=viewer, day=today)
    form = ReasonForm(**sent(request))
    page = {
        "title": _("移出清单：%(item)s") % {"item": row.name},
        "intro": _("明天起不能再据此制定抽查任务。"),
        "submit": _("移出清单"),
        "back": _item_url(row),
    }
    return errand(
        request,
        form,
        lambda: services.retire_item(code, reason=form.cleaned_data["reason"], by=viewer, today=today),
        lambda _row: reverse("inspections:items"),
        said=_("已移出清单。"),
        page=page,
    )


@require_safe
def checklists(request: HttpRequest) -> HttpResponseBase:
    spec = ListSpec(
        title=_("检查表"),
        columns=[
            Column(
                "title",
                _("名称"),
                link=lambda row: reverse("inspections:checklist", args=[row.code]),
                fixed=True,
            ),
            Column("question_count", _("要点数"), kind="number"),
            Column("source", _("来源")),
            Column("from_on", _("启用日期"), kind="date"),
        ],
        empty=_("还没有检查表。"),
        template="inspections/list.html",
        context={"tabs": tabs("checklists")},
    )
    return list_page(request, spec, queries.checklists(viewer=actor_of(request), day=clock.today()))


@require_safe
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    viewer = actor_of(request)
    row = queries.checklist(code, viewer=viewer, day=clock.today())
    head = MatterHead(number=row.code, title=row.title, state=_("现行"), tone="good")
    given = {
        "head": head,
        "checklist": row,
        "questions": row.questions.order_by("number"),
        "timeline": timeline(row, viewer),
    }
    return render(request, "inspections/checklist.html", given)


@require_safe
def inspectors(request: HttpRequest) -> HttpResponseBase:
    today = clock.today()

    def standing(row: Officer) -> str:
        if not row.active:
            return _("已停用")
        return _("有效") if row.certificate_from <= today <= row.certificate_until else _("证件已过期")

    spec = ListSpec(
        title=_("执法检查人员名录库"),
        columns=[
            Column("name", _("姓名"), fixed=True),
            Column("organ", _("单位"), value="organ__short_name"),
            Column("certificate_number", _("执法证号"), sort="certificate_number", kind="code"),
            Column("certificate_until", _("证件有效期至"), sort="certificate_until", kind="date"),
            Column("state", _("证件状态"), value=standing, kind="state", tone=_certificate_tone(today)),
            Column("qualifications", _("资质"), value=lambda row: "、".join(row.qualifications)),
            Column("area", _("片区"), value="area__short_name"),
            Column("cap", _("单次上限"), kind="number"),
            Column("recusal_count", _("回避"), kind="number"),
        ],
        filters=[
            Filter("active", _("状态"), choices=[("True", _("在用")), ("False", _("已停用"))], default="True")
        ],
        search=lambda rows, text: rows.filter(name__contains=text) | rows.filter(certificate_number=text),
        search_hint=_("姓名、执法证号"),
        intro=_("只有在检查期间证件全程有效、具备所需资质的人员才进入抽取名单；申报回避的组合不会抽到一起。"),
        empty=_("名录还是空的。先录入执法检查人员。"),
        template="inspections/list.html",
        context={"tabs": tabs("inspectors")},
    )
    return list_page(request, spec, queries.inspectors(viewer=actor_of(request)))


def _certificate_tone(today: date) -> Callable[[Officer], str]:
    def tone(row: Officer) -> str:
        good = row.active and row.certificate_from <= today <= row.certificate_until
        return "good" if good else "stop"

    return tone


@both
def quotas(request: HttpRequest) -> HttpResponse:
    viewer, today = actor_of(request), clock.today()
    viewer.require(rights.ADOPT)
    now = queries.quota_defaults(viewer.organ, day=today)
    initial = {f"quota_{name}": spoken(share) for name, share in now.quota.items()}
    form = QuotaForm(**sent(request), initial=initial | {"source": now.source})

    def decide() -> object:
        given = {name: form.cleaned_data[f"quota_{name}"] for name in STRATA}
        ratios = {name: share.text for name, share in given.items() if isinstance(share, Ratio)}
        if len(ratios) < len([share for share in given.values() if share is not None]):
            raise Refused("默认值只能是百分比，户数请在制定任务时填写", field="quota_A")
        source = form.cleaned_data["source"]
        return services.decide_quotas(viewer.organ, ratios, source=source, by=viewer, today=today)

    page = {
        "title": _("默认抽取比例"),
        "intro": _("各信用风险类别的默认比例由本局决定，不是法律规定；制定任务时可以改。"),
        "submit": _("确定"),
        "back": reverse("inspections:plans"),
        "now": now,
    }
    return errand(
        request, form, decide, lambda _rows: reverse("inspections:plans"), said=_("已确定。"), page=page
    )
