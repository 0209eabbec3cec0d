"""Running an import 执行导入: batch after batch, each one transaction.

In one transaction stand: the rows, the run's position and counts, the length of the report, and a ledger
entry with the batch's digest. Killed at any moment, the run goes on from its position; what the report holds
beyond its recorded length is cut off. A lease keeps a second worker from running the same import.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, transaction

from quanheng.kernel import clock
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables import files, reports
from quanheng.platform.tables.judging import Batch, JudgedRow, Task, judge_beside, judge_here
from quanheng.platform.tables.models import ImportRun, Mode, RunState
from quanheng.platform.tables.registry import Table, Writable, Writer, table
from quanheng.platform.tables.reports import Line, ReportFile
from quanheng.platform.tables.sheet import Verdict

SILENCE = timedelta(seconds=60)
"""A worker that has shown no sign of life for so long is taken for dead."""

LARGE = 4 * 1024 * 1024
"""From this size on, a second process is worth its start."""

MANY = 10_000
"""So many rows change what a planner should know."""

_REFUSED, _UNCHANGED = Verdict.REFUSED.value, Verdict.UNCHANGED.value

Beat = Callable[[ImportRun], None]


class AlreadyRunning(Refused):
    """Another worker holds this run 正在导入."""


class NothingToRun(Refused):
    """The run is finished or was given up 已经结束."""


class LeaseLost(Exception):
    """The run was taken over or given up while this worker held it; nothing of the batch was written."""


def run_import(run_id: int, *, today: date, beat: Beat = lambda run: None) -> ImportRun:
    """Run an import from where it stands to its end. Safe to call again after any interruption.

    ``beat`` is called after each batch. Raises ``AlreadyRunning``, ``NothingToRun``, or
    ``TableNotReadable`` where the file cannot be read on (the run is then interrupted, what was written
    stays).
    """
    run, by = _take(run_id, today=today)
    held = table(run.kind)
    try:
        with closing(ReportFile(run)) as report, closing(_batches(run, held, today)) as batches:
            work = _Work(run.lease, report, held.open_writer(run, by, today), by, today)
            work.remember(run)
            for batch in batches:
                run = work.write(run.pk, batch)
                beat(run)
    except LeaseLost:
        return ImportRun.objects.get(pk=run_id)
    except BaseException:
        ImportRun.objects.filter(pk=run_id, lease=run.lease, state=RunState.RUNNING).update(
            state=RunState.INTERRUPTED, lease=""
        )
        raise
    _renew_statistics(held, run)
    return _finish(run.pk, run.lease, by=by, today=today)


def _renew_statistics(held: Table, run: ImportRun) -> None:
    """Let PostgreSQL learn what a large run has written, so that it plans the next questions well."""
    if connection.vendor == "postgresql" and run.position >= MANY:
        with connection.cursor() as cursor:
            for name in held.stored_in:
                cursor.execute(f"ANALYZE {name}")


def is_abandoned_by_worker(run: ImportRun) -> bool:
    """Whether a run calls itself running while its worker is dead or has been silent for a minute."""
    if run.state != RunState.RUNNING:
        return False
    host, _, number = run.lease.partition("|")
    if host == socket.gethostname() and number.isdigit() and not _alive(int(number)):
        return True
    return clock.now() - run.beat_at > SILENCE


def actor_of(run: ImportRun) -> Actor:
    """Who ordered the run, as the actor of its ledger entries."""
    return Actor(id=run.by, name=run.by_name, area=run.area_code)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@transaction.atomic
def _take(run_id: int, *, today: date) -> tuple[ImportRun, Actor]:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.state in (RunState.DONE, RunState.ABANDONED):
        raise NothingToRun("这次导入已经结束。", instead="如需再次导入，请重新上传文件。")
    if run.state == RunState.RUNNING and not is_abandoned_by_worker(run):
        raise AlreadyRunning("这次导入正在进行。", instead="请在导入页面查看进度。")
    if run.mode == Mode.REHEARSAL:
        _rewind(run)
    by = actor_of(run)
    act = "import_started" if run.position == 0 else "import_resumed"
    run.state, run.lease, run.beat_at = RunState.RUNNING, f"{socket.gethostname()}|{os.getpid()}", clock.now()
    run.save()
    record(act, on=run, by=by, today=today, facts={"file": run.file_digest, "position": run.position})
    return run, by


def _rewind(run: ImportRun) -> None:
    """A rehearsal wrote nothing, so it begins again."""
    run.position = run.report_bytes = 0
    run.accepted_count = run.flagged_count = run.refused_count = run.unchanged_count = 0


def _batches(run: ImportRun, held: Table, today: date) -> Generator[Batch, None, None]:
    task = Task(
        path=str(files.path_of(run)),
        layout=run.layout,
        columns=[run.mapping.get(column.name, -1) for column in held.sheet.columns],
        sheet=held.where,
        context=held.context(run, today),
        skip=run.position,
    )
    return judge_beside(task) if run.file_size >= LARGE else judge_here(task)


@dataclass
class _Work:
    """One worker's hold on a run: report, writer, and which keys the file has brought so far."""

    lease: str
    report: ReportFile
    writer: Writer
    by: Actor
    today: date
    seen: dict[str, int] = field(default_factory=dict)
    rehearsed: dict[str, str] = field(default_factory=dict)

    def remember(self, run: ImportRun) -> None:
        """Learn from the report which keys were met before an interruption."""
        for number, verdict, key, _reason in reports.lines_of(run):
            if verdict != _REFUSED:
                self.seen.setdefault(key, number)

    def write(self, run_id: int, batch: Batch) -> ImportRun:
        """Write one batch with everything that belongs to it; all of it or nothing."""
        digest, rows = batch
        with transaction.atomic():
            run = ImportRun.objects.select_for_update().get(pk=run_id)
            if run.state != RunState.RUNNING or run.lease != self.lease:
                raise LeaseLost
            sorted_out = self._sort_out(rows)
            if run.mode == Mode.IMPORT:
                self.writer.add(sorted_out.fresh)
                self.writer.change(sorted_out.changed)
            run.report_bytes = self.report.append(sorted_out.lines)
            _count(run, sorted_out.lines)
            run.beat_at = clock.now()
            run.save()
            facts = {**_facts(sorted_out.lines), "sha256": digest, "mode": run.mode}
            record("rows_imported", on=run, by=self.by, today=self.today, facts=facts)
        if run.mode == Mode.REHEARSAL:
            self.rehearsed |= {row[1][0] or "": row[0] for row in sorted_out.fresh + sorted_out.changed}
        return run

    def _sort_out(self, rows: list[JudgedRow]) -> _SortedOut:
        self.writer.expect({row[2]: row[5] for row in rows if row[5] is not None})
        held = self.writer.known([row[2] for row in rows if row[1] != _REFUSED])
        held |= {key: self.rehearsed[key] for _, _, key, *_ in rows if key in self.rehearsed}
        out, notes = _SortedOut(), getattr(self.writer, "notes", {})
        for number, verdict, key, reason, digest, written in rows:
            barred = self.writer.barred.get(key, "")
            if written is None or barred:
                out.lines.append((number, _REFUSED, key, barred or reason))
                continue
            first = self.seen.setdefault(key, number)
            if first != number:
                out.lines.append((number, *_repeated(key, first, held[key] == digest)))
                continue
            before = held.get(key)
            held[key] = digest
            if before == digest:
                out.lines.append((number, _UNCHANGED, key, reason))
                continue
            (out.fresh if before is None else out.changed).append((digest, written))
            out.lines.append(_line(number, verdict, key, reason, notes.get(key, "")))
        return out


