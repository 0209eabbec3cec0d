"""The bureau's own time limits: what holds, what was decided when, by whom and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.hazards import queries, services
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.deadlines import provisions
from quanheng.domains.hazards.rules.limits import ANY, STEP_SAYS, UNIT_SAYS, Amount, Step, defaults
from quanheng.domains.hazards.rules.vocabulary import CATEGORY_SAYS, GRADE_SAYS, Category, Grade
from quanheng.domains.hazards.web.forms import LimitForm
from quanheng.kernel import clock
from quanheng.kernel.law import NoProvision
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, ListSpec, list_page


def _category(word: str) -> str:
    return str(_("全部")) if word == ANY else CATEGORY_SAYS[Category(word)]


def _grade(word: str) -> str:
    return str(_("全部")) if word == ANY else GRADE_SAYS[Grade(word)]


@require_safe
def limits(request: HttpRequest) -> HttpResponseBase:
    """The limits decided, with the shipped defaults and the law beside them."""
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    rows = queries.limits_decided(viewer=viewer)
    may = viewer.may(rights.SET_LIMITS)
    shipped = [
        (STEP_SAYS[Step(step)], _category(category), _grade(grade), str(amount))
        for (step, category, grade), amount in defaults().items()
    ]
    spec = ListSpec(
        title=_("整改和复查时限"),
        intro=_("法律没有规定天数的，由局里确定；这是本局的选择，不是法律。新的决定只管以后的期限。"),
        columns=[
            Column("step", _("种类"), value=lambda row: STEP_SAYS[Step(row.step)], fixed=True),
            Column("category", _("类别"), value=lambda row: _category(row.category)),
            Column("grade", _("等级"), value=lambda row: _grade(row.grade)),
            Column("amount", _("时限"), value=lambda row: f"{row.amount} {UNIT_SAYS[row.unit]}"),
            Column("from_on", _("起用日期"), kind="date"),
            Column("reason", _("理由")),
            Column("by_name", _("批准人")),
        ],
        template="hazards/limits.html",
        empty=_("局里还没有另行决定，按下列默认时限执行。"),
        actions=[(reverse("hazards:set_limit"), _("调整时限"))] if may else [],
        context={"shipped": shipped, "lawful": _lawful()},
    )
    return list_page(request, spec, rows)


def _lawful() -> list[tuple[str, str]]:
    """The limits the law itself names today, with their articles."""
    today, found = clock.today(), []
    for key in ("order_quality_sampling", "recheck_quality_sampling", "recheck_equipment"):
        try:
            found.append((provisions()[key].title, str(provisions()[key].describe(today))))
        except NoProvision:
            continue
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def set_limit(request: HttpRequest) -> HttpResponse:
    """Decide on a limit."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    by.require(rights.SET_LIMITS)
    form = LimitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = act(
            form,
            lambda: services.set_limit(
                said["step"],
                said["category"],
                said["grade"],
                Amount(said["amount"], said["unit"]),
                reason=said["reason"],
                by=by,
                today=clock.today(),
            ),
        )
        if made:
            messages.success(request, _("时限已确定，从今天起用于新的期限。"))
            return redirect("hazards:limits")
    given = {
        "form": form,
        "title": _("调整时限"),
        "submit": _("确定"),
        "back": reverse("hazards:limits"),
    }
    return render(request, "hazards/errand.html", given, status=422 if form.errors else 200)
