"""Reading and verifying the ledger 查台账、验台账."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from quanheng.platform.ledger import keys
from quanheng.platform.ledger.models import Checkpoint, Entry, Head
from quanheng.platform.ledger.services import (
    GENESIS,
    as_published,
    chain,
    checkpoint_bytes,
    checkpoint_folder,
    head_seal,
    subject_of,
    who,
)


@dataclass(frozen=True)
class Audit:
    """The outcome of a verification: ``first_bad`` is the first entry that fails, ``says`` why."""

    sound: bool
    count: int
    first_bad: int | None
    says: str


def entries_about(on: models.Model | str) -> models.QuerySet[Entry]:
    """The entries about one record, oldest first."""
    return Entry.objects.filter(subject=subject_of(on))


def proof(on: models.Model | str) -> dict[str, Any]:
    """The ledger's proof about one record: its entries with their links, and the latest checkpoint."""
    entries = [{"body": e.body, "hash": e.hash, "prev": e.prev, "seq": e.seq} for e in entries_about(on)]
    last = Checkpoint.objects.order_by("-day").first()
    return {
        "checkpoint": as_published(last) if last else None,
        "entries": entries,
        "format": "quanheng-ledger-proof/1",
    }


def verify() -> Audit:
    """Walk the whole chain 验全链: edits, removals, insertions and a cut-off end are each named."""
    marks = _signed_marks()
    if isinstance(marks, Audit):
        return marks
    prev, seq = GENESIS, 0
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        fault = _fault(entry, seq + 1, prev)
        if fault:
            return Audit(False, seq, entry.seq if entry.seq == seq + 1 else seq + 1, fault)
        prev, seq = entry.hash, entry.seq
        if seq in marks and marks[seq] != prev:
            return Audit(False, seq, seq, f"第 {seq} 笔与已签发的检查点不一致：此笔或更早的内容被整体改写。")
    return _end(prev, seq, marks)


def _fault(entry: Entry, expected: int, prev: str) -> str:
    if entry.seq != expected:
        return f"第 {expected} 笔缺失：它之后的第 {entry.seq} 笔仍在，说明有条目被删除或改号。"
    if chain(entry.prev, entry.body) != entry.hash:
        return f"第 {entry.seq} 笔的内容与其摘要不符：此笔被改动。"
    if entry.prev != prev:
        return f"第 {entry.seq} 笔没有接在第 {entry.seq - 1} 笔之后：此处有条目被改写或插入。"
    body = json.loads(entry.body)
    columns = {
        "act": entry.act,
        "by": entry.by,
        "day": entry.day.isoformat(),
        "on": entry.subject,
        "seq": entry.seq,
    }
    if body.get("who") != who(entry.salt, entry.by_name):
        return f"第 {entry.seq} 笔的行为人姓名与其正文中的摘要不符：此笔被改动。"
    for name, value in columns.items():
        if body.get(name) != value:
            return f"第 {entry.seq} 笔的“{name}”栏与其正文不符：此笔被改动。"
    return ""


def _end(last: str, seq: int, marks: dict[int, str]) -> Audit:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        if seq or any(marks):
            return Audit(False, seq, seq + 1, "台账的末端记录缺失：末端被删除。")
        return Audit(True, 0, None, "台账为空，没有需要核验的条目。")
    if head.seal != head_seal(head.seq, head.hash):
        return Audit(False, seq, head.seq, f"末端记录（第 {head.seq} 笔）的封签不符：末端被改动。")
    if head.seq > seq:
        return Audit(False, seq, seq + 1, f"第 {seq + 1} 笔起缺失：台账应止于第 {head.seq} 笔，末尾被截断。")
    if head.seq < seq or head.hash != last:
        return Audit(False, seq, head.seq + 1, f"第 {head.seq + 1} 笔不是平台写入的：末端之后有条目被插入。")
    late = [mark for mark in marks if mark > seq]
    if late:
        return Audit(
            False, seq, seq + 1, f"第 {seq + 1} 笔起缺失：已签发的检查点到过第 {max(late)} 笔，末尾被截断。"
        )
    return Audit(True, seq, None, f"台账完整：共 {seq} 笔，首尾相接，{len(marks)} 个检查点的签名全部有效。")


def _signed_marks() -> dict[int, str] | Audit:
    """What the checkpoints, in the database and as files, say the hash of an entry was."""
    marks: dict[int, str] = {}
    for day, seq, last, signature, where in _checkpoints():
        if not keys.signed(checkpoint_bytes(day, seq, last), signature, keys.public_key()):
            return Audit(False, 0, seq, f"{day.isoformat()} 的检查点（{where}）签名无效：检查点被改动。")
        if marks.setdefault(seq, last) != last:
            return Audit(False, 0, seq, f"{day.isoformat()} 的两份检查点不一致（第 {seq} 笔）。")
    marks.pop(0, None)
    return marks


def _checkpoints() -> Iterator[tuple[date, int, str, str, str]]:
    for c in Checkpoint.objects.order_by("day"):
        yield c.day, c.seq, c.hash, c.signature, "数据库"
    for path in sorted(checkpoint_folder().glob("*.json")):
        c = json.loads(path.read_bytes())
        yield date.fromisoformat(c["day"]), int(c["seq"]), str(c["hash"]), str(c["signature"]), path.name


def checkpoints() -> models.QuerySet[Checkpoint]:
    """Every signed checkpoint, oldest first; public."""
    return Checkpoint.objects.order_by("day")


def entries() -> models.QuerySet[Entry]:
    """Every entry, the latest first; the caller requires ``ledger.read``."""
    return Entry.objects.order_by("-seq")


def entry(seq: int) -> Entry | None:
    """One entry by its number, ``None`` if there is none; the caller requires ``ledger.read``."""
    return Entry.objects.filter(seq=seq).first()


def entries_about_any(subjects: Iterable[str]) -> models.QuerySet[Entry]:
    """The entries about several records by their subjects, the latest first."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("-seq")
