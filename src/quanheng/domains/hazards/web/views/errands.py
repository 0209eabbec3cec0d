"""The errands on hazards: a form in, one act, the hazard's page out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanheng.domains.hazards import queries, services
from quanheng.domains.hazards.models import Hazard, Point
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.deadlines import mark_of, order_basis, rectify_due
from quanheng.domains.hazards.rules.grading import major_grounds
from quanheng.domains.hazards.rules.limits import Step
from quanheng.domains.hazards.rules.rechecks import officers_needed
from quanheng.domains.hazards.rules.vocabulary import Method
from quanheng.domains.hazards.services import HazardReport, OrderDraft, PointFound, RecheckReport
from quanheng.domains.hazards.web import forms as ours
from quanheng.domains.hazards.web.views.listing import areas_of
from quanheng.domains.hazards.web.views.matter import evidence_row
from quanheng.domains.registration import queries as register
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.people.rights import Right
from quanheng.platform.web.forms import act

both = require_http_methods(["GET", "HEAD", "POST"])


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


@dataclass(frozen=True)
class Errand:
    """What an errand page says: title, introduction, the button, the template, more for the template."""

    title: str
    submit: str
    intro: str = ""
    template: str = "hazards/errand.html"
    more: dict[str, Any] | None = None


def _held(request: HttpRequest, key: int, right: Right) -> Hazard:
    """The hazard of the errand; whoever may not do it is told before the form."""
    viewer = actor_of(request)
    viewer.require(right)
    return queries.hazard(key, viewer=viewer)


def _run(
    request: HttpRequest, found: Hazard, form: forms.Form, errand: Errand, do: Callable[[], Any], said: str
) -> HttpResponse:
    """Show the form; when it was sent, act, and lead back to the hazard."""
    if request.method == "POST" and form.is_valid() and act(form, do) is not None:
        messages.success(request, said)
        return redirect("hazards:hazard", key=found.pk)
    given = {
        "form": form,
        "title": errand.title,
        "intro": errand.intro,
        "submit": errand.submit,
        "back": reverse("hazards:hazard", args=[found.pk]),
        "hazard": found,
    } | (errand.more or {})
    return render(request, errand.template, given, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, for a form; nothing on the first look."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def _open_points(found: Hazard) -> list[Point]:
    return list(found.points.filter(passed_on__isnull=True))


@both
def report(request: HttpRequest) -> HttpResponse:
    """Report a hazard by hand."""
    by = actor_of(request)
    by.require(rights.REPORT)
    initial = {"business_code": request.GET.get("code", "")}
    form = ours.ReportForm(**_sent(request), initial=initial, areas=areas_of(by))
    if request.method == "POST" and form.is_valid():
        made = act(form, lambda: _report(request, form.cleaned_data, by))
        if made:
            messages.success(request, _("已上报，编号 %(number)s。") % {"number": made.number})
            return redirect("hazards:hazard", key=made.pk)
    given = {
        "form": form,
        "title": _("上报隐患"),
        "submit": _("上报"),
        "back": reverse("hazards:hazards"),
        "grounds": major_grounds(on=clock.today()),
    }
    return render(request, "hazards/errand.html", given, status=422 if form.errors else 200)


class BusinessNotNamed(Refused):
    """Neither a code nor a name and township was given 未写明经营者."""


def _business(code: str, by: Actor) -> Any:
    try:
        return register.business(code, viewer=by)
    except Missing as missing:
        says = _("请核对代码；没有登记的经营者不填代码，填写名称和所在乡镇街道。")
        raise Missing(missing.says, instead=says, field="business_code") from None


def _report(request: HttpRequest, said: dict[str, Any], by: Actor) -> Hazard:
    code, name, area = said["business_code"].strip(), said["business_name"].strip(), said["area_code"]
    if code:
        business = _business(code, by)
        code, name, area = business.code, business.name, business.area_code
    elif not name or not area:
        raise BusinessNotNamed(
            _("没有写明是哪个经营者。"),
            instead=_("请填写统一社会信用代码，或者填写名称并选择所在乡镇街道。"),
            field="business_code",
        )
    lines = [line.strip() for line in said["text"].splitlines() if line.strip()]
    photos = said["photos"]
    token = request.POST.get("once", "")
    draft = HazardReport(
        business_code=code,
        business_name=name,
        area_code=area,
        category=said["category"],
        grade=said["grade"],
        grade_reason=said["grade_reason"],
        text=said["text"],
        reference=f"form:{by.id}:{token[:64]}" if token else "",
        points=[PointFound(line, said["article"], photos if n == 0 else ()) for n, line in enumerate(lines)],
    )
    return services.report_hazard(draft, by=by, today=clock.today())


def _draft(said: dict[str, Any]) -> OrderDraft:
    return OrderDraft(
        due_on=said["due_on"],
        demands=said["demands"],
        violates=said["violates"],
        consequence=said["consequence"],
        contact=said["contact"],
    )


def _order_defaults(found: Hazard) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a notice begins with, and what the page says about its basis."""
    today = clock.today()
    own = queries.limit_in_force(found.organ_id, Step.RECTIFY, found.category, found.grade, on=today)
    due = rectify_due(ordered_on=today, category=found.category, source=found.source, own=own)
    basis = order_basis(found.category, found.grade, found.source, on=today)
    points = _open_points(found)
    articles = list(dict.fromkeys(point.article for point in points if point.article))
    initial = {
        "due_on": due.on,
        "violates": "、".join(articles)[:300],
        "demands": ours.demands_of(found, points),
    }
    shown = {"basis": basis, "mark": mark_of(basis), "own": own, "due": due, "points": points}
    return initial, shown


