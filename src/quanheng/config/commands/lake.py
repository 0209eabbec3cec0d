"""``quanheng lake snapshot``: the registers as Parquet, for DuckDB, Spark or a statistician."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from quanheng.config import commands

app = typer.Typer(help="数据湖：登记簿的 Parquet 快照", no_args_is_help=True)


@app.callback()
def lake() -> None:
    """数据湖：登记簿的 Parquet 快照。"""


@app.command()
def snapshot(as_json: Annotated[bool, typer.Option("--json", help="机器可读输出")] = False) -> None:
    """制作一份快照：同一时刻的全部登记簿，写入安装目录的 lake 文件夹。"""
    commands.django()
    from django.conf import settings

    from quanheng.config.registers import registers
    from quanheng.kernel import clock
    from quanheng.platform.lake import snapshots

    name = clock.now().strftime("%Y%m%dT%H%M%S")
    made = snapshots.snapshot(settings.HOME / "lake", registers(), name=name)
    if as_json:
        print(json.dumps({"folder": str(made.folder), "rows": made.rows}, ensure_ascii=False))
        return
    table = Table("登记簿", "行数")
    for register, rows in made.rows.items():
        table.add_row(register, f"{rows:,}")
    Console().print(table)
    Console().print(f"快照：{made.folder}", highlight=False)
