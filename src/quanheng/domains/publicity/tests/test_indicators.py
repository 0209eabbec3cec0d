"""Publicity's figures open onto notices and tombstones."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.publicity import indicators as figures
from quanheng.domains.publicity import services
from quanheng.domains.publicity.tests.factories import SYSTEM, notice
from quanheng.platform.indicators import Period
from quanheng.platform.testing.people import LONGTAN, MAWANG

pytestmark = pytest.mark.django_db


def test_a_withdrawn_notice_counts_as_published_in_its_year_and_as_withdrawn_in_the_next() -> None:
    made = notice(on=date(2026, 12, 30))
    notice(on=date(2026, 12, 31), source="inspections.visit:2", area_code=MAWANG)
    services.withdraw(made.pk, reason="有误", by=SYSTEM, today=date(2027, 1, 4))
    assert figures.published(Period.year(2026), "500242").count() == 2
    assert list(figures.published(Period.year(2026), LONGTAN)) == [made]
    assert figures.withdrawn(Period.year(2026), "500242").count() == 0
    assert list(figures.withdrawn(Period.year(2027), LONGTAN)) == [made]
