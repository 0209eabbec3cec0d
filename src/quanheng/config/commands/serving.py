"""``quanheng serve``, ``jobs``, ``worker`` and ``check``: running an installation."""

from __future__ import annotations

import os
import signal
import sys
import time
from threading import Thread
from types import FrameType
from typing import Annotated, Any

import typer
from rich.console import Console

from quanheng.config import commands, keeping

Port = Annotated[int, typer.Option(help="端口", envvar="PORT")]
Host = Annotated[str, typer.Option(help="监听地址")]
console = Console()

BESIDE = ("jobs", "worker")
"""The commands that run beside the pages."""


def prepare() -> None:
    """Bring the database up to date and take up what an earlier run left: facts not yet delivered."""
    commands.django()
    from django.core.management import call_command

    from quanheng.platform.certificates.authority import authority
    from quanheng.platform.events.outbox import deliver_pending

    call_command("migrate", verbosity=0, interactive=False)
    authority()
    delivered = deliver_pending()
    if delivered:
        console.print(f"接续上次未送达的 {delivered} 条事实。", highlight=False)


def at_port(port: int) -> None:
    """Let the settings know the port, which stands in the address on licences where none is set.

    To be called before the settings are read; what runs beside the pages inherits it.
    """
    os.environ["PORT"] = str(port)


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: int = 2) -> None:
    """启动服务：网页、接口、后台任务与每日任务。"""
    at_port(port)
    prepare()
    commands_beside = [[sys.executable, "-m", "quanheng.config.cli", name] for name in BESIDE]
    with keeping.kept(commands_beside, say=_say_begun_again):
        _granian(host, port, workers)


def _say_begun_again(command: keeping.Command, code: int) -> None:
    console.print(f"后台进程 {command[-1]} 已意外结束（{code}），正在重新启动。", highlight=False)


def _granian(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server: Any = Granian(
        "quanheng.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.serve()


def jobs(once: Annotated[bool, typer.Option(help="只运行一遍到期的任务")] = False) -> None:
    """运行每日任务（检查点、到期提醒、公开数据）；补送未送达的事实，补制证照文件。"""
    commands.django()
    from quanheng.kernel import clock
    from quanheng.platform.certificates.services import finish_pending
    from quanheng.platform.events.outbox import deliver_pending
    from quanheng.platform.jobs.schedule import load_all, run_due

    load_all()
    signal.signal(signal.SIGTERM, _stop)
    parent = os.getppid()
    while True:
        deliver_pending()
        for name in run_due(clock.today()):
            console.print(f"每日任务已完成：{name}", highlight=False)
        finish_pending()
        if once or os.getppid() != parent:
            return
        time.sleep(60)


def worker() -> None:
    """运行后台任务（导入、制作文书）；先接续上次没有做完的导入。"""
    commands.django()
    from django.core.management import call_command

    from quanheng.platform.tables.jobs import resume_interrupted

    for run in resume_interrupted():
        console.print(f"接续第 {run.pk} 次导入：{run.file_name}，已到 {run.position:,} 行。", highlight=False)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    call_command("db_worker", queue_name="*", reload=False)


def _end_with(parent: int) -> None:
    """Ask this process to finish its task and end once the one that began it is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def check() -> None:
    """检查安装：数据库、迁移、台账、字体、前端文件、工作日历。"""
    commands.django()
    from quanheng.config.health import examine

    findings = examine()
    for finding in findings:
        mark = "[green]正常[/]" if finding.good else "[bold red]异常[/]"
        console.print(f"{mark} {finding.name}：{finding.says}", highlight=False)
    raise typer.Exit(0 if all(f.good for f in findings) else 1)
