"""The board: figures that open onto their records, inside the viewer's area."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from quanheng.desks.board.figures import Figure, time_passed
from quanheng.desks.board.views import _in_words
from quanheng.domains.registration.tests import factories as registration
from quanheng.platform import indicators
from quanheng.platform.indicators import Column, Indicator, Value, goals
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


def settled(client, **given):
    if "_auth_user_id" not in client.session:
        client.force_login(people.account(Role.LEADER))
    return client.post("/board/goals/?year=2021", {"basis": "酉市监发〔2021〕3号"} | given, follow=True)


def test_the_leader_sets_goals_and_the_board_says_how_far_the_year_has_come(client):
    page = settled(client, new_businesses="６，８７９", paperless_registration_pct="99").content.decode()
    assert "年度目标已经保存" in page
    assert "目标 6,879" in page
    assert "完成 0.0%" in page
    assert "未达到" in page


def test_a_goal_that_is_no_number_stands_beside_its_field_and_nothing_is_saved(client):
    page = settled(client, new_businesses="很多", home_visit_licences="523")
    assert page.status_code == 422
    assert "请填数字" in page.content.decode()
    assert not goals.in_force(2021, people.COUNTY)


def test_a_share_over_a_hundred_is_refused_beside_its_field(client):
    page = settled(client, paperless_registration_pct="990")
    assert page.context["form"].errors["paperless_registration_pct"]


def test_goals_taken_back_and_set_anew_stay_in_the_history(client):
    settled(client, home_visit_licences="500")
    settled(client, home_visit_licences="523.00")
    settled(client, home_visit_licences="")
    page = client.get("/board/goals/?year=2021")
    assert [row.shown for row in page.context["history"]] == ["", "523", "500"]
    assert {stands for _, _, stands in client.get("/board/?year=2021").context["figures"]} == {""}


@pytest.mark.parametrize("role", [Role.SECTION, Role.AUDITOR, Role.TOWNSHIP])
def test_whoever_does_not_answer_for_the_figures_sets_no_goals(client, role):
    client.force_login(people.account(role))
    assert client.get("/board/goals/").status_code == 403
    assert "确定年度目标" not in client.get("/board/").content.decode()


@pytest.mark.parametrize(
    ("number", "goal", "passed", "expected"),
    [
        ("874", None, 50, ("", "")),
        ("874", "900", 100, ("stop", "完成 97.1%")),
        ("874", "874", 100, ("good", "完成 100.0%")),
        ("874", "900", 97, ("plain", "完成 97.1%")),
        ("874", "900", 98, ("warn", "完成 97.1%")),
    ],
)
def test_a_goal_is_told_by_its_share_and_by_the_time_that_is_over(number, goal, passed, expected):
    value = Value(Decimal(number), number, 0)
    figure = Figure(TOWNSHIPS, value, value, Decimal(goal) if goal else None)
    assert figure.standing(passed) == expected


@pytest.mark.parametrize(
    ("number", "shown", "expected"),
    [
        ("98.96721", "99.0", ("stop", "未达到（98.9672%）")),
        ("98.2", "98.2", ("stop", "未达到")),
        ("99", "99.0", ("good", "已达到")),
    ],
)
def test_a_share_that_only_rounds_to_its_goal_is_told_exactly(number, shown, expected):
    share = replace(TOWNSHIPS, unit="%")
    value = Value(Decimal(number), shown, 0)
    assert Figure(share, value, value, Decimal(99)).standing(100) == expected


def test_time_that_is_over():
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 7, 2), date(2021, 12, 31), date(2022, 1, 1)]
    assert [time_passed(2021, day) for day in days] == [0, 0, 50, 100, 100]
