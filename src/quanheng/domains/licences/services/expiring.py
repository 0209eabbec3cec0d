"""What time does to permits 到期: warned of ahead, run out, renewed by silence; and when the holder ends."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.provisions import article, entry
from quanheng.domains.licences.rules.stages import HELD, Stage, State
from quanheng.domains.licences.rules.validity import WARN_AHEAD, window
from quanheng.domains.licences.rules.vocabulary import CANCELLED_HERE, HOLDER_GONE, EndGround, Purpose
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.deciding import deem_renewed
from quanheng.domains.licences.services.ending import close
from quanheng.domains.licences.services.issuing import issue_permit
from quanheng.domains.licences.services.matter import hold, move_permit
from quanheng.kernel.law import NoProvision
from quanheng.platform.ledger import services as ledger
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

UNDECIDED = [Stage.ACCEPTED, Stage.CHECKING, Stage.CHECKED]


@transaction.atomic
def expire_due(*, by: Actor, today: date) -> list[Permit]:
    """Let every permit run out whose last day lies before ``today`` 有效期届满.

    One whose renewal was asked for in time and not decided counts as renewed (《行政许可法》第五十条第二款).
    """
    by.require(rights.END)
    over = Permit.objects.select_for_update().filter(state__in=list(HELD), valid_until__lt=today)
    gone = [permit for permit in over.order_by("id") if not _renewed_by_silence(permit, by=by, today=today)]
    for permit in gone:
        move_permit(permit, State.EXPIRED)
        permit.suspended_until = None
    Permit.objects.bulk_update(gone, ["state", "suspended_until"], batch_size=500)
    acts = [ledger.Act("permit_expired", permit, {"valid_until": str(permit.valid_until)}) for permit in gone]
    if acts:
        ledger.record_many(acts, by=by, today=today)
    for permit in gone:
        rule = article(permit.kind, "cancel", on=today)
        tasks.wait_for_cancelling(permit, rule.cites, by=by, today=today)
    return gone


@transaction.atomic
def warn_ahead(*, by: Actor, today: date) -> int:
    """Put what runs out within 90 days before the township, again at 60 and at 30; returns how many."""
    by.require(rights.END)
    coming = list(Permit.objects.all().expiring(today, within=WARN_AHEAD[0]).order_by("valid_until", "id"))
    told = _told(coming)
    warned = 0
    for permit in coming:
        days = (permit.valid_until - today).days if permit.valid_until else 0
        if days in WARN_AHEAD or subject_of(permit) not in told:
            tasks.warn_township(permit, _renewal_due(permit, today=today), days=days, today=today)
            warned += 1
    return warned


@transaction.atomic
def return_suspended(*, by: Actor, today: date) -> int:
    """Give back what was suspended until a day that has passed 暂扣期满发还; returns how many."""
    by.require(rights.END)
    rows = Permit.objects.select_for_update().filter(state=State.SUSPENDED, suspended_until__lt=today)
    for permit in rows:
        move_permit(permit, State.CURRENT)
        permit.suspended_until = None
        permit.save(update_fields=["state", "suspended_until"])
        ledger.record("permit_returned", on=permit, by=by, today=today, facts={})
    return len(rows)


@transaction.atomic
def end_for_holder(code: str, *, after: str, says: str, on: date, by: Actor, today: date) -> list[Permit]:
    """A holder's registration has ended 主体资格终止: its permits are cancelled; otherwise somebody looks.

    What another authority granted is that authority's to cancel: the section enters it once that is done.

    《食品经营许可和备案管理办法》第三十九条第（二）项,《食品生产许可管理办法》第四十一条第（二）项,《工业产品生产
    许可证管理条例实施办法》第三十五条第（二）项. Safe to run twice.
    """
    held = Permit.objects.select_for_update().filter(holder_code=code).exclude(state=State.CANCELLED)
    if after != "deregistered":
        for permit in held.filter(state__in=list(HELD)):
            tasks.wait_for_review(permit, f"持证人登记状态为“{says}”，核实许可", today=today)
        return []
    _stop_applications(code, on=on, by=by, today=today)
    done = []
    for permit in held:
        try:
            cites = article(permit.kind, "cancel", on=today).cites
        except NoProvision:
            cites = "《行政许可法》第七十条"
        reason = HOLDER_GONE % on.isoformat()
        if permit.kind not in CANCELLED_HERE:
            tasks.wait_for_ending(permit, on, cites, today=today)
            continue
        done.append(close(permit, State.CANCELLED, EndGround.HOLDER_ENDED, reason, cites, by=by, today=today))
    return done


def _stop_applications(code: str, *, on: date, by: Actor, today: date) -> None:
    """What the ended holder had applied for is not worked on any more 终止办理."""
    rows = Application.objects.select_for_update().filter(holder_code=code).underway()
    for held in rows.exclude(stage=Stage.APPROVED):
        held.stage = Stage.WITHDRAWN
        held.reason = f"申请人已于{on.isoformat()}注销登记，终止办理"
        held.cites = article(held.kind, "subject", on=today).cites
        held.save(update_fields=["stage", "reason", "cites"])
        ledger.record(
            "permit_application_withdrawn", on=held, by=by, today=today, facts={"reason": held.reason}
        )
        tasks.done(held, by=by, today=today)


def _renewed_by_silence(permit: Permit, *, by: Actor, today: date) -> bool:
    asked = Application.objects.filter(
        permit=permit, purpose=Purpose.RENEWAL, stage__in=[*UNDECIDED, Stage.APPROVED]
    ).first()
    if asked is None or permit.valid_until is None:
        return False
    if asked.stage != Stage.APPROVED:
        if asked.late or entry(permit.kind, "renewal_deemed", on=today) is None:
            return False
        held = hold(asked, rights.DECIDE, by=by)
        deem_renewed(held, on=permit.valid_until, by=by, today=today)
    issue_permit(asked.pk, by=by, today=today)
    return True


def _told(coming: list[Permit]) -> set[str]:
    subjects = [subject_of(permit) for permit in coming]
    found = Item.objects.open().filter(kind=tasks.EXPIRING, about__in=subjects)
    return set(found.values_list("about", flat=True))


def _renewal_due(permit: Permit, *, today: date) -> tuple[date | None, str]:
    """The last day to ask for renewal in time, while it can be known, else the last day of the permit."""
    try:
        held = window(permit.kind, permit.valid_until or today, on=today)
    except NoProvision:
        return permit.valid_until, ""
    return held.closes_on or permit.valid_until, held.cites
