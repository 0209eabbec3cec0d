"""A witness gives a seed from a browser, and a stranger recomputes the draw in another."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quanheng.platform.draws import services
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import TODAY, VALUES
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "个私协会"


def test_a_witness_hands_in_a_digest_and_later_reveals_what_was_written_down(visit):
    draw = make.drafted()
    mine, other = make.source_of(draw, NAME), make.source_of(draw, "纪检监察")
    page = visit(reverse("draws:hand_in", args=[mine.pk]), account=mine.account)
    shown = page.locator("[data-seed]")
    expect(shown).not_to_be_empty()
    written_down = "".join(shown.inner_text().split())
    page.click("button.primary")
    assert page.url.endswith(reverse("draws:hand_in", args=[mine.pk]))  # first it has to be written down
    page.check("[data-kept]")
    page.click("button.primary")
    page.wait_for_url(f"**{reverse('draws:witness')}")
    mine.refresh_from_db()
    assert len(written_down) == 32
    assert mine.digest
    assert written_down not in page.content()

    services.hand_in(
        draw.pk, other.pk, make.witness_digest(VALUES[other.name]), by=make.witness_of(other), today=TODAY
    )
    services.commit(draw.pk, by=make.section(), today=TODAY)
    page.goto(reverse("draws:witness"))
    page.click("a.button.primary")
    page.fill("input[name=value]", written_down)
    page.click("form[data-guard] button.primary")
    page.wait_for_url(f"**{reverse('draws:witness')}")
    mine.refresh_from_db()
    assert mine.value == written_down


def test_a_stranger_verifies_a_draw_in_the_browser(visit):
    draw = make.drawn()
    services.substitute(draw.pk, draw.drawn.get(order=1).code, "已注销", by=make.section(), today=TODAY)
    page = visit(reverse("draws:public_draw", args=[people.BUREAU, draw.serial]))
    page.click("[data-verify-start]")
    page.wait_for_selector("[data-verify-status].notice")
    expect(page.locator("[data-verify-status]")).to_contain_text("全部相符")
    expect(page.locator("[data-verify-checks] li").nth(10)).to_be_visible()
    expect(page.locator("[data-verify-checks] .stop")).to_have_count(0)


def test_an_officer_who_clicks_twice_makes_one_draw(visit):
    draw = make.seeded()
    account = make.Account.objects.get(username=f"section1-{people.COUNTY}")
    page = visit(reverse("draws:run", args=[draw.pk]), account=account)
    page.dblclick("form[data-guard] button.primary")
    page.wait_for_url(f"**{reverse('draws:draw', args=[draw.pk])}")
    assert Draw.objects.get().drawn.count() == 8
