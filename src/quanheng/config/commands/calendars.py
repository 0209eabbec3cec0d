"""``quanheng calendar``: which years' holidays are known, and taking up the next year's notice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from quanheng.config import commands

app = typer.Typer(help="工作日历：查看年份，载入国务院办公厅公布的节假日安排", no_args_is_help=True)

FILE = Annotated[Path, typer.Argument(help="CSV 文件，表头：日期,安排,节日", exists=True, dir_okay=False)]


@app.command()
def show() -> None:
    """显示已有哪些年份的节假日安排，今年有多少个工作日。"""
    commands.django()
    from quanheng.kernel import calendar, clock

    console, today = Console(), clock.today()
    first, last = calendar.published_years()[0], calendar.published_years()[-1]
    added = [year for year in calendar.published_years() if year not in calendar.shipped_years()]
    console.print(f"{first}年至{last}年" + (f"，其中自行载入：{added}" if added else ""), highlight=False)
    if today.year <= last:
        start, end = date(today.year - 1, 12, 31), date(today.year, 12, 31)
        count = calendar.working_days_between(start, end)
        console.print(f"{today.year}年：{count} 个工作日", highlight=False)
    if today.year >= last:
        told = f"{last + 1}年的安排公布后，请运行 quanheng calendar add {last + 1} FILE"
        console.print(told, highlight=False)


@app.command()
def add(year: Annotated[int, typer.Argument(help="年份")], file: FILE) -> None:
    """载入一年的节假日安排。每行：日期（起止日期中间写“至”）,放假或者上班,节日；重复载入以后一次为准。"""
    commands.django()
    from quanheng.config import calendars
    from quanheng.kernel import clock
    from quanheng.platform.people.actors import Actor
    from quanheng.platform.tables.reading.text import encoding_of

    text = file.read_text(encoding=encoding_of(file))
    count = calendars.add(year, text, by=Actor.system("载入节假日安排"), today=clock.today())
    console = Console()
    console.print(f"{year}年的节假日安排已经载入：{count} 个工作日。请与通知核对。", highlight=False)
    console.print("正在运行的服务重新启动后生效。", highlight=False)
