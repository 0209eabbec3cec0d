"""Releasing open data 发布开放数据: the public registers as CSV and Parquet, listed, digested, signed.

A release is a folder that appears whole or not at all. Its manifest (canonical JSON) lists every file with
size, rows and SHA-256 and carries the newest ledger checkpoint; ``manifest.sig`` is the Ed25519 signature
of the manifest's bytes by the key that signs the checkpoints. ``verify.py`` in it needs nothing but Python.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from quanheng.domains.publicity.rules import rights
from quanheng.domains.publicity.services.registers import public_registers
from quanheng.kernel.canonical import canonical_json
from quanheng.platform.certificates.bundled import verify_licence
from quanheng.platform.certificates.services import published_key_file, published_list
from quanheng.platform.lake.registers import Register
from quanheng.platform.lake.snapshots import drop_old, whole_folder
from quanheng.platform.lake.tables import CsvFile, ParquetFile, Sink, consistent_read, write
from quanheng.platform.ledger import keys
from quanheng.platform.ledger.queries import checkpoints
from quanheng.platform.ledger.services import as_published, record
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.lists.export import guarded

FORMAT = "quanheng-open-data/1"
KEPT = 31
VERIFY = Path(__file__).parents[1] / "bundled" / "verify.py"
VERIFY_LICENCE = Path(verify_licence.__file__)
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
LASTING = {MANIFEST, SIGNATURE, "checkpoints.csv"}


def releases_folder() -> Path:
    """Where the releases of this installation lie."""
    return Path(settings.HOME) / "open-data"


def release(*, by: Actor, today: date) -> Path:
    """Write and sign a release of every public register 发布开放数据; returns its folder.

    All registers are read at one moment. A process killed in the middle leaves the release before as it is.
    Of older releases only the signed manifest and the checkpoints remain, a month of them: what has been
    withdrawn must not live on in them. Raises ``Forbidden``.
    """
    by.require(rights.RELEASE)
    with whole_folder(releases_folder(), today.isoformat()) as (spare, target):
        files = _write_licence_files(spare, today)
        with consistent_read():
            for register in public_registers():
                files |= _write(register, spare)
            manifest = _manifest(files, today)
        (spare / MANIFEST).write_bytes(manifest)
        (spare / SIGNATURE).write_text(keys.sign(manifest) + "\n", encoding="ascii")
        (spare / "verify.py").write_bytes(VERIFY.read_bytes())
    digest = hashlib.sha256(manifest).hexdigest()
    record(
        "open_data_released", on=f"open-data:{target.name}", by=by, today=today, facts={"manifest": digest}
    )
    drop_old(releases_folder(), keep=KEPT)
    _thin_older(target)
    return target


def _thin_older(newest: Path) -> None:
    for path in newest.parent.glob("[0-9]*/*"):
        if path.parent != newest and path.name not in LASTING:
            path.unlink()


def _write(register: Register, folder: Path) -> dict[str, Any]:
    table, parquet = folder / f"{register.name}.csv", folder / f"{register.name}.parquet"
    names = [column.name for column in register.columns]
    sinks: list[Sink] = [CsvFile(table, names, guard=guarded), ParquetFile(parquet, register.schema())]
    rows = write(register, sinks)
    titles = {column.name: column.title for column in register.columns}
    return {path.name: _listed(path, register.title, rows, titles) for path in (table, parquet)}


def _write_licence_files(folder: Path, today: date) -> dict[str, Any]:
    """What verifies an electronic licence without this platform: keys, the signed list, the program."""
    told = {
        "licence-keys.json": (canonical_json(published_key_file(today=today)), "证照公钥"),
        "licence-list.json": (canonical_json(published_list(today=today)), "证照撤销与变更名单"),
        "verify_licence.py": (VERIFY_LICENCE.read_bytes(), "证照核验程序"),
    }
    for name, (content, _) in told.items():
        (folder / name).write_bytes(content)
    return {name: _listed(folder / name, title, 1, {}) for name, (_, title) in told.items()}


def _listed(path: Path, title: str, rows: int, columns: dict[str, str]) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "columns": columns, "rows": rows, "sha256": digest, "title": title}


def _manifest(files: dict[str, Any], today: date) -> bytes:
    last = checkpoints().last()
    return canonical_json(
        {
            "files": files,
            "format": FORMAT,
            "ledger": as_published(last) if last else None,
            "made_on": today.isoformat(),
            "public_key": keys.public_key(),
        }
    )
