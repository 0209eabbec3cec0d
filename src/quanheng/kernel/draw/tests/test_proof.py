"""The ledger's word for a draw: what it must hold, and what it gives away."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from quanheng.kernel import draw
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.kernel.draw import Entry
from quanheng.kernel.draw.tests import cases

FULL = cases.vector("15-ledger-proof")
ENTRIES, CHECKPOINT = draw.parse_proof(FULL["ledger-proof.json"])
Facts = Mapping[str, Any]


def chained(acts: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a proof of a rewritten history, hashed anew without a fault."""
    entries: list[Entry] = []
    prev = "0" * 64
    for act in acts:
        body = canonical_json(dict(act)).decode()
        entries.append(Entry(act["seq"], prev, sha256_hex(f"{prev}|{body}"), body))
        prev = entries[-1].hash
    return draw.proof_bytes(entries)


def contents() -> list[dict[str, Any]]:
    return [dict(entry.content) for entry in ENTRIES]


def without_commitment(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return acts[1:]


def committed_late(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acts[0], acts[1] = acts[1] | {"seq": 57}, acts[0] | {"seq": 58}
    return acts


def committed_to_another_plan(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acts[0]["facts"] = {"commitment": "0" * 64}
    return acts


def committed_after_the_lottery(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acts[0]["at"] = "2021-03-05T21:15:00+08:00"
    return acts


def another_reason_recorded(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acts[3]["facts"] = {"files": {"substitutions.csv": "0" * 64}}
    return acts


def a_file_that_is_not_there(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acts[3]["facts"]["files"]["photo.jpg"] = "0" * 64
    return acts


REWRITTEN: dict[str, tuple[Callable[[list[dict[str, Any]]], list[dict[str, Any]]], str]] = {
    "the commitment is missing": (without_commitment, "承诺"),
    "a value was revealed early": (committed_late, "draw_value_revealed）先于"),
    "another plan was committed": (committed_to_another_plan, "承诺"),
    "the lottery was known": (committed_after_the_lottery, "中国福利彩票双色球"),
    "the reason was rewritten": (another_reason_recorded, "substitutions.csv"),
    "a recorded file is missing": (a_file_that_is_not_there, "photo.jpg"),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_history_that_does_not_bear_the_bundle_out_is_named(name: str) -> None:
    change, says = REWRITTEN[name]
    bundle = {**FULL, "ledger-proof.json": chained(change(contents()))}
    assert says in "；".join(cases.by_kernel(bundle))
    assert says in "；".join(cases.by_script(bundle))


@pytest.mark.skipif(not cases.NODE, reason="Node is not installed")
def test_the_browser_names_the_same_faults_of_a_history(tmp_path: Path) -> None:
    bundles = [{**FULL, "ledger-proof.json": chained(change(contents()))} for change, _ in REWRITTEN.values()]
    for report, (_, says) in zip(cases.by_browser(bundles, tmp_path), REWRITTEN.values(), strict=True):
        assert says in "；".join(check["sentence"] for check in report["checks"] if not check["ok"])


def test_a_rewritten_history_that_bears_the_bundle_out_is_accepted() -> None:
    bundle = {**FULL, "ledger-proof.json": chained(contents())}
    assert cases.by_kernel(bundle) == []
    assert cases.by_script(bundle) == []


def tampered(change: Callable[[list[Entry]], list[Entry]], checkpoint: Any = CHECKPOINT) -> dict[str, bytes]:
    return {**FULL, "ledger-proof.json": draw.proof_bytes(change(list(ENTRIES)), checkpoint)}


def relinked(entry: Entry) -> Entry:
    return entry._replace(prev="0" * 64, hash=sha256_hex(f"{'0' * 64}|{entry.body}"))


BROKEN: dict[str, tuple[dict[str, bytes], str]] = {
    "a body edited": (
        tampered(lambda e: [e[0]._replace(body=e[0].body.replace("2021", "2020")), *e[1:]]),
        "57",
    ),
    "entries exchanged": (tampered(lambda e: [e[0], e[2], e[1], e[3]]), "之后|断链"),
    "a link cut": (tampered(lambda e: [e[0], relinked(e[1]), *e[2:]]), "58|断链"),
    "another checkpoint": (tampered(list, CHECKPOINT | {"hash": "0" * 64} if CHECKPOINT else None), "检查点"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_chain_is_named(name: str) -> None:
    bundle, says = BROKEN[name]
    for said in (cases.by_kernel(bundle), cases.by_script(bundle)):
        assert any(word in "；".join(said) for word in says.split("|"))


def test_a_checkpoint_that_was_not_signed_is_named() -> None:
    assert CHECKPOINT
    for part in ("day", "public_key", "signature"):
        forged = CHECKPOINT | {part: CHECKPOINT[part][:-1] + ("0" if CHECKPOINT[part][-1] != "0" else "1")}
        assert any("签名" in said for said in cases.by_kernel(tampered(list, forged)))


def test_a_draw_without_a_ledger_says_so() -> None:
    proof = json.loads(draw.proof_bytes())
    assert proof == {"checkpoint": None, "entries": [], "format": "quanheng-ledger-proof/1"}
    said = [
        check.sentence for check in draw.verify(cases.bundle()).checks if check.name == "ledger-proof.json"
    ]
    assert "没有台账" in said[0]
