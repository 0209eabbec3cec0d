"""Uploaded files 上传文件: kept under their digest, so that a run can always go on."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from quanheng.platform.tables.models import ImportRun


class Kept(NamedTuple):
    """A kept file: digest, size in bytes, and where it lies."""

    digest: str
    size: int
    path: Path


def folder() -> Path:
    """Where imported files lie."""
    return Path(settings.HOME) / "imports" / "files"


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write a file under its digest, durable before this returns; the same content is kept once."""
    folder().mkdir(parents=True, exist_ok=True)
    spare = folder() / f"incoming.{os.getpid()}.{id(chunks)}"
    digest, size = sha256(), 0
    try:
        with spare.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        path = folder() / digest.hexdigest()
        spare.replace(path)
    finally:
        spare.unlink(missing_ok=True)
    return Kept(digest.hexdigest(), size, path)


def chunks_of(path: Path) -> Iterable[bytes]:
    """A file on disk in pieces of a megabyte."""
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def path_of(run: ImportRun) -> Path:
    """Where the file of a run lies."""
    return folder() / run.file_digest
