"""A release of open data: whole, signed, and checked by the standard library alone."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanheng.domains.publicity import jobs, queries, services
from quanheng.domains.publicity.bundled import verify
from quanheng.domains.publicity.services import opendata
from quanheng.domains.publicity.tests.factories import DAY, SYSTEM, notice
from quanheng.domains.registration.models import Business
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.ledger import keys
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, actor


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opendata, "releases_folder", lambda: tmp_path / "open-data")
    monkeypatch.setattr(queries.settings, "HOME", tmp_path)
    monkeypatch.setattr(jobs, "write_release", SimpleNamespace(enqueue=jobs.write_release.func))


def released(*names: str) -> Path:
    for number, name in enumerate(names or ("来福副食店",)):
        Business.objects.create(
            code=f"91500242MA5U{9 - number:06}", name=name, area_code=LONGTAN, contact_phone="13800000000"
        )
    notice()
    ledger.sign_checkpoint(day=DAY)
    return opendata.release(by=SYSTEM, today=DAY)


def faults(folder: Path, older: Path | None = None) -> list[str]:
    return verify.faults(folder, keys.public_key(), older)


@pytest.mark.django_db
def test_a_release_is_verified_by_the_standard_library_alone() -> None:
    folder = released()
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder), keys.public_key()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "一致" in done.stdout


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["businesses.csv", "businesses.parquet", "notices.csv", "checkpoints.csv", "manifest.json"]
)
def test_one_changed_byte_in_any_file_is_named(name: str) -> None:
    folder = released()
    raw = bytearray((folder / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (folder / name).write_bytes(raw)
    found = faults(folder)
    assert len(found) == 1
    assert name in found[0]


@pytest.mark.django_db
def test_a_missing_file_an_added_one_and_another_key_are_each_named() -> None:
    folder = released()
    (folder / "draws.csv").rename(folder / "more.csv")
    assert faults(folder) == ["缺少文件 draws.csv", "more.csv 不在清单内"]
    assert "签名与公钥不符" in verify.faults(folder, "00" * 32)[0]
    assert "签名与公钥不符" in verify.faults(folder, "not a key")[0]


@pytest.mark.django_db
def test_a_ledger_rewritten_between_two_releases_is_found() -> None:
    older = released()
    ledger.Checkpoint.objects.all().delete()
    notice(source="inspections.visit:2")
    ledger.sign_checkpoint(day=DAY)
    newer = opendata.release(by=SYSTEM, today=date(2026, 3, 6))
    assert faults(newer) == []
    assert "台账历史被改写" in faults(newer, older)[0]


@pytest.mark.django_db
def test_public_columns_alone_are_released_in_the_order_of_their_bytes() -> None:
    folder = released("来福副食店", "=1+1", "𠮷祥,“甲”\n店")
    text = (folder / "businesses.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)
    assert rows[1]["name"] == "'=1+1"
    assert rows[0]["name"] == "𠮷祥,“甲”\n店"
    assert "13800000000" not in text
    assert b"13800000000" not in (folder / "businesses.parquet").read_bytes()
    assert pq.read_table(folder / "businesses.parquet")["name"].to_pylist()[1] == "=1+1"


@pytest.mark.django_db
def test_what_is_no_longer_shown_is_not_released() -> None:
    made = notice()
    services.withdraw(made.pk, reason="有误", by=SYSTEM, today=DAY)
    folder = opendata.release(by=SYSTEM, today=DAY)
    assert (folder / "notices.csv").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.django_db
def test_what_was_withdrawn_does_not_live_on_in_an_older_release() -> None:
    before = released()
    opendata.release(by=SYSTEM, today=date(2026, 3, 6))
    assert sorted(path.name for path in before.iterdir()) == [
        "checkpoints.csv",
        "manifest.json",
        "manifest.sig",
    ]
    with pytest.raises(Missing):
        queries.release(before.name).file("notices.csv")


@pytest.mark.django_db
def test_the_manifest_counts_the_rows_and_carries_the_newest_checkpoint() -> None:
    told = json.loads((released("甲店", "乙店") / "manifest.json").read_bytes())
    assert told["files"]["businesses.csv"]["rows"] == told["files"]["businesses.parquet"]["rows"] == 2
    assert told["ledger"]["day"] == DAY.isoformat()
    assert told["public_key"] == keys.public_key()


@pytest.mark.django_db
def test_a_release_that_fails_leaves_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = released()
    monkeypatch.setattr(opendata.keys, "sign", lambda message: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        opendata.release(by=SYSTEM, today=date(2026, 3, 6))
    assert queries.release("latest").folder == before
    assert [each.name for each in queries.releases()] == [DAY.isoformat()]


@pytest.mark.django_db
def test_only_files_of_the_manifest_are_handed_out() -> None:
    released()
    latest = queries.release("latest")
    assert latest.file("businesses.csv").exists()
    for name in ("../../keys/ledger.pem", "other.csv", ""):
        with pytest.raises(Missing):
            latest.file(name)


@pytest.mark.django_db
def test_the_daily_job_asks_for_a_release() -> None:
    jobs.release_open_data(DAY)
    assert queries.release("latest").name == DAY.isoformat()


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_is_followed_by_a_release_without_it() -> None:
    made = notice()
    opendata.release(by=SYSTEM, today=DAY)
    services.withdraw(made.pk, reason="有误", by=SYSTEM, today=DAY)
    newest = queries.release("latest")
    assert newest.name == f"{DAY}-02"
    assert newest.manifest["files"]["notices.csv"]["rows"] == 0


@pytest.mark.django_db
def test_an_inspector_does_not_release_open_data() -> None:
    with pytest.raises(Forbidden):
        opendata.release(by=actor(Role.INSPECTOR), today=DAY)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 63), st.integers(1, 255))
def test_the_standard_library_check_of_a_signature_agrees_with_the_real_one(
    message: bytes, place: int, change: int
) -> None:
    signature = keys.sign(message)
    assert verify.signed(message, signature, keys.public_key())
    broken = bytearray.fromhex(signature)
    broken[place] ^= change
    assert not verify.signed(message, broken.hex(), keys.public_key())
    assert not verify.signed(message + b"x", signature, keys.public_key())


@pytest.mark.django_db
def test_a_name_that_may_not_be_used_is_replaced_by_the_code() -> None:
    Business.objects.create(code=f"91500242MA5U{1:06}", name="被裁决的名称", area_code=LONGTAN)
    Business.objects.update(name_withheld_on=DAY)
    folder = opendata.release(by=SYSTEM, today=DAY)
    with (folder / "businesses.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"] == row["code"]
