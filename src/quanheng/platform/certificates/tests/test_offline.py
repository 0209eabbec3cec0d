"""The program that verifies without the platform: every verdict, every tampering, keys that were changed."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanheng.platform.certificates import authority, payload, services
from quanheng.platform.certificates.bundled import verify_licence
from quanheng.platform.certificates.models import SignedList
from quanheng.platform.certificates.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = make.DAY
Files = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: object) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]


def published(today: date = DAY) -> Files:
    return services.published_key_file(today=today), services.published_list(today=today)


def verdict(code: str, files: Files | None = None, on: date = DAY, first: str = "") -> str:
    keys, listed = files or published()
    return verify_licence.judge(code, keys, listed, on, first)[0]


def test_a_fresh_licence_is_valid_by_its_payload_or_its_whole_address() -> None:
    row = make.issued()
    assert verdict(row.payload) == "valid"
    assert verdict(f"  https://scjg.example.gov.cn/verify/{row.public_id}/#{row.payload}\n") == "valid"


def test_expired_revoked_and_superseded_are_told_apart() -> None:
    ends = make.issued("E1", valid_until=DAY)
    gone, old = make.issued("G1"), make.issued("O1")
    services.revoke(gone.kind, "G1", "吊销", "第四十条", by=make.SYSTEM, today=DAY)
    new = make.issued("O1")
    assert verdict(ends.payload) == "valid"
    assert verdict(ends.payload, on=DAY + timedelta(1)) == "expired"
    assert verdict(gone.payload) == "revoked"
    assert verdict(old.payload) == "superseded"
    assert verdict(new.payload) == "valid"


def test_a_revocation_stands_in_the_next_list_that_anybody_fetches() -> None:
    row = make.issued()
    before = published()
    services.revoke(row.kind, row.number, "吊销", "第四十条", by=make.SYSTEM, today=DAY)
    after = published()
    assert (verdict(row.payload, before), verdict(row.payload, after)) == ("valid", "revoked")
    assert [one.version for one in SignedList.objects.all()] == [2, 1]
    assert published() == after, "nothing ended, the same day: the same list"
    assert SignedList.objects.count() == 2
    services.signed_list(today=DAY + timedelta(1))
    assert SignedList.objects.count() == 3


def test_an_old_list_a_list_of_the_future_and_none_are_not_enough_to_be_sure() -> None:
    row = make.issued()
    files = published()
    assert verdict(row.payload, files, on=DAY + timedelta(7)) == "valid"
    assert verdict(row.payload, files, on=DAY + timedelta(8)) == "unsure"
    assert verdict(row.payload, (files[0], None)) == "unsure"  # type: ignore[arg-type]
    assert verdict(row.payload, published(DAY + timedelta(3)), on=DAY) == "unsure"


def test_a_clock_before_the_day_of_issue_is_not_trusted() -> None:
    row = make.issued(today=DAY + timedelta(2))
    assert verdict(row.payload, published(), on=DAY) == "unsure"


def test_every_changed_sign_of_a_payload_is_caught() -> None:
    code = make.issued().payload
    files = published()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for at, sign in enumerate(code):
        other = "A" if sign == "." else alphabet[(alphabet.index(sign) + 1) % 64]
        said = verdict(code[:at] + other + code[at + 1 :], files)
        assert said in {"forged", "unreadable"}, (at, said)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_program_or_passes(text: str) -> None:
    keys = services.published_key_file(today=DAY)
    assert verify_licence.judge(text, keys, None, DAY)[0] in {"unreadable", "forged", "unsure"}
    assert verify_licence.judge(f"{text}.{text}", keys, None, DAY)[0] in {"unreadable", "forged", "unsure"}


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        payload.Statement,
        kind=st.text(max_size=12),
        number=st.text(max_size=20),
        holder=st.text(max_size=40),
        issued_on=st.dates(min_value=date(1950, 1, 1)),
        valid_until=st.none() | st.dates(min_value=date(1950, 1, 1)),
        version=st.integers(1, 30_000),
        public_id=st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26),
        key_id=st.text("0123456789abcdef", min_size=8, max_size=8),
    )
)
def test_whatever_is_stated_reads_back_here_and_in_the_program(said: payload.Statement) -> None:
    code = payload.encode(said, bytes(64))
    assert payload.decode(code).statement == said
    told, message, _ = verify_licence.read(code)
    assert message == said.message()
    assert (told["holder"], told["valid_until"], told["version"]) == (
        said.holder,
        said.valid_until,
        said.version,
    )


def test_a_forged_licence_with_a_strangers_key_is_forged(tmp_path: Path, settings: object) -> None:
    ours = published()
    settings.HOME = tmp_path / "theirs"  # type: ignore[attr-defined]
    theirs = make.issued("F1")
    assert verdict(theirs.payload, published()) == "valid"
    assert verdict(theirs.payload, ours) == "forged"


def test_after_a_rotation_old_and_new_licences_are_valid_and_the_new_key_is_endorsed() -> None:
    old = make.issued("K1")
    first = published()
    authority.rotate(today=DAY + timedelta(1))
    new = make.issued("K2", today=DAY + timedelta(1))
    on = DAY + timedelta(1)
    files = published(on)
    assert old.payload != new.payload
    for row in (old, new):
        assert verdict(row.payload, files, on, first[0]["keys"][0]["key"]) == "valid"
    assert verdict(new.payload, first, on) == "unsure", "newer than the keys at hand: fetch them first"
    assert verdict(new.payload, files, on, "00" * 32) == "unsure"


@pytest.mark.parametrize("part", ["key", "endorsement", "id", "since", "endorsed_by"])
def test_a_key_file_that_was_tampered_with_is_not_used(part: str) -> None:
    row = make.issued()
    authority.rotate(today=DAY)
    keys, listed = published()
    wrong = copy.deepcopy(keys)
    value = wrong["keys"][1][part]
    wrong["keys"][1][part] = ("1" if value[0] != "1" else "2") + value[1:]
    assert verdict(row.payload, (wrong, listed)) == "unsure"


def test_a_list_that_was_tampered_with_is_not_used() -> None:
    row = make.issued()
    services.revoke(row.kind, row.number, "吊销", "第四十条", by=make.SYSTEM, today=DAY)
    keys, listed = published()
    cleared = json.loads(listed["list"])
    cleared["entries"] = {}
    text = json.dumps(cleared, separators=(",", ":"), sort_keys=True)
    assert verdict(row.payload, (keys, listed | {"list": text})) == "unsure"


def test_the_program_runs_alone_and_says_it_by_its_exit_code(tmp_path: Path) -> None:
    row = make.issued()
    program = Path(verify_licence.__file__).read_bytes()
    (tmp_path / "verify_licence.py").write_bytes(program)
    for name, told in zip(("keys", "list"), published(), strict=True):
        (tmp_path / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def run(code: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-I", "verify_licence.py", code, "keys.json", "list.json", "--on", str(DAY)]
        return subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8")

    stranger = payload.Statement(
        "营业执照", "X", "假冒面馆", DAY + timedelta(1), None, 1, row.public_id, "00000000"
    )
    newer = run(payload.encode(stranger, bytes(64)))
    assert newer.returncode == 3
    assert "假冒面馆" not in newer.stdout, "what no known key signed is not repeated"
    good, bad = run(row.payload), run(row.payload[:-4] + "AAAA")
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "有效" in good.stdout
    assert row.holder_name in good.stdout
    assert "签名不符" in bad.stdout
    assert row.holder_name not in bad.stdout, "a forged name is not repeated as if it were known"
