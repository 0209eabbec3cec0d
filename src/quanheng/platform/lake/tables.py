"""Writing one register as one file 写出登记簿: streamed, so that its size does not matter."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection

from quanheng.platform.lake.registers import Register, as_cell

CHUNK = 20_000
Row = tuple[Any, ...]
Guard = Callable[[Any], Any]


class Sink(Protocol):
    """Somewhere that rows of a register go."""

    def take(self, rows: Sequence[Row]) -> None: ...

    def close(self) -> None: ...


@contextmanager
def consistent_read() -> Iterator[None]:
    """Let every query inside see the same moment, without holding up writers.

    Inside a transaction that is already running nothing is added.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if connection.vendor == "postgresql" else "BEGIN"
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def write(register: Register, sinks: Iterable[Sink]) -> int:
    """Send every row of the register to every sink, once through the database; returns how many."""
    count, targets = 0, list(sinks)
    cells = [as_cell(field) for field in register.fields()]
    rows = iter(register.rows().values_list(*(c.lookup for c in register.columns)).iterator(chunk_size=CHUNK))
    while chunk := list(islice(rows, CHUNK)):
        ready = _cells(chunk, cells)
        for target in targets:
            target.take(ready)
        count += len(chunk)
    for target in targets:
        target.close()
    return count


def _cells(rows: list[Row], cells: Sequence[Callable[[Any], Any] | None]) -> list[Row]:
    if not any(cells):
        return rows
    return [tuple(turn(v) if turn else v for turn, v in zip(cells, row, strict=True)) for row in rows]


class ParquetFile:
    """A Parquet file, compressed with zstd."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.schema = schema
        self.writer = pq.ParquetWriter(path, schema, compression="zstd")

    def take(self, rows: Sequence[Row]) -> None:
        """Append rows as one row group."""
        columns = zip(*rows, strict=True)
        arrays = [
            pa.array(values, type=field.type) for values, field in zip(columns, self.schema, strict=True)
        ]
        self.writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self.schema))

    def close(self) -> None:
        """Write the footer."""
        self.writer.close()


class CsvFile:
    """A CSV file in one fixed form: UTF-8, LF, quotes only where needed (RFC 4180), dates as ISO text."""

    def __init__(self, path: Path, header: Sequence[str], *, guard: Guard) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.writer = csv.writer(self.file, lineterminator="\n")
        self.writer.writerow(header)
        self.guard = guard

    def take(self, rows: Sequence[Row]) -> None:
        """Append rows; the guard sees every text before it is written."""
        self.writer.writerows([self.guard(_plain(value)) for value in row] for row in rows)

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
