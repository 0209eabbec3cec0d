"""The board: figures that open onto their records, inside the viewer's area."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from quanheng.desks.board.views import _in_words
from quanheng.domains.registration.tests import factories as registration
from quanheng.platform import indicators
from quanheng.platform.indicators import Column, Indicator
from quanheng.platform.people import county
from quanheng.platform.people.models import Area
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people
from quanheng.platform.worklist import services as worklist

pytestmark = pytest.mark.django_db

TOWNSHIPS = Indicator(
    id="test_townships",
    name="乡镇数",
    name_en="Townships",
    unit="个",
    definition="区划表中的乡镇街道",
    definition_en="townships in the table of areas",
    records=lambda period, area: Area.objects.filter(code__startswith=area, code__gt=area),
    columns=(Column("代码", "code"), Column("名称", "name")),
    area_lookup="code",
)


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    county.lay_out()
    monkeypatch.setitem(indicators.registry._DECLARED, TOWNSHIPS.id, TOWNSHIPS)


def test_the_board_counts_each_township_on_its_tile(client):
    client.force_login(people.account(Role.LEADER))
    page = client.get("/board/?year=2021&tiles=test_townships")
    tiles = page.context["tiles"]
    assert len(tiles) == 39
    assert {t.value for t in tiles} == {1}
    assert min(t.row for t in tiles) == min(t.column for t in tiles) == 1


def test_an_opened_figure_lists_the_records_it_counts(client):
    client.force_login(people.account(Role.LEADER))
    text = client.get("/board/figures/test_townships/?year=2021&size=50").content.decode()
    assert "39 个" in text
    assert "浪坪乡" in text


def test_an_opened_figure_exports_every_record(client):
    client.force_login(people.account(Role.LEADER))
    answer = client.get("/board/figures/test_townships/?year=2021&export=csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert len(text.decode().strip().splitlines()) == 40


def test_a_township_cannot_ask_for_the_figures_of_another(client):
    client.force_login(people.account(Role.TOWNSHIP, area_code=people.LONGTAN))
    page = client.get(f"/board/figures/?area={people.MAWANG}")
    assert page.context["area"] == people.LONGTAN


def test_an_unknown_figure_is_missing(client):
    client.force_login(people.account(Role.LEADER))
    assert client.get("/board/figures/no_such_figure/").status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.INSPECTOR, Role.WITNESS])
def test_other_roles_are_told_whose_the_board_is(client, role):
    client.force_login(people.account(role))
    assert client.get("/board/").status_code == 403


def test_what_is_overdue_stands_on_the_board(client):
    client.force_login(people.account(Role.LEADER))
    task = worklist.Task(kind="test.step", title="逾期的事", due_on=date(2021, 1, 4))
    worklist.assign(
        task, about="t:1", for_organ=people.BUREAU, area_code=people.LONGTAN, today=date(2021, 1, 1)
    )
    page = client.get("/board/?year=2021")
    (row,) = page.context["late"]
    assert (row.count, row.since) == (1, date(2021, 1, 4))
    assert "逾期的事" in client.get(row.url).content.decode()


def test_a_record_of_an_opened_figure_is_in_words_and_opens(client):
    business = registration.business(1, area_code=people.LONGTAN)
    client.force_login(people.account(Role.LEADER))
    page = client.get("/board/figures/businesses_in_existence/?year=2021").content.decode()
    for word in (business.get_kind_display(), business.get_state_display(), "龙潭镇"):
        assert f">{word}</td>" in page
    assert f'href="{reverse("registration:business", args=[business.code])}"' in page


def test_a_list_that_has_words_of_its_own_is_shown_by_them():
    class Visit:
        codes = ["1"]

        def get_codes_display(self):
            return "未发现问题"

    assert _in_words("codes", {})(Visit()) == "未发现问题"


def test_only_figures_that_count_records_are_drawn_by_month(client):
    client.force_login(people.account(Role.LEADER))
    drawn = {chart["id"] for chart in client.get("/board/").context["charts"]}
    assert "new_businesses" in drawn
    assert "new_businesses_growth_pct" not in drawn
