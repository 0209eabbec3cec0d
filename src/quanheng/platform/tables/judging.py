"""Judging rows 逐行判定: in this process for small files, in a second one for large ones.

Judging is plain computation and writing is the database's work; done side by side they take the time of the
slower one. The second process is this module run with ``python -m``: it knows no database, gets its task as
JSON on its input and writes judged batches (`marshal`) to its output. If the first process dies, it ends at
its next write.
"""

from __future__ import annotations

import json
import marshal
import struct
import subprocess
import sys
from collections.abc import Generator
from dataclasses import asdict, dataclass
from hashlib import blake2b, sha256
from importlib import import_module
from itertools import islice
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any

from quanheng.kernel.refusal import Refused
from quanheng.platform.tables.reading import Layout, Source, TableNotReadable
from quanheng.platform.tables.sheet import Sheet

BATCH = 20_000
"""Rows per transaction: under a second's work, and what a killed run does again at most.

Codes come in no order, so each transaction touches most pages of their index: half as many transactions
write half as much. Between two of them the database is free long enough for whoever waits to write."""

AHEAD = 2
"""So many judged batches wait at most."""

_LENGTH = struct.Struct("<Q")

JudgedRow = tuple[int, str, str, str, str, "tuple[str | None, ...] | None"]
"""Row number, verdict, key, reason, digest of the record, record."""

Batch = tuple[str, list[JudgedRow]]
"""SHA-256 over the batch's rows, and the rows."""


@dataclass(frozen=True)
class Task:
    """What is to be judged 判定任务: plain values throughout.

    ``columns`` gives for each column of the sheet its position in the file, or -1; ``sheet`` is
    ``module:NAME``; ``skip`` data rows are done already.
    """

    path: str
    layout: dict[str, Any]
    columns: list[int]
    sheet: str
    context: dict[str, Any]
    skip: int = 0


def load_sheet(where: str) -> Sheet:
    """The sheet at ``module:NAME``."""
    module, _, name = where.partition(":")
    sheet = getattr(import_module(module), name)
    if not isinstance(sheet, Sheet):
        raise TypeError(f"{where} is no sheet")
    return sheet


def judge_here(task: Task) -> Generator[Batch, None, None]:
    """Judge in this process. Raises ``TableNotReadable`` where the file cannot be read on."""
    judge = load_sheet(task.sheet).prepare(task.context)
    data = islice(Source(Path(task.path), Layout(**task.layout)).data(), task.skip, None)
    while part := list(islice(data, BATCH)):
        rows: list[JudgedRow] = []
        whole = sha256()
        for number, cells in part:
            width = len(cells)
            values = [cells[at] if -1 < at < width else "" for at in task.columns]
            verdict, key, reason, record = judge(values)
            body = "\x1f".join([text or "" for text in record]) if record else "\x1f".join(values)
            digest = blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16)
            whole.update(digest.digest())
            rows.append((number, verdict, key, reason, digest.hexdigest(), record))
        yield whole.hexdigest(), rows


def judge_beside(task: Task) -> Generator[Batch, None, None]:
    """Judge in a second process, a few batches ahead of the reader. Raises as `judge_here` does."""
    command = [sys.executable, "-m", "quanheng.platform.tables.judging"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        process.stdin.write(json.dumps(asdict(task)).encode())
        process.stdin.close()
        frames: Queue[bytes] = Queue(maxsize=AHEAD)
        reader = Thread(target=_read_frames, args=(process.stdout, frames), daemon=True)
        reader.start()
        try:
            while frame := frames.get():
                yield _opened(frame)
        finally:
            process.kill()
            while reader.is_alive():
                _drain(frames)
                reader.join(0.05)


def _read_frames(stream: IO[bytes], frames: Queue[bytes]) -> None:
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        size = _LENGTH.unpack(head)[0]
        if size == 0:
            break
        frame = stream.read(size)
        if len(frame) < size:
            head = b""
            break
        frames.put(frame)
    frames.put(b"" if len(head) == _LENGTH.size else _BROKEN)


_BROKEN = marshal.dumps(("broken", ""))


def _opened(frame: bytes) -> Batch:
    word, content = marshal.loads(frame)  # noqa: S302 - written by our own process
    if word == "refused":
        raise TableNotReadable(**content)
    if word == "broken":
        raise RuntimeError("the judging process ended before its work was done; see its traceback above")
    return word, content


def _drain(frames: Queue[bytes]) -> None:
    while not frames.empty():
        frames.get_nowait()


def main() -> None:
    """Judge the task on standard input; an empty frame says that everything was judged."""
    task = Task(**json.loads(sys.stdin.buffer.read()))
    out = sys.stdout.buffer
    try:
        for batch in judge_here(task):
            _write(out, batch)
        out.write(_LENGTH.pack(0))
        out.flush()
    except Refused as refused:
        said = {"says": refused.says, "instead": refused.instead}
        _write(out, ("refused", said))
    except BrokenPipeError:
        sys.stderr.close()


def _write(out: IO[bytes], content: tuple[str, Any]) -> None:
    frame = marshal.dumps(content)
    out.write(_LENGTH.pack(len(frame)))
    out.write(frame)
    out.flush()


if __name__ == "__main__":
    main()
