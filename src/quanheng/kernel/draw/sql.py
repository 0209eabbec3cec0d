"""The selection as SQL 数据库内抽取: the same businesses, drawn where the data already is.

Six lines per dialect, written by hand, because translators get sha256 wrong and collations differ: every
comparison is by bytes. A key above `bound` cannot be among the smallest of its stratum, so hardly anything is
sorted, and on DuckDB hardly anything is joined either; whether enough was left is checked afterwards, and if
not, the query runs again without bounds. So the bound changes the time taken and never the result.

Only step 5 is done here. Teams are staffed in Python for the few businesses that were drawn.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from math import sqrt
from typing import Any

from quanheng.kernel.draw.form import DIGEST
from quanheng.kernel.draw.quota import Quota
from quanheng.kernel.draw.selection import Drawn, wanted

Run = Callable[[str], Sequence[Sequence[Any]]]
"""Executes one statement and returns its rows."""


class Dialect(StrEnum):
    """The engines that can draw 数据库方言."""

    DUCKDB = "duckdb"
    POSTGRESQL = "postgresql"
    SPARK = "spark"


SIZES = {
    Dialect.DUCKDB: 'select stratum collate "C", count(*) from {roster} group by 1',
    Dialect.POSTGRESQL: 'select stratum collate "C", count(*) from {roster} group by 1',
    Dialect.SPARK: "select stratum collate utf8_binary, count(*) from {roster} group by 1",
}

SELECTION = {
    Dialect.DUCKDB: """\
with quota(stratum, wanted, bound) as (values {quota}), keyed as (
    select stratum, code, sha256('{seed}|object|' || code) as k from {roster}), likely as (
    select * from keyed where k < '{ceiling}' or stratum collate "C" in ({whole}))
select k, code, q.stratum from likely r join quota q on q.stratum = r.stratum collate "C" where k < bound
qualify row_number() over (partition by q.stratum collate "C" order by k, code collate "C") <= wanted
order by k, code collate "C\"""",
    Dialect.POSTGRESQL: """\
with quota(stratum, wanted, bound) as (values {quota}), keyed as (select q.stratum, r.code, wanted, bound,
    encode(sha256(convert_to('{seed}|object|' || r.code, 'UTF8')), 'hex') collate "C" as k
    from {roster} r join quota q on q.stratum = r.stratum collate "C"), ranked as (select *,
    row_number() over (partition by stratum collate "C" order by k, code collate "C") as place
    from keyed where k < bound collate "C")
select k, code, stratum from ranked where place <= wanted order by k, code collate "C\"""",
    Dialect.SPARK: """\
with quota as (select * from values {quota} as t(stratum, wanted, bound)), keyed as (
    select /*+ broadcast(q) */ q.stratum, r.code, wanted, bound, sha2('{seed}|object|' || r.code, 256) as k
    from {roster} r join quota q on q.stratum = r.stratum collate utf8_binary), ranked as (select *,
    row_number() over (partition by stratum order by k, code collate utf8_binary) as place
    from keyed where k < bound)
select k, code, stratum from ranked where place <= wanted order by k, code collate utf8_binary""",
}

OPEN = "g"
"""A bound that every key is below: no hex digit is as great."""


def selection_sql(
    dialect: Dialect, seed: str, numbers: Mapping[str, int], bounds: Mapping[str, str], roster: str
) -> str:
    """Return the statement that selects (key, code, stratum) in drawing order.

    `numbers` says how many of each stratum, `bounds` below which key; `roster` is the table, with text
    columns `code` and `stratum`. Raises `ValueError` for a seed or a table that is none.
    """
    if not DIGEST.fullmatch(seed):
        raise ValueError(f"not a seed: {seed!r}")
    rows = [f"({_literal(dialect, of)}, {number}, '{bounds[of]}')" for of, number in numbers.items()]
    whole = ["null", *(_literal(dialect, of) for of, bound in bounds.items() if bound == OPEN)]
    return SELECTION[dialect].format(
        quota=", ".join(rows),
        ceiling=max((bound for bound in bounds.values() if bound != OPEN), default=""),
        whole=", ".join(whole),
        seed=seed,
        roster=_table(roster),
    )


def select_with(
    run: Run, dialect: Dialect, *, seed: str, quota: Mapping[str, Quota], roster: str
) -> list[Drawn]:
    """Return the drawn businesses in drawing order, selected by the engine behind `run`.

    The same as `select` returns for the same roster. Raises `QuotaNotMet`.
    """
    sizes = {stratum: int(size) for stratum, size in run(SIZES[dialect].format(roster=_table(roster)))}
    numbers = wanted(quota, sizes)
    bounds = {stratum: likely_bound(number, sizes.get(stratum, 0)) for stratum, number in numbers.items()}
    with _nothing_collected():
        rows = run(selection_sql(dialect, seed, numbers, bounds, roster))
        if len(rows) < sum(numbers.values()):
            rows = run(selection_sql(dialect, seed, numbers, dict.fromkeys(numbers, OPEN), roster))
        return list(map(Drawn._make, rows))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let the collector rest: it would walk the rows of a large draw over and over, and none is garbage."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


def likely_bound(number: int, size: int) -> str:
    """Return a key, in hex, below which a stratum of `size` almost surely has `number` businesses.

    >>> likely_bound(2, 2), likely_bound(0, 9), likely_bound(100, 100_000)[:4]
    ('g', '', '00aa')
    """
    if number == 0:
        return ""
    share = (number + 12 * sqrt(number) + 40) / size
    return OPEN if share >= 1 else f"{int(share * 2**64):016x}"


def _table(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name):
        raise ValueError(f"not a table: {name!r}")
    return name


def _literal(dialect: Dialect, text: str) -> str:
    escaped = text.replace("\\", "\\\\") if dialect is Dialect.SPARK else text
    quote = "\\'" if dialect is Dialect.SPARK else "''"
    return "'" + escaped.replace("'", quote) + "'"
