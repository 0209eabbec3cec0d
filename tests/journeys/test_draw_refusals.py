"""What a draw does not do: draw twice, draw because somebody looked, take a value too early, hide an end."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quanheng.platform.draws.models import Draw, DrawnBusiness
from quanheng.platform.draws.states import State
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.models import Account
from quanheng.platform.testing import people

from .conftest import shot

pytestmark = pytest.mark.django_db(transaction=True)

SILENT, SPOKE = "个私协会", "纪检监察"
POST = """async (value) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ value, csrfmiddlewaretoken: token });
  const answer = await fetch(location.href, { method: "POST", body });
  return { status: answer.status, text: await answer.text() };
}"""
WHY = "见证人个私协会逾期不公开种子值"


@pytest.fixture(autouse=True)
def the_day(at) -> None:
    at(f"{make.TODAY} 15:15")


def officer(number: int = 1) -> Account:
    make.section(number)
    return Account.objects.get(username=f"section{number}-{people.COUNTY}")


def test_two_clicks_two_windows_and_the_back_button_give_one_draw(visit):
    draw = make.seeded()
    there = reverse("draws:draw", args=[draw.pk])
    first = visit(reverse("draws:run", args=[draw.pk]), officer())
    second = visit(reverse("draws:run", args=[draw.pk]), officer(2))
    first.get_by_role("button", name="执行抽取").dblclick()
    first.wait_for_url(f"**{there}")
    expect(first.get_by_text("已抽取 8 户。")).to_be_visible()
    chosen = list(DrawnBusiness.objects.order_by("order").values_list("code", flat=True))

    second.get_by_role("button", name="执行抽取").click()  # the other window still shows the button
    second.wait_for_url(f"**{there}")
    first.go_back()
    first.reload()
    expect(first).to_have_url(re.compile(f"{there}$"))  # the page of the errand is over
    assert list(DrawnBusiness.objects.order_by("order").values_list("code", flat=True)) == chosen
    assert len(chosen) == 8
    assert Entry.objects.filter(act="draw_run").count() == 1


def test_looking_never_draws(visit):
    draw = make.seeded()
    page = visit(reverse("draws:run", args=[draw.pk]), officer())
    shot(page, "draw-before-run")
    page.reload()
    page.goto(f"{page.url}?confirm=1")
    page.goto(reverse("draws:draw", args=[draw.pk]))
    page.get_by_role("link", name="执行抽取").click()
    draw.refresh_from_db()
    assert draw.state == State.SEEDED
    assert not DrawnBusiness.objects.exists()


def test_a_value_given_before_the_commitment_is_refused(visit):
    draw = make.drafted()
    make.hand_in_all(draw)
    mine = make.source_of(draw, SPOKE)
    page = visit(reverse("draws:reveal", args=[mine.pk]), mine.account)
    expect(page.get_by_text("计划还没有公布，种子值现在不能公开。")).to_be_visible()
    expect(page.get_by_label("种子值")).to_have_count(0)  # nothing to give it away with
    shot(page, "draw-revealed-early")
    said = page.evaluate(POST, make.VALUES[SPOKE])
    assert said["status"] == 409
    assert "的种子值不能公开" in said["text"]
    mine.refresh_from_db()
    assert mine.value == ""
    assert make.VALUES[SPOKE] not in " ".join(Entry.objects.values_list("body", flat=True))


def test_a_silent_witness_ends_the_draw_before_everybody_and_the_serial_stays_spent(visit):
    draw = make.committed()
    spoken = make.source_of(draw, SPOKE)
    witness = visit(reverse("draws:reveal", args=[spoken.pk]), spoken.account)
    witness.get_by_label("种子值").fill(make.VALUES[SPOKE])
    witness.get_by_role("button", name="公开种子值").click()
    expect(witness.get_by_text("等待其他来源")).to_be_visible()

    page = visit(reverse("draws:draw", args=[draw.pk]), officer())
    expect(page.locator(".matter-head")).to_contain_text(SILENT)  # everybody sees who is awaited
    page.get_by_role("link", name="作废").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"作废抽取 {draw.serial}")
    page.get_by_label("原因").fill(WHY)
    shot(page, "draw-abort")
    page.get_by_role("button", name="作废").click()
    expect(page.get_by_role("heading", name="本次抽取已作废，编号不再使用")).to_be_visible()
    again = make.drafted()
    make.hand_in_all(again)
    services_commit(again)

    stranger = visit("/")
    stranger.get_by_role("link", name="抽取公示").click()
    rows = stranger.get_by_role("row")
    expect(rows.filter(has_text=draw.serial)).to_contain_text("已作废")
    rows.filter(has_text=draw.serial).get_by_role("link").first.click()
    expect(stranger.get_by_text(WHY)).to_be_visible()
    shot(stranger, "draw-aborted-public")
    again.refresh_from_db()
    assert (draw.serial, again.serial) == ("2021-0001", "2021-0002")
    expect(stranger.get_by_role("link", name="2021-0002")).to_be_visible()
    assert Draw.objects.get(pk=draw.pk).state == State.ABORTED


def services_commit(draw: Draw) -> None:
    from quanheng.platform.draws import services

    services.commit(draw.pk, by=make.section(), today=make.TODAY)
