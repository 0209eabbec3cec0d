"""What is public about a suspension, and that its end is heard of in time."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.services.tasks import SUSPENSION_ENDING
from quanheng.domains.registration.tests.filings import make
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
DAY = make.DAY


def suspension(business: Business, until: str, today: date = DAY) -> Filing:
    details = {"until": until, "reason": "因水灾停业", "promises": ["staff_settled"]}
    return make.approved(details, kind="suspension", business_code=business.code, today=today)


def test_an_extension_lengthens_the_suspension_and_no_day_counts_twice() -> None:
    business = make.business()
    suspension(business, "2025-03-01", today=date(2023, 3, 2))
    suspension(business, "2026-02-28", today=date(2025, 2, 20))
    business.refresh_from_db()
    known = queries.suspension_of(business)
    assert known is not None
    assert (known.from_on, known.until_on) == (date(2023, 3, 2), date(2026, 2, 28))


def test_the_section_is_reminded_thirty_days_before_a_suspension_ends() -> None:
    business = make.business()
    suspension(business, "2026-06-30")
    system = Actor.system("test")
    assert services.remind_of_ending(by=system, today=date(2026, 5, 30)) == []
    assert services.remind_of_ending(by=system, today=date(2026, 5, 31)) == [business]
    task = Item.objects.open().get(kind=SUSPENSION_ENDING)
    assert (task.due_on, "第四十一条第三款" in task.cites) == (date(2026, 6, 30), True)
    suspension(business, "2026-12-31", today=date(2026, 6, 10))
    assert not Item.objects.open().filter(kind=SUSPENSION_ENDING).exists()


def test_the_public_reads_until_when_and_where_papers_are_served_but_not_why(client: Client) -> None:
    business = make.business()
    details = {"until": "2026-06-30", "reason": "家中有人生病", "promises": ["staff_settled"]}
    details["service_address"] = "重庆市酉阳县麻旺镇桂香路3号"
    make.approved(details, kind="suspension", business_code=business.code)
    page = client.get(f"/businesses/{business.code}/").content.decode()
    assert "2026年6月30日" in page
    assert "桂香路3号" in page
    assert "家中有人生病" not in page
