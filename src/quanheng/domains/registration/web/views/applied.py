"""The page of one application 申请进度: what happened, what comes next and by when, what to print.

Officials, clerks and the applicant read the same page; each is offered the steps that are theirs.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quanheng.domains.registration import services
from quanheng.domains.registration.certificates import BUSINESS_LICENCE
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import FILED, FILING, FilingKind, Stage, stage_said
from quanheng.domains.registration.web.applicants import acting_on, known_code, remember, take_up_address
from quanheng.domains.registration.web.errand.form import FilingForm
from quanheng.domains.registration.web.errand.papers import papers
from quanheng.domains.registration.web.errand.summing import summary
from quanheng.domains.registration.web.views.errand import WRITABLE, title_of
from quanheng.domains.registration.web.views.filings import review_of
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.printing import address as verify_address
from quanheng.platform.certificates.printing import coded
from quanheng.platform.certificates.services import pdf_of
from quanheng.platform.certificates.web.drawing import qr
from quanheng.platform.documents import queries as documents
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.matters import Action, Deadline, MatterHead, timeline

TONES = {
    Stage.DRAFT: "warn",
    Stage.SUPPLEMENT: "warn",
    Stage.APPROVED: "good",
    Stage.REFUSED: "stop",
    Stage.WITHDRAWN: "plain",
    Stage.LAPSED: "plain",
}
LEAVES = frozenset({FilingKind.SIMPLE_DEREGISTRATION, FilingKind.DEREGISTRATION})


SAID_DONE = {
    FilingKind.SIMPLE_DEREGISTRATION: gettext_lazy("已办结注销登记，营业执照同时失效。"),
    FilingKind.DEREGISTRATION: gettext_lazy("已办结注销登记，营业执照同时失效。"),
    FilingKind.FILING_CHANGE: gettext_lazy("已办结备案，营业执照不变。"),
    FilingKind.SUSPENSION: gettext_lazy(
        "已办结歇业备案，歇业期限和法律文书送达地址已经公示；提前恢复营业的，请办理恢复营业。"
    ),
    FilingKind.RESUMPTION: gettext_lazy("已恢复营业，歇业公示同时终止。"),
}
"""What is said once an errand is done that leaves no licence behind."""


def granted_says(kind: str) -> str:
    """What the officer is told after granting."""
    if kind in LEAVES:
        return _("已准予注销登记。")
    return _("已准予备案。") if kind in FILED else _("已准予登记。")


@never_cache
@require_safe
def filing(request: HttpRequest, key: int) -> HttpResponse:
    """Where an application stands, for whoever may see it."""
    actor, found = acting_on(request, key)
    licence = licence_of(found)
    given: dict[str, Any] = {
        "head": _head(found, actor),
        "filing": found,
        "sections": [one for one in summary(found, FilingForm(found)) if one.key != "evidence"],
        "papers": [paper for paper in papers(found) if paper.files],
        "comes_next": _comes_next(found),
        "licence": licence,
        "ofd_url": certificates.download_path(licence, "ofd") if licence else "",
        "licence_qr": qr(coded(licence)) if licence else "",
        "leaves": found.kind in LEAVES,
        "code": known_code(request, found),
        "receipt_qr": qr(take_up_address(request, found)),
        "timeline": timeline(found, Actor.public() if actor.applies_for else actor),
        "review": review_of(found, actor, today=clock.today()),
        "is_applicant": bool(actor.applies_for),
        "visit": found.visit if actor.may(rights.VISIT) else None,
        "verify_url": verify_address(licence) if licence else "",
    }
    return render(request, "registration/filing/applied.html", given)


def licence_of(filing: Filing) -> Certificate | None:
    """The licence in force of the business that an approved filing was about; none once it has left."""
    if filing.stage != Stage.APPROVED or not filing.code:
        return None
    return certificates.current(BUSINESS_LICENCE.key, filing.code)


def _head(filing: Filing, actor: Actor) -> MatterHead:
    stage = Stage(filing.stage)
    due = Deadline(filing.due_on, filing.due_cites, _due_says(filing)) if filing.due_on else None
    ended = stage in FILING.final_states
    steps = _steps(filing, actor)
    onward = steps[:1] if not _goes_back(filing, steps) else []
    return MatterHead(
        number=filing.number,
        title=f"{title_of(filing)}　{filing.name or filing.applicant_name}".strip(),
        state=stage_said(filing.kind, stage),
        tone=TONES.get(stage, "note"),
        holder=filing.organ.short_name if stage not in WRITABLE else filing.opened_by_name,
        next=onward[0] if onward else None,
        due=None if ended or stage in WRITABLE else due,
        more=steps[len(onward) :],
    )


def _due_says(filing: Filing) -> str:
    """What the nearest date is: the end of the time for objections, or that for deciding."""
    return _("异议期至") if filing.due_on == filing.publicised_until else _("决定期限")


def _goes_back(filing: Filing, steps: list[Action]) -> bool:
    """Whether the first step offered is to take the application back: that is never the primary one."""
    back = reverse("registration:filing_withdraw", args=[filing.pk])
    return not steps or steps[0].url.startswith(back)


def _steps(filing: Filing, actor: Actor) -> list[Action]:
    def at(name: str) -> str:
        return reverse(f"registration:{name}", args=[filing.pk])

    stage, steps, seen = Stage(filing.stage), [], f"?seen={filing.revision}"
    if stage in WRITABLE and actor.may(rights.APPLY):
        steps.append(Action(_("继续填写"), at("filing_form")))
    if actor.may(rights.DECIDE) and FILING.allows(stage, Stage.REFUSED):
        steps.append(Action(_granting(filing), at("filing_approve") + seen, "post"))
        if FILING.allows(stage, Stage.SUPPLEMENT):
            steps.append(Action(_("要求补正"), at("filing_supplement") + seen))
        steps.append(Action(_("不予登记"), at("filing_refuse") + seen))
    if actor.may(rights.EXTEND) and stage in {Stage.SUBMITTED, Stage.ACCEPTED} and not filing.extended_count:
        steps.append(Action(_("延长期限"), at("filing_extend") + seen))
    if FILING.allows(stage, Stage.WITHDRAWN) and actor.may(rights.APPLY):
        steps.append(Action(_("撤回申请"), at("filing_withdraw") + seen))
    return steps


def _granting(filing: Filing) -> str:
    """What granting does, on its button."""
    if filing.kind in LEAVES:
        return _("准予注销登记")
    return _("准予备案") if filing.kind in FILED else _("准予登记并发照")


def at_once(filing: Filing) -> str:
    """What handing in and granting in one go does, on its button."""
    if filing.kind in LEAVES:
        return _("提交并当场注销登记")
    return _("提交并当场备案") if filing.kind in FILED else _("提交并当场登记发照")


def _comes_next(filing: Filing) -> str:
    """What happens next, in a sentence for the applicant."""
    day = f"{filing.due_on:%Y-%m-%d}" if filing.due_on else ""
    if filing.publicised_until and filing.stage in {Stage.PUBLICISED, Stage.ACCEPTED}:
        until = f"{filing.publicised_until:%Y-%m-%d}"
        if services.opposed(filing):
            return _("有人提出异议，不能按照简易程序注销；可以依法清算后申请注销登记。")
        if clock.today() <= filing.publicised_until:
            return _("异议期到 %(day)s；期满没有异议的，登记机关办理注销。") % {"day": until}
        return _("异议期已经在 %(day)s 届满，登记机关正在审查。") % {"day": until}
    said = {
        Stage.DRAFT: _("还没有提交。填好后核对、提交；可以凭申请编号和办理码在任何一台设备上继续。"),
        Stage.SUBMITTED: _("登记机关正在审查，%(day)s 以前作出决定。") % {"day": day},
        Stage.SUPPLEMENT: _("请按登记机关写明的各条补正，然后重新提交。"),
        Stage.ACCEPTED: _("已受理，%(day)s 以前作出决定。") % {"day": day},
        Stage.PUBLICISED: _("正在公示。"),
        Stage.APPROVED: _(
            "已办结。电子营业执照与纸质营业执照具有同等法律效力（《市场主体登记管理条例》第二十二条）。"
        ),
        Stage.REFUSED: _("不服的，可以自知道之日起六十日内申请行政复议，或者在六个月内向人民法院起诉。"),
        Stage.WITHDRAWN: _("申请已经撤回，可以重新申请。"),
        Stage.LAPSED: _("申请已经失效，可以重新申请。"),
    }
    if filing.stage == Stage.APPROVED and filing.kind in SAID_DONE:
        return str(SAID_DONE[FilingKind(filing.kind)])
    return said[Stage(filing.stage)]


@never_cache
@require_safe
def licence(request: HttpRequest, key: int) -> HttpResponse:
    """The signed PDF of the licence, for the owner and whoever handles the filing."""
    _actor, found = acting_on(request, key)
    certificate = licence_of(found)
    if certificate is None:
        raise Missing(_("还没有可以下载的营业执照。"), instead=_("准予登记以后，执照会出现在申请进度页。"))
    stored = pdf_of(certificate)
    answer = HttpResponse(documents.content(stored.digest), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="licence-{certificate.number}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def new_code(request: HttpRequest, key: int) -> HttpResponse:
    """Hand out a new code for the applicant; the old one opens nothing any more."""
    actor, found = acting_on(request, key, rights.APPLY)
    remember(request, found, services.hand_out_code(found.number, by=actor, today=clock.today()))
    messages.success(request, _("已发放新的办理码，原来的办理码同时作废。"))
    return redirect("registration:filing", key)
