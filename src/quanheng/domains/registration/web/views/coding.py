"""The segments of unified codes 码段: shown, and set where the law of codes allows it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quanheng.domains.registration import services
from quanheng.domains.registration.queries.coding import segments
from quanheng.domains.registration.rules.coding import SEGMENT_SIGNS
from quanheng.domains.registration.web.applicants import actor_of
from quanheng.kernel import clock
from quanheng.platform.web.forms import act


class SegmentForm(forms.Form):
    """Which authority, which segment."""

    authority = forms.ChoiceField(label=gettext_lazy("登记机关"))
    segment = forms.CharField(
        label=gettext_lazy("码段"),
        max_length=SEGMENT_SIGNS,
        help_text=gettext_lazy("主体标识码九位中开头的几位，按分配通知填写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Every authority of the area with its segment, and setting one."""
    viewer = actor_of(request)
    rows = segments(viewer=viewer)
    form = SegmentForm(request.POST or None)
    form.fields["authority"].choices = [(row.authority, row.organ) for row in rows]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = act(form, lambda: services.set_segment(**given, by=viewer, today=clock.today()))
        if done is not None:
            messages.success(request, _("码段已设为 %(segment)s。") % {"segment": done.segment})
            return redirect("registration:codes")
    context = {
        "form": form,
        "segments": rows,
        "title": _("统一社会信用代码码段"),
        "intro": _("新设立的主体从码段依次赋码，不跳号，不重号。已经发出代码的码段，用完以前不能更换。"),
        "submit": _("设置"),
    }
    return render(request, "registration/codes.html", context, status=409 if form.errors else 200)
