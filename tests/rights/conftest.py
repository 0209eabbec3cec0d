"""A small county of every kind of record, built once by the official acts and rolled back at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from quanheng.kernel import clock

DAY = date(2026, 11, 24)
"""The day on which the county is built and looked at: what a page answers depends on it."""

LATER = tuple(f"2021-{month:02}" for month in range(5, 13))
"""Months left out: the first four hold every kind of record."""


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    from django.conf import settings

    from quanheng.config.demo import building
    from quanheng.config.demo.stages import Made, build
    from quanheng.platform.events.outbox import deliver_pending

    home = settings.HOME
    settings.HOME = tmp_path_factory.mktemp("county")
    with django_db_blocker.unblock(), clock.fixed(DAY), transaction.atomic():
        made = Made(seed=1, scale=0.02)
        some = [stage for stage in building.stages(made) if not stage.name.startswith(LATER)]
        for _stage in build(some, made):
            pass
        deliver_pending()
        yield
        transaction.set_rollback(True)
    settings.HOME = home
