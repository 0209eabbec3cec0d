"""Ordering rectification 责令整改."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.hazards.models import Hazard, Order
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.deadlines import order_basis, settle_due
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.services import tasks
from quanheng.domains.hazards.services.matter import hold, move, order_number, serial_of
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.numbering import take


class DemandsMissing(Refused):
    """The order does not say what to put right 未写明改正内容."""


class LeaderDecides(Refused):
    """The hazard stands before a leader 待领导督办."""


@dataclass(frozen=True)
class OrderDraft:
    """What the notice says: the deadline (the day itself for at once), demands, what was broken, consequence.

    ``cites`` is the article the order rests on; empty takes the one the platform holds for that day.
    """

    due_on: date
    demands: str
    cites: str = ""
    violates: str = ""
    consequence: str = ""
    contact: str = ""


@transaction.atomic
def order_rectification(hazard: Hazard | int, draft: OrderDraft, *, by: Actor, today: date) -> Order:
    """Order a hazard to be rectified by a day, in writing 责令整改, first or after a failed re-check.

    《食品生产经营监督检查管理办法》第三十三条第二款,《特种设备安全法》第六十二条,《行政处罚法》第二十八条.
    Raises ``LeaderDecides``, ``MoveNotAllowed``, ``DemandsMissing``, ``DeadlineInPast``,
    ``DeadlineBeyondLaw``, ``NoProvision``.
    """
    held = hold(hazard, rights.ORDER, by=by)
    if held.stage == Stage.ESCALATED:
        raise LeaderDecides("隐患已升级督办，由局领导决定新的期限。", instead="请等待督办意见。")
    return issue(held, draft, by=by, today=today)


def issue(held: Hazard, draft: OrderDraft, *, by: Actor, today: date) -> Order:
    """Issue the notice on a held hazard: number, deadline, article; then the township follows it."""
    move(held, Stage.ORDERED)
    if not draft.demands.strip():
        raise DemandsMissing("没有写明改正内容及要求。", instead="请逐条写明要改正什么。", field="demands")
    due_on = settle_due(draft.due_on, ordered_on=today, category=held.category, source=held.source)
    basis = order_basis(held.category, held.grade, held.source, on=today)
    order = Order.objects.create(
        hazard=held,
        organ=held.organ,
        number=order_number(today.year, take(serial_of(held.organ, "order", today.year))),
        ordered_on=today,
        due_on=due_on,
        violates=draft.violates.strip()[:300],
        cites=(draft.cites.strip() or basis.cites)[:200],
        basis=basis.says[:300] if not draft.cites.strip() or draft.cites.strip() == basis.cites else "",
        demands=draft.demands.strip(),
        consequence=draft.consequence.strip()[:500],
        contact=draft.contact.strip()[:100],
        points=list(held.points.filter(passed_on__isnull=True).values_list("number", flat=True)),
        by=by.id,
        by_name=by.name,
    )
    held.ordered_on, held.due_on = today, due_on
    held.save(update_fields=["stage", "ordered_on", "due_on"])
    facts = {"number": order.number, "due_on": due_on.isoformat(), "cites": order.cites}
    ledger.record("rectification_ordered", on=held, by=by, today=today, facts=facts)
    tasks.wait_for_rectification(held, order.cites, by=by, today=today)
    return order
