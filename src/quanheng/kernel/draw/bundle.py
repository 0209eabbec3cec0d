"""The bundle 抽取包: nine files from which anybody can recompute a draw.

`plan.json, roster.csv, inspectors.csv, recusals.csv, seeds.json, result.csv, substitutions.csv,
ledger-proof.json, verify.py` (DESIGN section 5, step 7). `verify.py` is the text in `bundled/`, byte for
byte, the same for every bundle of this format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from quanheng.kernel.draw.plan import INPUTS
from quanheng.kernel.draw.proof import proof_bytes
from quanheng.kernel.draw.result import DrawResult
from quanheng.kernel.draw.substitutions import Substitution, substitutions_bytes

NAMES = (
    "plan.json",
    "roster.csv",
    "inspectors.csv",
    "recusals.csv",
    "seeds.json",
    "result.csv",
    "substitutions.csv",
    "ledger-proof.json",
    "verify.py",
)


@cache
def verifier_bytes() -> bytes:
    """Return `verify.py` as every bundle carries it."""
    return (Path(__file__).parent / "bundled" / "verify.py").read_bytes()


def build_bundle(
    files: Mapping[str, bytes],
    result: DrawResult,
    *,
    substitutions: Iterable[Substitution] = (),
    ledger_proof: bytes = b"",
) -> dict[str, bytes]:
    """Return the nine files of the bundle by name.

    `files` holds `plan.json` and the three lists that `result` was drawn from; `ledger_proof` comes from
    `proof_bytes`, and is empty for a draw that no ledger saw.
    """
    made = {
        "seeds.json": result.seeds_json(),
        "result.csv": result.result_csv(),
        "substitutions.csv": substitutions_bytes(substitutions),
        "ledger-proof.json": ledger_proof or proof_bytes(),
        "verify.py": verifier_bytes(),
    }
    given = {name: files[name] for name in ("plan.json", *INPUTS)}
    return {name: (made | given)[name] for name in NAMES}


def read_bundle(folder: Path) -> dict[str, bytes]:
    """Return the bundle's files that lie in a folder; others there are left alone."""
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).is_file()}
