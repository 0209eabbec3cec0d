"""Snapshots hold what the database holds, and are there whole or not at all."""

from __future__ import annotations

import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db.models import Q

from quanheng.domains.registration.models import Business
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.lake import snapshots
from quanheng.platform.lake.counting import count_by, count_records
from quanheng.platform.lake.registers import Column, Register, whole
from quanheng.platform.testing.people import BUREAU, LONGTAN, MAWANG, area, organ
from quanheng.platform.worklist.services import Task, assign

pytestmark = pytest.mark.django_db
BUSINESSES = whole(Business, without={"contact_name", "contact_phone"})


def business(number: int, **given: object) -> Business:
    values: dict[str, object] = {"name": f"第{number}号店", "area_code": LONGTAN} | given
    return Business.objects.create(code=f"91500242MA5U{number:06}", **values)


def test_a_snapshot_holds_every_value_without_loss(tmp_path: Path) -> None:
    business(
        1,
        name="𠮷祥，\n“店”",
        established_on=date(2021, 3, 5),
        capital_yuan=Decimal("1234567890123.45"),
        flags=["代码校验位有误"],
        contact_phone="13800000000",
    )
    made = snapshots.snapshot(tmp_path, [BUSINESSES], name="20210305T090000")
    row = pq.read_table(made.folder / "registration_business.parquet").to_pylist()[0]
    assert made.rows == {"registration_business": 1}
    assert row["name"] == "𠮷祥，\n“店”"
    assert row["established_on"] == date(2021, 3, 5)
    assert row["capital_yuan"] == Decimal("1234567890123.45")
    assert row["flags"] == '["代码校验位有误"]'
    assert row["ended_on"] is None
    assert "contact_phone" not in row


def test_columns_of_related_tables_can_be_taken_along(tmp_path: Path) -> None:
    assign(
        Task("test.do", "办理"),
        about="x:1",
        for_organ=organ(BUREAU).pk,
        area_code=LONGTAN,
        today=date(2021, 3, 5),
    )
    from quanheng.platform.worklist.models import Item

    columns = (
        Column("title", "title"),
        Column("organ", "for_organ__name"),
        Column("organ_code", "for_organ_id"),
    )
    snapshots.snapshot(tmp_path, [Register("items", Item.objects.order_by, columns)], name="2021")
    rows = pq.read_table(tmp_path / "2021" / "items.parquet").to_pylist()
    assert rows == [{"title": "办理", "organ": "市场监督管理局", "organ_code": BUREAU}]


def test_moments_keep_their_zone(tmp_path: Path) -> None:
    from quanheng.platform.events.models import Outgoing

    Outgoing.objects.create(fact="f", handler="h", values={}, posted_at=clock.now())
    snapshots.snapshot(tmp_path, [whole(Outgoing)], name="2021")
    lake = snapshots.duckdb_connection(tmp_path / "2021")
    shown = lake.execute("SELECT posted_at::varchar FROM events_outgoing").fetchall()[0][0]
    assert datetime.fromisoformat(shown) == Outgoing.objects.get().posted_at


def test_businesses_by_township_are_the_same_on_the_lake(tmp_path: Path) -> None:
    area(LONGTAN), area(MAWANG)
    for number in range(30):
        business(
            number, area_code=(LONGTAN, MAWANG)[number % 3 == 0], state=("open", "revoked")[number % 5 == 0]
        )
    snapshots.snapshot(tmp_path, [BUSINESSES], name="2021")
    lake = snapshots.duckdb_connection(tmp_path / "2021")
    live = Business.objects.open().in_area("500242")
    assert count_by(live, "area_code", lake) == {
        code: live.filter(area_code=code).count() for code in (LONGTAN, MAWANG)
    }
    assert count_records(live, lake) == live.count() == 24


@pytest.mark.parametrize(
    "condition",
    [
        Q(established_on__range=(date(2021, 1, 1), date(2021, 6, 30))),
        Q(established_on__year=2021),
        Q(name__contains="1"),
        Q(name__startswith="第"),
        Q(capital_yuan__gte=Decimal("500.00")),
        Q(code__in=["91500242MA5U000003", "91500242MA5U000004"]),
        ~Q(state="open"),
        Q(ended_on__isnull=True, area_code__gte=LONGTAN),
    ],
)
def test_the_conditions_of_live_queries_count_the_same_on_the_lake(tmp_path: Path, condition: Q) -> None:
    for number in range(12):
        business(
            number,
            established_on=date(2020 + number % 3, 1 + number % 12, 1),
            capital_yuan=Decimal(number * 100),
            state=("open", "revoked")[number % 4 == 0],
            ended_on=date(2021, 5, 1) if number % 2 else None,
        )
    snapshots.snapshot(tmp_path, [BUSINESSES], name="2021")
    rows = Business.objects.filter(condition)
    assert count_records(rows, snapshots.duckdb_connection(tmp_path / "2021")) == rows.count() > 0


def test_a_snapshot_that_fails_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    business(1)
    first = snapshots.snapshot(tmp_path, [BUSINESSES], name="20210305").folder
    monkeypatch.setattr("quanheng.platform.lake.tables.ParquetFile.close", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        snapshots.snapshot(tmp_path, [BUSINESSES], name="20210306")
    assert snapshots.latest(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == ["20210305"]


def test_what_a_killed_process_left_is_cleared_and_never_read(tmp_path: Path) -> None:
    half = tmp_path / ".part-999999999-20210306"
    half.mkdir()
    with pytest.raises(Missing):
        snapshots.latest(tmp_path)
    running = tmp_path / f".part-{os.getppid()}-20210307"
    running.mkdir()
    snapshots.snapshot(tmp_path, [], name="20210305")
    assert not half.exists()
    assert running.exists()


def test_a_second_snapshot_of_the_same_moment_gets_a_name_of_its_own(tmp_path: Path) -> None:
    names = [snapshots.snapshot(tmp_path, [], name="20210305").folder.name for _ in range(3)]
    assert names == ["20210305", "20210305-02", "20210305-03"]
    assert snapshots.latest(tmp_path).name == "20210305-03"


def test_old_snapshots_are_dropped_the_newest_kept(tmp_path: Path) -> None:
    for number in range(9):
        snapshots.snapshot(tmp_path, [], name=f"2021030{number}")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"2021030{number}" for number in range(2, 9)]
