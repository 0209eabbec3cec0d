"""A published visit becomes a notice."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.inspections.events import VisitPublished
from quanheng.domains.publicity import queries
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.tests.factories import CODE
from quanheng.domains.registration.events import BusinessStateChanged
from quanheng.platform.events import announce
from quanheng.platform.events.outbox import deliver_pending
from quanheng.platform.testing.people import LONGTAN

FACT = VisitPublished(
    visit_id=7,
    inspection_id=3,
    number="2026-03",
    title="食品销售专项抽查",
    kind="own_special",
    business_code=CODE,
    business_name="龙潭镇来福副食店",
    area_code=LONGTAN,
    codes=("3", "E"),
    result="违反食品药品管理规定；发现问题经责令已改正",
    organs=("市场监督管理局", "农业农村委员会"),
    basis="《食品安全法》第一百零九条",
    ended_on=date(2026, 3, 1),
    published_on=date(2026, 3, 5),
)


@pytest.mark.django_db(transaction=True)
def test_a_published_visit_is_shown_once_the_act_is_committed() -> None:
    announce(FACT)
    shown = queries.about_business(CODE).get()
    assert (shown.title, shown.published_on, shown.negative) == (FACT.title, FACT.published_on, True)
    assert shown.organs == "市场监督管理局、农业农村委员会"


@pytest.mark.django_db
def test_a_fact_left_in_the_outbox_is_shown_by_the_next_delivery_and_only_once() -> None:
    announce(FACT)
    announce(FACT)
    assert not Notice.objects.exists()
    assert deliver_pending() >= 2  # one for every listener of each announcement
    assert Notice.objects.count() == 1
    assert deliver_pending() == 0


@pytest.mark.django_db(transaction=True)
def test_a_deregistration_stops_what_is_negative_and_a_suspension_does_not() -> None:
    announce(FACT)
    announce(BusinessStateChanged(CODE, "open", "suspended", date(2026, 4, 1)))
    assert queries.about_business(CODE).exists()
    announce(BusinessStateChanged(CODE, "suspended", "deregistered", date(2026, 4, 2)))
    assert not queries.about_business(CODE).exists()
    assert "第二十条" in Notice.objects.get().ended_cites
