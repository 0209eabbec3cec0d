"""A backup restores to the same digests, and a damaged one restores nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

WRITE = """
from datetime import date
from quanheng.config import commands; commands.django()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from quanheng.platform.ledger import services as ledger
from quanheng.platform.documents import files
from quanheng.platform.people.actors import Actor
for n in range(5): ledger.record("noted", on=f"test:{n}", by=Actor.system("test"), today=date(2021, 3, 5))
ledger.sign_checkpoint(day=date(2021, 3, 5)); files.write(b"a photo")
"""


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "QUANHENG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "quanheng.config.settings"}


def quanheng(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quanheng.config.cli", *words]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-c", WRITE], env=environment(home), check=True)
    target = tmp_path_factory.mktemp("archive") / "county.tar.gz"
    done = quanheng(home, "backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_a_backup_restores_to_a_ledger_that_verifies(archive, tmp_path):
    done = quanheng(tmp_path / "new", "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert "共 5 笔" in done.stdout.replace("\n", "")
    assert quanheng(tmp_path / "new", "ledger", "verify").returncode == 0


def test_restoring_over_data_is_refused(archive, tmp_path):
    assert quanheng(tmp_path / "new", "restore", str(archive)).returncode == 0
    done = quanheng(tmp_path / "new", "restore", str(archive))
    assert done.returncode == 1
    assert "已有台账" in done.stderr.replace("\n", "")


def test_a_changed_member_restores_nothing(archive, tmp_path):
    inside = tmp_path / "inside"
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        tar.extractall(inside, filter="data")
    photo = next(p for p in (inside / "documents").rglob("*") if p.is_file())
    photo.write_bytes(b"b photo")
    with tarfile.open(tmp_path / "forged.tar.gz", "w:gz") as tar:
        for name in names:
            tar.add(inside / name, arcname=name)
    done = quanheng(tmp_path / "new", "restore", str(tmp_path / "forged.tar.gz"))
    assert done.returncode == 1
    assert "与清单摘要不符" in done.stderr.replace("\n", "")
    assert not (tmp_path / "new" / "documents").exists()


def test_the_archive_is_readable_by_its_owner_alone(archive):
    assert archive.stat().st_mode & 0o077 == 0
