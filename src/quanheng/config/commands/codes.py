"""``quanheng codes``: the segments of unified codes."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from quanheng.config import commands

app = typer.Typer(help="统一社会信用代码：码段", no_args_is_help=True)
console = Console()


@app.callback()
def codes() -> None:
    """统一社会信用代码的码段。"""


@app.command()
def segment(
    authority: Annotated[str, typer.Argument(help="登记机关的六位区划代码")],
    segment: Annotated[str, typer.Argument(help="分配的码段，一到五位")],
) -> None:
    """设置登记机关的码段；已经发出代码的码段，用完以前不能更换。"""
    commands.django()
    from quanheng.domains.registration.services import set_segment
    from quanheng.kernel import clock
    from quanheng.platform.people.actors import Actor

    row = set_segment(authority, segment, by=Actor.system("命令行"), today=clock.today())
    console.print(f"登记机关 {authority} 的码段为 {row.segment}，已发出 {row.last:,} 个。", highlight=False)
