"""A notice of holidays as somebody types it."""

from datetime import date

import chinese_calendar
import pytest

from quanheng.kernel import calendar, notices

HEAD = "日期,安排,节日"
YEAR_2026 = """日期,安排,节日
2026-01-01至2026-01-03,放假,元旦
2026-01-04,上班,元旦
2026-02-15至2026-02-23,放假,春节
2026-02-14,上班,春节
２０２６－０２－２８,上班,春节
2026-04-04 至 2026-04-06,休,清明节

2026-05-01~2026-05-05,放假调休,劳动节
2026-05-09,班,劳动节
2026-06-19至2026-06-21,放假,端午节
2026-09-25至2026-09-27,放假,中秋节
2026-10-01至2026-10-07,放假,国庆节
2026-09-20,上班,国庆节
2026-10-10,上班,国庆节
"""


@pytest.fixture
def added():
    yield
    calendar.forget_added()


def test_the_notice_of_2026_as_typed_is_the_shipped_table_of_2026():
    shipped = [(day, kind) for day, kind in calendar._shipped() if day.year == 2026]
    assert notices.days_of(YEAR_2026, 2026) == shipped


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2027-13-01,放假,元旦", "第2行的日期不存在"),
        ("元旦,放假,2027-01-01", "第2行无法识别"),
        ("2027-01-01,放假", "第2行无法识别"),
        ("2027-01-01,调休,元旦", "第2行的“调休”无法识别"),
        ("2027-01-04,上班,元旦", "是星期一，本来就上班"),
        ("2028-01-01,放假,元旦", "不在2027年"),
        ("2026-11-30,放假,元旦", "不在2027年"),
        ("2027-01-03至2027-01-01,放假,元旦", "起止日期不对"),
        ("2027-01-01至2027-02-01,放假,元旦", "起止日期不对"),
        ("2027-01-02,放假,元旦\n2027-01-02,上班,元旦", "第3行的 2027-01-02 前面写的安排不一样"),
        ("2027-01-01,放假,元旦", "没有写春节、清明节"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(line, says):
    with pytest.raises(notices.NoticeUnreadable, match=says):
        notices.days_of(f"{HEAD}\n{line}\n", 2027)


def test_an_added_year_counts_and_another_notice_takes_its_place(added):
    calendar.add_year(2027, [(date(2027, 1, 1), "off")])
    assert calendar.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    calendar.add_year(2027, [(date(2027, 1, 1), "off"), (date(2027, 1, 4), "off")])
    assert calendar.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 5)


def test_a_day_of_the_december_before_may_belong_to_a_notice(added):
    calendar.add_year(2027, [(date(2026, 12, 31), "off")])
    assert calendar.add_working_days(date(2026, 12, 30), 1) == date(2027, 1, 1)


def test_a_shipped_year_is_not_written_over_and_no_year_is_left_out(added):
    calendar.add_year(2026, [])
    assert not calendar.is_working_day(date(2026, 10, 1))
    with pytest.raises(ValueError, match="2028 does not follow 2026"):
        calendar.add_year(2028, [])


def test_the_shipped_years_still_agree_with_the_notices_while_one_is_added(added):
    calendar.add_year(2027, [(date(2027, 1, 1), "off")])
    assert all(
        calendar.is_working_day(date(2026, month, day)) == chinese_calendar.is_workday(date(2026, month, day))
        for month in range(1, 13)
        for day in range(1, 29)
    )
