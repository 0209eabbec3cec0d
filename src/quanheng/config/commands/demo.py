"""``quanheng demo``: the sample county, then serve it."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from quanheng.config.commands import serving

console = Console()

Scale = Annotated[float, typer.Option(min=0.005, max=20, help="规模：1 为约五万户")]
Seed = Annotated[int, typer.Option(help="种子：同一种子得到同一个县")]


def demo(
    scale: Scale = 1.0,
    seed: Seed = 7,
    port: serving.Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只建县，不启动服务")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="清空示例县后重建")] = False,
) -> None:
    """建立示例县（酉阳 2021）并启动服务；已经建好的，直接启动。"""
    serving.at_port(port)
    if not no_serve:
        serving.require_free("127.0.0.1", port)
    serving.prepare()
    from quanheng.config.demo import building, guarding
    from quanheng.config.demo.stages import Made

    made = guarding.admit(Made(seed, scale), fresh=fresh, say=_say)
    if building.is_whole():
        _say(f"示例县已经建好（种子 {made.seed}，规模 {made.scale:g}）。")
    else:
        _build(made)
    _show_accounts()
    if not no_serve:
        _say(f"请在浏览器打开 http://127.0.0.1:{port}/ （按 Ctrl+C 停止）")
        sys.stdout.flush()
        serving.serve(port=port)


def _build(made: object) -> None:
    from quanheng.config.demo import building, present
    from quanheng.config.demo.fingerprint import fingerprint
    from quanheng.config.demo.stages import Made, done

    assert isinstance(made, Made)  # noqa: S101
    if finished := done():
        _say(f"上次建县中断：已完成 {len(finished)} 段，接着建。")
    began = time.monotonic()
    total = len(building.stages(made))
    with console.status("建立示例县") as status:
        for stage in building.construct(made):
            status.update(f"建立示例县：{stage.says}（{len(done()) + 1}/{total}）")
    _say(f"示例县建成，用时 {time.monotonic() - began:.0f} 秒。2021年指纹：\n{fingerprint()}")
    for says in present.refusals:
        _say(f"今天的办公桌有一项没有布置：{says}")


def _show_accounts() -> None:
    from quanheng.config.demo.people import PASSWORD, POSTAL_SEAT, SEATS

    table = Table(title=f"演示账号（密码均为 {PASSWORD}，仅供演示）", title_justify="left")
    table.add_column("账号")
    table.add_column("身份")
    for seat in (*SEATS, POSTAL_SEAT):
        table.add_row(seat.username, seat.says)
    console.print(table)


def _say(text: str) -> None:
    console.print(text, highlight=False)
