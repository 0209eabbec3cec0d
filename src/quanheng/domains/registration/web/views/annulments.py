"""Registrations got by fraud 撤销虚假登记: the list, one matter, and its errands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Annulment
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.annulments import ANNULMENT, ANNULMENT_SAYS, AnnulmentStage
from quanheng.domains.registration.rules.deadlines import provisions
from quanheng.domains.registration.services import NewAnnulment
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.web.forms import CodeField, NumberField, act
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.matters import Action, Deadline, MatterHead, timeline
from quanheng.platform.web.templatetags.official import day_text
from quanheng.platform.web.words import pairs

both = require_http_methods(["GET", "HEAD", "POST"])
TONES = {
    AnnulmentStage.ASKED: "warn",
    AnnulmentStage.INQUIRY: "note",
    AnnulmentStage.PUBLISHED: "note",
    AnnulmentStage.PAUSED: "warn",
    AnnulmentStage.ANNULLED: "stop",
    AnnulmentStage.KEPT: "good",
    AnnulmentStage.DECLINED: "plain",
}


class AskForm(forms.Form):
    """A request to annul, or a matter taken up."""

    code = CodeField(label=gettext_lazy("统一社会信用代码"), max_length=18)
    applicant_name = forms.CharField(
        label=gettext_lazy("申请人"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("登记机关依职权调查的不填。"),
    )
    applicant_phone = NumberField(label=gettext_lazy("申请人电话"), max_length=20, required=False)
    claim = forms.CharField(
        label=gettext_lazy("哪些登记内容虚假，有什么证据"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    filing_id = forms.IntegerField(
        label=gettext_lazy("虚假的是哪一次登记"),
        required=False,
        help_text=gettext_lazy("填写该次登记申请页面地址中的编号；设立登记虚假的不填。"),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("事实和理由"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class DecisionForm(ReasonForm):
    """The decision to annul, with who answers for the fraud."""

    responsible = forms.CharField(
        label=gettext_lazy("直接责任人"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("每行一人：姓名，空格，证件号码。三年内不得再次申请登记。"),
    )

    def clean_responsible(self) -> list[dict[str, str]]:
        """The persons named, line by line."""
        found = []
        for line in self.cleaned_data["responsible"].splitlines():
            name, _space, number = line.strip().partition(" ")
            if name and not number.strip():
                raise forms.ValidationError(_("“%(line)s”没有证件号码。") % {"line": line.strip()})
            if name:
                found.append({"name": name, "id_number": number.strip()})
        return found


@require_safe
def annulments(request: HttpRequest) -> HttpResponseBase:
    """Every matter of the viewer's area."""
    viewer = actor_of(request)
    ask = [(reverse("registration:annulment_new"), _("登记撤销申请"))] if viewer.may(rights.ANNUL) else []
    spec = ListSpec(
        title=_("撤销虚假登记"),
        columns=[
            Column("number", _("编号"), link=page_of, kind="code", fixed=True),
            Column("name", _("经营主体"), value="business.name"),
            Column(
                "stage",
                _("环节"),
                value="get_stage_display",
                kind="state",
                tone=lambda row: TONES[AnnulmentStage(row.stage)],
            ),
            Column("due_on", _("期限"), kind="date"),
            Column("received_on", _("收到日期"), kind="date", sort="received_on"),
            Column("decided_on", _("决定日期"), kind="date"),
            Column("code", _("统一社会信用代码"), value="business.code", kind="code", spare=True),
        ],
        filters=[Filter("stage", _("环节"), choices=pairs(ANNULMENT_SAYS))],
        search=lambda rows, text: rows.filter(business__name__contains=text),
        search_hint=_("名称"),
        empty=_("还没有撤销虚假登记的申请。"),
        empty_action=ask[0] if ask else None,
        actions=ask,
    )
    return list_page(request, spec, queries.annulments(viewer=viewer))


def page_of(row: Annulment) -> str:
    """The page of one matter."""
    return reverse("registration:annulment", args=[row.pk])


@require_safe
def annulment(request: HttpRequest, key: int) -> HttpResponse:
    """One matter."""
    viewer = actor_of(request)
    found = queries.annulment(key, viewer=viewer)
    steps = _steps(found, viewer)
    head = MatterHead(
        number=found.number,
        title=found.business.name,
        state=ANNULMENT_SAYS[AnnulmentStage(found.stage)],
        tone=TONES[AnnulmentStage(found.stage)],
        holder=found.organ.short_name,
        next=steps[0] if steps else None,
        more=steps[1:],
        due=Deadline(found.due_on, found.due_cites, _due_says(found)) if found.due_on else None,
    )
    given = {
        "head": head,
        "matter": found,
        "bars": found.bars.all(),
        "timeline": timeline(found, viewer),
    }
    return render(request, "registration/annulments/annulment.html", given)


