"""Persons who are barred 人员限制: the list, one of them, placing and lifting."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import PersonBar
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.bar_sheet import BARS
from quanheng.domains.registration.rules.bars import BARRING_SAYS, bar_grounds
from quanheng.domains.registration.services import NewBar
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.domains.registration.web.forms import DayInput
from quanheng.domains.registration.web.views.holding import (
    LiftForm,
    both,
    errand,
    importing,
    standing_filter,
    state_of,
    tone_of,
)
from quanheng.kernel import clock
from quanheng.platform.web.forms import CodeField, act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import Action, MatterHead, timeline


def ground_choices() -> list[tuple[str, str]]:
    """The grounds of the law, with what each stops; none stands chosen before somebody chose."""
    said = [(word, f"{one.says}（不得{BARRING_SAYS[one.stops]}）") for word, one in bar_grounds().items()]
    return [("", _("请选择")), *said]


class BarForm(forms.Form):
    """A bar to place."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    id_number = CodeField(label=gettext_lazy("公民身份号码"), max_length=18)
    ground = forms.ChoiceField(label=gettext_lazy("法定情形"), choices=ground_choices)
    source = forms.CharField(
        label=gettext_lazy("认定机关"),
        max_length=120,
        help_text=gettext_lazy("作出判决、裁定或者决定的法院、机关。"),
    )
    reference = forms.CharField(
        label=gettext_lazy("文书号"),
        max_length=120,
        help_text=gettext_lazy("同一份文书对同一人只设置一次。"),
    )
    from_on = forms.DateField(
        label=gettext_lazy("起算日期"),
        widget=DayInput(),
        help_text=gettext_lazy("刑罚执行期满、破产清算完结、吊销营业执照之日，或者文书生效之日。"),
    )
    until_on = forms.DateField(
        label=gettext_lazy("截止日期"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("法律定了年限的，不填时自动推算；没有期限的，至解除为止。"),
    )
    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)


@require_safe
def bars(request: HttpRequest) -> HttpResponseBase:
    """Every bar that the viewer's county keeps."""
    viewer = actor_of(request)
    place = [(reverse("registration:bar_new"), _("设置人员限制"))] if viewer.may(rights.BAR) else []
    spec = ListSpec(
        title=_("人员限制"),
        columns=[
            Column("name", _("姓名"), link=page_of, fixed=True),
            Column("id_number", _("公民身份号码"), value="id_masked", kind="code"),
            Column("ground", _("法定情形"), value=lambda row: bar_grounds()[row.ground].says),
            Column("state", _("状态"), value=state_of, kind="state", tone=tone_of),
            Column("until_on", _("至"), kind="date", sort="until_on"),
            Column("from_on", _("自"), kind="date", sort="from_on"),
            Column("source", _("认定机关")),
            Column("reference", _("文书号"), spare=True),
            Column("lifted_on", _("解除日期"), kind="date", spare=True),
            Column("placed_by_name", _("设置人"), spare=True),
        ],
        filters=[
            standing_filter(),
            Filter("ground", _("法定情形"), choices=[(w, one.says) for w, one in bar_grounds().items()]),
        ],
        search=_search,
        search_hint=_("姓名、文书号或者认定机关"),
        empty=_("还没有人员限制。收到法院、其他机关的文书后在这里设置，或者导入名单。"),
        empty_action=place[0] if place else None,
        actions=[*place, *importing(viewer, BARS, rights.IMPORT_BARS)],
    )
    return list_page(request, spec, queries.bars(viewer=viewer))


def page_of(row: PersonBar) -> str:
    """The page of one bar."""
    return reverse("registration:bar", args=[row.pk])


def _search(rows: Rows, text: str) -> Rows:
    return rows.filter(Q(name__contains=text) | Q(reference__contains=text) | Q(source__contains=text))


@require_safe
def bar(request: HttpRequest, key: int) -> HttpResponse:
    """One bar."""
    viewer = actor_of(request)
    found = queries.bar(key, viewer=viewer)
    lift = Action(_("解除"), reverse("registration:bar_lift", args=[found.pk]))
    head = MatterHead(
        number=found.reference,
        title=found.name,
        state=state_of(found),
        tone=tone_of(found),
        holder=found.source,
        next=lift if viewer.may(rights.BAR) and not found.lifted_on else None,
    )
    ground = bar_grounds()[found.ground]
    given = {
        "head": head,
        "bar": found,
        "ground": ground,
        "stops": BARRING_SAYS[ground.stops],
        "represented": queries.represented_by(found, viewer=viewer),
        "timeline": timeline(found, viewer),
    }
    return render(request, "registration/bars/bar.html", given)


@both
def place(request: HttpRequest) -> HttpResponse:
    """Place a bar."""
    viewer = actor_of(request)
    viewer.require(rights.BAR)
    form = BarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = NewBar(**form.cleaned_data)
        made = act(form, lambda: services.bar_person(new, by=viewer, today=clock.today()))
        if made:
            messages.success(request, _("已设置人员限制，正在办理的申请同时受限。"))
            return redirect("registration:bar", made.pk)
    return errand(request, form, _("设置人员限制"), reverse("registration:bars"))


@both
def lift(request: HttpRequest, key: int) -> HttpResponse:
    """Lift a bar."""
    viewer = actor_of(request)
    viewer.require(rights.BAR)
    found = queries.bar(key, viewer=viewer)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "by": viewer, "today": clock.today()}
        if act(form, lambda: services.lift_bar(found.pk, **given)):
            messages.success(request, _("已解除人员限制。"))
            return redirect("registration:bar", found.pk)
    return errand(request, form, _("解除人员限制：%(name)s") % {"name": found.name}, page_of(found))
