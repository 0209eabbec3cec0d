"""The published vectors: recomputed from the definition, accepted by all verifiers, written by the tool."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quanheng.kernel import draw
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.draw.tests import cases, naive
from quanheng.kernel.refusal import Refused

NAMES = sorted(path.parent.name for path in cases.VECTORS.glob("*/vector.json"))


def vector(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((cases.VECTORS / name / "vector.json").read_bytes())
    return told


def test_there_are_enough_vectors_of_both_kinds() -> None:
    assert len(cases.sound_vectors()) >= 12
    assert set(NAMES) > set(cases.sound_vectors())


@pytest.mark.parametrize("name", NAMES)
def test_a_vector_tells_the_hashes_of_the_definition(name: str) -> None:
    told = vector(name)
    plan = (cases.VECTORS / name / "plan.json").read_text(encoding="utf-8")
    assert told["commitment"] == naive.h(f"quanheng-draw/1|{naive.h(plan)}")
    assert told["seed"] == naive.h("|".join([told["commitment"], *told["values"].values()]))
    assert all(key == naive.h(f"{told['seed']}|object|{code}") for code, key in told["keys"].items())
    for step in told["weighed"]:
        for one in step["eligible"]:
            assert one["hash"] == naive.h(f"{told['seed']}|inspector|{step['code']}|{one['id']}")


@pytest.mark.parametrize("name", cases.sound_vectors())
def test_the_kernel_draws_what_the_vector_tells(name: str) -> None:
    told, files = vector(name), cases.vector(name)
    result = draw.run(files, told["values"])
    assert (result.commitment, result.seed) == (told["commitment"], told["seed"])
    assert [one.code for one in result.selection.drawn] == told["drawn"]
    assert dict(result.selection.substitutes) == told["substitutes"]
    assert [list(team.team) for team in result.staffing.teams] == [step["team"] for step in told["weighed"]]
    assert result.result_csv() == files["result.csv"]
    assert sha256_hex(files["result.csv"]) == told["result.csv"]


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(cases.sound_vectors())))
def test_a_vector_that_cannot_be_drawn_is_refused_as_it_tells(name: str) -> None:
    told = vector(name)
    with pytest.raises(Refused) as caught:
        draw.run(draw.read_bundle(cases.VECTORS / name), told["values"])
    assert type(caught.value).__name__ == told["refused"]["by"]
    assert told["refused"]["code"] in caught.value.says


@pytest.mark.parametrize("name", cases.sound_vectors())
def test_both_python_verifiers_accept_a_vector(name: str) -> None:
    assert cases.by_kernel(cases.vector(name)) == []
    assert cases.by_script(cases.vector(name)) == []


@pytest.mark.skipif(not cases.NODE, reason="Node is not installed")
def test_the_browser_accepts_all_vectors(tmp_path: Path) -> None:
    reports = cases.by_browser([cases.vector(name) for name in cases.sound_vectors()], tmp_path)
    refused = [[check["sentence"] for check in one["checks"] if not check["ok"]] for one in reports]
    assert refused == [[] for _ in cases.sound_vectors()]


def test_the_vectors_lie_as_the_tool_writes_them(tmp_path: Path) -> None:
    tool = cases.ROOT / "tools" / "make_draw_vectors.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True)
    written = {
        path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    lying = {
        path.relative_to(cases.VECTORS): path.read_bytes()
        for path in cases.VECTORS.rglob("*")
        if path.is_file()
    }
    assert written == lying