@both
def order(request: HttpRequest, key: int) -> HttpResponse:
    """Order rectification."""
    found = _held(request, key, rights.ORDER)
    initial, shown = _order_defaults(found)
    form = ours.OrderForm(**_sent(request), initial=initial)
    errand = Errand(_("责令整改"), _("发出责令改正通知书"), template="hazards/order.html", more=shown)
    return _run(
        request,
        found,
        form,
        errand,
        lambda: services.order_rectification(
            found, _draft(form.cleaned_data), by=actor_of(request), today=clock.today()
        ),
        _("已责令整改。请打印通知书送达，或者把报告链接发给经营者。"),
    )


@both
def instruct(request: HttpRequest, key: int) -> HttpResponse:
    """A leader's instruction with a new deadline."""
    found = _held(request, key, rights.INSTRUCT)
    initial, shown = _order_defaults(found)
    form = ours.InstructForm(**_sent(request), initial=initial)
    errand = Errand(_("督办"), _("督办并发出通知书"), template="hazards/order.html", more=shown)
    return _run(
        request,
        found,
        form,
        errand,
        lambda: services.instruct(
            found,
            form.cleaned_data["instruction"],
            _draft(form.cleaned_data),
            by=actor_of(request),
            today=clock.today(),
        ),
        _("已督办，新的整改期限已经确定。"),
    )


@both
def rectified(request: HttpRequest, key: int) -> HttpResponse:
    """An officer reports a rectification."""
    found = _held(request, key, rights.REPORT_RECTIFIED)
    form = ours.RectifiedForm(**_sent(request), points=_open_points(found))
    intro = _("报告整改情况后由其他人员复查；您报告的，不能由您复查。")
    return _run(
        request,
        found,
        form,
        Errand(_("报告整改情况"), _("报告整改情况"), intro),
        lambda: services.report_rectified(
            found,
            form.cleaned_data["text"],
            by=actor_of(request),
            today=clock.today(),
            photos=form.photos(),
        ),
        _("已报告整改情况，等待复查。"),
    )