def _steps(found: Annulment, viewer: Actor) -> list[Action]:
    table: list[tuple[str, Any, Right, AnnulmentStage, str]] = [
        ("accept", _("受理"), rights.ANNUL, AnnulmentStage.INQUIRY, "post"),
        ("revoke", _("撤销登记"), rights.DECIDE_ANNULMENT, AnnulmentStage.ANNULLED, "get"),
        ("keep", _("不予撤销"), rights.DECIDE_ANNULMENT, AnnulmentStage.KEPT, "get"),
        ("publish", _("公示涉嫌虚假登记"), rights.ANNUL, AnnulmentStage.PUBLISHED, "post"),
        ("pause", _("中止调查"), rights.ANNUL, AnnulmentStage.PAUSED, "get"),
        ("decline", _("不予受理"), rights.ANNUL, AnnulmentStage.DECLINED, "get"),
    ]
    found_steps = [
        Action(label, reverse(f"registration:annulment_{name}", args=[found.pk]), method, _asks(name, found))
        for name, label, right, to, method in table
        if viewer.may(right)
        and ANNULMENT.allows(found.stage, to)
        and not (name == "accept" and _begun(found))
    ]
    if _begun(found) and ANNULMENT.allows(found.stage, AnnulmentStage.INQUIRY) and viewer.may(rights.ANNUL):
        found_steps.append(Action(_("恢复调查"), reverse("registration:annulment_resume", args=[found.pk])))
    inquiry = found.stage == AnnulmentStage.INQUIRY and not found.extended_count
    if inquiry and viewer.may(rights.DECIDE_ANNULMENT):
        found_steps.append(Action(_("延长调查"), reverse("registration:annulment_extend", args=[found.pk])))
    return found_steps


def _due_says(found: Annulment) -> str:
    return _("决定期限") if _begun(found) else _("受理期限")


def _asks(name: str, found: Annulment) -> str:
    """What is asked before a step that everybody will read."""
    if name != "publish":
        return ""
    period = provisions()["annul_publicity"].describe(clock.today()).amount
    given = {"name": found.business.name, "period": period}
    return _("将在网上公示%(period)s：%(name)s涉嫌虚假登记、无法联系。") % given


def _begun(found: Annulment) -> bool:
    return found.accepted_on is not None


@both
def new(request: HttpRequest) -> HttpResponse:
    """Receive a request, or take a matter up."""
    viewer = actor_of(request)
    viewer.require(rights.ANNUL)
    form = AskForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        asked = NewAnnulment(**form.cleaned_data)
        made = act(form, lambda: services.ask_annulment(asked, by=viewer, today=clock.today()))
        if made:
            messages.success(request, _("已登记，编号%(number)s。") % {"number": made.number})
            return redirect(page_of(made))
    given = {"form": form, "title": _("登记撤销申请"), "back": reverse("registration:annulments")}
    return render(request, "page/errand.html", given, status=422 if form.errors else 200)


Do = Callable[..., Annulment]
POSTS: dict[str, tuple[Right, Do]] = {
    "accept": (rights.ANNUL, services.accept_annulment),
    "publish": (rights.ANNUL, services.publish_annulment),
}
ERRANDS: dict[str, tuple[Right, Do, Any, type[forms.Form]]] = {
    "decline": (rights.ANNUL, services.decline_annulment, gettext_lazy("不予受理"), ReasonForm),
    "extend": (rights.DECIDE_ANNULMENT, services.extend_annulment, gettext_lazy("延长调查"), ReasonForm),
    "pause": (rights.ANNUL, services.pause_annulment, gettext_lazy("中止调查"), ReasonForm),
    "resume": (rights.ANNUL, services.resume_annulment, gettext_lazy("恢复调查"), ReasonForm),
    "keep": (rights.DECIDE_ANNULMENT, services.keep_registration, gettext_lazy("不予撤销"), ReasonForm),
    "revoke": (rights.DECIDE_ANNULMENT, services.revoke_registration, gettext_lazy("撤销登记"), DecisionForm),
}


@require_POST
def step(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """A step that needs no words."""
    viewer = actor_of(request)
    if name not in POSTS:
        raise Missing
    right, do = POSTS[name]
    viewer.require(right)
    found = queries.annulment(key, viewer=viewer)
    messages.success(request, _done(do(found.pk, by=viewer, today=clock.today())))
    return redirect(page_of(found))


def _done(matter: Annulment) -> str:
    """What a step that needs no words has brought about."""
    if matter.published_until and matter.stage == AnnulmentStage.PUBLISHED:
        return _("已开始公示，公示至%(day)s。") % {"day": day_text(matter.published_until)}
    return _("已受理，开始调查。")


@both
def errand(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """A step that says why."""
    viewer = actor_of(request)
    if name not in ERRANDS:
        raise Missing
    right, do, title, form_class = ERRANDS[name]
    viewer.require(right)
    found = queries.annulment(key, viewer=viewer)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if act(form, lambda: do(found.pk, **said, by=viewer, today=clock.today())):
            messages.success(request, _("已办理：%(title)s。") % {"title": title})
            return redirect(page_of(found))
    given = {
        "form": form,
        "title": f"{title}：{found.business.name}",
        "submit": title,
        "back": page_of(found),
    }
    return render(request, "page/errand.html", given, status=422 if form.errors else 200)
