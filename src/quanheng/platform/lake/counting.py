"""Counting on the lake 湖上统计: the conditions of the live query, run by DuckDB over Parquet.

A figure's records are a QuerySet. Its SQL, compiled for PostgreSQL (whose dialect DuckDB reads), names the
same tables and columns that a snapshot of whole tables holds; so one definition counts in both places.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import duckdb
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.models import QuerySet
from psycopg.types.json import Jsonb

from quanheng.kernel.canonical import canonical_json


def count_records(rows: QuerySet[Any], lake: duckdb.DuckDBPyConnection) -> int:
    """How many records of the query the lake holds. Raises ``duckdb.Error`` for a table it does not hold."""
    sql, values = _compiled(rows.order_by().values("pk"))
    found = lake.execute(f"SELECT count(*) FROM ({sql}) AS counted", values).fetchone()  # noqa: S608
    return int(found[0]) if found else 0


def count_by(rows: QuerySet[Any], field: str, lake: duckdb.DuckDBPyConnection) -> dict[Any, int]:
    """How many records of the query there are for each value of a field (a lookup), in its order."""
    sql, values = _compiled(rows.order_by().values(value=_field(field)))
    grouped = f"SELECT value, count(*) FROM ({sql}) AS counted GROUP BY value ORDER BY value"  # noqa: S608
    return dict(lake.execute(grouped, values).fetchall())


def _field(name: str) -> Any:
    from django.db.models import F

    return F(name)


def _compiled(rows: QuerySet[Any]) -> tuple[str, list[Any]]:
    sql, values = rows.query.get_compiler(connection=_postgresql()).as_sql()
    return sql.replace("%s", "?"), [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    """A JSON value as the text under which the snapshot holds it; other values as they are."""
    return canonical_json(value.obj).decode() if isinstance(value, Jsonb) else value


@cache
def _postgresql() -> DatabaseWrapper:
    """PostgreSQL's SQL without a PostgreSQL server: the wrapper is never connected."""
    from django.db import connections

    settings = connections.configure_settings({"default": {"ENGINE": "django.db.backends.postgresql"}})
    return DatabaseWrapper(settings["default"], alias="lake")
