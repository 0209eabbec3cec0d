"""``quanheng opendata release|verify``: write today's open data; check a release, ours or anybody's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from quanheng.config import commands

app = typer.Typer(help="开放数据：发布与核验", no_args_is_help=True)
console = Console()


@app.command()
def release() -> None:
    """发布一版开放数据：公开登记簿的 CSV 与 Parquet，带清单和签名。"""
    commands.django()
    from quanheng.domains.publicity.services.opendata import release as write
    from quanheng.kernel import clock
    from quanheng.platform.people.actors import Actor

    folder = write(by=Actor.system("命令行"), today=clock.today())
    console.print(f"已发布：{folder}", highlight=False)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="开放数据文件夹")],
    key: Annotated[str, typer.Option(help="公钥（64 位十六进制）；缺省用本安装的公钥")] = "",
    older: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="旧版文件夹：核对台账历史没有被改写")
    ] = None,
) -> None:
    """核验一版开放数据：清单签名、每个文件的摘要、台账检查点。退出码 0 一致，1 不一致。"""
    from quanheng.domains.publicity.bundled import verify as checks

    raise typer.Exit(checks.main([str(folder), key or _own_key(), *([str(older)] if older else [])]))


def _own_key() -> str:
    commands.django()
    from quanheng.platform.ledger import keys

    return keys.public_key()
