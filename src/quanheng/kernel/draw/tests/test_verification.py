"""What a bundle must survive: every change is caught by all three verifiers, in a sentence that names it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quanheng.kernel import draw
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.draw.tests import cases
from quanheng.kernel.draw.tests.tampering import TAMPERINGS

needs_node = pytest.mark.skipif(not cases.NODE, reason="Node is not installed")
SOUND = cases.bundle()


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_caught_by_the_platform(name: str) -> None:
    change, names = TAMPERINGS[name]
    assert names in "；".join(cases.by_kernel(change(SOUND)))


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_caught_by_the_script(name: str) -> None:
    change, names = TAMPERINGS[name]
    assert names in "；".join(cases.by_script(change(SOUND)))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, Any]]:
    bundles = [change(SOUND) for change, _ in TAMPERINGS.values()]
    reports = cases.by_browser([SOUND, *bundles], tmp_path_factory.mktemp("browser"))
    return dict(zip(["sound", *TAMPERINGS], reports, strict=True))


@needs_node
@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_caught_by_the_browser(browser: Mapping[str, dict[str, Any]], name: str) -> None:
    report = browser[name]
    said = "；".join(check["sentence"] for check in report["checks"] if not check["ok"])
    assert TAMPERINGS[name][1] in said
    assert report["agrees"] is False


@needs_node
def test_a_page_without_https_recomputes_the_same_and_says_what_it_cannot(tmp_path: Path) -> None:
    change, _ = TAMPERINGS["a business added"]
    full, changed = cases.by_browser([FULL, change(SOUND)], tmp_path, "--plain")
    assert full["agrees"] is True
    assert changed["agrees"] is False
    assert any("不能核对检查点的签名" in check["sentence"] for check in full["checks"])


@needs_node
def test_the_browser_asks_what_the_platform_asks_and_says_it_in_two_languages(
    browser: Mapping[str, dict[str, Any]],
) -> None:
    report = browser["sound"]
    assert report["agrees"] is True
    assert [check["name"] for check in report["checks"]] == [
        check.name for check in draw.verify(SOUND).checks
    ]
    assert all(check["sentence"].isascii() for check in report["english"])


def test_a_sound_bundle_is_agreed_upon() -> None:
    assert cases.by_kernel(SOUND) == []
    assert cases.by_script(SOUND) == []


def test_an_inspector_swapped_is_named_with_the_business() -> None:
    change, _ = TAMPERINGS["an inspector swapped"]
    code = SOUND["result.csv"].decode().splitlines()[1].split(",")[1]
    assert any(code in said and "检查组应为" in said for said in cases.by_kernel(change(SOUND)))
    assert any(code in said for said in cases.by_script(change(SOUND)))


def test_a_business_left_out_is_named() -> None:
    change, _ = TAMPERINGS["a drawn business left out"]
    code = SOUND["result.csv"].decode().splitlines()[1].split(",")[1]
    assert f"企业 {code} 应当抽中（第 1 位），result.csv 中没有" in cases.by_kernel(change(SOUND))


def flipped(files: Mapping[str, bytes], name: str, at: int) -> dict[str, bytes]:
    content = bytearray(files[name])
    content[at] ^= 1
    return {**files, name: bytes(content)}


FULL = cases.vector("15-ledger-proof")
PLACES = [(name, at) for name in draw.NAMES for at in range(0, len(FULL[name]), 17)]
CHECKPOINT = range(FULL["ledger-proof.json"].index(b'"entries"'))


def test_any_changed_byte_is_caught_by_the_platform() -> None:
    missed = [place for place in PLACES if not cases.by_kernel(flipped(FULL, *place))]
    assert missed == []


def test_any_changed_byte_is_caught_by_the_script_but_for_the_checkpoints_signature() -> None:
    """The standard library has no Ed25519: docs/reference/draw.md says who checks the signature."""
    missed = [place for place in PLACES if not cases.by_script(flipped(FULL, *place))]
    assert [at for name, at in missed if name != "ledger-proof.json" or at not in CHECKPOINT] == []


@needs_node
def test_any_changed_byte_is_caught_by_the_browser(tmp_path: Path) -> None:
    places = [place for number, place in enumerate(PLACES) if number % 5 == 0]
    reports = cases.by_browser([flipped(FULL, *place) for place in places], tmp_path)
    assert [place for place, report in zip(places, reports, strict=True) if report["agrees"]] == []


def test_a_stranger_verifies_with_the_standard_library_alone(tmp_path: Path) -> None:
    done = cases.by_process(cases.write(SOUND, tmp_path / "bundle"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "一致" in done.stdout
    assert "agrees" in done.stdout


def test_a_console_that_knows_no_chinese_does_not_turn_agreement_into_failure(tmp_path: Path) -> None:
    folder = cases.write(SOUND, tmp_path / "bundle")
    command = [sys.executable, str(folder / "verify.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"(the bundle agrees)" in done.stdout


def test_the_script_exits_with_one_and_a_sentence(tmp_path: Path) -> None:
    change, _ = TAMPERINGS["an inspector swapped"]
    done = cases.by_process(cases.write(change(SOUND), tmp_path / "bundle"))
    assert (done.returncode, done.stderr) == (1, "")
    assert "result.csv" in done.stdout


@pytest.mark.parametrize(
    "rubbish", [b"", b"[]", b"null", b"{}", b"[" * 100_000, b"\x00", b'{"a":1e999}', b"12"]
)
def test_rubbish_in_any_file_is_a_sentence_and_no_crash(rubbish: bytes) -> None:
    for name in draw.NAMES:
        spoilt = {**SOUND, name: rubbish}
        assert cases.by_kernel(spoilt)
        assert cases.by_script(spoilt)


def test_verify_py_is_short_and_needs_nothing_but_the_standard_library() -> None:
    text = cases.VERIFIER.read_text(encoding="utf-8")
    imported = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert len(text.splitlines()) < 150
    assert imported <= sys.stdlib_module_names


def test_every_bundle_carries_the_verifier_that_the_tests_run() -> None:
    assert SOUND["verify.py"] == cases.VERIFIER.read_bytes()


def test_the_browser_knows_the_digest_of_the_verifier() -> None:
    digest = sha256_hex(cases.VERIFIER.read_bytes())
    assert f'"{digest}"' in cases.VERIFY_JS.read_text(encoding="utf-8")


def test_an_old_python_can_read_the_verifier() -> None:
    compiled = subprocess.run(
        [sys.executable, "-c", "import ast,sys;ast.parse(sys.stdin.read(),feature_version=(3,8))"],
        input=cases.VERIFIER.read_text(encoding="utf-8"), text=True, encoding="utf-8",
    )  # fmt: skip
    assert compiled.returncode == 0


def test_a_folder_is_verified_like_its_files(tmp_path: Path) -> None:
    folder = cases.write(SOUND, tmp_path / "bundle")
    (folder / "notes.txt").write_text("not part of the bundle")
    assert draw.verify(folder).agrees
    assert json.loads((folder / "plan.json").read_bytes())["format"] == "quanheng-draw/1"
