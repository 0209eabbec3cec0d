"""Snapshots 快照: folders put in place whole, and the newest of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb

from quanheng.kernel.refusal import Missing
from quanheng.platform.lake.registers import Register
from quanheng.platform.lake.tables import ParquetFile, consistent_read, write

KEPT = 7
PART = ".part-"


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: its folder and how many rows each register has."""

    folder: Path
    rows: dict[str, int]


@contextmanager
def whole_folder(parent: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """A folder to fill, and the place it takes in ``parent`` once it is complete, or never.

    Everything is on disk before the name appears; a name that is taken gets ``-02``, ``-03`` behind it. What
    a killed process left half done is cleared.
    """
    parent.mkdir(parents=True, exist_ok=True)
    _clear_dead(parent)
    target = _free(parent, name)
    spare = parent / f"{PART}{os.getpid()}-{target.name}"
    spare.mkdir(mode=0o700)
    try:
        yield spare, target
    except BaseException:
        shutil.rmtree(spare)
        raise
    for path in spare.iterdir():
        sync(path)
    spare.rename(target)
    sync(parent)


def _free(parent: Path, name: str) -> Path:
    names = (name if number == 1 else f"{name}-{number:02}" for number in count(1))
    return next(parent / each for each in names if not (parent / each).exists())


def _clear_dead(parent: Path) -> None:
    for path in parent.glob(f"{PART}*"):
        if not Path("/proc", path.name.removeprefix(PART).split("-")[0]).exists():
            shutil.rmtree(path, ignore_errors=True)


def sync(path: Path) -> None:
    """Make sure that a file or folder is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def snapshot(folder: Path, registers: Iterable[Register], *, name: str) -> Snapshot:
    """Write every register as Parquet into ``folder/name`` and return what was written 制作快照.

    All registers are read at one moment. Older snapshots are kept, the last seven of them.
    """
    rows = {}
    with whole_folder(folder, name) as (spare, target), consistent_read():
        for register in registers:
            sink = ParquetFile(spare / f"{register.name}.parquet", register.schema())
            rows[register.name] = write(register, [sink])
    drop_old(folder, keep=KEPT)
    return Snapshot(target, rows)


def latest(folder: Path) -> Path:
    """The newest snapshot of a folder. Raises ``Missing``."""
    found = _all(folder)
    if not found:
        raise Missing("还没有数据快照。", instead="请先运行 quanheng lake snapshot。")
    return found[-1]


def duckdb_connection(snapshot_folder: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in which every register of the snapshot is a view under its own name."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    connection.execute("SET TimeZone = 'Asia/Shanghai'")
    for path in sorted(snapshot_folder.glob("*.parquet")):
        name, file = path.stem.replace('"', '""'), str(path).replace("'", "''")
        connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{file}')")  # noqa: S608
    return connection


def _all(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[0-9]*") if path.is_dir()) if folder.is_dir() else []


def drop_old(folder: Path, *, keep: int) -> None:
    """Remove all but the newest snapshots of a folder."""
    for path in _all(folder)[:-keep]:
        shutil.rmtree(path)
