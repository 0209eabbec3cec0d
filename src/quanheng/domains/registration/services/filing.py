"""Applying 申请: opening an application, writing it bit by bit, handing it in, taking it back.

《市场主体登记管理条例》第十五条至第十九条. What is written is kept as it was typed and judged only when it is
handed in; nothing is on paper unless somebody says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from quanheng.domains.registration.models import Business, Filing, HomeVisit, Outlet
from quanheng.domains.registration.paperwork import make_soon
from quanheng.domains.registration.queries.doors import applicant
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.deadlines import decision_due
from quanheng.domains.registration.rules.details import merged, person, text
from quanheng.domains.registration.rules.filings import Channel, FilingKind, Stage
from quanheng.domains.registration.rules.findings import Finding, blocking
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.domains.registration.services import tasks
from quanheng.domains.registration.services.filed_names import full_name
from quanheng.domains.registration.services.judging import judge
from quanheng.domains.registration.services.matter import authority_for, hold, move
from quanheng.domains.registration.services.warming import ready
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import require_revision

ABOUT_NOBODY = frozenset({FilingKind.ESTABLISHMENT})
OPEN_TO_WRITE = frozenset({Stage.DRAFT, Stage.SUPPLEMENT})
FORM = "《市场主体登记管理条例》第十九条"


MEND = "请按审查意见改好后再提交。"


class NotComplete(Refused):
    """The application lacks something, or something stands against it 申请不齐全或者不符合规定."""

    def __init__(self, findings: Sequence[Finding], instead: str = MEND) -> None:
        first = findings[0]
        more = f"（另有{len(findings) - 1}项）" if len(findings) > 1 else ""
        super().__init__(f"{first.says}{more}", cites=first.cites, instead=instead, field=first.field)
        self.findings = tuple(findings)


class AlreadyUnderway(Refused):
    """Another application for the same is being worked on 同类申请正在办理."""


class NotToBeWritten(Refused):
    """The application was handed in and can no longer be written 已提交，不能修改."""


@dataclass(frozen=True)
class NewFiling:
    """What is applied for, for which kind of business, through which door; ``business_code`` whom about."""

    kind: str
    subject: str
    channel: str
    area_code: str
    business_code: str = ""
    outlet_id: int | None = None
    visit_id: int | None = None


@transaction.atomic
def open_filing(new: NewFiling, *, by: Actor, today: date) -> Filing:
    """Open an application 新建申请, with nothing written yet; the public may.

    Raises ``NoAuthority``; ``Missing`` for a business, an outlet or a visit that is not there.
    """
    by.require(rights.APPLY)
    kind, channel, business = FilingKind(new.kind), Channel(new.channel), _business(new)
    area = business.area_code if business else new.area_code
    if not by.is_public and not by.covers(area):
        raise Missing("没有找到这个地方，或者它不在您的辖区内。", field="area_code")
    filing = Filing.objects.create(
        number=secrets.token_hex(16),
        kind=kind,
        subject=_subject(new, business),
        channel=channel,
        organ=authority_for(area),
        area_code=area,
        business=business,
        code=business.code if business else "",
        name=business.name if business else "",
        outlet=_outlet(new.outlet_id, by=by),
        visit=_visit(new.visit_id),
        opened_on=today,
        touched_on=today,
        opened_by=by.id,
        opened_by_name=by.name,
    )
    _number(filing, by=by, today=today)
    facts = {"kind": kind.value, "channel": channel.value, "number": filing.number}
    record("filing_opened", on=filing, by=by, today=today, facts=facts)
    return filing


@transaction.atomic
def save_draft(
    filing_id: int, details: Mapping[str, Any], revision: int | None = None, *, by: Actor, today: date
) -> Filing:
    """Write some fields of an application 保存; the others stay, ``None`` takes one out.

    Judges no more than the shape. No act of office: the ledger hears of it when it is handed in. Raises
    ``ChangedMeanwhile``, ``NotToBeWritten``, ``ShapeWrong``.
    """
    filing = hold(filing_id, rights.APPLY, by=by)
    require_revision(filing, revision)
    _require_open(filing)
    filing.details = merged(filing.details, details)
    filing.revision += 1
    filing.touched_on = today
    _read_off(filing)
    filing.save(update_fields=["details", "revision", "touched_on", *_READ_OFF])
    return filing


def submit_filing(filing_id: int, *, revision: int | None = None, by: Actor, today: date) -> Filing:
    """Hand an application in 提交申请: judged now, then before the registration section with its deadline.

    A simple deregistration is open to objections from that moment. Raises ``NotComplete`` with every
    finding, ``AlreadyUnderway``, ``MoveNotAllowed``, ``ChangedMeanwhile``.
    """
    ready()
    return _submit(filing_id, revision, by=by, today=today)


@transaction.atomic
def _submit(filing_id: int, revision: int | None, *, by: Actor, today: date) -> Filing:
    filing = hold(filing_id, rights.APPLY, by=by)
    require_revision(filing, revision)
    move(filing, Stage.SUBMITTED)
    _require_sole(filing)
    _compose_name(filing, today=today)
    refuse_incomplete(filing, today=today)
    due = decision_due(today)
    filing.submitted_on, filing.due_on, filing.due_cites = today, due.on, due.cites
    filing.save(update_fields=["stage", "revision", "submitted_on", "due_on", "due_cites", "details", "name"])
    facts = {"due_on": due.on.isoformat(), "cites": due.cites, "paper": bool(filing.paper_reason)}
    record("filing_submitted", on=filing, by=by, today=today, facts=facts)
    _hand_on(filing, by=by, today=today)
    make_soon(filing.pk)
    return filing


@transaction.atomic
def withdraw_filing(
    filing_id: int, *, reason: str, revision: int | None = None, by: Actor, today: date
) -> Filing:
    """Take an application back 撤回申请, before it is decided.

    Raises ``MoveNotAllowed``, ``ChangedMeanwhile``.
    """
    filing = hold(filing_id, rights.APPLY, by=by)
    require_revision(filing, revision)
    move(filing, Stage.WITHDRAWN)
    filing.reason = reason.strip()
    filing.save(update_fields=["stage", "revision", "reason"])
    record("filing_withdrawn", on=filing, by=by, today=today, facts={"reason": filing.reason[:200]})
    tasks.done(filing, by=by, today=today)
    return filing


@transaction.atomic
def record_paper(filing_id: int, *, reason: str, by: Actor, today: date) -> Filing:
    """Say that paper was used and why 记录使用纸质材料; from then on the application counts as paper."""
    filing = hold(filing_id, rights.APPLY, by=by)
    if not reason.strip():
        raise Refused("请写明为什么使用纸质材料。", cites=FORM, instead="没有使用纸质材料的，不用填写。")
    filing.paper_reason = reason.strip()[:200]
    filing.revision += 1
    filing.save(update_fields=["paper_reason", "revision"])
    record("filing_on_paper", on=filing, by=by, today=today, facts={"reason": filing.paper_reason})
    return filing


def refuse_incomplete(filing: Filing, *, today: date, instead: str = MEND) -> None:
    """Refuse an application against which something stands. Raises ``NotComplete``."""
    against = blocking(judge(filing, today=today))
    if against:
        raise NotComplete(against, instead)


def _compose_name(filing: Filing, *, today: date) -> None:
    """Write out the full name of an application that gives it in parts."""
    name = full_name(filing, today=today)
    if not name:
        return
    if filing.kind == FilingKind.CHANGE:
        change = dict(filing.details["change"]) | {"name": name}
        filing.details = filing.details | {"change": change}
    else:
        filing.details, filing.name = filing.details | {"name": name}, name


def _hand_on(filing: Filing, *, by: Actor, today: date) -> None:
    from quanheng.domains.registration.services.deregistering import publicise

    if filing.kind == FilingKind.SIMPLE_DEREGISTRATION:
        publicise(filing, by=by, today=today)
    else:
        tasks.wait_for_review(filing, by=by, today=today)


def _require_open(filing: Filing) -> None:
    if filing.stage not in OPEN_TO_WRITE:
        raise NotToBeWritten(
            "申请已经提交，不能再修改。", cites=FORM, instead="可以撤回后重新申请，或者等待补正通知。"
        )


def _require_sole(filing: Filing) -> None:
    if filing.business_id is None:
        return
    others = Filing.objects.underway().filter(business=filing.business_id, kind=filing.kind)
    other = others.exclude(pk=filing.pk).first()
    if other:
        raise AlreadyUnderway(
            f"同一事项已有申请正在办理（{other.number}）。", cites=FORM, instead="请先办完或者撤回那一件。"
        )


_READ_OFF = ("name", "area_code", "applicant_name", "applicant_phone")


def _read_off(filing: Filing) -> None:
    """What stands in columns of its own because lists and searches need it."""
    details = filing.details
    head = person(details, "operator") or person(details, "legal_representative")
    contact = dict(details.get("contact") or {})
    filing.applicant_name = str(contact.get("name") or head.get("name") or filing.applicant_name)[:60]
    filing.applicant_phone = str(contact.get("phone") or head.get("phone") or filing.applicant_phone)[:20]
    if filing.kind in {FilingKind.ESTABLISHMENT, FilingKind.CONVERSION}:
        filing.name = text(details, "name") or (filing.business.name if filing.business else "")
    area = text(details, "area_code")
    if filing.kind == FilingKind.ESTABLISHMENT and area.startswith(filing.organ.area_id):
        filing.area_code = area


def _number(filing: Filing, *, by: Actor, today: date) -> None:
    """Number an application by its own key: read aloud on the telephone, typed on a phone."""
    filing.number = f"{filing.organ.area_id[:6]}-{today.year}-{filing.pk:06d}"
    if by.is_public:
        owner = applicant(filing)
        filing.opened_by, filing.opened_by_name = owner.id, owner.name
    filing.save(update_fields=["number", "opened_by", "opened_by_name"])


def _subject(new: NewFiling, business: Business | None) -> Kind:
    """Whom it is about; only founding and converting say what the business is to be."""
    if business is None or new.kind == FilingKind.CONVERSION:
        return Kind(new.subject)
    return Kind(business.kind)


def _business(new: NewFiling) -> Business | None:
    if FilingKind(new.kind) in ABOUT_NOBODY:
        return None
    found = Business.objects.filter(code=new.business_code.strip().upper()).first()
    if found is None:
        raise Missing(
            "名录中没有这个代码的经营主体。", instead="请核对统一社会信用代码。", field="business_code"
        )
    return found


def _outlet(key: int | None, *, by: Actor) -> Outlet | None:
    if key is None:
        return None
    found = Outlet.objects.filter(pk=key, closed_on__isnull=True).first()
    if found is None or not (by.is_system or by.organ == found.organ_id):
        raise Missing("没有这个邮政网点，或者它不是您的网点。")
    return found


def _visit(key: int | None) -> HomeVisit | None:
    if key is None:
        return None
    found = HomeVisit.objects.filter(pk=key).first()
    if found is None:
        raise Missing("没有这次上门办照。")
    return found
