"""Publishing, withdrawing and stopping notices 公示、撤回、停止公示."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from quanheng.domains.publicity import events
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules import rights
from quanheng.domains.publicity.rules.kinds import Kind
from quanheng.domains.publicity.rules.showing import PROVISIONS, showing, stops_on_deregistration
from quanheng.domains.publicity.rules.stages import NOTICE, Stage
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import Act, record, record_many
from quanheng.platform.people.actors import Actor

CORRECTION = "《企业信息公示暂行条例》第十二条"
BATCH = 500
EMPTY = {
    "business_code": "",
    "business_name": "",
    "title": "",
    "result": "",
    "organs": "",
    "basis": "",
    "facts": {},
}


class ReasonMissing(Refused):
    """A notice is not withdrawn without saying why 撤回须说明理由."""


class AlreadyEnded(Refused):
    """The notice is no longer shown 该信息已不再公示."""


@dataclass(frozen=True)
class NoticeDraft:
    """What to publish: ``source`` names the record told of; ``facts`` are plain values shown beneath."""

    kind: Kind
    source: str
    business_code: str
    business_name: str
    area_code: str
    title: str
    result: str
    happened_on: date
    negative: bool
    organs: str = ""
    basis: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def publish(draft: NoticeDraft, *, by: Actor, today: date) -> Notice:
    """Publish a notice 公示. The same source published on the same day is one notice: a repeat returns it.

    Raises ``Forbidden`` or ``Missing`` by right and area.
    """
    by.require(rights.PUBLISH, area=draft.area_code)
    before = Notice.objects.select_for_update().filter(source=draft.source, published_on=today).first()
    if before:
        return before
    notice = Notice.objects.create(
        kind=draft.kind,
        source=draft.source,
        business_code=draft.business_code,
        business_name=draft.business_name,
        area_code=draft.area_code,
        title=draft.title[:200],
        result=draft.result[:400],
        facts=dict(draft.facts),
        organs=draft.organs[:300],
        basis=draft.basis,
        negative=draft.negative,
        happened_on=draft.happened_on,
        published_on=today,
        until_on=showing(negative=draft.negative, published_on=today).until,
    )
    facts = {"source": draft.source, "business": draft.business_code, "until": str(notice.until_on or "")}
    record("notice_published", on=notice, by=by, today=today, facts=facts)
    return notice


@transaction.atomic
def withdraw(notice_id: int, *, reason: str, by: Actor, today: date) -> Notice:
    """Withdraw a notice that is wrong 撤回 (企业信息公示暂行条例 第十二条); a tombstone stays.

    Raises ``ReasonMissing``, ``AlreadyEnded``, ``Forbidden``, ``Missing``.
    """
    by.require(rights.WITHDRAW)
    notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None or not by.covers(notice.area_code):
        raise Missing()
    if not reason.strip():
        raise ReasonMissing("请写明撤回的理由", cites=CORRECTION, field="reason")
    if notice.state != Stage.SHOWN:
        raise AlreadyEnded(f"这条信息{notice.state_says}，不能再撤回", cites=CORRECTION)
    NOTICE.check(notice.state, Stage.WITHDRAWN)
    _bury(notice, Stage.WITHDRAWN, reason.strip()[:300], CORRECTION, by=by, today=today)
    notice.save()
    facts = {"source": notice.source, "reason": notice.ended_reason}
    record("notice_withdrawn", on=notice, by=by, today=today, facts=facts)
    announce(events.NoticeWithdrawn(notice.pk, notice.source, notice.ended_reason, today))
    return notice


def expire_due(*, by: Actor, today: date) -> int:
    """Stop showing every notice whose last day has passed 公示期满停止公示; returns how many.

    Batch by batch, each one transaction: killed in the middle, the next run goes on.
    """
    total = 0
    while stopped := _expire_batch(by=by, today=today):
        total += stopped
    return total


@transaction.atomic
def _expire_batch(*, by: Actor, today: date) -> int:
    over = list(Notice.objects.select_for_update().over(today).order_by("pk")[:BATCH])
    if over:
        cites = PROVISIONS["negative_result_shown"].describe(today).cites
        _stop(over, "公示期满，停止公示", cites, by=by, today=today)
    return len(over)


@transaction.atomic
def stop_for_deregistered(business_code: str, *, by: Actor, today: date) -> int:
    """Stop showing the negative results of a business that was deregistered today 注销后停止公示.

    Returns how many; none where no rule of that day stops them (see ``rules.showing``).
    """
    rule = stops_on_deregistration(today)
    if rule is None:
        return 0
    rows = Notice.objects.select_for_update().shown().filter(business_code=business_code, negative=True)
    shown = list(rows.order_by("pk"))
    _stop(shown, "经营主体已注销，停止公示", rule.cites, by=by, today=today)
    return len(shown)


def _stop(notices: list[Notice], reason: str, cites: str, *, by: Actor, today: date) -> None:
    """Bury notices whose time is over, and record each."""
    for notice in notices:
        NOTICE.check(notice.state, Stage.EXPIRED)
        _bury(notice, Stage.EXPIRED, reason, cites, by=by, today=today)
    fields = ["state", "ended_on", "ended_by", "ended_reason", "ended_cites", *EMPTY]
    Notice.objects.bulk_update(notices, fields, batch_size=100)
    acts = (Act("notice_expired", notice, {"reason": reason, "source": notice.source}) for notice in notices)
    record_many(acts, by=by, today=today)


def _bury(notice: Notice, stage: Stage, reason: str, cites: str, *, by: Actor, today: date) -> None:
    """Turn a notice into its tombstone: the content goes, who, when, why and the article stay."""
    notice.state, notice.ended_on, notice.ended_by = stage, today, by.name
    notice.ended_reason, notice.ended_cites = reason, cites
    for name, value in EMPTY.items():
        setattr(notice, name, dict(value) if isinstance(value, dict) else value)
