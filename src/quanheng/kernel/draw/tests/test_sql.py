"""The selection as SQL returns the same businesses on every engine."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pytest

from quanheng.kernel import draw
from quanheng.kernel.draw import Count, Quota, Ratio, sql
from quanheng.kernel.draw.sql import Dialect
from quanheng.kernel.draw.tests import cases, naive

ROSTER = {
    **{code: f"T{at % 7}" for at, code in enumerate(cases.codes(3000))},
    **{f"旧-{at}": "𠮷" for at in range(9)},
    **{f"a'b\\{at}": "o'c\\d" for at in range(9)},
    **{f"x{at}": "unplanned" for at in range(9)},
}
QUOTA: dict[str, Quota] = {
    **{f"T{at}": Ratio("0.02") for at in range(5)}, "T5": Ratio("1"), "T6": Count(0),
    "𠮷": Count(4), "o'c\\d": Ratio("0.5"), "absent": Ratio("0.3"),
}  # fmt: skip
SEEDS = [naive.h(str(number)) for number in range(3)]


def in_python(seed: str) -> list[draw.Drawn]:
    return draw.select(draw.parse_roster(draw.roster_bytes(ROSTER)), QUOTA, seed).drawn


def duckdb_with(roster: Mapping[str, str]) -> sql.Run:
    connection = duckdb.connect()
    connection.execute("create table roster (code varchar, stratum varchar)")
    connection.executemany("insert into roster values (?, ?)", list(roster.items()))
    return lambda statement: connection.execute(statement).fetchall()


@pytest.mark.parametrize("seed", SEEDS)
def test_duckdb_draws_the_same_businesses(seed: str) -> None:
    run = duckdb_with(ROSTER)
    assert sql.select_with(run, Dialect.DUCKDB, seed=seed, quota=QUOTA, roster="roster") == in_python(seed)


def test_a_bound_that_was_too_low_is_noticed_and_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "likely_bound", lambda number, size: "0001")
    run = duckdb_with(ROSTER)
    drawn = sql.select_with(run, Dialect.DUCKDB, seed=SEEDS[0], quota=QUOTA, roster="roster")
    assert drawn == in_python(SEEDS[0])


def test_a_case_blind_database_still_compares_bytes() -> None:
    connection = duckdb.connect()
    connection.execute("set default_collation = nocase")
    roster = {f"{'aA' if at % 2 else 'Aa'}{at:03d}": "Ss"[at % 2] for at in range(60)}
    connection.execute("create table roster (code varchar, stratum varchar)")
    connection.executemany("insert into roster values (?, ?)", list(roster.items()))
    for seed in SEEDS:
        drawn = sql.select_with(
            lambda statement: connection.execute(statement).fetchall(),
            Dialect.DUCKDB, seed=seed, quota={"S": Ratio("0.5")}, roster="roster",
        )  # fmt: skip
        assert (
            drawn
            == draw.select(draw.parse_roster(draw.roster_bytes(roster)), {"S": Ratio("0.5")}, seed).drawn
        )


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_runs_afterwards_as_it_did_before_also_after_a_fault(collects: bool) -> None:
    before, run = gc.isenabled(), duckdb_with(ROSTER)

    def failing(statement: str) -> Sequence[Sequence[Any]]:
        if "sha256" in statement:
            raise OSError(statement)
        return run(statement)

    (gc.enable if collects else gc.disable)()
    try:
        sql.select_with(run, Dialect.DUCKDB, seed=SEEDS[0], quota=QUOTA, roster="roster")
        assert gc.isenabled() is collects
        with pytest.raises(OSError, match="sha256"):
            sql.select_with(failing, Dialect.DUCKDB, seed=SEEDS[0], quota=QUOTA, roster="roster")
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize(("seed", "roster"), [("x' or 1", "roster"), (SEEDS[0], "roster; drop table x")])
def test_only_a_seed_and_a_table_get_into_the_statement(seed: str, roster: str) -> None:
    with pytest.raises(ValueError, match=r"not a (seed|table)"):
        sql.selection_sql(Dialect.DUCKDB, seed, {}, {}, roster)


def test_each_dialect_takes_six_lines() -> None:
    assert {text.count("\n") + 1 for text in sql.SELECTION.values()} == {6}
    assert set(sql.SELECTION) == set(Dialect)


@pytest.fixture
def postgresql() -> Iterator[sql.Run]:
    psycopg = pytest.importorskip("psycopg")
    url = os.environ.get("DATABASE_URL", "")
    address = url if url.startswith("postgres") else "postgresql://postgres@127.0.0.1:5432/postgres"
    try:
        connection = psycopg.connect(address, connect_timeout=2)
    except psycopg.OperationalError as problem:
        pytest.skip(f"no PostgreSQL server answers: {str(problem).splitlines()[0]}")
    with connection, connection.cursor() as cursor:
        cursor.execute("create temporary table draw_roster (code text, stratum text)")
        cursor.executemany("insert into draw_roster values (%s, %s)", list(ROSTER.items()))
        yield lambda statement: cursor.execute(statement).fetchall()
        connection.rollback()


@pytest.mark.parametrize("seed", SEEDS)
def test_postgresql_draws_the_same_businesses(postgresql: sql.Run, seed: str) -> None:
    drawn = sql.select_with(postgresql, Dialect.POSTGRESQL, seed=seed, quota=QUOTA, roster="draw_roster")
    assert drawn == in_python(seed)


@pytest.fixture(scope="module")
def spark() -> Iterator[Callable[[Mapping[str, str]], sql.Run]]:
    pyspark = pytest.importorskip("pyspark.sql", reason="the spark extra is not installed")
    if not shutil.which("java"):
        pytest.skip("no Java is installed")
    builder = pyspark.SparkSession.builder.master("local-cluster[2,1,1024]").appName("draw")
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.host": "127.0.0.1",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()

    def with_roster(roster: Mapping[str, str]) -> sql.Run:
        frame = session.createDataFrame(list(roster.items()), "code string, stratum string")
        frame.createOrReplaceTempView("draw_roster")
        return lambda statement: as_tuples(session.sql(statement).collect())

    yield with_roster
    session.stop()


def as_tuples(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows]


@pytest.mark.slow
@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")
def test_spark_draws_the_same_businesses_on_a_cluster(spark: Callable[[Mapping[str, str]], sql.Run]) -> None:
    run = spark(ROSTER)
    for seed in SEEDS[:2]:
        drawn = sql.select_with(run, Dialect.SPARK, seed=seed, quota=QUOTA, roster="draw_roster")
        assert drawn == in_python(seed)
