"""The keys: made once however many workers begin together, readable by their owner alone, never lost."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quanheng.platform.certificates import authority
from quanheng.platform.certificates.tests.factories import DAY

STARTER = """
import django; django.setup()
from quanheng.platform.certificates.authority import authority, fingerprint
print(authority().current.public, fingerprint(authority().root), len(authority().generations))
"""


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: object) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]


def test_workers_that_start_together_end_with_the_same_keys(tmp_path: Path) -> None:
    environment = os.environ | {
        "QUANHENG_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "quanheng.config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
    }
    started = [
        subprocess.Popen([sys.executable, "-c", STARTER], env=environment, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    told = {one.communicate()[0] for one in started}
    assert len(told) == 1
    assert told.pop().split()[-1] == b"1"


def test_threads_that_start_together_end_with_the_same_keys() -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: authority.authority().current.public, range(16)))
    assert len(keys) == 1


def test_the_keys_are_readable_by_their_owner_alone_and_nothing_is_left_lying_about(tmp_path: Path) -> None:
    authority.authority()
    authority.rotate(today=DAY)
    folder = tmp_path / "keys" / "certificates"
    assert sorted(path.name for path in folder.iterdir()) == ["0001.pem", "0002.pem", "authority.pem"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_new_generation_signs_and_the_old_one_still_verifies() -> None:
    old = authority.authority().current
    signature = old.sign(b"said")
    new = authority.rotate(today=DAY)
    assert authority.authority().current.id == new.id != old.id
    assert authority.fits(b"said", signature, authority.authority().key(old.id) or "")
    assert not authority.fits(b"said", signature, new.public)
    assert authority.authority().key("00000000") is None


def test_every_signer_is_certified_by_the_one_root() -> None:
    authority.rotate(today=DAY)
    ours = authority.authority()
    for one in ours.generations:
        one.signer.verify_directly_issued_by(ours.root)


def test_another_worker_sees_a_rotation_without_being_told() -> None:
    before = authority.authority()
    authority._write_generation(authority._folder(), 2, DAY)  # as another process would
    assert authority.authority().current.number == 2
    assert before.current.number == 1


def test_keys_that_a_restore_has_put_in_place_are_read_anew(tmp_path: Path, settings: object) -> None:
    first = authority.authority().current.id
    settings.HOME = tmp_path / "other"  # type: ignore[attr-defined]
    assert authority.authority().current.id != first
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    assert authority.authority().current.id == first
