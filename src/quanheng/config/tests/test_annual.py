"""The annual figures: how an expected number is held against a counted one, and what the text promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from quanheng.config import annual
from quanheng.config.annual import Expected, FiguresNotReadable, Status
from quanheng.domains.registration.tests.factories import business


def expected(value: str, kind: str = "exact", below: str | None = None, id: str = "x") -> Expected:
    return Expected(id, "", "", kind, Decimal(value), Decimal(below) if below else None)


@pytest.mark.parametrize(
    ("one", "counted", "holds"),
    [
        (expected("229"), "229", True),
        (expected("229"), "230", False),
        (expected("7.72"), "7.7200438", True),
        (expected("7.72"), "7.7251", False),
        (expected("1.16"), "1.155", True),
        (expected("99"), "98.7", True),
        (expected("200", "floor", "300"), "200", True),
        (expected("200", "floor", "300"), "199.9", False),
        (expected("200", "floor", "300"), "300", False),
        (expected("6", "rank"), "6", True),
        (expected("6", "rank"), "5", False),
    ],
)
def test_a_figure_holds_as_the_source_rounds_it(one, counted, holds):
    assert one.holds(Decimal(counted)) is holds


def test_a_file_is_read_in_its_order(tmp_path):
    path = tmp_path / "figures.toml"
    path.write_text('[b]\nvalue=7.72\nunit="%"\nkind="exact"\n[a]\nvalue=2\nbelow=3\nunit=""\nkind="floor"\n')
    found = annual.read_expected(path)
    assert [one.id for one in found] == ["b", "a"]
    assert found[0].value == Decimal("7.72")
    assert found[1].below == 3


@pytest.mark.parametrize("content", [b"[a\n", b'[a]\nvalue=1\nunit=""\n', b"\xff\xfe", b"a = 1\n"])
def test_a_file_that_is_none_is_refused(tmp_path, content):
    path = tmp_path / "figures.toml"
    path.write_bytes(content)
    with pytest.raises(FiguresNotReadable):
        annual.read_expected(path)


@pytest.mark.django_db
def test_what_is_declared_is_counted_and_the_rest_is_said_to_be_uncounted():
    business(1, established_on=date(2015, 6, 1))
    wanted = [expected("1", id="businesses_in_existence"), expected("2", id="businesses_in_existence")]
    found = annual.check([*wanted, expected("1", id="unheard_of")], 2021, "")
    assert [one.status for one in found] == [Status.AGREES, Status.DIFFERS, Status.NOT_COUNTED]
    assert found[2].counted is None


@pytest.mark.django_db
def test_a_figure_is_counted_within_the_area_asked_for():
    business(1, area_code="500242101")
    business(2, area_code="500242102")
    one = expected("1", id="businesses_in_existence")
    assert annual.check([one], 2021, "500242101")[0].status is Status.AGREES


@pytest.mark.django_db
def test_the_text_is_the_same_byte_for_byte_and_seals_itself():
    business(1)
    first = annual.text(2021, "酉阳", annual.count_all(2021, ""))
    second = annual.text(2021, "酉阳", annual.count_all(2021, ""))
    assert first == second
    body, seal = first.rsplit("\n" + annual.SEAL, 1)
    assert seal.strip().strip("`") == sha256(body.encode()).hexdigest()


@pytest.mark.django_db
def test_a_changed_figure_is_named():
    before = annual.text(2021, "酉阳", annual.count_all(2021, ""))
    business(1, established_on=date(2021, 3, 5))
    after = annual.text(2021, "酉阳", annual.count_all(2021, ""))
    said = annual.changed(before, after)
    assert "原：新增经营主体：0户" in said
    assert "现：新增经营主体：1户" in said