@dataclass
class _SortedOut:
    """What is to be done with a batch: rows to add, rows to change, and the lines of the report."""

    fresh: list[Writable] = field(default_factory=list)
    changed: list[Writable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def _line(number: int, verdict: str, key: str, reason: str, note: str) -> Line:
    """A line of the report; what the register has to say of a row flags it."""
    if not note:
        return number, verdict, key, reason
    return number, Verdict.FLAGGED.value, key, "；".join(part for part in (reason, note) if part)


def _repeated(key: str, first: int, same: bool) -> tuple[str, str, str]:
    if same:
        return _UNCHANGED, key, f"与第{first}行相同"
    return _REFUSED, key, f"代码与第{first}行重复而内容不同，以先出现的为准"


def _count(run: ImportRun, lines: list[Line]) -> None:
    found = reports.counts(lines)
    run.position += len(lines)
    run.accepted_count += found[Verdict.ACCEPTED]
    run.flagged_count += found[Verdict.FLAGGED]
    run.refused_count += found[Verdict.REFUSED]
    run.unchanged_count += found[Verdict.UNCHANGED]


def _facts(lines: list[Line]) -> dict[str, object]:
    found = reports.counts(lines)
    return {"first_row": lines[0][0], "last_row": lines[-1][0], **{v.value: n for v, n in found.items()}}


@transaction.atomic
def _finish(run_id: int, lease: str, *, by: Actor, today: date) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.state != RunState.RUNNING or run.lease != lease:
        return run
    run.state, run.lease, run.finished_at, run.total_rows = RunState.DONE, "", clock.now(), run.position
    run.save()
    facts = {
        "file": run.file_digest,
        "report": sha256_hex(reports.content(run)),
        "mode": run.mode,
        "rows": run.position,
        "accepted": run.accepted_count,
        "flagged": run.flagged_count,
        "refused": run.refused_count,
        "unchanged": run.unchanged_count,
    }
    record("import_finished", on=run, by=by, today=today, facts=facts)
    return run
