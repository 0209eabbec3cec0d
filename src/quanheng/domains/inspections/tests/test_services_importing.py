from datetime import date

import pytest

from quanheng.domains.hazards.models import Hazard
from quanheng.domains.inspections import services
from quanheng.domains.inspections.rules.results import Outcome
from quanheng.domains.inspections.rules.stages import Stage, VisitStage
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel.refusal import Forbidden, Refused
from quanheng.platform.ledger.models import Entry
from quanheng.platform.ledger.queries import verify
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item as Waiting

pytestmark = pytest.mark.django_db
TODAY = date(2021, 4, 12)
SYSTEM = Actor.system("import")


def row(code: str, **given: object) -> services.VisitRow:
    values: dict[str, object] = {
        "business_code": code,
        "ended_on": date(2021, 3, 12),
        "reviewed_on": date(2021, 3, 15),
        "reviewed_by": "科长",
        "published_on": date(2021, 3, 16),
        "signer_name": "店主",
    }
    return services.VisitRow(**values | given)  # type: ignore[arg-type]


@pytest.fixture
def inspection():
    made.county()
    return made.drawn()


def codes(inspection) -> list[str]:
    return list(inspection.visits.order_by("order").values_list("business_code", flat=True))


def test_imported_records_complete_the_inspection_as_if_they_had_been_made_here(inspection):
    first, second = codes(inspection)
    problem = services.ProblemRow("无健康证明", "《食品安全法》第四十五条", code="3", corrected=True)
    rows = [row(first, problems=[problem]), row(second, ended_on=date(2021, 3, 11))]
    report = services.import_visits(inspection.pk, rows, by=SYSTEM, today=TODAY)
    assert (report.accepted, report.refused) == (2, [])
    inspection.refresh_from_db()
    assert (inspection.state, inspection.published_on) == (Stage.PUBLISHED, date(2021, 3, 16))
    visit = inspection.visits.get(business_code=first)
    assert (visit.codes, visit.publish_by) == (["3", "E"], date(2021, 4, 12))
    hazard = Hazard.objects.get()
    assert (hazard.found_on, hazard.visit) == (date(2021, 3, 12), f"inspections.visit:{visit.pk}")
    assert Entry.objects.filter(act="visit_imported").count() == 2
    assert not Waiting.objects.open().filter(kind__startswith="inspections.").exists()
    assert verify().sound


def test_importing_again_changes_nothing(inspection):
    rows = [row(code) for code in codes(inspection)]
    services.import_visits(inspection.pk, rows, by=SYSTEM, today=TODAY)
    seen = Entry.objects.count()
    report = services.import_visits(inspection.pk, rows, by=SYSTEM, today=TODAY)
    assert (report.accepted, report.unchanged, Entry.objects.count()) == (0, 2, seen)


@pytest.mark.parametrize(
    "given",
    [
        {"business_code": "91500242MA9999999X"},
        {"ended_on": date(2021, 3, 9)},
        {"reviewed_on": date(2021, 3, 11)},
        {"published_on": date(2021, 3, 14)},
        {"published_on": date(2021, 4, 13)},
        {"signer_name": ""},
        {"outcome": Outcome.CLOSED, "problems": [services.ProblemRow("有问题")]},
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_and_the_others_go_on(inspection, given):
    first, second = codes(inspection)
    rows = [row(given.pop("business_code", first), **given), row(second)]
    report = services.import_visits(inspection.pk, rows, by=SYSTEM, today=TODAY)
    assert report.accepted == 1
    assert [position for position, _ in report.refused] == [1]
    assert inspection.visits.get(business_code=first).state == VisitStage.ASSIGNED


def test_an_unpublished_row_waits_for_publication_with_its_clock(inspection):
    first, _ = codes(inspection)
    services.import_visits(inspection.pk, [row(first, published_on=None)], by=SYSTEM, today=TODAY)
    visit = inspection.visits.get(business_code=first)
    assert (visit.state, visit.publish_by) == (VisitStage.REVIEWED, date(2021, 4, 12))
    assert Waiting.objects.open().get(kind="inspections.publish").due_on == date(2021, 4, 12)


def test_an_inspection_that_was_not_drawn_takes_no_records():
    made.county()
    inspection = made.planned()
    with pytest.raises(Refused):
        services.import_visits(inspection.pk, [], by=SYSTEM, today=TODAY)


def test_only_operators_import(inspection):
    with pytest.raises(Forbidden):
        services.import_visits(inspection.pk, [], by=made.section(), today=TODAY)
