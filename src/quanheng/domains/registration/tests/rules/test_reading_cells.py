from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.registration.rules.capital import yuan_of
from quanheng.domains.registration.rules.dates import day_of
from quanheng.domains.registration.rules.rows import plain, split
from quanheng.domains.registration.rules.states import MOVES
from quanheng.domains.registration.rules.trades import names, trade_of

DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))


@given(DAYS)
def test_every_notation_of_a_day_is_the_same_day(day):
    iso = day.isoformat()
    written = (
        iso,
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{iso} 00:00:00",
        iso.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
    )
    assert {day_of(text) for text in written} == {iso}


@given(st.integers(10_000, 73_050))
def test_excel_counts_days_from_its_own_zero(serial):
    assert day_of(str(serial)) == (date(1899, 12, 30) + timedelta(serial)).isoformat()


@pytest.mark.parametrize(
    "text", ["2021-13-01", "2021-02-29", "20210230", "2021", "05/03/2021", "三月五日", "1899-12-31", "9999"]
)
def test_what_is_no_day_is_not_guessed(text):
    assert day_of(text) is None


@given(st.decimals(0, 10**9, places=4))
def test_ten_thousands_are_ten_thousand_times_the_amount(amount):
    assert Decimal(yuan_of(f"{amount:,}(万人民币元)")) == (amount * 10_000).quantize(Decimal("0.01"))


@pytest.mark.parametrize("text", ["50(万美元)", "300(万香港元)", "N/A", "无", "五十万元"])
def test_what_is_not_yuan_is_not_converted(text):
    assert yuan_of(text) is None


def test_every_class_of_the_standard_is_found_by_code_and_by_name():
    classes = {code: name for code, name in names().items() if len(code) == 5}
    assert (len(classes), len(names())) == (1381, 1971)
    assert all(trade_of(code) == trade_of(code[1:]) == code for code in classes)
    assert all(trade_of(name) for name in classes.values())


@pytest.mark.parametrize("cell", ["N/A", " － ".replace("－", "-"), "\u3000", "\u200b", "无", "——"])
def test_cells_that_say_nothing_are_empty(cell):
    assert plain(cell) == ""


def test_rare_characters_and_inner_blanks_stay():
    assert plain("\ufeff 𠮷䶮 商店\u3000") == "𠮷䶮 商店"


def test_entries_are_split_once_each():
    assert split("重点食品、校园周边,重点食品；") == ["重点食品", "校园周边"]


def test_the_table_of_states_is_total():
    assert MOVES.is_total()
