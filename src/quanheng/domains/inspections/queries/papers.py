"""What the record of a visit says 实地核查记录表的内容: plain values, as its form takes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from quanheng.domains.inspections.models import TeamMember, Visit, VisitPart
from quanheng.domains.inspections.queries.visiting import (
    FilledSheet,
    Line,
    findings,
    photos,
    place_of,
    sheets,
    signature,
    voices,
)
from quanheng.domains.inspections.rules.checklist import spoken_value
from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.obstruction import (
    CONFIRMED_SAYS,
    GROUND_SAYS,
    REFUSAL_CITES,
    SIGNATURE_CITES,
    Confirmed,
    Ground,
)
from quanheng.domains.inspections.rules.results import OUTCOME_SAYS, Outcome, spoken
from quanheng.domains.inspections.rules.staffing import officers_needed
from quanheng.domains.inspections.rules.stages import VisitStage
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.certificates.printing import qr_svg
from quanheng.platform.documents import pictures
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.models import Attachment
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor

Pairs = list[list[str]]
CLOSED = ("visit_recorded", "inspection_refused")


def record_said(row: Visit, *, viewer: Actor) -> dict[str, Any]:
    """Everything on the record of a visit, for whoever may see the visit."""
    acts = _acts(row)
    published = row.state == VisitStage.PUBLISHED
    address = f"{settings.ADDRESS}{reverse('portal:business', args=[row.business_code])}"
    return {
        "organ": row.inspection.organ.name,
        "number": f"{row.inspection.number}-{row.order}",
        "facts": _facts(row),
        "parts": [_part(part, acts, viewer) for part in row.parts.all()],
        "findings": [_finding(n, one) for n, one in enumerate(findings(row, viewer=viewer), start=1)],
        "photos": [_photo(one) for kind in photos(row, viewer=viewer).values() for one in kind],
        "voices": [_filed(one) for kind in voices(row, viewer=viewer).values() for one in kind],
        "remarks": _remarks(row),
        "qr": qr_svg(address) if published else "",
        "address": address if published else "",
    }


def _facts(row: Visit) -> Pairs:
    inspection = row.inspection
    township = people.area_names().get(row.area_code, row.area_code)
    found = [
        ["被检查单位", row.business_name],
        ["统一社会信用代码", row.business_code],
        ["检查地点", f"{row.address}（{township}）"],
        ["检查任务", f"{inspection.title}（{inspection.get_kind_display()}，{inspection.number}）"],
    ]
    items = inspection.items.select_related("item", "organ").order_by("id")
    found += [["检查事项", f"{one.item.code} {one.item.name}。{one.item.basis}"] for one in items]
    found += [["检查日期", _span(row.started_on, row.ended_on)], ["检查结果", spoken(row.codes)]]
    return found


def _span(begun: date | None, ended: date | None) -> str:
    days = dict.fromkeys(f"{day.year}年{day.month}月{day.day}日" for day in (begun, ended) if day)
    return "至".join(days)


def _acts(row: Visit) -> list[dict[str, Any]]:
    """The ledger's entries about the visit, oldest first, as they were written."""
    return [json.loads(entry.body) for entry in ledger.entries_about(row).order_by("seq")]


def _of(acts: Iterable[dict[str, Any]], names: tuple[str, ...], organ: str) -> list[dict[str, Any]]:
    return [one for one in acts if one["act"] in names and one["facts"].get("organ") == organ]


def _part(part: VisitPart, acts: list[dict[str, Any]], viewer: Actor) -> dict[str, Any]:
    begun = _of(acts, ("visit_started",), part.organ_id)[:1]
    closed = _of(acts, CLOSED, part.organ_id)[-1:]
    team = [member for member in part.team.all() if member.left_on is None]
    drawn = signature(part, viewer=viewer)
    return {
        "organ": part.organ.name,
        "facts": _times(part, begun, closed) + _officers(part, team),
        "sheets": [_sheet(one) for one in sheets(part, viewer=viewer) if one.lines],
        "confirmed": _outcome(part) + _refusal(part) + _confirmation(part) + _digest(closed),
        "signature": pictures.whole(documents.content(drawn.stored_id)) if drawn else "",
        "signers": [f"检查人员（{member.officer.name}）" for member in team if member.present],
    }


def _times(part: VisitPart, begun: list[dict[str, Any]], closed: list[dict[str, Any]]) -> Pairs:
    """When the phone's beginning and record reached the platform, as the ledger has them."""
    moments = [datetime.fromisoformat(one["at"]) for one in begun + closed]
    if len(moments) < 2:
        return [["检查时间", _span(part.started_on, part.recorded_on)]]
    return [["检查时间", "至".join(_moment(one) for one in moments)]]


