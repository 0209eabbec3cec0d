"""Whatever is done to the ledger behind the platform's back is found and named."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection

from quanheng.platform.ledger import queries, services
from quanheng.platform.ledger.models import Checkpoint, Entry, Head
from quanheng.platform.people.actors import Actor

pytestmark = pytest.mark.django_db
BY, DAY = Actor.system("test"), date(2021, 3, 5)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def nine():
    """Nine entries with a signed checkpoint after the sixth."""
    for n in range(6):
        services.record("noted", on=f"test:{n}", by=BY, today=DAY, facts={"n": n})
    services.sign_checkpoint(day=DAY)
    services.record_many([services.Act("noted", f"test:{n}") for n in range(6, 9)], by=BY, today=DAY)


def sql(text: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def test_an_untouched_ledger_is_sound(nine):
    audit = queries.verify()
    assert (audit.sound, audit.count, audit.first_bad) == (True, 9, None)


def test_an_empty_ledger_is_sound():
    assert queries.verify().sound


@pytest.mark.parametrize("seq", range(1, 10))
def test_one_edited_character_of_a_body_is_named(nine, seq):
    body = Entry.objects.get(pk=seq).body
    sql("UPDATE ledger_entry SET body = %s WHERE seq = %s", body.replace('"noted"', '"notes"'), seq)
    audit = queries.verify()
    assert (audit.sound, audit.first_bad) == (False, seq)


@pytest.mark.parametrize("column", ["act", "by", "by_name", "salt", "subject", "day"])
def test_an_edited_column_beside_an_intact_body_is_named(nine, column):
    sql(f"UPDATE ledger_entry SET {column} = %s WHERE seq = 4", "2021-03-06" if column == "day" else "x")
    assert queries.verify().first_bad == 4


def test_a_proof_is_whole_and_names_nobody():
    clerk = Actor("account:7", "冉小明")
    services.record("noted", on="test:1", by=clerk, today=DAY, facts={"n": 1})
    shown = queries.proof("test:1")
    assert "冉小明" not in json.dumps(shown, ensure_ascii=False)
    [entry] = shown["entries"]
    assert services.chain(entry["prev"], entry["body"]) == entry["hash"]
    kept = Entry.objects.get()
    assert (kept.by_name, json.loads(kept.body)["who"]) == ("冉小明", services.who(kept.salt, "冉小明"))


def test_the_same_name_looks_different_in_every_entry():
    for n in range(2):
        services.record("noted", on=f"test:{n}", by=BY, today=DAY)
    assert len({json.loads(entry.body)["who"] for entry in Entry.objects.all()}) == 2


@pytest.mark.parametrize("seq", range(1, 10))
def test_a_removed_entry_is_named(nine, seq):
    sql("DELETE FROM ledger_entry WHERE seq = %s", seq)
    assert queries.verify().first_bad == seq


def test_a_cut_off_end_is_found_although_the_chain_itself_is_whole(nine):
    sql("DELETE FROM ledger_entry WHERE seq > 7")
    audit = queries.verify()
    assert (audit.first_bad, "截断" in audit.says) == (8, True)


def test_a_cut_off_end_with_the_head_put_back_is_found_by_its_seal(nine):
    sql("DELETE FROM ledger_entry WHERE seq > 7")
    seventh = Entry.objects.get(pk=7)
    Head.objects.update(seq=7, hash=seventh.hash)
    assert not queries.verify().sound


def test_a_whole_ledger_put_back_to_an_earlier_day_is_found_by_the_published_checkpoint(
    nine, django_capture_on_commit_callbacks
):
    early = Head.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(9, 12):
            services.record("noted", on=f"test:{n}", by=BY, today=DAY)
        services.sign_checkpoint(day=date(2021, 3, 6))
    sql("DELETE FROM ledger_entry WHERE seq > 9")
    Checkpoint.objects.filter(day=date(2021, 3, 6)).delete()
    Head.objects.update(seq=early.seq, hash=early.hash, seal=early.seal)
    audit = queries.verify()
    assert (audit.sound, audit.first_bad) == (False, 10)


def test_an_inserted_entry_is_found_even_when_all_later_hashes_are_made_anew(nine):
    prev = Entry.objects.get(pk=3).hash
    for entry in Entry.objects.filter(pk__gte=4):
        body = json.loads(entry.body)
        body["facts"] = {"n": "forged"}
        text = services.canonical_json(body).decode()
        entry.prev, entry.body, entry.hash = prev, text, services.chain(prev, text)
        prev = entry.hash
        entry.save()
    assert not queries.verify().sound


def test_an_entry_appended_by_hand_is_found(nine):
    last = Entry.objects.get(pk=9)
    body = last.body.replace('"seq":9', '"seq":10')
    Entry.objects.create(
        seq=10,
        act=last.act,
        subject=last.subject,
        by=last.by,
        day=last.day,
        body=body,
        prev=last.hash,
        hash=services.chain(last.hash, body),
    )
    assert queries.verify().first_bad == 10


def test_a_forged_checkpoint_is_found_by_its_signature(nine):
    Checkpoint.objects.update(hash="0" * 64)
    assert "签名无效" in queries.verify().says


def test_an_act_that_fails_leaves_no_entry():
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        services.record("noted", on="test:1", by=BY, today=DAY)
        raise RuntimeError
    assert not Entry.objects.exists()


def test_the_proof_of_a_record_holds_its_entries_and_the_last_checkpoint(nine):
    proof = queries.proof("test:3")
    entry = proof["entries"][0]
    assert services.chain(entry["prev"], entry["body"]) == entry["hash"]
    assert proof["checkpoint"]["seq"] == 6
