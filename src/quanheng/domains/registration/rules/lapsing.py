"""When an application lapses that nobody goes on with 申请失效: the bureau's own choice, not law.

>>> from datetime import date
>>> lapses_on("draft", date(2026, 3, 2)), lapses_on("supplement", date(2026, 3, 2))
(datetime.date(2026, 5, 31), datetime.date(2026, 5, 1))
"""

from __future__ import annotations

from datetime import date, timedelta

from quanheng.domains.registration.rules.filings import Stage

DRAFT_DAYS, SUPPLEMENT_DAYS = 90, 60


def lapses_on(stage: str, touched_on: date) -> date:
    """The last day on which somebody may go on with it."""
    days = SUPPLEMENT_DAYS if stage == Stage.SUPPLEMENT else DRAFT_DAYS
    return touched_on + timedelta(days=days)
