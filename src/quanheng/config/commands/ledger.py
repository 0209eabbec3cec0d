"""``quanheng ledger verify``: walk the whole chain and name the first bad entry."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from quanheng.config import commands

app = typer.Typer(help="台账：核验与检查点", no_args_is_help=True)


@app.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="机器可读输出")] = False) -> None:
    """核验台账：逐笔验链、验封签、验检查点签名；退出码 0 完整，1 有问题。"""
    commands.django()
    from quanheng.platform.ledger import queries

    audit = queries.verify()
    if as_json:
        print(json.dumps(asdict(audit), ensure_ascii=False))
    else:
        console = Console()
        console.print(f"[{'green' if audit.sound else 'bold red'}]{audit.says}[/]", highlight=False)
        if not audit.sound:
            console.print(f"首个有问题的条目：第 {audit.first_bad} 笔", highlight=False)
    raise typer.Exit(0 if audit.sound else 1)


@app.command()
def checkpoint() -> None:
    """签发今日检查点并写入公开文件。"""
    commands.django()
    from quanheng.kernel import clock
    from quanheng.platform.ledger import services

    made = services.sign_checkpoint(day=clock.today())
    Console().print(f"{made.day} 的检查点：第 {made.seq} 笔，{made.hash}", highlight=False)
