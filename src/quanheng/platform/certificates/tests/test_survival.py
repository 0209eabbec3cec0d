"""Kill -9 between decision and licence: no accepted act is lost, no half act is left, the file follows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quanheng.platform.documents import fonts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here"),
]


class Installation:
    """An installation of its own on disk, worked on by processes of its own."""

    def __init__(self, home: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")}
        self.environment = kept | {"QUANHENG_HOME": str(home)}
        words = [sys.executable, "-m", "quanheng.config.manage", "migrate", "-v0"]
        subprocess.run(words, env=self.environment, check=True)

    def run(self, errand: str) -> tuple[int, str]:
        words = [sys.executable, "-m", "quanheng.platform.certificates.tests.survivor", errand]
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout.strip()


def test_a_licence_whose_worker_was_killed_gets_its_file_from_the_next_one(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    assert installation.run("issue_and_die_before_the_file")[0] == -signal.SIGKILL
    assert installation.run("issue_and_die_inside")[0] == -signal.SIGKILL
    assert installation.run("look") == (0, "1 0 0 True True"), "the act stands, the half act does not"
    assert installation.run("make_and_die")[0] == -signal.SIGKILL
    assert installation.run("look") == (0, "1 0 0 True True")
    assert installation.run("finish") == (0, "1")
    assert installation.run("finish") == (0, "0")
    assert installation.run("look") == (0, "1 1 1 True True")
