from datetime import date

import pytest

from quanheng.domains.inspections import services
from quanheng.domains.inspections.indicators import VISIT_COLUMNS
from quanheng.domains.inspections.models import Visit
from quanheng.domains.inspections.tests import factories as made
from quanheng.platform.indicators import Period, count, indicator
from quanheng.platform.testing.people import COUNTY, LONGTAN, MAWANG

pytestmark = pytest.mark.django_db
YEAR = Period.year(2021)


def number(key: str, period: Period = YEAR, area: str = COUNTY) -> str:
    return count(indicator(key), period, area).shown


def complete(inspection, today: date = made.TODAY) -> None:
    for visit in inspection.visits.exclude(state="replaced"):
        for part in visit.parts.all():
            made.finished(visit, part.organ_id, today=today)
        services.approve_visit(visit.pk, by=made.leader(), today=today)
    services.publish_results(inspection.pk, by=made.section(), today=today)


def test_only_completed_and_published_inspections_are_counted_own_and_joint_apart():
    made.county(8, officers=6)
    own, joint, open_one = made.drawn(), made.drawn(made.joint()), made.drawn()
    complete(own)
    complete(joint)
    made.approved(open_one.visits.first())
    services.publish_results(open_one.pk, by=made.section(), today=made.TODAY)
    assert number("own_random_inspections") == "1"
    assert number("joint_random_inspections") == "1"
    assert number("own_random_inspected") == "2"
    assert number("own_random_inspections", Period.year(2020)) == "0"


def test_a_figure_lists_what_was_found_in_words_not_in_codes():
    made.county()
    complete(made.drawn())
    (result,) = [column for column in VISIT_COLUMNS if column.lookup == "codes"]
    assert result.header == "检查结果"
    assert {visit.get_codes_display() for visit in Visit.objects.all()} == {"未发现问题"}


def test_a_substituted_business_is_not_counted_as_inspected():
    made.county()
    inspection = made.drawn()
    services.substitute_visit(
        inspection.visits.first().pk, reason="已迁出", by=made.section(), today=made.TODAY
    )
    complete(inspection)
    assert number("own_random_inspected") == "2"


def test_inspected_businesses_spread_over_their_townships():
    made.county()
    inspection = made.drawn()
    Visit.objects.filter(order=2).update(area_code=MAWANG)
    complete(inspection)
    assert [number("businesses_inspected", area=area) for area in (COUNTY, LONGTAN, MAWANG)] == [
        "2",
        "1",
        "1",
    ]


def test_a_result_published_after_its_last_day_is_late():
    made.county()
    inspection = made.drawn()
    first, second = inspection.visits.order_by("order")
    for visit, day in ((first, date(2021, 4, 8)), (second, date(2021, 4, 9))):
        made.finished(visit)
        services.approve_visit(visit.pk, by=made.leader(), today=made.TODAY)
        services.publish_visit(visit.pk, by=made.section(), today=day)
    assert number("published_on_time_pct") == "50.0"


def test_a_figure_opens_onto_exactly_the_records_it_counts():
    made.county()
    inspection = made.drawn()
    complete(inspection)
    figure = indicator("own_random_inspected")
    assert set(figure.records(YEAR, COUNTY)) == set(inspection.visits.all())
