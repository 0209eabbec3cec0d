"""Kill -9 in the middle of an import: nothing is lost, nothing is half done, and it goes on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quanheng.kernel.identifiers import uscc

pytestmark = pytest.mark.slow
ROWS = 45_000


def run(home: Path, *words: str, **given) -> subprocess.CompletedProcess:
    return subprocess.run(command(*words), env=environment(home), check=True, capture_output=True, **given)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "quanheng.config.cli", *words]


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, "QUANHENG_HOME": str(home)}


def roster(path: Path) -> Path:
    lines = ["名称,统一社会信用代码,住所,经营范围"]
    for number in range(ROWS):
        code = uscc.make("91", "500242", f"MA{number:06d}")
        code = code[:17] + "!" if number % 997 == 0 else code
        lines.append(
            f"第{number}号商店,{code},酉阳县龙潭镇老街{number}号,百货零售、农副产品收购与销售、餐饮服务"
        )
    path.write_text("\n".join([*lines, lines[7], ""]), encoding="utf-8")
    return path


def prepared(home: Path) -> Path:
    home.mkdir()
    subprocess.run(
        [sys.executable, "-m", "quanheng.config.manage", "migrate", "-v0"], env=environment(home), check=True
    )
    return home


def contents(home: Path) -> list[tuple]:
    with sqlite3.connect(home / "quanheng.sqlite3") as connection:
        columns = "id, code, name, area_code, flags, row_digest"
        return connection.execute(f"SELECT {columns} FROM registration_business ORDER BY id").fetchall()


def position(home: Path) -> int:
    with sqlite3.connect(home / "quanheng.sqlite3") as connection:
        return (connection.execute("SELECT max(position) FROM tables_importrun").fetchone() or [0])[0] or 0


def found(home: Path, text: str) -> int:
    with sqlite3.connect(home / "quanheng.sqlite3") as connection:
        sql = "SELECT count(*) FROM registration_business_search WHERE registration_business_search MATCH ?"
        return connection.execute(sql, [f'"{text}"']).fetchone()[0]


def test_a_killed_import_ends_exactly_like_one_that_was_not(tmp_path):
    file = roster(tmp_path / "roster.csv")
    whole, cut = prepared(tmp_path / "whole"), prepared(tmp_path / "cut")
    run(whole, "import", "businesses", str(file), "--report", str(tmp_path / "whole.csv"))
    words = ("import", "businesses", str(file))
    with subprocess.Popen(command(*words), env=environment(cut), stderr=subprocess.DEVNULL) as process:
        for _ in range(3000):
            if process.poll() is not None or position(cut) >= 10_000:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    done = position(cut)
    assert 0 < done < ROWS, "the import must be killed in the middle for this test to say anything"
    assert len(contents(cut)) < ROWS
    resumed = run(cut, *words, "--json", "--report", str(tmp_path / "cut.csv"))
    answer = json.loads(resumed.stdout)
    assert (answer["run"], answer["state"], answer["rows"]) == (1, "done", ROWS + 1)
    assert contents(cut) == contents(whole)
    assert (tmp_path / "cut.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert found(cut, "商店") == found(whole, "商店") == len(contents(cut))
    assert b"\xe5\xae\x8c\xe6\x95\xb4" in run(cut, "ledger", "verify").stdout
    again = json.loads(run(cut, *words, "--json").stdout)
    assert (again["accepted"], again["flagged"]) == (0, 0)
    assert again["unchanged"] == len(contents(cut)) + 1
