"""The daily checkpoint 每日检查点."""

from __future__ import annotations

from datetime import date

from quanheng.platform.jobs.schedule import daily
from quanheng.platform.ledger import services


@daily("ledger.checkpoint")
def sign_checkpoint(today: date) -> None:
    """Sign and publish the chain's end as it stands at the start of ``today``."""
    services.sign_checkpoint(day=today)
