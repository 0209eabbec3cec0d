"""Making ready before a lock is taken 预热: word lists and keys are loaded once per process.

What takes a second the first time must not take it inside a transaction: on SQLite nobody else could write
meanwhile.
"""

from __future__ import annotations

from functools import cache

from django.urls import reverse

from quanheng.domains.registration.name_claims import known_places
from quanheng.domains.registration.rules.names import comparing, keys
from quanheng.domains.registration.rules.names.asking import NameQuestion
from quanheng.domains.registration.rules.names.forbidden import forbidden
from quanheng.domains.registration.rules.tables import rows
from quanheng.domains.registration.rules.trades import names as trade_names
from quanheng.platform.certificates.authority import authority

LISTS = ("requirements.csv", "items.csv", "hold_grounds.csv", "bar_grounds.csv", "scope_permits.csv")
SAMPLE = NameQuestion("", "晨曦", "商贸", "有限公司", "", "company")


@cache
def ready() -> None:
    """Load what the first decision of this process would otherwise load under its lock."""
    for name in LISTS:
        rows(name)
    trade_names()
    known = known_places()
    mine = comparing.named("晨曦商贸有限公司", known)
    keys.asked(mine, "")
    comparing.nearness(mine, comparing.named("辰曦商贸有限公司", known))
    list(forbidden(SAMPLE.brand, SAMPLE.trade, SAMPLE.form))
    _ = authority().current
    reverse("registration:filings")
