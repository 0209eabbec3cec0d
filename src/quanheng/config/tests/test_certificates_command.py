"""The operator's commands about certificates: what waits, what is published, a change of keys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quanheng.config.commands.certificates import app
from quanheng.kernel import clock
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents import fonts
from quanheng.platform.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: object) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]


def told(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    return done.exit_code, done.stdout


@pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here")
def test_what_waits_for_its_file_is_counted_and_made() -> None:
    make.issued(today=clock.today())
    code, said = told("status", "--json")
    assert (code, json.loads(said)["files_waiting"]) == (1, 1)
    code, said = told("finish")
    assert code == 0
    assert "制作了 1 份" in said
    assert told("status")[0] == 0
    assert Certificate.objects.get().pdf is not None


def test_a_change_of_keys_is_asked_for_twice_and_on_record() -> None:
    assert told("rotate")[0] == 1, "nobody said yes"
    code, said = told("rotate", "--yes")
    assert code == 0
    assert "第 2 代密钥" in said
    assert Entry.objects.filter(act="certificate_keys_rotated").count() == 1
    assert len(json.loads(told("status", "--json")[1])["keys"]) == 2


def test_what_is_published_verifies_a_licence_without_the_platform(tmp_path: Path) -> None:
    row = make.issued(today=clock.today())
    folder = tmp_path / "published"
    assert told("publish", str(folder))[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "authority.pem",
        "keys.json",
        "list.json",
        "verify_licence.py",
    ]
    words = [sys.executable, "-I", "verify_licence.py", row.payload, "keys.json", "list.json"]
    done = subprocess.run(
        [*words, "--on", clock.today().isoformat()], cwd=folder, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout
