import pytest

from quanheng.domains.inspections import services
from quanheng.domains.inspections.tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    made.county()
    inspection = made.drawn()
    for visit in inspection.visits.all():
        made.approved(visit)
    services.publish_results(inspection.pk, by=made.section(), today=made.TODAY)
    return inspection


def test_nothing_is_listed_before_it_is_published(client):
    made.county()
    made.approved(made.drawn().visits.first())
    assert client.get("/api/inspections").json() == {"count": 0, "items": []}


def test_completed_inspections_are_listed_with_how_many_were_visited(client, published):
    answer = client.get("/api/inspections").json()
    assert [(row["number"], row["visit_count"]) for row in answer["items"]] == [("2021-001", 2)]


def test_an_area_narrows_the_list(client, published):
    assert client.get("/api/inspections", {"area": "500243"}).json()["count"] == 0
    assert client.get("/api/inspections", {"area": "500242"}).json()["count"] == 1


@pytest.mark.parametrize("query", [{"area": "x"}, {"limit": 0}, {"limit": 101}, {"offset": -1}])
def test_a_query_that_makes_no_sense_is_answered_as_such(client, query):
    assert client.get("/api/inspections", query).status_code == 422
