"""Acts of importing 导入: take a file, say how it is read, run it, give it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables import files, headers
from quanheng.platform.tables.models import ImportRun, Mode, RunState
from quanheng.platform.tables.reading import Layout, Source, open_source
from quanheng.platform.tables.registry import Table, table
from quanheng.platform.tables.running import Beat, is_abandoned_by_worker, run_import


class RunNotDraft(Refused):
    """The run has begun; how it is read can no longer change 已经开始导入."""


def accept_file(
    kind: str, chunks: Iterable[bytes], *, name: str, area_code: str, by: Actor, today: date
) -> ImportRun:
    """Take a file for a register 接收导入文件: kept, recognised, headings matched; no row is written yet.

    ``area_code`` is the area whose rows may be written (empty only for the system itself). Raises
    ``TableNotReadable`` saying why the file is no table, ``Forbidden`` without the register's right.
    """
    held = table(kind)
    by.require(held.right, area=area_code)
    kept = files.keep(chunks)
    try:
        source = headers.find_header_row(open_source(kept.path), held.sheet)
        matched = headers.match(source.headings(), held.sheet)
    except Refused:
        _forget(kept)
        raise
    moment = clock.now()
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=kind,
            file_name=Path(name).name[:200],
            file_digest=kept.digest,
            file_size=kept.size,
            layout=source.layout.as_dict(),
            mapping=matched.mapping,
            area_code=area_code,
            total_rows=_rows_in(source),
            by=by.id,
            by_name=by.name[:40],
            created_at=moment,
            beat_at=moment,
        )
        facts = {"file": kept.digest, "name": run.file_name, "size": kept.size}
        record("import_file_accepted", on=run, by=by, today=today, facts=facts)
    return run


def read_as(run_id: int, layout: Layout, *, by: Actor) -> ImportRun:
    """Read the file another way 改变读取方式: encoding, separator, sheet or heading row; headings anew."""
    run, held = _draft(run_id, by=by)
    source = open_source(files.path_of(run), layout=layout)
    run.layout = source.layout.as_dict()
    run.mapping = headers.match(source.headings(), held.sheet).mapping
    run.total_rows = _rows_in(source)
    run.save(update_fields=["layout", "mapping", "total_rows"])
    return run


def match_columns(run_id: int, mapping: Mapping[str, int], *, by: Actor) -> ImportRun:
    """Say which column of the file is which 匹配列.

    Raises ``ColumnsMissing``, and ``Refused`` for a column used twice.
    """
    run, held = _draft(run_id, by=by)
    if len(set(mapping.values())) < len(mapping):
        raise Refused("同一列不能对应两个项目。", instead="请为每个项目选择不同的列，没有的留空。")
    headers.require_columns(mapping, held.sheet, source_of(run).headings())
    run.mapping = {
        column.name: mapping[column.name] for column in held.sheet.columns if column.name in mapping
    }
    run.save(update_fields=["mapping"])
    return run


def begin(run_id: int, mode: Mode, *, by: Actor, today: date) -> ImportRun:
    """Let a matched file be imported, or rehearsed 开始导入（试导）; the work itself is `carry_out`.

    Raises ``ColumnsMissing`` if a required column is not matched.
    """
    run, held = _draft(run_id, by=by)
    headers.require_columns(run.mapping, held.sheet, source_of(run).headings())
    run.mode, run.state = mode, RunState.WAITING
    run.by, run.by_name = by.id, by.name[:40]
    run.save(update_fields=["mode", "state", "by", "by_name"])
    return run


def carry_out(run_id: int, *, today: date, beat: Beat = lambda run: None) -> ImportRun:
    """Run or resume an import to its end 执行导入 (see `running.run_import`)."""
    return run_import(run_id, today=today, beat=beat)


@transaction.atomic
def resume_later(run_id: int, *, by: Actor) -> ImportRun:
    """Put an interrupted run back in line 继续导入. Raises ``Refused`` if it is not interrupted."""
    run = ImportRun.objects.select_for_update().get(pk=run_of(run_id, by=by).pk)
    if run.state != RunState.INTERRUPTED and not is_abandoned_by_worker(run):
        raise Refused("这次导入没有中断，不需要继续。")
    run.state, run.lease = RunState.WAITING, ""
    run.save(update_fields=["state", "lease"])
    return run


@transaction.atomic
def import_after_rehearsal(run_id: int, *, by: Actor, today: date) -> ImportRun:
    """Take a finished rehearsal's file for the real import 试导之后正式导入: a new run, read the same way."""
    done = run_of(run_id, by=by)
    moment = clock.now()
    run = ImportRun.objects.create(
        kind=done.kind,
        file_name=done.file_name,
        file_digest=done.file_digest,
        file_size=done.file_size,
        layout=done.layout,
        mapping=done.mapping,
        area_code=done.area_code,
        total_rows=done.total_rows,
        by=by.id,
        by_name=by.name[:40],
        created_at=moment,
        beat_at=moment,
    )
    record("import_file_accepted", on=run, by=by, today=today, facts={"file": run.file_digest})
    return run


@transaction.atomic
def abandon(run_id: int, *, by: Actor, today: date) -> ImportRun:
    """Give a run up 放弃导入: rows already written stay written; a running worker stops at its next batch."""
    run = ImportRun.objects.select_for_update().get(pk=run_of(run_id, by=by).pk)
    if run.state in (RunState.DONE, RunState.ABANDONED):
        raise Refused("这次导入已经结束，不能放弃。")
    run.state, run.lease, run.finished_at = RunState.ABANDONED, "", clock.now()
    run.save(update_fields=["state", "lease", "finished_at"])
    record("import_abandoned", on=run, by=by, today=today, facts={"position": run.position})
    return run


def mark_interrupted() -> list[ImportRun]:
    """Find runs whose worker died 查找中断的导入, at start-up; returns every run that may be resumed.

    A run that waits to begin is not among them: it has its place in the queue.
    """
    for run in ImportRun.objects.filter(state=RunState.RUNNING):
        if is_abandoned_by_worker(run):
            ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING, lease=run.lease).update(
                state=RunState.INTERRUPTED, lease=""
            )
    return list(ImportRun.objects.filter(state=RunState.INTERRUPTED))


def source_of(run: ImportRun) -> Source:
    """The file of a run, read the way the run says."""
    return Source(files.path_of(run), Layout(**run.layout))


def run_of(run_id: int, *, by: Actor) -> ImportRun:
    """One run within the actor's area, for somebody who may import. Raises ``Missing``, ``Forbidden``."""
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise Missing
    by.require(table(run.kind).right, area=run.area_code)
    return run


def _draft(run_id: int, *, by: Actor) -> tuple[ImportRun, Table]:
    run = run_of(run_id, by=by)
    if run.state != RunState.DRAFT:
        raise RunNotDraft("已经开始导入，不能再改变读取方式。", instead="请放弃这次导入后重新上传。")
    return run, table(run.kind)


def _forget(kept: files.Kept) -> None:
    if not ImportRun.objects.filter(file_digest=kept.digest).exists():
        for path in kept.path.parent.glob(f"{kept.digest}*"):
            path.unlink(missing_ok=True)


def _rows_in(source: Source) -> int | None:
    """About how many data rows there are, counted by line breaks; unknown in UTF-16."""
    if source.layout.encoding.startswith("utf-16"):
        return None
    lines = sum(chunk.count(b"\n") for chunk in files.chunks_of(source.as_text()))
    return max(0, lines - source.layout.header_row)
