"""The ledger's word for a draw 台账证明: `ledger-proof.json`.

The ledger recorded the commitment before any value was revealed, and the digest of each file as it came
into being. The proof carries those entries with their hashes (`hash = h(prev + "|" + body)`) and, if one was
signed since, a daily checkpoint. A draw made without a ledger has an empty proof that says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.kernel.draw.form import DIGEST, BadPlan, canonical_value
from quanheng.kernel.draw.plan import PublicOutcome, Source

FORMAT = "quanheng-ledger-proof/1"
CHECKPOINT_FORMAT = "quanheng-checkpoint/1"
COMMITTED = "draw_committed"
AFTER_COMMITMENT = frozenset(
    {"draw_value_revealed", "draw_outcome_entered", "draw_outcome_confirmed", "draw_run", "draw_substituted"}
)
"""Acts that may only stand in the ledger after `draw_committed`."""


class Entry(NamedTuple):
    """One ledger entry as a proof shows it: its number, its predecessor's hash, its hash, its body (JSON)."""

    seq: int
    prev: str
    hash: str
    body: str

    @property
    def content(self) -> dict[str, Any]:
        """The body as a value."""
        value: dict[str, Any] = json.loads(self.body)
        return value


def proof_bytes(entries: Iterable[Entry] = (), checkpoint: Mapping[str, object] | None = None) -> bytes:
    """Return `ledger-proof.json`; without arguments the proof of a draw that no ledger saw.

    `checkpoint` is a checkpoint as the ledger publishes it: day, format, hash, public_key, seq, signature.
    """
    listed = [{"body": e.body, "hash": e.hash, "prev": e.prev, "seq": e.seq} for e in entries]
    shown = dict(checkpoint) if checkpoint else None
    return canonical_json({"checkpoint": shown, "entries": listed, "format": FORMAT})


def parse_proof(content: bytes) -> tuple[list[Entry], dict[str, Any] | None]:
    """Return the entries and the checkpoint of `ledger-proof.json`. Raises `BadPlan` for any other form."""
    value = canonical_value(content, "ledger-proof.json")
    if not isinstance(value, dict) or sorted(value) != ["checkpoint", "entries", "format"]:
        raise BadPlan("ledger-proof.json 应当恰好有 checkpoint、entries、format")
    if value["format"] != FORMAT or not isinstance(value["entries"], list):
        raise BadPlan(f"ledger-proof.json 的 format 应当是“{FORMAT}”，entries 应当是列表")
    return [_entry(entry) for entry in value["entries"]], _checkpoint(value["checkpoint"])


def _entry(value: object) -> Entry:
    if isinstance(value, dict) and sorted(value) == ["body", "hash", "prev", "seq"]:
        entry = Entry(value["seq"], value["prev"], value["hash"], value["body"])
        if type(entry.seq) is int and _digest(entry.prev) and _digest(entry.hash) and _body(entry):
            return entry
    raise BadPlan(
        "ledger-proof.json 有一条台账格式不对：应当有 seq、prev、hash、body，body 写明 act、facts、seq"
    )


def _body(entry: Entry) -> bool:
    try:
        body = json.loads(entry.body)
    except (TypeError, ValueError, RecursionError):
        return False
    named = isinstance(body, dict) and isinstance(body.get("act"), str)
    return named and isinstance(body.get("facts"), dict) and body.get("seq") == entry.seq


def _checkpoint(value: object) -> dict[str, Any] | None:
    if value is None:
        return None
    names = ["day", "format", "hash", "public_key", "seq", "signature"]
    if isinstance(value, dict) and sorted(value) == names and value["format"] == CHECKPOINT_FORMAT:
        return value
    raise BadPlan(f"ledger-proof.json 的检查点应当恰好有 {'、'.join(names)}")


def _digest(text: object) -> bool:
    return isinstance(text, str) and bool(DIGEST.fullmatch(text))


def faults(
    entries: list[Entry],
    checkpoint: dict[str, Any] | None,
    commitment: str,
    sources: Iterable[Source],
    digests: Mapping[str, str],
) -> Iterator[str]:
    """Yield a sentence for each point where the ledger does not bear the bundle out.

    `entries` and `checkpoint` come from `parse_proof`; `digests` are those of the bundle's files by name.
    """
    yield from _chain_faults(entries)
    yield from _commitment_faults(entries, commitment, sources)
    yield from _file_faults(entries, digests)
    if checkpoint:
        yield from _checkpoint_faults(entries, checkpoint)


def _chain_faults(entries: list[Entry]) -> Iterator[str]:
    last: Entry | None = None
    for entry in entries:
        if sha256_hex(f"{entry.prev}|{entry.body}") != entry.hash:
            yield f"台账第 {entry.seq} 条的内容与其哈希不符"
        if last and entry.seq <= last.seq:
            yield f"台账第 {entry.seq} 条没有排在第 {last.seq} 条之后"
        elif last and entry.seq == last.seq + 1 and entry.prev != last.hash:
            yield f"台账第 {entry.seq} 条没有接在第 {last.seq} 条的哈希上"
        last = entry


def _commitment_faults(entries: list[Entry], commitment: str, sources: Iterable[Source]) -> Iterator[str]:
    committed = [entry for entry in entries if entry.content["act"] == COMMITTED]
    recorded = [entry for entry in committed if entry.content["facts"].get("commitment") == commitment]
    if not recorded:
        yield f"台账没有记载本计划的承诺值 {commitment[:12]}…"
        return
    for entry in entries:
        if entry.content["act"] in AFTER_COMMITMENT and entry.seq <= recorded[0].seq:
            yield f"台账第 {entry.seq} 条（{entry.content['act']}）先于第 {recorded[0].seq} 条的承诺"
    at = _moment(recorded[0].content.get("at"))
    for source in sources:
        if at and isinstance(source, PublicOutcome) and datetime.fromisoformat(source.known_at) <= at:
            yield f"公开结果“{source.name}”在承诺记入台账之前已经揭晓"


def _file_faults(entries: list[Entry], digests: Mapping[str, str]) -> Iterator[str]:
    stated: dict[str, tuple[int, object]] = {}
    for entry in entries:
        files = entry.content["facts"].get("files")
        if isinstance(files, dict):
            stated |= {name: (entry.seq, digest) for name, digest in files.items()}
    for name, (seq, digest) in sorted(stated.items()):
        if digests.get(name) != digest:
            yield f"{name} 不是台账第 {seq} 条所记的文件"


def _checkpoint_faults(entries: list[Entry], checkpoint: dict[str, Any]) -> Iterator[str]:
    if not _signed(checkpoint):
        yield f"{checkpoint['day']} 检查点的签名不对"
    for entry in entries:
        if entry.seq == checkpoint["seq"] and entry.hash != checkpoint["hash"]:
            yield f"台账第 {entry.seq} 条与 {checkpoint['day']} 检查点不符"


def _signed(checkpoint: dict[str, Any]) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    covered = {name: checkpoint[name] for name in ("day", "format", "hash", "seq")}
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint["public_key"]))
        key.verify(bytes.fromhex(checkpoint["signature"]), canonical_json(covered))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
