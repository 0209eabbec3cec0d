"""Historical hazards through the same checks, and the figures they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanheng.domains.hazards import services
from quanheng.domains.hazards.models import Hazard, Order, PointVerdict
from quanheng.domains.hazards.rules.history import Dates, Person
from quanheng.domains.hazards.services import ClosedHazard
from quanheng.domains.hazards.tests import factories as make
from quanheng.kernel.refusal import Forbidden
from quanheng.platform import indicators
from quanheng.platform.events.models import Outgoing
from quanheng.platform.indicators import Period
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import COUNTY, LONGTAN, MAWANG, actor, organ
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db

TODAY = date(2021, 12, 31)
SYSTEM = Actor.system("import")


def old(number: int = 1, **given: object) -> ClosedHazard:
    found = date(2021, 3, 1) + timedelta(days=number)
    record = ClosedHazard(
        reference=f"2021-{number:03d}",
        business_code=make.CODE,
        business_name=f"酉阳县第{number}号餐饮店",
        area_code=LONGTAN,
        category="food",
        grade="general",
        text="冷藏柜内生熟食品混放",
        days=Dates(
            found, found, found + timedelta(days=15), found + timedelta(days=7), found + timedelta(days=9)
        ),
        found_by=Person("officer:24200001", "甲"),
        reported_by=Person("officer:24200002", "乙"),
        rechecked_by=Person("officer:24200003", "丙"),
        second=Person("officer:24200004", "丁"),
    )
    return replace(record, **given)  # type: ignore[arg-type]


def counted(key: str, year: int = 2021, area: str = COUNTY) -> int:
    return int(indicators.count(indicators.indicator(key), Period.year(year), area).number)


def test_two_hundred_and_twenty_nine_old_hazards_come_in_with_few_queries_and_are_counted() -> None:
    organ()
    rows = [old(n, category="drug" if n % 5 == 0 else "food") for n in range(1, 230)]
    with CaptureQueriesContext(connection) as asked:
        report = services.import_closed_hazards(rows, by=SYSTEM, today=TODAY)
    assert (report.accepted, report.refused) == (229, [])
    assert len(asked) < 60
    assert counted("hazards_rectified") == 229
    assert counted("hazards_rectified", area=MAWANG) == 0
    assert (Hazard.objects.count(), Order.objects.count(), PointVerdict.objects.count()) == (229, 229, 229)
    assert Item.objects.open().count() == Outgoing.objects.count() == 0
    assert ledger.verify().sound


def test_a_second_run_changes_nothing() -> None:
    organ()
    rows = [old(1), old(2)]
    services.import_closed_hazards(rows, by=SYSTEM, today=TODAY)
    again = services.import_closed_hazards([*rows, old(3)], by=SYSTEM, today=TODAY)
    assert (again.accepted, again.unchanged) == (1, 2)
    assert Hazard.objects.count() == 3
    assert sorted(Hazard.objects.values_list("number", flat=True))[-1] == "隐患〔2021〕3号"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"rechecked_by": Person("officer:24200002", "乙")}, "不能由您复查"),
        ({"second": None}, "至少需要 2 名"),
        ({"grade": "major"}, "理由"),
        ({"text": " "}, "没有写明"),
        ({"reference": " "}, "没有原始编号"),
        ({"reported_by": Person("", "")}, "整改报告人"),
        (
            {
                "days": Dates(
                    date(2021, 3, 2), date(2021, 3, 1), date(2021, 4, 1), date(2021, 3, 5), date(2021, 3, 6)
                )
            },
            "早于",
        ),
        (
            {
                "days": Dates(
                    date(2021, 3, 2), date(2021, 3, 2), date(2021, 4, 1), date(2021, 3, 5), date(2022, 3, 6)
                )
            },
            "早于",
        ),
    ],
)
def test_an_old_record_is_refused_where_a_living_hazard_would_be(given: dict[str, object], why: str) -> None:
    organ()
    report = services.import_closed_hazards([old(1), old(2, **given)], by=SYSTEM, today=TODAY)
    assert report.accepted == 1
    position, says = report.refused[0]
    assert position == 2
    assert why in says


def test_records_of_another_township_are_refused_to_a_township_scoped_importer() -> None:
    organ()
    by = actor(Role.SECTION, area_code=MAWANG)
    report = services.import_closed_hazards([old(1)], by=by, today=TODAY)
    assert (report.accepted, len(report.refused)) == (0, 1)
    with pytest.raises(Forbidden):
        services.import_closed_hazards([old(1)], by=actor(Role.INSPECTOR), today=TODAY)


def test_only_what_was_found_and_closed_in_the_year_is_counted_as_rectified() -> None:
    make.closed()
    make.rectified()
    make.closed(category="quality")
    late = make.rectified(date(2021, 12, 20), hazard=make.ordered(date(2021, 12, 10), date(2021, 12, 24)))
    services.recheck(late, make.all_well(late), by=make.inspector(), today=date(2022, 1, 4))
    assert counted("hazards_rectified") == 1
    assert counted("hazards_rectified", 2022) == 0
    assert counted("hazards_found") == 4
    assert counted("hazards_open") == 2
    assert counted("hazards_open", 2022) == 1


def test_overdue_hazards_are_those_nobody_reported_on_since_the_last_order() -> None:
    make.ordered()
    make.rectified()
    again = make.rectified()
    services.recheck(again, make.first_failed(again), by=make.inspector(), today=date(2021, 9, 15))
    services.order_rectification(
        again, make.notice(date(2021, 9, 24)), by=make.section(), today=date(2021, 9, 16)
    )
    assert counted("hazards_overdue") == 2
    rows = indicators.indicator("hazards_overdue").records(Period.year(2021), LONGTAN)
    assert again.pk in set(rows.values_list("pk", flat=True))


def test_a_withdrawn_hazard_is_in_no_figure() -> None:
    hazard = make.ordered()
    services.withdraw(hazard, "不属实", by=make.section(), today=make.DAY)
    assert counted("hazards_found") == counted("hazards_open") == counted("hazards_overdue") == 0
