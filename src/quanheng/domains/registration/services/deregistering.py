"""Leaving the register 注销: publicity, objections, the end of a business.

《市场主体登记管理条例》第三十一条至第三十三条, 《实施细则》第四十四条至第四十九条. An enterprise's commitment
is public for twenty days; an individual's application goes to the tax office and others for ten days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Business, Filing, Objection, Person
from quanheng.domains.registration.queries.doors import own_filings
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.deadlines import foreseen, objections_until
from quanheng.domains.registration.rules.filings import FilingKind, Stage
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.leaving import LEAVE, OBJECTED, OBJECTED_INDIVIDUAL
from quanheng.domains.registration.rules.vocabulary import Kind, State
from quanheng.domains.registration.services import tasks
from quanheng.domains.registration.services.licensing import end_licence
from quanheng.domains.registration.services.matter import move
from quanheng.domains.registration.services.suspending import set_state
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


class StillOpenToObjections(Refused):
    """Others may still object 异议期未满."""


class ObjectedTo(Refused):
    """Somebody objected 有人提出异议."""


class NotOpenToObjections(Refused):
    """Nobody may object any more, or not in this way 不在异议期内."""


RAISED_BY_SAYS = {"creditor": "债权人", "department": "有关部门", "other": "其他利害关系人"}


@dataclass(frozen=True)
class NewObjection:
    """An objection: by whom (``creditor``, ``department``, ``other``), their name, how to reach them, why."""

    raised_by: str
    name: str
    text: str
    contact: str = ""


def publicise(filing: Filing, *, by: Actor, today: date) -> None:
    """Open a submitted simple deregistration to objections: in public, or to the departments alone."""
    individual = filing.subject == Kind.INDIVIDUAL
    until = objections_until(today, individual=individual)
    move(filing, Stage.ACCEPTED)
    filing.accepted_on = today
    if not individual:
        move(filing, Stage.PUBLICISED)
    filing.publicised_on, filing.publicised_until = today, until.on
    filing.due_on, filing.due_cites = until.on, until.cites
    filing.save()
    facts = {"until": until.on.isoformat(), "cites": until.cites, "public": not individual}
    record("deregistration_publicised", on=filing, by=by, today=today, facts=facts)


@transaction.atomic
def object_to_simple_deregistration(
    filing_id: int, new: NewObjection, *, by: Actor, today: date
) -> Objection:
    """Object to a simple deregistration 提出异议: anybody while it is public, officers for a department.

    Raises ``NotOpenToObjections``, ``Missing``.
    """
    by.require(rights.OBJECT)
    filing = _open_to(filing_id, by=by, today=today)
    if new.raised_by not in RAISED_BY_SAYS or not new.name.strip() or not new.text.strip():
        raise Refused(
            "请写明异议人、身份和异议的事实理由。", cites=OBJECTED, instead="每一项都要填写。", field="text"
        )
    if new.raised_by == "department" and by.is_public:
        raise Refused("有关部门的异议由登记机关录入。", cites=OBJECTED, field="raised_by")
    objection = Objection.objects.create(
        filing=filing,
        raised_by=new.raised_by,
        name=new.name.strip()[:120],
        contact=new.contact.strip()[:60],
        text=new.text.strip()[:4000],
        raised_on=today,
        entered_by=by.id,
    )
    record("deregistration_objected", on=filing, by=by, today=today, facts={"raised_by": new.raised_by})
    tasks.wait_for_simple(filing, by=by, today=today)
    return objection


def _open_to(filing_id: int, *, by: Actor, today: date) -> Filing:
    rows = Filing.objects.select_for_update(of=("self",)).filter(kind=FilingKind.SIMPLE_DEREGISTRATION)
    filing = rows.filter(pk=filing_id).select_related("organ").first()
    public = filing is not None and filing.stage == Stage.PUBLICISED
    if filing is None or not (public or own_filings(viewer=by).filter(pk=filing_id).exists()):
        raise Missing("没有这件简易注销申请，或者它没有公示。")
    open_to = {Stage.PUBLICISED, Stage.ACCEPTED}
    if filing.stage not in open_to or not filing.publicised_until or today > filing.publicised_until:
        raise NotOpenToObjections(
            "不在异议期内，不能提出异议。", cites=OBJECTED, instead="权利受到影响的，可以依法向人民法院起诉。"
        )
    return filing


def opposed(filing: Filing) -> list[Finding]:
    """The finding that somebody objected 有人提出异议, of a simple deregistration; else none."""
    if filing.kind != FilingKind.SIMPLE_DEREGISTRATION or not filing.objections.exists():
        return []
    cites = OBJECTED_INDIVIDUAL if filing.subject == Kind.INDIVIDUAL else OBJECTED
    return [Finding("", "有人提出异议，不能按照简易程序注销。", cites)]


def require_unopposed(filing: Filing, *, today: date) -> None:
    """That the time for objections is over and nobody objected.

    Raises ``StillOpenToObjections``, ``ObjectedTo``.
    """
    for finding in opposed(filing):
        raise ObjectedTo(
            finding.says,
            cites=finding.cites,
            instead="请不予登记；当事人可以依法清算后办理普通注销登记。",
        )
    cites = OBJECTED_INDIVIDUAL if filing.subject == Kind.INDIVIDUAL else OBJECTED
    until = filing.publicised_until
    if until is None or today <= until:
        when = until.isoformat() if until else "公示期满"
        raise StillOpenToObjections(f"{when}以前还可以提出异议，不能注销。", cites=cites)


@transaction.atomic
def close_publicity(*, by: Actor, today: date) -> list[Filing]:
    """Put every simple deregistration before the section whose time for objections is over 公示期满."""
    rows = Filing.objects.select_for_update(of=("self",)).filter(
        kind=FilingKind.SIMPLE_DEREGISTRATION,
        stage__in=[Stage.PUBLICISED, Stage.ACCEPTED],
        publicised_until__lt=today,
        due_on__lt=today,
    )
    closed = [
        filing
        for filing in rows.select_related("organ", "outlet")
        if filing.due_on == filing.publicised_until
    ]
    for filing in closed:
        _put_before_section(filing, by=by, today=today)
    return closed


def _put_before_section(filing: Filing, *, by: Actor, today: date) -> None:
    until = filing.publicised_until or today
    filing.due_on, filing.due_cites = foreseen("simple_apply", until, as_of=filing.submitted_on)
    filing.revision += 1
    filing.save(update_fields=["due_on", "due_cites", "revision"])
    record("publicity_ended", on=filing, by=by, today=today, facts={"until": until.isoformat()})
    tasks.wait_for_simple(filing, by=by, today=today)


def leave(business: Business, *, by: Actor, today: date) -> None:
    """End a business: its state, its licence, its persons (《条例》第三十一条第一款)."""
    set_state(business, State.DEREGISTERED, by=by, today=today, cites=LEAVE)
    Person.objects.filter(business=business, until_on__isnull=True).update(until_on=today)
    end_licence(business, "已注销登记", LEAVE, by=by, today=today)
