"""The health of an installation 安装自检: each finding a sentence, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quanheng.kernel import calendar, clock
from quanheng.kernel.refusal import Refused
from quanheng.platform.certificates.authority import authority
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.documents import fonts
from quanheng.platform.events.models import Outgoing
from quanheng.platform.ledger import queries as ledger


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and a sentence."""

    name: str
    good: bool
    says: str


def examine() -> list[Finding]:
    """Look at everything an operator answers for."""
    return list(_findings())


def _findings() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Finding("数据库", True, f"{connection.vendor} 可以连接")
    yield _migrations()
    audit = ledger.verify()
    yield Finding("台账", audit.sound, audit.says)
    waiting = Outgoing.objects.filter(done_at__isnull=True).count()
    yield Finding("事实投递", waiting == 0, f"{waiting} 条等待投递" if waiting else "没有积压")
    yield _certificates()
    yield _calendar()
    yield _charts()
    yield _fonts()


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding(
        "迁移", not missing, f"{missing} 个未应用，请运行 quanheng serve" if missing else "全部应用"
    )


def _certificates() -> Finding:
    unmade = Certificate.objects.filter(pdf__isnull=True, file_due=True).count()
    key = authority().current.id
    if unmade:
        says = f"签发密钥 {key}；{unmade} 份证照还没有文件，请运行 quanheng certificates finish 查看原因"
    else:
        says = f"签发密钥 {key}，文件齐全；二维码指向 {settings.ADDRESS}"
    return Finding("电子证照", not unmade, says)


def _calendar() -> Finding:
    today = clock.today()
    try:
        calendar.is_working_day(today)
    except Refused as refusal:
        return Finding("工作日历", False, refusal.says)
    last = calendar.published_years()[-1]
    later = "" if last > today.year else f"；{last + 1} 年的安排公布后请运行 quanheng calendar add"
    return Finding("工作日历", True, f"{today.year} 年日历在册{later}")


def _charts() -> Finding:
    present = (Path(settings.SRC) / "platform/web/static/vendor/echarts.min.js").exists()
    return Finding("图表文件", present, "齐全" if present else "缺少，图表以表格代替；请运行 make setup")


def _fonts() -> Finding:
    if not fonts.font_files():
        return Finding(
            "文书字体", False, "没有中文字体，不能制作文书；请安装 fonts-noto-cjk，或者运行 make setup"
        )
    rare = "".join(fonts.missing("㐂㙓𠮷䶮"))
    return Finding("文书字体", True, f"可用，但缺少生僻字（如 {rare}）" if rare else "齐全")
