"""The least draws for tests, and the three verifiers behind one call each."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from quanheng.kernel import draw
from quanheng.kernel.draw import Count, Inspector, Plan, Quota, Ratio, Witness, witness_digest

ROOT = Path(__file__).resolve().parents[5]
VECTORS = ROOT / "docs" / "reference" / "draw-vectors"
SHARED = ROOT.parent / "shared"
VERIFIER = Path(draw.__file__).parent / "bundled" / "verify.py"
VERIFY_JS = ROOT / "src" / "quanheng" / "platform" / "web" / "static" / "quanheng" / "verify.js"
NODE = shutil.which("node")
VALUES = {"见证人甲": "value-of-the-first-witness", "见证人乙": "value-of-the-second-witness"}
SEED = "5eed" * 16


def codes(count: int) -> list[str]:
    """Return plain codes in byte order."""
    return [f"91{number:06d}" for number in range(count)]


def inspectors(count: int, organ: str = "o", cap: int = 99, quals: str = "") -> list[Inspector]:
    """Return inspectors of one organ."""
    held = frozenset(quals.split())
    return [Inspector(f"{organ}{number:02d}", organ, held, cap) for number in range(count)]


def inputs(
    roster: Mapping[str, str] | None = None,
    quota: Mapping[str, Quota] | None = None,
    people: Sequence[Inspector] | None = None,
    recusals: Sequence[tuple[str, str]] = (),
    **plan: Any,
) -> dict[str, bytes]:
    """Return `plan.json` and the three lists of a small draw."""
    strata = {code: "AB"[at % 2] for at, code in enumerate(codes(20))}
    files = {
        "roster.csv": draw.roster_bytes(strata if roster is None else roster),
        "inspectors.csv": draw.inspectors_bytes(inspectors(4) if people is None else people),
        "recusals.csv": draw.recusals_bytes(recusals),
    }
    facts: dict[str, Any] = {
        "item": "检查", "organ": "o", "organs": ("o",), "serial": "2021-0001", "team_size": 2,
        "quota": quota or {"A": Count(3), "B": Ratio("0.2")}, "files": draw.digests(files),
        "sources": tuple(Witness(name, witness_digest(value)) for name, value in VALUES.items()),
    }  # fmt: skip
    return files | {"plan.json": Plan(**facts | plan).to_bytes()}


def bundle(files: Mapping[str, bytes] | None = None, **more: Any) -> dict[str, bytes]:
    """Return the bundle of a small draw."""
    given = files or inputs(**more)
    return draw.build_bundle(given, draw.run(given, VALUES))


def vector(name: str) -> dict[str, bytes]:
    """Return the bundle of a published vector."""
    return draw.read_bundle(VECTORS / name)


def sound_vectors() -> list[str]:
    """Return the names of the vectors that a verifier accepts."""
    return sorted(path.parent.name for path in VECTORS.glob("*/result.csv"))


def by_kernel(files: Mapping[str, bytes]) -> list[str]:
    """Return what the kernel's verifier says against a bundle."""
    return draw.verify(files).faults


def by_script(files: Mapping[str, bytes]) -> list[str]:
    """Return what `verify.py`, as it lies in the repository, says against a bundle."""
    found: list[str] = _script()(dict(files))
    return found


@cache
def _script() -> Callable[[dict[str, bytes]], list[str]]:
    spec = importlib.util.spec_from_file_location("bundled_verify", VERIFIER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    verify: Callable[[dict[str, bytes]], list[str]] = module.verify
    return verify


def by_process(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `python DIR/verify.py DIR` as a stranger would, without site packages."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"})


def by_browser(bundles: Sequence[Mapping[str, bytes]], tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    """Return what `verify.js` reports on each bundle, run under Node in one process."""
    assert NODE
    shutil.copy(VERIFY_JS, tmp_path / "verify.mjs")
    shutil.copy(Path(__file__).parent / "verify_bundles.mjs", tmp_path)
    folders = []
    for number, files in enumerate(bundles):
        folders.append(write(files, tmp_path / f"bundle{number}"))
    (tmp_path / "folders.json").write_text(json.dumps([str(folder) for folder in folders]))
    done = subprocess.run(
        [NODE, str(tmp_path / "verify_bundles.mjs"), str(tmp_path / "folders.json"), *options],
        capture_output=True, text=True, encoding="utf-8", env=dict(os.environ), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    reports: list[dict[str, Any]] = json.loads(done.stdout)
    return reports


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files into a folder of their own."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
