"""The report 逐行报告: one line per row of the file, written before the rows are committed.

The run keeps, in the same transaction as the rows, how long the report was; whatever a killed process wrote
beyond that is cut off when the run goes on. So the report always says exactly what the register holds.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from quanheng.platform.tables.models import ImportRun
from quanheng.platform.tables.sheet import FORMULA, VERDICT_SAYS, Verdict

HEADER = ("行号", "判定", "代码", "说明")
Line = tuple[int, str, str, str]
"""Row number, verdict, key, reason."""

_MARK = "\ufeff"
_SAYS = {verdict.value: says for verdict, says in VERDICT_SAYS.items()}
_VERDICTS = {says: verdict for verdict, says in VERDICT_SAYS.items()}


def path_of(run: ImportRun) -> Path:
    """Where the report of a run lies."""
    return Path(settings.HOME) / "imports" / "reports" / f"{run.pk}.csv"


class ReportFile:
    """The report of one run, open for writing at the recorded length."""

    def __init__(self, run: ImportRun) -> None:
        path = path_of(run)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(run.report_bytes)
        self._file.seek(run.report_bytes)

    def append(self, lines: Iterable[Line]) -> int:
        """Write lines, durable before this returns; returns the report's length in bytes."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        if self._file.tell() == 0:
            text.write(_MARK)
            writer.writerow(HEADER)
        writer.writerows(
            (number, _SAYS[verdict], _plain(key), reason) for number, verdict, key, reason in lines
        )
        self._file.write(text.getvalue().encode("utf-8", "replace"))
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def lines_of(run: ImportRun) -> Iterator[Line]:
    """The lines of a run's report, up to its recorded length."""
    path = path_of(run)
    if not path.exists():
        return
    with path.open("rb") as file:
        text = io.TextIOWrapper(io.BytesIO(file.read(run.report_bytes)), encoding="utf-8-sig", newline="")
        rows = csv.reader(text)
        next(rows, None)
        for number, says, key, reason in rows:
            yield int(number), _VERDICTS[says].value, key, reason


def content(run: ImportRun) -> bytes:
    """The report as it may be handed out: up to the recorded length."""
    path = path_of(run)
    if not path.exists():
        return (_MARK + ",".join(HEADER) + "\n").encode()
    with path.open("rb") as file:
        return file.read(run.report_bytes)


def counts(lines: Iterable[Line]) -> dict[Verdict, int]:
    """How many lines carry each verdict."""
    found = dict.fromkeys(Verdict, 0)
    for line in lines:
        found[Verdict(line[1])] += 1
    return found


def _plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(FORMULA) else text