def _moment(at: datetime) -> str:
    local = at.astimezone(clock.SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute}分"


def _officers(part: VisitPart, team: list[TeamMember]) -> Pairs:
    items = part.visit.inspection.items.filter(organ=part.organ_id).select_related("item")
    day = part.started_on or part.visit.assigned_on
    cites = officers_needed([Field(one.item.field) for one in items], day)[1]
    there = "；".join(
        f"{member.officer.name}（执法证号 {member.officer.certificate_number}）"
        for member in team
        if member.present
    )
    away = "、".join(member.officer.name for member in team if not member.present)
    return [
        ["检查人员", f"{there}。未到场：{away}" if there and away else there],
        ["出示证件", f"检查人员已出示执法证件（{cites}）"],
    ]


def _sheet(sheet: FilledSheet) -> dict[str, Any]:
    return {"title": sheet.title, "rows": [_line(line) for line in sheet.lines]}


def _line(line: Line) -> list[str]:
    answer = line.answer
    said = spoken_value(answer.value) if answer and answer.value else "—"
    note = answer.note if answer else ""
    mended = "（当场已改正）" if answer and answer.corrected else ""
    return [
        str(line.number),
        f"{line.text}（{line.article}）" if line.article else line.text,
        f"{said}，发现问题" if line.problem else said,
        f"{note}{mended}",
    ]


def _outcome(part: VisitPart) -> Pairs:
    says = OUTCOME_SAYS[Outcome(part.outcome)] if part.outcome else ""
    found = [["检查情形", f"{says}。结果：{spoken(part.codes)}"]]
    return [*found, ["其他情况", part.note]] if part.note else found


def _refusal(part: VisitPart) -> Pairs:
    refused = getattr(part, "obstruction", None)
    if refused is None:
        return []
    return [
        ["拒绝检查", f"{GROUND_SAYS[Ground(refused.ground)]}（{REFUSAL_CITES}）"],
        ["经过", refused.account],
        ["见证人", _witness(refused) or f"没有见证人：{refused.no_witness_reason}"],
    ]


def _confirmation(part: VisitPart) -> Pairs:
    given = getattr(part, "confirmation", None)
    if given is None or part.outcome == Outcome.REFUSED:
        return []
    who = " ".join(filter(None, (given.signer_name, given.signer_post)))
    why = f"原因：{given.unsigned_reason}" if given.unsigned_reason else ""
    says = "，".join(filter(None, (CONFIRMED_SAYS[Confirmed(given.kind)], who, why)))
    witness = _witness(given)
    return [["被检查单位确认", says], ["见证人", witness]] if witness else [["被检查单位确认", says]]


def _witness(given: Any) -> str:
    return " ".join(filter(None, (given.witness_name, given.witness_unit)))


def _digest(closed: list[dict[str, Any]]) -> Pairs:
    """What ties the paper to the ledger: the entry's number, and the digest of the answers it holds."""
    if not closed:
        return []
    answers = _broken(closed[0]["facts"].get("answers", ""))
    said = f"台账第{closed[0]['seq']}号"
    return [["台账记载", f"{said}，答案摘要（SHA-256）{answers}" if answers else said]]


def _broken(digest: str) -> str:
    """A digest that may be broken over lines after every eighth sign."""
    return "\u200b".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _finding(number: int, one: Any) -> str:
    article = f"（{one.article}）" if one.article else ""
    return f"{number}. {one.text}{article}{'，当场已改正' if one.corrected else ''}"


def _photo(row: Attachment) -> dict[str, str]:
    try:
        shown = pictures.small(documents.content(row.stored_id))
    except Missing as fault:
        return {"image": "", "says": f"{_filed(row)}（{fault.says}）"}
    return {"image": shown, "says": _filed(row)}


def _filed(row: Attachment) -> str:
    """A piece of evidence by its place, name, when it reached the platform, and the head of its digest."""
    return f"{place_of(row)}{row.name}；收到 {_moment(row.stored.stored_at)}；摘要 {row.stored_id[:12]}"


def _remarks(row: Visit) -> list[str]:
    said = [
        "本记录由市场监督管理平台根据现场检查记录制作，检查人员应当如实记录，"
        f"由被检查单位签字或者盖章确认；无法取得的，注明原因（{SIGNATURE_CITES}）。",
        "照片、录音的原件存于平台，以摘要核对。",
    ]
    if row.published_on and row.state == VisitStage.PUBLISHED:
        said.append(f"检查结果已于{_span(row.published_on, None)}公示。")
    return said
