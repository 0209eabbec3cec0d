"""The documents of an application 登记文书: set from the record, the same bytes each time, filed with it.

They follow the acts: an act commits first, then a worker sets the document, so that no lock waits for a
printer. Whoever asks before the worker has come gets the same file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models, transaction

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.queries.rosters import moved
from quanheng.domains.registration.rules import agents, notices
from quanheng.domains.registration.rules.changes import all_items
from quanheng.domains.registration.rules.details import people, person, text
from quanheng.domains.registration.rules.filings import FilingKind
from quanheng.domains.registration.rules.founding import HEADS, ROLES, head_field
from quanheng.domains.registration.rules.needs import EVIDENCE_SAYS, PROMISE_SAYS
from quanheng.domains.registration.rules.notices import PAPER_SAYS, PUBLIC, Paper, Told
from quanheng.domains.registration.rules.partners import LIABILITY_SAYS
from quanheng.domains.registration.rules.rosters import ROSTERS
from quanheng.domains.registration.services.judging import evidence_of
from quanheng.kernel.identifiers.resident_id import masked
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.models import Attachment, Stored
from quanheng.platform.documents.render import render
from quanheng.platform.documents.services import Label, attach, store_made
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor

PDF = "application/pdf"
PAPERLESS = "全程电子化办理，未使用纸质材料。"
MAKER = Actor.system("制作文书")
LABELS = {
    "name": "名称",
    "type_text": "类型",
    "address": "住所（经营场所）",
    "scope": "经营范围",
    "capital_yuan": "注册资本（出资额，元）",
    "trade_code": "行业代码",
    "parent_name": "所属市场主体",
    "until": "歇业至",
    "reason": "原因",
    "happened_on": "变更发生日期",
    "liquidators_on": "清算组成立日期",
    "liquidated_on": "清算结束日期",
}


def papers_of(filing: Filing) -> list[tuple[Paper, str]]:
    """The documents that an application has by now, with their titles."""
    return [(paper, PAPER_SAYS[paper]) for paper in notices.papers_for(told(filing))]


def paper_of(filing: Filing, paper: Paper, *, today: date) -> Stored:
    """One document of an application, made and filed with it if it was not 文书. Raises ``Missing``."""
    if paper not in notices.papers_for(told(filing)):
        raise Missing("这件申请还没有这份文书。")
    label = _label(filing, paper)
    if paper is Paper.SUPPLEMENT:
        return _filed(filing, label, _set(filing, paper), today=today).stored
    return filed_paper(filing, label, lambda: _set(filing, paper), today=today).stored


def filed_paper(to: models.Model, label: Label, make: Callable[[], bytes], *, today: date) -> Attachment:
    """A document of a record under its label; set and filed with it if it was not 归档文书."""
    rows = Attachment.objects.filter(about=subject_of(to), kind=label.kind, name=label.name)
    return rows.select_related("stored").first() or _filed(to, label, make(), today=today)


def _filed(to: models.Model, label: Label, content: bytes, *, today: date) -> Attachment:
    made = store_made(content, PDF)
    with transaction.atomic():
        return attach(made, label, to=to, by=MAKER, today=today)


def _label(filing: Filing, paper: Paper) -> Label:
    """How a document is filed: once for each day that it bears, so that later acts do not rewrite it."""
    on = notices.date_of(paper, told(filing)) or filing.opened_on
    name = f"{PAPER_SAYS[paper]} {filing.number} {on.isoformat()}.pdf"
    return Label(f"paper_{paper.value}", name, filing.area_code, paper in PUBLIC)


def make_papers(filing: Filing, *, today: date) -> int:
    """Make every document that an application has by now; returns how many."""
    found = notices.papers_for(told(filing))
    for paper in found:
        paper_of(filing, paper, today=today)
    return len(found)


def told(filing: Filing) -> Told:
    """What the notices tell of an application."""
    return Told(
        kind=filing.kind,
        number=filing.number,
        party=filing.name or filing.applicant_name or "申请人",
        stage=filing.stage,
        name=filing.name,
        code=filing.code,
        submitted_on=filing.submitted_on,
        accepted_on=filing.accepted_on,
        due_on=filing.due_on,
        decided_on=filing.decided_on,
        publicised_until=filing.publicised_until,
        reason=filing.reason,
        cites=filing.cites or filing.due_cites,
        promises=tuple(filing.details.get("promises") or ()),
        moves=tuple(line for found in moved(filing).values() for line in notices.moves_said(found)),
    )


def _set(filing: Filing, paper: Paper) -> bytes:
    said = told(filing)
    on = notices.date_of(paper, said) or filing.opened_on
    if paper is Paper.APPLICATION:
        return render("registration/filing_application", _application(filing), on=on)
    before, points, after = notices.lines_of(paper, said)
    data = {
        "title": PAPER_SAYS[paper],
        "organ": filing.organ.name,
        "number": filing.number,
        "party": said.party,
        "lines": before,
        "points": points,
        "after": after,
        "date": on.isoformat(),
        "remark": "本文书由登记系统制作，与纸质文书具有同等效力。",
    }
    return render("registration/filing_notice", data, on=on)


def _application(filing: Filing) -> dict[str, Any]:
    details = filing.details
    change = dict(details.get("change") or {})
    items = all_items()
    facts = [("申请事项", filing.get_kind_display()), ("主体类型", filing.get_subject_display())]
    if filing.code and filing.kind != FilingKind.ESTABLISHMENT:
        facts.append(("统一社会信用代码", filing.code))
    facts += notices.labelled(details, LABELS)
    facts += [
        (f"变更后的{items[key].says}", _plain(change[key]))
        for key in change
        if key in items and key not in ROSTERS
    ]
    facts += _residence(filing)
    facts += _partners(filing)
    contact = dict(details.get("contact") or {})
    if contact:
        facts.append(("登记联络员", f"{contact.get('name', '')}　{contact.get('phone', '')}"))
    signed = [key for key in details.get("promises") or () if key in PROMISE_SAYS]
    return {
        "title": f"{filing.get_kind_display()}申请书",
        "organ": filing.organ.name,
        "number": filing.number,
        "facts": [list(pair) for pair in facts],
        "people": _people(filing),
        "moves": [list(line) for line in told(filing).moves],
        "evidence": sorted(EVIDENCE_SAYS[kind] for kind in evidence_of(filing) if kind in EVIDENCE_SAYS),
        "promises": [[str(number), PROMISE_SAYS[key]] for number, key in enumerate(signed, start=1)],
        "remark": f"使用纸质材料：{filing.paper_reason}" if filing.paper_reason else PAPERLESS,
    }


def _people(filing: Filing) -> list[list[str]]:
    details = filing.details
    rows = []
    if head := person(details, head_field(filing.subject)):
        rows.append(_row(HEADS[filing.subject], head))
    named = [*people(details), *map(dict, details.get("officers") or ())]
    rows += [_row(ROLES.get(str(one.get("role")), "人员"), one) for one in named]
    rows += [_row("成员", dict(one)) for one in details.get("members") or ()]
    if agents.named(details):
        rows.append(_row(agents.CALLED, person(details, "agent")))
    return rows


def _residence(filing: Filing) -> list[tuple[str, str]]:
    """Where the operator or investor of the form lives; it stands on the application and nowhere public."""
    details = filing.details
    change = dict(details.get("change") or {})
    field, business = head_field(filing.subject), filing.business
    head = person(change, field) or person(details, field)
    place = text(change, "address") or text(details, "address") or (business.address if business else "")
    lives = place if head.get("lives_here") else str(head.get("residence") or "")
    return [(f"{HEADS[filing.subject]}住所", lives)] if lives else []


def _partners(filing: Filing) -> list[tuple[str, str]]:
    """Where each partner of the form lives and how each is liable (《条例》第八条第二款第（三）项)."""
    said = [one for found in moved(filing).values() for one in (*found.came, *found.particulars)]
    named = [*people(filing.details, "partner"), *(one for one in said if one.get("role") == "partner")]
    return [
        (
            f"合伙人{one.get('name', '')}",
            f"住所：{one.get('residence') or '未登记'}；"
            f"承担责任方式：{LIABILITY_SAYS.get(str(one.get('liability')), '未登记')}",
        )
        for one in named
    ]


def _row(called: str, one: dict[str, Any]) -> list[str]:
    number = str(one.get("id_number") or "")
    shown = number if one.get("id_kind") == "uscc" else masked(number)
    return [called, str(one.get("name") or ""), shown, str(one.get("share_yuan") or "")]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or text(value, "brand"))
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    return str(value)
