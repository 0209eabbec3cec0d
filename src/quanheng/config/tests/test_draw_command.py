"""``quanheng draw run`` and ``verify``: a draw in a minute, on plain files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quanheng.config.commands import draw
from quanheng.kernel.refusal import Refused

ROSTER = "统一社会信用代码,信用风险分类\n" + "".join(f"91500{n:03d},{'AB'[n % 2]}\n" for n in range(100))
INSPECTORS = "编号,单位,专业,上限\n" + "".join(f"i{n},局,食品,\n" for n in range(6))
SEEDS = ["--seed", "见证人=a-value-of-the-witness", "--seed", "彩票=ssq-2021025-03-11-17"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="gbk")
    (tmp_path / "inspectors.csv").write_text(INSPECTORS, encoding="utf-8-sig")
    (tmp_path / "recusals.csv").write_text(
        "代码,编号\n".replace("代码", "code") + "91500001,i0\n", encoding="utf-8"
    )
    return tmp_path


def run(folder: Path, *options: str, out: str = "out") -> Result:
    command = ["run", "--roster", str(folder / "roster.csv"), "--inspectors", str(folder / "inspectors.csv")]
    return CliRunner().invoke(draw.app, [*command, "--out", str(folder / out), *options])


def test_a_draw_on_plain_files_is_verified_by_command_and_script(folder: Path) -> None:
    recusals = str(folder / "recusals.csv")
    done = run(
        folder, *SEEDS, "--quota", "A=10%", "--quota", "B=3", "--team", "2", "--recusals", recusals, "--json"
    )
    assert done.exit_code == 0, done.output
    summary = json.loads(done.output)
    assert (summary["roster"], summary["drawn"], summary["strata"]) == (100, 8, {"A": 5, "B": 3})
    assert CliRunner().invoke(draw.app, ["verify", str(folder / "out")]).exit_code == 0
    script = [sys.executable, "-I", str(folder / "out" / "verify.py"), str(folder / "out")]
    assert subprocess.run(script, capture_output=True).returncode == 0


def test_the_same_command_gives_the_same_bytes_and_may_be_repeated(folder: Path) -> None:
    assert run(folder, *SEEDS, "--quota", "A=2").exit_code == 0
    before = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert run(folder, *SEEDS, "--quota", "A=2").exit_code == 0
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == before
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_another_draw_does_not_overwrite_a_bundle(folder: Path) -> None:
    assert run(folder, *SEEDS, "--quota", "A=2").exit_code == 0
    refused = run(folder, *SEEDS, "--quota", "A=3")
    assert isinstance(refused.exception, draw.FolderTaken)


def test_the_shown_result_says_how_many_and_where(folder: Path) -> None:
    shown = run(folder, *SEEDS, "--quota", "A=30%", "--quota", "Z=5%").output
    assert "抽中 15 户" in shown
    assert "名单中没有“Z”层的企业" in shown


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--quota", "A=51", *SEEDS], "“A”层要抽 51 户"),
        (["--quota", "A=2", *SEEDS[:2]], "两个来源"),
        (["--quota", "A=2", "--seed", "a=short", *SEEDS], "16 至 128"),
        (["--quota", "A=2", *SEEDS, *SEEDS], "写了两次"),
        (["--quota", "A", *SEEDS], "看不明白"),
        (["--quota", "A=2", *SEEDS, "--team", "7"], "无法组队"),
        (["--quota", "A=2", *SEEDS, "--qualification", "药品"], "具备资质 0 人"),
        (["--quota", "A=2", *SEEDS, "--organ", "别处"], "别处 需派 2 人"),
        (["--quota", "A=2", *SEEDS, "--serial", "7"], "编号"),
    ],
)
def test_a_draw_that_cannot_be_made_is_refused_in_a_sentence(
    folder: Path, options: list[str], says: str
) -> None:
    refused = run(folder, *options)
    assert isinstance(refused.exception, Refused)
    assert says in refused.exception.says
    assert not (folder / "out").exists()


def test_inspectors_of_several_organs_need_their_order_named(folder: Path) -> None:
    (folder / "inspectors.csv").write_text("id,organ\na,x\nb,y\n", encoding="utf-8")
    refused = run(folder, *SEEDS, "--quota", "A=1", "--team", "1")
    assert isinstance(refused.exception, Refused)
    assert "--organ" in refused.exception.instead
    done = run(folder, *SEEDS, "--quota", "A=1", "--team", "1", "--organ", "y", "--organ", "x")
    assert done.exit_code == 0
    lines = (folder / "out" / "result.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[4:] for line in lines] == [["y", "b"], ["x", "a"]]


def test_a_changed_bundle_is_found_with_a_sentence_and_exit_code_one(folder: Path) -> None:
    run(folder, *SEEDS, "--quota", "A=2")
    path = folder / "out" / "roster.csv"
    path.write_bytes(path.read_bytes().replace(b"91500000,A", b"91500000,B"))
    found = CliRunner().invoke(draw.app, ["verify", str(folder / "out")])
    assert found.exit_code == 1
    assert "roster.csv 不是计划所列的文件" in found.output
    told = json.loads(CliRunner().invoke(draw.app, ["verify", str(folder / "out"), "--json"]).output)
    assert told["agrees"] is False


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    missing = CliRunner().invoke(draw.app, ["verify", str(tmp_path / "nowhere")])
    assert isinstance(missing.exception, Refused)


def test_the_draw_starts_without_django() -> None:
    code = "import sys, quanheng.config.commands.draw; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
