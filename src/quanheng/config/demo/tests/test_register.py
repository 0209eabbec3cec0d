"""The invented register: sound codes, names of its own, the founding years of the source."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from quanheng.config.demo import register
from quanheng.domains.registration.rules.kinds import kind_of, state_of
from quanheng.domains.registration.rules.trades import name_of
from quanheng.kernel.identifiers import Status, uscc
from quanheng.platform.people import county


@pytest.fixture(scope="module")
def rows() -> list[register.Row]:
    return list(register.rows(7, 0.05))


def test_at_full_size_the_founding_years_are_those_of_the_source():
    founded = Counter(register.years(1))
    assert founded[2021] == 6879
    assert round((founded[2021] / founded[2020] - 1) * 100, 2) == 7.72
    assert sum(founded.values()) == register.TOTAL


def test_every_code_is_sound_and_given_once(rows):
    assert all(uscc.check(row.code).status is Status.VALID for row in rows)
    assert len({row.code for row in rows}) == len(rows)


def test_codes_lie_in_a_block_that_is_not_given_out(rows):
    assert all(row.code[2:8] == "500242" and row.code[8:12] == "MAYY" for row in rows)


def test_no_two_businesses_share_a_name(rows):
    assert len({row.name for row in rows}) == len(rows)


def test_the_importer_reads_types_states_and_trades_as_they_are_meant(rows):
    for row in rows:
        kind = kind_of(row.type_text, row.code, row.name)
        assert {"92": "individual", "93": "cooperative"}.get(row.code[:2], kind.value) == kind.value
        assert state_of(row.state) is not None
        assert name_of(row.trade), row.trade


def test_nobody_answers_the_telephone(rows):
    assert all(row.phone.startswith("023-0") and len(row.phone) == 12 for row in rows)


def test_nearly_every_address_names_its_township(rows):
    names = [row["name"] for row in county.townships()]
    named = sum(any(name in row.address for name in names) for row in rows)
    assert 0.98 < named / len(rows) < 1


def test_nobody_ends_before_beginning(rows):
    assert all(row.ended is None or row.ended > row.founded for row in rows)
    assert all((row.state == "存续") == (row.ended is None) for row in rows)


def test_another_seed_gives_another_county(rows):
    other = list(register.rows(8, 0.05))
    assert len(other) == len(rows)
    assert {row.name for row in other} != {row.name for row in rows}


def test_extracts_tell_each_business_as_it_stood(tmp_path):
    register.write_extracts(7, 0.05, tmp_path)
    last: dict[str, dict[str, str]] = {}
    for day in register.EXTRACTS:
        with (tmp_path / register.extract_name(day)).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                assert max(row["成立日期"], row["注销日期"]) <= day.isoformat()
                changed = row["登记状态"] != "存续" and row["成立日期"] <= seen(day)
                assert (row["统一社会信用代码"] in last) == changed
                last[row["统一社会信用代码"]] = row
    expected = {row.code: row.state for row in register.rows(7, 0.05)}
    assert {code: row["登记状态"] for code, row in last.items()} == expected
    assert not list(tmp_path.glob("*.part"))


def seen(day):
    """Until when the extract before this one had looked."""
    at = register.EXTRACTS.index(day)
    return register.EXTRACTS[at - 1].isoformat() if at else ""
