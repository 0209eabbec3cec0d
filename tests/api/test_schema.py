"""The API answers as its OpenAPI schema says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from quanheng.config import api
from quanheng.config.wsgi import application
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.services.noticing import withdraw
from quanheng.domains.publicity.tests.factories import CODE, DAY, SYSTEM, notice
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business
from quanheng.platform.ledger.services import sign_checkpoint
from quanheng.platform.testing.people import LONGTAN

schema = schemathesis.openapi.from_dict(api.api.get_openapi_schema()).include(path_regex="^/api/")
schema.app = application
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Calls to the WSGI application stay inside the test's transaction, as those of Django's client do."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def _county(db: None, _one_connection: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PER_MINUTE", 1_000_000)
    Business.objects.create(
        code=CODE, name="龙潭镇来福副食店", area_code=LONGTAN, established_on=date(2020, 1, 1)
    )
    notice()
    withdraw(notice(source="inspections.visit:2").pk, reason="有误", by=SYSTEM, today=DAY)
    sign_checkpoint(day=DAY)


@pytest.mark.usefixtures("_county")
@schema.parametrize()
@BOUNDED
def test_every_operation_answers_as_the_schema_says(case: schemathesis.Case) -> None:
    case.call_and_validate()


@pytest.mark.usefixtures("_county")
def test_every_address_of_the_schema_answers_the_public(client: Client) -> None:
    for path, operations in schema.raw_schema["paths"].items():
        filled = path.replace("{code}", CODE).replace("{notice_id}", "1").replace("{organ}", "x")
        assert client.get(filled.replace("{serial}", "2021-0001")).status_code in {200, 404, 410}, path
        assert set(operations) == {"get"}, f"{path} writes"


@pytest.mark.django_db
def test_a_refusal_is_json_with_what_why_and_what_instead(client: Client) -> None:
    missing = client.get("/api/notices/999")
    assert missing.status_code == 404
    assert set(missing.json()) == {"says", "cites", "instead", "field"}
    wrong = client.get("/api/notices?limit=0")
    assert wrong.status_code == 422
    assert wrong.json()["field"] == "limit"


@pytest.mark.django_db
def test_the_public_may_not_ask_without_end_but_an_official_may(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quanheng.platform.people.roles import Role
    from quanheng.platform.testing.people import account

    monkeypatch.setattr(api, "PER_MINUTE", 3)
    codes = [client.get("/api/checkpoints").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    client.force_login(account(Role.SECTION))
    assert client.get("/api/checkpoints").status_code == 200


@pytest.mark.django_db
def test_no_telephone_and_no_contact_leaves_through_the_api(client: Client) -> None:
    row = Business.objects.create(
        code=CODE, name="来福副食店", area_code=LONGTAN, contact_name="张三丰", contact_phone="13800000000"
    )
    file_new([row.pk])
    for address in (f"/api/businesses/{CODE}", "/api/businesses", "/api/businesses?q=来福"):
        text = client.get(address).content.decode()
        assert "来福副食店" in text
        assert "13800000000" not in text
        assert "张三丰" not in text


@pytest.mark.usefixtures("_county")
def test_a_notice_that_has_ended_answers_with_its_tombstone_alone(client: Client) -> None:
    ended = Notice.objects.get(state="withdrawn")
    answer = client.get(f"/api/notices/{ended.pk}")
    told = answer.json()
    assert answer.status_code == 410
    assert told["ended_reason"] == "有误"
    assert "business_name" not in told
