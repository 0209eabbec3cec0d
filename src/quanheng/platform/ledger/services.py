"""Writing the ledger 记台账: one call inside the transaction of every official act."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from quanheng.kernel import clock
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.platform.ledger import keys
from quanheng.platform.ledger.models import Checkpoint, Entry, Head
from quanheng.platform.people.actors import Actor

GENESIS = "0" * 64


@dataclass(frozen=True)
class Act:
    """One act to record: its name (past tense), its subject and plain facts (strings, numbers, lists)."""

    act: str
    on: models.Model | str
    facts: Mapping[str, Any] = field(default_factory=dict)


def subject_of(on: models.Model | str) -> str:
    """The name under which a record stands in the ledger: ``app.model:key``, or the string itself."""
    return on if isinstance(on, str) else f"{on._meta.label_lower}:{on.pk}"


def record(
    act: str, *, on: models.Model | str, by: Actor, today: date, facts: Mapping[str, Any] | None = None
) -> Entry:
    """Record one act 记一笔. Call it inside the act's transaction; both stand or fall together."""
    return record_many([Act(act, on, facts or {})], by=by, today=today)[0]


@transaction.atomic(savepoint=False)
def record_many(acts: Iterable[Act], *, by: Actor, today: date) -> list[Entry]:
    """Record several acts of one actor in order, with one lock of the head 连记多笔."""
    head = _locked_head()
    at = clock.now()
    entries = []
    for act in acts:
        entry = _entry(act, head, by=by, today=today, at=at)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(entries, batch_size=500)
    seal = head_seal(head.seq, head.hash)
    Head.objects.filter(pk=1).update(seq=head.seq, hash=head.hash, seal=seal)
    return entries


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        beginning = {"seq": 0, "hash": GENESIS, "seal": head_seal(0, GENESIS)}
        head = Head.objects.select_for_update().get_or_create(pk=1, defaults=beginning)[0]
    return head


def _entry(act: Act, head: Head, *, by: Actor, today: date, at: datetime) -> Entry:
    seq, subject, salt = head.seq + 1, subject_of(act.on), secrets.token_hex(16)
    body = canonical_json(
        {
            "act": act.act,
            "at": at.isoformat(timespec="seconds"),
            "by": by.id,
            "day": today.isoformat(),
            "facts": dict(act.facts),
            "on": subject,
            "seq": seq,
            "who": who(salt, by.name[:80]),
        }
    ).decode()
    return Entry(
        seq=seq,
        act=act.act,
        subject=subject,
        by=by.id,
        by_name=by.name[:80],
        salt=salt,
        day=today,
        body=body,
        prev=head.hash,
        hash=chain(head.hash, body),
    )


def who(salt: str, name: str) -> str:
    """What an entry holds of the name of whoever acted: SHA-256 of the salt, ``|`` and the name."""
    return sha256_hex(f"{salt}|{name}")


def chain(prev: str, body: str) -> str:
    """The hash of an entry: SHA-256 of its predecessor's hash, ``|`` and its body."""
    return sha256_hex(f"{prev}|{body}")


def head_seal(seq: int, last: str) -> str:
    """The seal of a chain that ends with entry ``seq`` and hash ``last``."""
    return keys.seal(f"{seq}|{last}")


def checkpoint_bytes(day: date, seq: int, last: str) -> bytes:
    """What a checkpoint's signature covers."""
    return canonical_json(
        {"day": day.isoformat(), "format": "quanheng-checkpoint/1", "hash": last, "seq": seq}
    )


@transaction.atomic
def sign_checkpoint(*, day: date) -> Checkpoint:
    """Sign the chain's end as it stands and publish it as the checkpoint of ``day`` 签发检查点.

    A day is signed once; a second call returns the first checkpoint.
    """
    head = Head.objects.select_for_update().filter(pk=1).first()
    seq, last = (head.seq, head.hash) if head else (0, GENESIS)
    signature = keys.sign(checkpoint_bytes(day, seq, last))
    checkpoint, _ = Checkpoint.objects.get_or_create(
        day=day, defaults={"seq": seq, "hash": last, "signature": signature}
    )
    transaction.on_commit(lambda: _publish(checkpoint))
    return checkpoint


def checkpoint_folder() -> Path:
    """Where signed checkpoints lie as files, outside the database."""
    folder = Path(settings.HOME) / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def as_published(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint as it is published: plain values, with the key that checks it."""
    return {
        "day": checkpoint.day.isoformat(),
        "format": "quanheng-checkpoint/1",
        "hash": checkpoint.hash,
        "public_key": keys.public_key(),
        "seq": checkpoint.seq,
        "signature": checkpoint.signature,
    }


def _publish(checkpoint: Checkpoint) -> None:
    path = checkpoint_folder() / f"{checkpoint.day.isoformat()}.json"
    spare = path.with_suffix(f".{os.getpid()}")
    spare.write_bytes(canonical_json(as_published(checkpoint)) + b"\n")
    spare.replace(path)
