"""``quanheng calendar``: a bureau takes up the next year's holidays without a new release."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

from quanheng.config import calendars
from quanheng.config.commands.calendars import app
from quanheng.kernel import calendar
from quanheng.kernel.notices import NoticeUnreadable
from quanheng.platform.ledger.models import Entry

pytestmark = pytest.mark.django_db

NOTICE = "日期,安排,节日\n" + "\n".join(
    f"{day},{kind},{name}"
    for day, kind, name in [
        ("2027-01-01至2027-01-03", "放假", "元旦"),
        ("2027-02-05至2027-02-11", "放假", "春节"),
        ("2027-02-13", "上班", "春节"),
        ("2027-04-05", "放假", "清明节"),
        ("2027-05-01至2027-05-05", "放假", "劳动节"),
        ("2027-06-09", "放假", "端午节"),
        ("2027-09-15", "放假", "中秋节"),
        ("2027-10-01至2027-10-07", "放假", "国庆节"),
    ]
)
"""Invented for the test: the real notice was not published when this was written."""


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path
    yield
    calendar.forget_added()


def run(*words: str):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_the_next_year_is_taken_up_and_stays_for_the_next_start(tmp_path):
    file = tmp_path / "notice.csv"
    file.write_bytes(NOTICE.encode("gb18030"))
    done = run("add", "2027", str(file))
    assert done.exit_code == 0
    assert "已经载入" in done.stdout
    assert calendar.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert Entry.objects.get(act="calendar_year_added").subject == "calendar:2027"
    calendar.forget_added()
    calendars.load()
    assert calendar.is_working_day(date(2027, 2, 13))
    assert "自行载入：[2027]" in run("show").stdout


def test_a_notice_with_a_holiday_missing_changes_nothing(tmp_path):
    file = tmp_path / "notice.csv"
    file.write_text(NOTICE.replace("端午节", ""), encoding="utf-8")
    with pytest.raises(NoticeUnreadable, match="没有写端午节的安排"):
        run("add", "2027", str(file))
    assert not calendars.folder().exists()
    assert not Entry.objects.filter(act="calendar_year_added").exists()
    assert calendar.published_years()[-1] == 2026


@pytest.mark.parametrize(("year", "says"), [(2026, "平台已经带有"), (2028, "请先载入2027年")])
def test_only_the_year_that_comes_next_is_taken_up(tmp_path, year, says):
    file = tmp_path / "notice.csv"
    file.write_text(NOTICE, encoding="utf-8")
    with pytest.raises(calendars.YearNotNext, match=says):
        run("add", str(year), str(file))


def test_show_says_how_to_take_up_the_next_year():
    assert "quanheng calendar add 2027" in run("show").stdout
