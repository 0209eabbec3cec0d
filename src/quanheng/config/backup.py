"""Backup and restore 备份与恢复: one archive of database, keys, documents and checkpoints, with digests.

An archive is a gzip'd tar whose first member, ``manifest.json`` (canonical), names every other member with
its size and SHA-256. Restoring checks all of them before a single file is put in place. It holds the keys
of the installation: keep it as you keep the keys.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection

from quanheng.kernel import clock
from quanheng.kernel.canonical import canonical_json
from quanheng.kernel.refusal import Refused

FOLDERS = ("keys", "documents", "checkpoints", "imports", "open-data", "reports", "calendar")
FORMAT = "quanheng-backup/1"


class ArchiveDamaged(Refused):
    """A member of the archive is missing, added or differs from its digest."""


class HomeNotEmpty(Refused):
    """The installation to restore into already holds data."""


def back_up(target: Path) -> dict[str, Any]:
    """Write an archive of the whole installation to ``target``; returns its manifest.

    The database copy is one consistent state even while officers work. The file appears under its name only
    when it is whole.
    """
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="backup-") as spare:
        database = _copy_database(Path(spare))
        members = [(database.name, database), *_files()]
        manifest = {
            "engine": connection.vendor,
            "files": {name: _digest(path) for name, path in members},
            "format": FORMAT,
            "made_at": clock.now().isoformat(timespec="seconds"),
        }
        part = target.with_name(target.name + ".part")
        with tarfile.open(part, "w:gz", compresslevel=4) as archive:
            _add(archive, "manifest.json", canonical_json(manifest))
            for name, path in members:
                archive.add(path, arcname=name, recursive=False)
        os.chmod(part, 0o600)
        part.replace(target)
    return manifest


def _files() -> Iterator[tuple[str, Path]]:
    home = Path(settings.HOME)
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield str(path.relative_to(home)), path


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size": path.stat().st_size}


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = folder / "database.sqlite3"
        connection.ensure_connection()
        target = sqlite3.connect(copy)
        with target:
            connection.connection.backup(target)
        target.close()
        return copy
    copy = folder / "database.dump"
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={copy}")
    return copy


def _postgres(tool: str, *words: str) -> None:
    if shutil.which(tool) is None:
        raise Refused(f"这台机器上没有 {tool}。", instead="请安装 PostgreSQL 客户端工具后再试。")
    config = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(config["HOST"] or ""),
        "PGPORT": str(config["PORT"] or ""),
        "PGUSER": str(config["USER"] or ""),
        "PGPASSWORD": str(config["PASSWORD"] or ""),
    }
    subprocess.run([tool, f"--dbname={config['NAME']}", *words], env=environment, check=True)


def restore(source: Path) -> dict[str, Any]:
    """Put an archive back into an empty installation; returns its manifest.

    Raises ``ArchiveDamaged`` before anything is written, ``HomeNotEmpty`` if there is data to lose.
    """
    home = Path(settings.HOME)
    _require_empty(home)
    with tempfile.TemporaryDirectory(dir=home, prefix="restore-") as spare:
        manifest = _unpack(source, Path(spare))
        if manifest["engine"] != connection.vendor:
            says = f"备份来自 {manifest['engine']}，当前数据库是 {connection.vendor}。"
            raise ArchiveDamaged(says, instead="请用相同种类的数据库恢复。")
        _put_database(Path(spare))
        for folder in FOLDERS:
            if (Path(spare) / folder).exists():
                shutil.rmtree(home / folder, ignore_errors=True)
                (Path(spare) / folder).replace(home / folder)
    return manifest


def _require_empty(home: Path) -> None:
    from quanheng.platform.ledger.models import Entry

    if "ledger_entry" in connection.introspection.table_names() and Entry.objects.exists():
        raise HomeNotEmpty(
            f"{home} 里已有台账，恢复会覆盖它。", instead="请把 QUANHENG_HOME 指向一个空文件夹再恢复。"
        )


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    with tarfile.open(source, "r:gz") as archive:
        first = archive.next()
        if first is None or first.name != "manifest.json":
            raise ArchiveDamaged("这不是权衡的备份：缺少 manifest.json。")
        manifest: dict[str, Any] = json.load(_content(archive, first))
        awaited = dict(manifest["files"])
        while member := archive.next():
            told = awaited.pop(member.name, None)
            if told is None or not member.isfile():
                raise ArchiveDamaged(f"备份中多出了清单以外的文件：{member.name}。")
            archive.extract(member, folder, filter="data")
            if _digest(folder / member.name) != told:
                raise ArchiveDamaged(f"备份中的 {member.name} 与清单摘要不符。", instead="请换一份备份。")
    if awaited:
        raise ArchiveDamaged(f"备份中缺少 {min(awaited)}。", instead="请换一份备份。")
    return manifest


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise ArchiveDamaged(f"备份中的 {member.name} 无法读取。")
    return content


def _put_database(folder: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        path = Path(str(connection.settings_dict["NAME"]))
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
        shutil.move(folder / "database.sqlite3", path)
        return
    _postgres("pg_restore", "--clean", "--if-exists", "--no-owner", str(folder / "database.dump"))
