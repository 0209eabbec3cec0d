"""The papers about names 名称文书: set from the record when somebody asks, and filed with it."""

from __future__ import annotations

from datetime import date

from quanheng.domains.registration.models import NameDispute, NameReservation
from quanheng.domains.registration.rules.names.papers import (
    PAPER_SAYS,
    DisputeTold,
    NamePaper,
    Notice,
    RetentionTold,
    Side,
    dispute_papers,
    retention_papers,
)
from quanheng.domains.registration.services.names.disputing import ruling_due
from quanheng.domains.registration.services.papers import filed_paper
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.render import render
from quanheng.platform.documents.services import Label

REMARK = "本文书由登记系统制作，与纸质文书具有同等效力。"


def papers_of_name(held: NameReservation) -> list[tuple[str, str]]:
    """The papers that a retained name has by now: key and title."""
    return _listed(retention_papers(_retention(held)))


def papers_of_dispute(found: NameDispute, side: Side | None = None) -> list[tuple[str, str]]:
    """The papers that a dispute has by now, key and title; with ``side``, those addressed to it."""
    return _listed(dispute_papers(_dispute(found), side))


def paper_of_name(held: NameReservation, name: str, *, today: date) -> Attachment:
    """One paper of a retained name 名称保留告知书. Raises ``Missing``."""
    return _filed(held, retention_papers(_retention(held)), name, today=today)


def paper_of_dispute(found: NameDispute, name: str, side: Side | None = None, *, today: date) -> Attachment:
    """One paper of a dispute 名称争议文书; with ``side``, one addressed to it. Raises ``Missing``."""
    return _filed(found, dispute_papers(_dispute(found), side), name, today=today)


def _listed(papers: dict[NamePaper, Notice]) -> list[tuple[str, str]]:
    return [(paper.value, PAPER_SAYS[paper]) for paper in papers]


def _filed(
    record: NameReservation | NameDispute, papers: dict[NamePaper, Notice], name: str, *, today: date
) -> Attachment:
    notice = papers.get(NamePaper(name)) if name in set(NamePaper) else None
    if notice is None:
        raise Missing("还没有这份文书。")
    title = PAPER_SAYS[NamePaper(name)]
    label = Label(f"paper_{name}", f"{title} {record.number} {notice.on.isoformat()}.pdf", record.area_code)
    return filed_paper(record, label, lambda: _set(record, title, notice), today=today)


def _set(record: NameReservation | NameDispute, title: str, notice: Notice) -> bytes:
    data = {
        "title": title,
        "organ": record.organ.name,
        "number": record.number,
        "party": notice.party,
        "facts": [list(pair) for pair in notice.facts],
        "lines": list(notice.lines),
        "points": list(notice.points),
        "after": list(notice.after),
        "date": notice.on.isoformat(),
        "remark": REMARK,
    }
    return render("registration/name_notice", data, on=notice.on)


def _retention(held: NameReservation) -> RetentionTold:
    return RetentionTold(
        name=held.name,
        subject=held.get_subject_display(),
        applicant=held.applicant_name,
        stage=held.stage,
        retained_on=held.retained_on,
        until_on=held.until_on,
        until_cites=held.until_cites,
        near=tuple(held.near),
        approval=held.approval,
        ended_on=held.ended_on,
        reason=held.ended_reason,
    )


def _dispute(found: NameDispute) -> DisputeTold:
    accepted = found.accepted_on
    return DisputeTold(
        applicant=found.applicant_name,
        respondent_code=found.business.code,
        disputed_name=found.disputed_name,
        request=found.request,
        grounds=found.grounds,
        stage=found.stage,
        supplement_asked_on=found.supplement_asked_on,
        supplement_points=found.supplement_points,
        accepted_on=accepted,
        ruling_by=ruling_due(accepted)[0] if accepted else None,
        served_on=found.served_on,
        ended_on=found.ended_on,
        reason=found.ended_reason,
        ruled_on=found.ruled_on,
        ruling=found.ruling,
        factors=tuple(found.factors),
    )
