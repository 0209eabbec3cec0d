"""The bureau sets its own time limits 确定时限, where the law names none."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.hazards.models import Limit
from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.rules.limits import Amount, require_sensible
from quanheng.domains.hazards.services.escalating import require_words
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.queries import bureau_for


@transaction.atomic
def set_limit(
    step: str, category: str, grade: str, amount: Amount, *, reason: str, by: Actor, today: date
) -> Limit:
    """Set a limit of the actor's bureau from today on; deadlines already set stay 确定时限.

    ``category`` and ``grade`` may be ``*``. A second decision on the same day replaces the first. Raises
    ``LimitNotSensible``, ``ReasonMissing``.
    """
    by.require(rights.SET_LIMITS)
    require_sensible(step, amount)
    words = require_words(reason, "调整时限需要写明理由。", field="reason")
    bureau = bureau_for(by.area, by=by)
    limit, _ = Limit.objects.update_or_create(
        organ=bureau,
        step=step,
        category=category,
        grade=grade,
        from_on=today,
        defaults={
            "amount": amount.amount,
            "unit": amount.unit,
            "reason": words[:300],
            "by": by.id,
            "by_name": by.name,
        },
    )
    facts = {"step": step, "category": category, "grade": grade, "amount": amount.amount, "unit": amount.unit}
    ledger.record("hazard_limit_set", on=limit, by=by, today=today, facts=facts | {"reason": words})
    return limit
