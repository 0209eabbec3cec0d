"""Deciding an application 审查决定: on the spot, within three working days, or extended; granted or refused.

《市场主体登记管理条例》第十九条至第二十一条, 第二十八条. A decision writes the register, gives out the code
and issues the licence in one transaction: all of it, or nothing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.registration.events import BusinessChanged
from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.paperwork import make_soon
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.changes import renews_licence
from quanheng.domains.registration.rules.deadlines import article, extended_due
from quanheng.domains.registration.rules.filings import FilingKind, Stage
from quanheng.domains.registration.services import tasks
from quanheng.domains.registration.services.deregistering import leave, require_unopposed
from quanheng.domains.registration.services.filed_names import lock_name, use_name
from quanheng.domains.registration.services.filing import refuse_incomplete
from quanheng.domains.registration.services.licensing import issue_licence
from quanheng.domains.registration.services.matter import hold, locked_business, move
from quanheng.domains.registration.services.suspending import resume, suspend
from quanheng.domains.registration.services.warming import ready
from quanheng.domains.registration.services.writing import convert_business, enter_business, write_change
from quanheng.kernel.refusal import Refused
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import require_revision

LEAVING = frozenset({FilingKind.SIMPLE_DEREGISTRATION, FilingKind.DEREGISTRATION})


class ReasonMissing(Refused):
    """A refusal without its reason or its article 未说明理由."""


class ExtendedBefore(Refused):
    """The period was extended once already 已经延长过."""


@transaction.atomic
def accept_filing(filing_id: int, *, by: Actor, today: date) -> Filing:
    """Take an application on that is not decided on the spot 受理 (《条例》第十九条第一款)."""
    filing = hold(filing_id, rights.DECIDE, by=by)
    move(filing, Stage.ACCEPTED)
    filing.accepted_on = today
    filing.save(update_fields=["stage", "revision", "accepted_on"])
    facts = {"due_on": filing.due_on.isoformat() if filing.due_on else "", "cites": filing.due_cites}
    record("filing_accepted", on=filing, by=by, today=today, facts=facts)
    return filing


def approve_filing(filing_id: int, *, revision: int | None = None, by: Actor, today: date) -> Filing:
    """Grant an application 准予登记: the register, the code and the licence in one act.

    Judged once more, because the register may have changed since it was handed in: a name taken meanwhile, a
    hold placed. Raises ``NotComplete``, ``MoveNotAllowed``, ``ChangedMeanwhile``, ``StillOpenToObjections``,
    ``ObjectedTo``.
    """
    ready()
    return _approve(filing_id, revision, by=by, today=today)


@transaction.atomic
def _approve(filing_id: int, revision: int | None, *, by: Actor, today: date) -> Filing:
    filing = hold(filing_id, rights.DECIDE, by=by)
    require_revision(filing, revision)
    if filing.stage == Stage.SUBMITTED:
        move(filing, Stage.ACCEPTED)
        filing.accepted_on = today
    move(filing, Stage.APPROVED)
    if filing.kind == FilingKind.SIMPLE_DEREGISTRATION:
        require_unopposed(filing, today=today)
    business = None if filing.kind == FilingKind.ESTABLISHMENT else locked_business(filing.business_id)
    lock_name(filing)
    refuse_incomplete(filing, today=today, instead="请要求补正，或者按审查意见不予登记。")
    use_name(filing, by=by, today=today)
    done_to = _carry_out(filing, business, by=by, today=today)
    filing.business, filing.code, filing.name = done_to, done_to.code, done_to.name
    _close(filing, by=by, today=today)
    facts = {
        "kind": filing.kind,
        "code": filing.code,
        "name": filing.name,
        "paper": bool(filing.paper_reason),
    }
    record("filing_approved", on=filing, by=by, today=today, facts=facts)
    tasks.done(filing, by=by, today=today)
    _announce(filing, done_to, today=today)
    make_soon(filing.pk)
    return filing


@transaction.atomic
def refuse_filing(
    filing_id: int, *, reason: str, cites: str = "", revision: int | None = None, by: Actor, today: date
) -> Filing:
    """Refuse an application 不予登记 with its reason and article (《条例》第二十条).

    Without ``cites`` the general article of that day stands. Raises ``ReasonMissing``, ``MoveNotAllowed``,
    ``ChangedMeanwhile``.
    """
    filing = hold(filing_id, rights.DECIDE, by=by)
    require_revision(filing, revision)
    general = article("refuse", on=today).cites
    if not reason.strip():
        raise ReasonMissing(
            "不予登记应当说明理由。", cites=general, instead="请写明不符合哪一条规定。", field="reason"
        )
    move(filing, Stage.REFUSED)
    filing.reason, filing.cites = reason.strip(), (cites.strip() or general)[:300]
    _close(filing, by=by, today=today)
    facts = {"reason": filing.reason[:300], "cites": filing.cites}
    record("filing_refused", on=filing, by=by, today=today, facts=facts)
    tasks.done(filing, by=by, today=today)
    make_soon(filing.pk)
    return filing


@transaction.atomic
def extend_filing(
    filing_id: int, *, reason: str, revision: int | None = None, by: Actor, today: date
) -> Filing:
    """Extend the period once, for a complicated application 延长审查期限; the head of the bureau does.

    Raises ``ExtendedBefore``, ``ChangedMeanwhile``, ``NoProvision`` where the law of the day knows none.
    """
    filing = hold(filing_id, rights.EXTEND, by=by)
    require_revision(filing, revision)
    general = article("extend", on=filing.submitted_on or today)
    if filing.extended_count:
        raise ExtendedBefore("审查期限已经延长过一次。", cites=general.cites, instead="请在期限内作出决定。")
    if filing.stage not in {Stage.SUBMITTED, Stage.ACCEPTED} or filing.due_on is None:
        raise Refused("申请不在审查中，不用延长。", cites=general.cites)
    if not reason.strip():
        raise ReasonMissing("延长审查期限应当写明复杂在哪里。", cites=general.cites, field="reason")
    due = extended_due(filing.due_on, submitted_on=filing.submitted_on or today)
    filing.due_on, filing.due_cites, filing.extended_count = due.on, due.cites, 1
    filing.revision += 1
    filing.save(update_fields=["due_on", "due_cites", "extended_count", "revision"])
    facts = {"reason": reason.strip()[:200], "due_on": due.on.isoformat()}
    record("filing_extended", on=filing, by=by, today=today, facts=facts)
    tasks.wait_for_review(filing, by=by, today=today)
    return filing


def _carry_out(filing: Filing, business: Business | None, *, by: Actor, today: date) -> Business:
    """Do what was applied for; returns the business it was about."""
    if business is None:
        made = enter_business(filing, today=today)
        issue_licence(made, filing, by=by, today=today)
        return made
    kind = FilingKind(filing.kind)
    if kind in LEAVING:
        leave(business, by=by, today=today)
    elif kind == FilingKind.SUSPENSION:
        suspend(business, by=by, today=today)
    elif kind == FilingKind.RESUMPTION:
        resume(business, by=by, today=today)
    else:
        _rewrite(kind, filing, business, by=by, today=today)
    return business


def _rewrite(kind: FilingKind, filing: Filing, business: Business, *, by: Actor, today: date) -> None:
    change = dict(filing.details.get("change") or {})
    if kind == FilingKind.CONVERSION:
        convert_business(filing, business, today=today)
    elif kind in {FilingKind.CHANGE, FilingKind.FILING_CHANGE}:
        filing.details = filing.details | {"before": write_change(business, change, today=today)}
    if kind in {FilingKind.CONVERSION, FilingKind.REISSUE} or renews_licence(change):
        issue_licence(business, filing, by=by, today=today)


def _close(filing: Filing, *, by: Actor, today: date) -> None:
    filing.decided_on, filing.decided_by, filing.decided_by_name = today, by.id, by.name
    filing.save()


def _announce(filing: Filing, business: Business, *, today: date) -> None:
    if filing.kind in {FilingKind.CHANGE, FilingKind.FILING_CHANGE, FilingKind.CONVERSION}:
        fields = tuple(sorted(filing.details.get("change") or {"kind": ""}))
        announce(BusinessChanged(business.code, fields, business.area_code, today))
