"""How many businesses stood in a class at the end of a period."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.credit import services
from quanheng.domains.credit.services import ClassRow
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform import indicators
from quanheng.platform.indicators import Period
from quanheng.platform.people.actors import Actor
from quanheng.platform.testing.people import COUNTY, LONGTAN, MAWANG

pytestmark = pytest.mark.django_db


def counted(klass: str, year: int, area: str = COUNTY) -> int:
    found = indicators.count(indicators.indicator(f"credit_class_{klass}"), Period.year(year), area)
    return int(found.number)


def test_a_past_year_keeps_the_classes_of_its_end() -> None:
    business(1)
    business(2, area_code=MAWANG)
    rows = [
        ClassRow(code(1), "A", "按期年报", "市局", date(2021, 3, 1)),
        ClassRow(code(2), "D", "列入异常名录", "市局", date(2021, 3, 1)),
        ClassRow(code(1), "D", "受过处罚", "市局", date(2022, 3, 1)),
    ]
    services.import_classes(rows, by=Actor.system("import"), today=date(2022, 4, 1))
    assert (counted("a", 2021), counted("d", 2021)) == (1, 1)
    assert (counted("a", 2022), counted("d", 2022)) == (0, 2)
    assert (counted("d", 2022, LONGTAN), counted("d", 2022, MAWANG)) == (1, 1)
    assert counted("d", 2020) == 0
