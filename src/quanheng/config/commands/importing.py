"""``quanheng import``: fill a register from a spreadsheet, with a verdict on every row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from quanheng.config import commands

if TYPE_CHECKING:
    from quanheng.platform.people.actors import Actor
    from quanheng.platform.tables.models import ImportRun

app = typer.Typer(help="导入：从表格充实名录", no_args_is_help=True)
BUSINESSES, PERMITS = "registration.businesses", "licences.permits"

FILE = Annotated[Path, typer.Argument(help="CSV、XLSX 或 XLS 文件", exists=True, dir_okay=False)]
REPORT = Annotated[Path | None, typer.Option(help="逐行报告写到这个 CSV 文件")]
AS_JSON = Annotated[bool, typer.Option("--json", help="机器可读输出")]
REHEARSE = Annotated[bool, typer.Option("--dry-run", help="试导：只判定，不写入")]
AREA = Annotated[str, typer.Option(help="只收这个辖区（行政区划代码）的行；不填则不限")]
COLUMN = Annotated[list[str] | None, typer.Option("--column", help="指明列，如 --column name=商户字号")]


@app.command()
def businesses(
    file: FILE,
    report: REPORT = None,
    as_json: AS_JSON = False,
    dry_run: REHEARSE = False,
    area: AREA = "",
    column: COLUMN = None,
) -> None:
    """导入经营主体名录。中断后再次执行同一命令，从中断处继续；重复导入同一文件不会重复登记。"""
    _import(BUSINESSES, file, report, area, column or [], as_json=as_json, rehearse=dry_run)


@app.command()
def permits(
    file: FILE,
    report: REPORT = None,
    as_json: AS_JSON = False,
    dry_run: REHEARSE = False,
    area: AREA = "",
    column: COLUMN = None,
) -> None:
    """导入许可台账。按编号登记，按代码或者名称与名录核对；可以反复导入新的台账。"""
    _import(PERMITS, file, report, area, column or [], as_json=as_json, rehearse=dry_run)


def _import(
    kind: str,
    file: Path,
    report: Path | None,
    area: str,
    columns: list[str],
    *,
    as_json: bool,
    rehearse: bool,
) -> None:
    commands.django()
    from quanheng.kernel import clock
    from quanheng.platform.people.actors import Actor
    from quanheng.platform.tables import reports, services
    from quanheng.platform.tables.models import Mode, RunState

    by, today = Actor.system("import"), clock.today()
    mode = Mode.REHEARSAL if rehearse else Mode.IMPORT
    run = _interrupted(kind, file, area, mode) or services.accept_file(
        kind,
        _chunks(file),
        name=file.name,
        area_code=area,
        by=by,
        today=today,
    )
    if run.state == RunState.DRAFT:
        run = _begun(run, columns, mode, by=by)
    elif not as_json:
        Console(stderr=True).print(f"继续第 {run.pk} 次导入，已完成 {run.position:,} 行。", highlight=False)
    run = _with_progress(run.pk, run.total_rows, quiet=as_json)
    if report:
        report.write_bytes(reports.content(run))
    _say(run, as_json=as_json)


@app.command("list")
def list_runs() -> None:
    """列出最近的导入和可以继续的导入。"""
    commands.django()
    from quanheng.platform.tables import services
    from quanheng.platform.tables.models import STATE_SAYS, ImportRun, RunState

    services.mark_interrupted()
    table = Table("编号", "文件", "状态", "已完成行", "接收", "标记", "拒绝", "未变")
    for run in ImportRun.objects.all()[:20]:
        counts = (run.accepted_count, run.flagged_count, run.refused_count, run.unchanged_count)
        state = STATE_SAYS[RunState(run.state)]
        table.add_row(str(run.pk), run.file_name, state, f"{run.position:,}", *(f"{n:,}" for n in counts))
    Console().print(table)


@app.command()
def resume(number: Annotated[int, typer.Argument(help="导入编号")], as_json: AS_JSON = False) -> None:
    """继续一次中断的导入。"""
    commands.django()
    from quanheng.platform.tables.models import ImportRun

    run = ImportRun.objects.get(pk=number)
    _say(_with_progress(run.pk, run.total_rows, quiet=as_json), as_json=as_json)


def _chunks(file: Path) -> Any:
    from quanheng.platform.tables.files import chunks_of

    return chunks_of(file)


def _interrupted(kind: str, file: Path, area: str, mode: str) -> ImportRun | None:
    """The run of the same content that was cut off, if there is one."""
    import hashlib

    from quanheng.platform.tables import services

    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    cut_off = [run for run in services.mark_interrupted() if run.file_digest == digest.hexdigest()]
    return next((run for run in cut_off if (run.kind, run.area_code, run.mode) == (kind, area, mode)), None)


def _begun(run: ImportRun, columns: list[str], mode: Any, *, by: Actor) -> ImportRun:
    from quanheng.kernel import clock
    from quanheng.kernel.refusal import Refused
    from quanheng.platform.tables import services

    if columns:
        headings = [heading.strip() for heading in services.source_of(run).headings()]
        mapping = dict(run.mapping)
        for choice in columns:
            name, _, heading = choice.partition("=")
            if heading.strip() not in headings:
                raise Refused(f"表中没有“{heading}”这一列。", instead=f"表中的列有：{'、'.join(headings)}")
            mapping = {key: at for key, at in mapping.items() if at != headings.index(heading.strip())}
            mapping[name] = headings.index(heading.strip())
        services.match_columns(run.pk, mapping, by=by)
    return services.begin(run.pk, mode, by=by, today=clock.today())


def _with_progress(run_id: int, total: int | None, *, quiet: bool) -> ImportRun:
    from quanheng.kernel import clock
    from quanheng.platform.tables import services

    columns = (TextColumn("导入"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[said]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), disable=quiet) as progress:
        task = progress.add_task("", total=total, said="")

        def beat(run: ImportRun) -> None:
            said = f"接收 {run.accepted_count:,} 标记 {run.flagged_count:,} 拒绝 {run.refused_count:,}"
            progress.update(task, completed=run.position, said=said)

        return services.carry_out(run_id, today=clock.today(), beat=beat)


def _say(run: ImportRun, *, as_json: bool) -> None:
    counts = {
        "accepted": run.accepted_count,
        "flagged": run.flagged_count,
        "refused": run.refused_count,
        "unchanged": run.unchanged_count,
    }
    if as_json:
        print(
            json.dumps(
                {"run": run.pk, "state": run.state, "rows": run.position, **counts}, ensure_ascii=False
            )
        )
        return
    says = dict(zip(counts, ("接收", "标记", "拒绝", "未变"), strict=True))
    Console().print(f"第 {run.pk} 次导入：{run.file_name}", highlight=False)
    table = Table("判定", "行数")
    for word, count in counts.items():
        table.add_row(says[word], f"{count:,}")
    Console().print(table)
    from quanheng.platform.tables.reports import path_of

    Console().print(f"逐行报告：{path_of(run)}", highlight=False)
