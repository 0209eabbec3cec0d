"""Law is dated data: complete, in order, and silent where nothing is known."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel import calendar, clock
from quanheng.kernel.law import Checked, LawFileWrong, NoProvision, Provisions, Unit
from quanheng.kernel.law.units import SAID

MEDIATION = """
[end_mediation]
title    = "投诉调解期限"
cites    = "《市场监督管理投诉举报处理办法》第二十条"
says     = "六十日"
unit     = "calendar_days"
checked  = "text"

[[end_mediation.in_force]]
from     = 2020-01-01
until    = 2026-04-10
value    = 45
unit     = "working_days"
cites    = "《市场监督管理投诉举报处理暂行办法》第二十一条"
checked  = "memory"

[[end_mediation.in_force]]
from     = 2026-04-15
value    = 60
"""

ONE = """
[one]
cites    = "《办法》第一条"
says     = "九十日"
unit     = "calendar_days"
checked  = "text"
in_force = [ { from = 2021-07-15, value = 90 } ]
"""


def load_text(text):
    with TemporaryDirectory() as folder:
        path = Path(folder, "sample.toml")
        path.write_text(text, encoding="utf-8")
        return Provisions.load(path)


def test_an_old_case_keeps_its_old_law():
    mediation = load_text(MEDIATION)["end_mediation"]
    assert mediation.on(date(2021, 3, 5)) == 45
    assert mediation.entry_on(date(2021, 3, 5)).unit is Unit.WORKING_DAYS
    assert mediation.on(date(2026, 4, 15)) == 60
    assert mediation.entry_on(date(2026, 4, 15)).unit is Unit.CALENDAR_DAYS


def test_the_last_day_of_an_entry_still_counts_and_a_gap_is_no_law():
    mediation = load_text(MEDIATION)["end_mediation"]
    assert mediation.on(date(2026, 4, 10)) == 45
    with pytest.raises(NoProvision):
        mediation.on(date(2026, 4, 11))
    with pytest.raises(NoProvision):
        mediation.on(date(2026, 4, 14))


def test_a_day_before_the_first_entry_is_refused_with_the_date_from_which_law_is_held():
    with pytest.raises(NoProvision, match="平台没有2019年12月31日适用的规定（投诉调解期限）") as refused:
        load_text(MEDIATION)["end_mediation"].on(date(2019, 12, 31))
    assert "2020年1月1日" in refused.value.instead


def test_an_entry_without_an_end_lasts_until_the_day_before_the_next():
    text = ONE.replace("[ { from", "[ { from = 2019-04-01, value = 60 }, { from")
    provision = load_text(text)["one"]
    assert provision.in_force[0].until_on == date(2021, 7, 14)
    assert provision.in_force[1].until_on is None
    assert (provision.on(date(2021, 7, 14)), provision.on(date(2021, 7, 15))) == (60, 90)


def test_the_words_of_the_present_law_are_not_lent_to_an_entry_of_another_article():
    old = load_text(MEDIATION)["end_mediation"].describe(date(2021, 3, 5))
    assert old.cites == "《市场监督管理投诉举报处理暂行办法》第二十一条"
    assert old.says == ""
    assert old.amount == "45个工作日"
    assert "凭记忆录入" in old.mark


def test_a_provision_read_in_the_text_shows_its_words_and_no_warning():
    shown = load_text(MEDIATION)["end_mediation"].describe(date(2026, 5, 1))
    assert (shown.amount, shown.says, shown.mark) == ("60日（自然日）", "六十日", "")
    assert str(shown) == "60日（自然日），《市场监督管理投诉举报处理办法》第二十条：“六十日”"


@pytest.mark.parametrize(("checked", "marked"), [("third-party", "第三方转引"), ("memory", "凭记忆")])
def test_every_weaker_way_of_checking_is_said(checked, marked):
    text = ONE.replace('"text"', f'"{checked}"\nsource = "某网站"')
    assert marked in load_text(text)["one"].describe(date(2022, 1, 1)).mark


def test_a_due_date_uses_the_law_of_the_start_or_of_the_day_that_matters():
    mediation = load_text(MEDIATION)["end_mediation"]
    start = date(2026, 4, 15)
    assert mediation.due(start) == calendar.add_calendar_days(start, 60)
    assert mediation.due(start, as_of=date(2026, 4, 10)) == calendar.add_working_days(start, 45)


@given(st.dates(date(2021, 7, 15), date(2025, 12, 31)), st.integers(0, 200))
def test_a_due_date_is_the_calendars(start, count):
    provision = load_text(ONE.replace("90", str(count)))["one"]
    assert provision.due(start) == calendar.add_calendar_days(start, count)


def test_hours_run_from_the_next_full_hour():
    report = load_text(ONE.replace("calendar_days", "hours").replace("90", "24"))["one"]
    event = datetime(2021, 10, 1, 8, 30, tzinfo=clock.SHANGHAI)
    assert report.due_at(event) == datetime(2021, 10, 2, 9, 0, tzinfo=clock.SHANGHAI)
    with pytest.raises(ValueError, match="hours"):
        report.due(event.date())
    with pytest.raises(ValueError, match="not hours"):
        load_text(ONE)["one"].due_at(event)


def test_a_number_comes_as_what_it_is():
    ratio = load_text(ONE.replace("calendar_days", "ratio").replace("90", "0.03"))["one"]
    day = date(2022, 1, 1)
    assert ratio.on(day) == ratio.decimal_on(day) == Decimal("0.03")
    with pytest.raises(TypeError, match="whole"):
        ratio.count_on(day)
    assert load_text(ONE)["one"].count_on(day) == 90


def test_a_day_of_the_year_is_text():
    season = load_text(ONE.replace("calendar_days", "month_day").replace("90", '"06-30"'))["one"]
    assert season.text_on(date(2022, 1, 1)) == "06-30"
    assert season.describe(date(2022, 1, 1)).amount == "6月30日"
    with pytest.raises(TypeError, match="text_on"):
        season.on(date(2022, 1, 1))
    with pytest.raises(TypeError, match="number"):
        load_text(ONE)["one"].text_on(date(2022, 1, 1))


def test_a_law_file_is_a_mapping_of_its_keys():
    provisions = load_text(ONE + MEDIATION)
    assert list(provisions) == ["one", "end_mediation"]
    assert len(provisions) == 2
    with pytest.raises(KeyError, match=r"sample\.toml holds no provision 'two'"):
        provisions["two"]


def test_every_unit_can_be_said():
    assert set(SAID) == set(Unit)


FAULTS = [
    ('cites    = "《办法》第一条"', "", "cites is missing"),
    ('unit     = "calendar_days"', "", "unit is missing"),
    ('unit     = "calendar_days"', 'unit = "days"', "unit is 'days', not one of working_days"),
    ('checked  = "text"', "", "checked is missing"),
    ('checked  = "text"', 'checked = "yes"', "checked is 'yes', not one of text, third-party, memory"),
    ('checked  = "text"', 'checked = "third-party"', "source is missing"),
    ('says     = "九十日"', "", "needs either says"),
    ('says     = "九十日"', 'says = "九十日"\nquoted = false', "needs either says"),
    ('says     = "九十日"', 'says = "九十日"\nsayz = "x"', "unknown key 'sayz'"),
    ("[ { from = 2021-07-15, value = 90 } ]", "[]", "in_force needs at least one entry"),
    ("from = 2021-07-15", 'from = "2021-07-15"', "entry 1: from is not a date"),
    ("from = 2021-07-15", "from = 2021-07-15T00:00:00", "entry 1: from is not a date"),
    ("value = 90", "until = 90, value = 90", "entry 1: until is not a date"),
    ("value = 90", "until = 2021-07-14, value = 90", "entry 1: until lies before from"),
    ("value = 90", "valeu = 90", "entry 1: unknown key 'valeu'"),
    ("value = 90", "note = ''", "entry 1: value None does not fit the unit calendar_days"),
    ("value = 90", "value = 90.5", "does not fit the unit calendar_days"),
    ("value = 90", "value = true", "does not fit the unit calendar_days"),
    ("value = 90", "value = -1", "does not fit the unit calendar_days"),
    ("value = 90", "value = 90, cites = '《旧办法》'", "must say how that was checked"),
    ("value = 90", "value = 90, checked = 'third-party'", "entry 1: checked by a third party"),
    ("value = 90", "value = 90, unit = 'month_day'", "does not fit the unit month_day"),
    ("value = 90 }", "value = 90 }, { from = 2020-01-01, value = 1 }", "entry 2: not dated oldest first"),
    ("value = 90 }", "value = 90 }, { from = 2021-07-15, value = 1 }", "entry 2: not dated oldest first"),
    (
        "value = 90 }",
        "until = 2022-01-01, value = 90 }, { from = 2022-01-01, value = 1 }",
        "entry 2: starts before the one above has ended",
    ),
    ("value = 90 } ]", "value = 90 }, 7 ]", "entry 2: is not a table"),
]


@pytest.mark.parametrize(("sound", "broken", "fault"), FAULTS)
def test_a_law_file_with_a_fault_does_not_load_and_says_where(sound, broken, fault):
    text = ONE.replace(sound, broken)
    assert text != ONE
    with pytest.raises(LawFileWrong) as wrong:
        load_text(text)
    assert str(wrong.value).startswith("sample.toml [one]: ")
    assert fault in str(wrong.value)


def test_all_faults_of_a_file_are_told_at_once():
    with pytest.raises(LawFileWrong) as wrong:
        load_text('loose = 1\n[a]\nin_force = []\n[b]\nunit = "days"\nin_force = []\n')
    assert str(wrong.value).splitlines() == [
        "sample.toml [loose]: is not a table",
        "sample.toml [a]: in_force needs at least one entry",
        "sample.toml [b]: in_force needs at least one entry",
    ]


def test_a_file_that_is_no_toml_is_named():
    with pytest.raises(LawFileWrong, match=r"sample\.toml: "):
        load_text("[one")


@given(st.lists(st.dates(date(2000, 1, 1), date(2026, 1, 1)), min_size=1, max_size=6, unique=True))
def test_exactly_one_entry_holds_on_every_day_since_the_first(starts):
    starts = sorted(starts)
    entries = ", ".join(f"{{ from = {start}, value = {number} }}" for number, start in enumerate(starts))
    provision = load_text(ONE.replace("{ from = 2021-07-15, value = 90 }", entries))["one"]
    for number, start in enumerate(starts):
        assert provision.on(start) == number
        if number:
            assert provision.on(start - timedelta(days=1)) == number - 1
        assert sum(entry.holds_on(start) for entry in provision.in_force) == 1


def test_the_vocabulary_of_checking_is_that_of_the_house():
    assert set(Checked) == {"text", "third-party", "memory"}
