"""Asking for what is missing 补正: once, for everything, in writing.

《市场主体登记管理条例》第十九条第二款.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.paperwork import make_soon
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.rules.lapsing import lapses_on
from quanheng.domains.registration.services import tasks
from quanheng.domains.registration.services.filing import save_draft, submit_filing
from quanheng.domains.registration.services.matter import hold, move
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.holding import require_revision


class NothingAskedFor(Refused):
    """The notice names nothing to bring 未列明补正内容."""


@transaction.atomic
def ask_supplement(
    filing_id: int, points: Sequence[str], *, revision: int | None = None, by: Actor, today: date
) -> Filing:
    """Send an application back to be supplemented 一次性告知补正, naming every point.

    The period for deciding ends here and starts anew when the application is handed in again. Raises
    ``NothingAskedFor``, ``MoveNotAllowed``.
    """
    filing = hold(filing_id, rights.DECIDE, by=by)
    require_revision(filing, revision)
    cites = article("supplement", on=today).cites
    asked = [point.strip() for point in points if point.strip()]
    if not asked:
        raise NothingAskedFor(
            "没有写明要补正什么。", cites=cites, instead="请一次写全，每条一行。", field="points"
        )
    move(filing, Stage.SUPPLEMENT)
    filing.reason, filing.cites = "\n".join(asked), cites
    filing.due_on, filing.due_cites, filing.touched_on = None, "", today
    filing.save()
    record("supplement_asked", on=filing, by=by, today=today, facts={"points": asked, "cites": cites})
    tasks.wait_for_supplement(filing, by=by, today=today)
    make_soon(filing.pk)
    return filing


@transaction.atomic
def answer_supplement(
    filing_id: int,
    details: Mapping[str, Any],
    *,
    revision: int | None = None,
    by: Actor,
    today: date,
) -> Filing:
    """Bring what was asked for and hand the application in again 补正后重新提交. Raises as both acts do."""
    save_draft(filing_id, details, revision, by=by, today=today)
    return submit_filing(filing_id, by=by, today=today)


@transaction.atomic
def lapse_filings(*, by: Actor, today: date) -> list[Filing]:
    """Let drafts and unanswered notices lapse that nobody touched for too long 逾期失效."""
    rows = Filing.objects.select_for_update(of=("self",)).filter(stage__in=[Stage.DRAFT, Stage.SUPPLEMENT])
    late = [row for row in rows if row.touched_on and today > lapses_on(row.stage, row.touched_on)]
    for filing in late:
        move(filing, Stage.LAPSED)
        filing.save(update_fields=["stage", "revision"])
        record("filing_lapsed", on=filing, by=by, today=today, facts={"touched_on": f"{filing.touched_on}"})
        tasks.done(filing, by=by, today=today)
    return late