@both
def recheck(request: HttpRequest, key: int) -> HttpResponse:
    """A re-check of the open points."""
    found = _held(request, key, rights.RECHECK)
    by, today = actor_of(request), clock.today()
    officers = by.within(Officer.objects.certified_on(today), "area_id").exclude(pk=by.officer_id or 0)
    form = ours.RecheckForm(**_sent(request), points=_open_points(found), officers=officers, by=by)
    needed, cites = officers_needed(found.category, Method.ON_SITE, on=today)
    shown = {row.point.pk: evidence_row(row, found) for row in queries.evidence(found, viewer=by)}
    groups = [(shown[point.pk], form.about(point)) for point in form.points]
    more = {"needed": needed, "cites": cites, "groups": groups, "report": _last_report(found)}
    errand = Errand(_("复查"), _("提交复查结论"), template="hazards/recheck.html", more=more)
    return _run(
        request,
        found,
        form,
        errand,
        lambda: services.recheck(found, _recheck_of(form), by=by, today=today),
        _("复查结论已记录。"),
    )


def _last_report(found: Hazard) -> Any:
    return found.rectifications.order_by("-id").first()


def _recheck_of(form: ours.RecheckForm) -> RecheckReport:
    second = form.cleaned_data["second_officer"]
    return RecheckReport(
        passed=form.passed(),
        failed=form.failed(),
        method=form.cleaned_data["method"],
        note=form.cleaned_data["note"],
        second_officer=second.pk if second else None,
        photos=form.photos(),
    )


@both
def escalate(request: HttpRequest, key: int) -> HttpResponse:
    """Ask a leader."""
    found = _held(request, key, rights.ESCALATE)
    form = ours.ReasonForm(**_sent(request))
    errand = Errand(_("提请督办"), _("提请督办"), _("提请后由局领导督办，由领导确定新的期限或者移送查处。"))
    do = lambda: services.escalate(  # noqa: E731 - one act, said in place
        found, form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
    )
    return _run(request, found, form, errand, do, _("已提请督办。"))


@both
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """Hand over for investigation."""
    found = _held(request, key, rights.INSTRUCT)
    form = ours.ReasonForm(**_sent(request))
    errand = Errand(
        _("移送查处"), _("移送查处"), _("移送后作为案件线索处理；隐患仍要整改，并由其他人员复查销号。")
    )
    do = lambda: services.hand_over(  # noqa: E731
        found, form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
    )
    return _run(request, found, form, errand, do, _("已移送查处。"))


@both
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw a hazard."""
    found = _held(request, key, rights.WITHDRAW)
    form = ours.ReasonForm(**_sent(request))
    errand = Errand(
        _("撤销隐患"),
        _("撤销这条隐患"),
        _("撤销后不再整改和复查，也不计入整改数量；记录和理由保留，不能恢复。"),
    )
    do = lambda: services.withdraw(  # noqa: E731
        found, form.cleaned_data["reason"], by=actor_of(request), today=clock.today()
    )
    return _run(request, found, form, errand, do, _("已撤销。"))


@both
def regrade(request: HttpRequest, key: int) -> HttpResponse:
    """Grade anew."""
    found = _held(request, key, rights.ORDER)
    initial = {"grade": found.grade, "reason": found.grade_reason}
    form = ours.RegradeForm(**_sent(request), initial=initial)
    errand = Errand(_("重新定级"), _("确定等级"), more={"grounds": major_grounds(on=clock.today())})
    do = lambda: services.regrade(  # noqa: E731
        found,
        form.cleaned_data["grade"],
        reason=form.cleaned_data["reason"],
        by=actor_of(request),
        today=clock.today(),
    )
    return _run(request, found, form, errand, do, _("已重新定级。"))


@both
def add_evidence(request: HttpRequest, key: int, point: int) -> HttpResponse:
    """Add photos of what is wrong."""
    found = _held(request, key, rights.REPORT)
    form = ours.EvidenceForm(**_sent(request))
    errand = Errand(_("补充整改前照片"), _("上传"))
    do = lambda: services.add_evidence(  # noqa: E731
        found, point, form.cleaned_data["photos"], by=actor_of(request), today=clock.today()
    )
    return _run(request, found, form, errand, do, _("照片已保存。"))


@require_POST
def renew_link(request: HttpRequest, key: int) -> HttpResponse:
    """Give the business a new link."""
    services.renew_link(key, by=actor_of(request), today=clock.today())
    messages.success(request, _("已更换报告链接，原链接失效。"))
    return redirect("hazards:hazard", key=key)
