"""``quanheng serve`` (``pages``, ``jobs``, ``worker``) and ``check``: running an installation."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from threading import Event
from types import FrameType
from typing import Annotated, Any

import typer
from rich.console import Console

from quanheng.config import commands, keeping
from quanheng.kernel.refusal import Refused

Port = Annotated[int, typer.Option(help="端口", envvar="PORT")]
Host = Annotated[str, typer.Option(help="监听地址")]
console = Console()


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
    require_free(host, port)
    prepare()
    over = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    begin = [sys.executable, "-m", "quanheng.config.cli"]
    page = [*begin, "pages", f"--port={port}", f"--host={host}", f"--workers={workers}"]
    keeping.keep([page, [*begin, "jobs"], [*begin, "worker"]], over, say=_say_begun_again)


def require_free(host: str, port: int) -> None:
    """Raise ``Refused`` if somebody else answers at the port: it would be tried again and again."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as problem:
            raise Refused(
                f"不能在 {host}:{port} 提供服务：{problem.strerror}", instead="请换一个端口，如 PORT=8001"
            ) from None


def _say_begun_again(command: keeping.Command, code: int) -> None:
    console.print(f"进程 {command[3]} 已意外结束（{code}），正在重新启动。", highlight=False)


def pages(port: Port = 8000, host: Host = "127.0.0.1", workers: int = 2) -> None:
    """只提供网页与接口；serve 会启动它。"""
    commands.django()
    keeping.end_with_parent()
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
        workers_kill_timeout=10,
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
    if keeping.SERVED in os.environ:
        keeping.end_with_parent()
    while True:
        deliver_pending()
        for name in run_due(clock.today()):
            console.print(f"每日任务已完成：{name}", highlight=False)
        finish_pending()
        if once:
            return
        time.sleep(60)


def worker() -> None:
    """运行后台任务（导入、制作文书）；先接续上次没有做完的导入。"""
    commands.django()
    from django.core.management import call_command

    from quanheng.platform.tables.jobs import resume_interrupted

    for run in resume_interrupted():
        console.print(f"接续第 {run.pk} 次导入：{run.file_name}，已到 {run.position:,} 行。", highlight=False)
    keeping.end_with_parent()
    call_command("db_worker", queue_name="*", reload=False, verbosity=0)


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
