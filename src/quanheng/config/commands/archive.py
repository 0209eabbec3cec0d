"""``quanheng backup`` and ``quanheng restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from quanheng.config import commands

console = Console()


def backup(target: Annotated[Path, typer.Argument(help="备份文件，例如 quanheng-2021-12-31.tar.gz")]) -> None:
    """备份：数据库、密钥、文书与检查点，连同每个文件的摘要。"""
    commands.django()
    from quanheng.config.backup import back_up

    manifest = back_up(target)
    console.print(
        f"已备份 {len(manifest['files'])} 个文件到 {target}。备份含密钥，请妥善保管。", highlight=False
    )


def restore(source: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """恢复：先核对全部摘要，再写入空的安装，最后核验台账。"""
    commands.django()
    from quanheng.config.backup import restore as put_back
    from quanheng.platform.ledger import keys, queries

    manifest = put_back(source)
    keys.forget()
    audit = queries.verify()
    console.print(f"已恢复 {len(manifest['files'])} 个文件。{audit.says}", highlight=False)
    raise typer.Exit(0 if audit.sound else 1)
