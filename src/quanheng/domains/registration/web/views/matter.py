"""One business: what the register says, with the contact masked until somebody says why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.masking import masked_name, masked_phone
from quanheng.domains.registration.rules.vocabulary import STATE_SAYS, State
from quanheng.domains.registration.web.file import file_url
from quanheng.domains.registration.web.forms import RevealForm
from quanheng.domains.registration.web.views.businesses import TONES, actor_of
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area
from quanheng.platform.web.forms import act
from quanheng.platform.web.matters import Action, MatterHead, timeline


@require_safe
def business(request: HttpRequest, code: str) -> HttpResponse:
    """What the register says of one business."""
    viewer = actor_of(request)
    viewer.require(rights.READ)
    found = queries.business(code, viewer=viewer)
    context = {
        "head": _head(found, viewer),
        "business": found,
        "area": Area.objects.filter(code=found.area_code).first(),
        "former_names": found.former_names.all(),
        "tags": found.tags.all(),
        "may_tag": viewer.may(rights.TAG),
        "may_reveal": viewer.may(rights.REVEAL),
        "contact_name": masked_name(found.contact_name),
        "contact_phone": masked_phone(found.contact_phone),
        "timeline": timeline(found, viewer),
        "dealings": queries.about_business(found.code, viewer),
        "may_hold": viewer.may(rights.HOLD),
    }
    return render(request, "registration/business.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Show the contact for a stated reason; the look is recorded before anything is shown."""
    viewer = actor_of(request)
    viewer.require(rights.REVEAL)
    found = queries.business(code, viewer=viewer)
    form = RevealForm(request.POST or None)
    shown = None
    if request.method == "POST" and form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "by": viewer, "today": clock.today()}
        shown = act(form, lambda: services.reveal_contact(found.code, **given))
    context = {
        "form": form,
        "business": found,
        "contact": shown,
        "title": _("查看联系方式：%(name)s") % {"name": found.name},
        "intro": _("联系人和电话属于个人信息。请写明查看原因；每次查看都记入台账。"),
        "submit": _("查看"),
        "back": reverse("registration:business", args=[found.code]),
    }
    response = render(request, "registration/contact.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _head(found: Business, viewer: Actor) -> MatterHead:
    def step(label: str, name: str) -> Action:
        return Action(label, reverse(f"registration:{name}", args=[found.code]))

    more = []
    if viewer.may(rights.TAKE_IN) and found.state in {State.OPEN, State.SUSPENDED}:
        more.append(Action(_("登记办理"), f"{reverse('registration:apply')}?q={found.code}"))
    if viewer.may(rights.CORRECT):
        more += [step(_("更正属地"), "township"), step(_("变更状态"), "state"), step(_("变更名称"), "name")]
    if found.flags and viewer.may(rights.CORRECT):
        more.append(step(_("核实标记"), "flags"))
    file = file_url(found.code)
    return MatterHead(
        number=found.code,
        title=found.name,
        state=STATE_SAYS[State(found.state)],
        tone=TONES[State(found.state)],
        next=Action(_("一户一档"), file) if file else None,
        more=more,
    )
