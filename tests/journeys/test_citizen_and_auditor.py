"""A citizen looks up a shop; an auditor does not take the ledger's word for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import Visit
from quanheng.domains.inspections.tests import factories as made
from quanheng.domains.registration.filing import search_made_anew
from quanheng.domains.registration.models import Business
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

from .conftest import PHONE, shot

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "酉阳县桃花源老灶米豆腐店"


@pytest.fixture
def published(at) -> None:
    """Six restaurants, the first drawn of which was visited; what was found there is published."""
    at(f"{made.TODAY} 17:00")
    made.county()
    first = made.drawn().visits.order_by("order")[0]
    Business.objects.filter(code=first.business_code).update(name=NAME)
    Visit.objects.filter(pk=first.pk).update(business_name=NAME)
    search_made_anew()
    first.refresh_from_db()
    made.finished(first, q2="no")
    services.approve_visit(first.pk, by=made.leader(), today=made.TODAY)
    services.publish_visit(first.pk, by=made.section(), today=made.TODAY)


def test_a_citizen_finds_a_shop_by_a_part_of_its_name_and_reads_what_was_found(visit, published):
    page = visit("/", size=PHONE)
    page.get_by_role("searchbox").fill("米豆腐")
    shot(page, "citizen-home")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("共 1 条")
    shot(page, "citizen-found")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_text("登记状态为")).to_contain_text("存续")
    shot(page, "citizen-business")
    page.get_by_role("link", name="餐饮服务专项抽查").click()
    expect(page.get_by_text("发现问题待后续处理").first).to_be_visible()
    expect(page.get_by_role("heading", name="认为不准确，怎样提出")).to_be_visible()
    shot(page, "citizen-result")
    page.get_by_role("link", name="看这次抽取").click()
    expect(page.get_by_role("button", name="在浏览器中核验")).to_be_visible()


def test_an_auditor_finds_the_one_byte_that_was_changed(visit, published):
    page = visit(reverse("cockpit:ledger"), people.account(Role.AUDITOR))
    shot(page, "auditor-ledger")
    page.get_by_role("button", name="核验整本台账").click()
    expect(page.get_by_text("台账完整")).to_be_visible()
    shot(page, "auditor-sound")

    seq = Entry.objects.get(act="visit_published").seq
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Entry._meta.db_table} SET body = replace(body, %s, %s) WHERE seq = %s",
            ['"visit_published"', '"visit_publishet"', seq],
        )
        assert cursor.rowcount == 1
    page.get_by_role("link", name="回到台账").click()
    page.get_by_role("button", name="核验整本台账").click()
    expect(page.get_by_text(f"第 {seq} 笔的内容与其摘要不符：此笔被改动。")).to_be_visible()
    shot(page, "auditor-broken")
    page.get_by_role("link", name=f"第 {seq} 笔", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"台账第 {seq} 笔")
    shot(page, "auditor-entry")
