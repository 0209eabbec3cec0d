"""Unified codes: gapless, never twice, though many ask at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from quanheng.domains.registration import services
from quanheng.domains.registration.models import CodeSerial
from quanheng.domains.registration.rules.coding import SegmentInUse, SegmentSpent, code_of, last_serial
from quanheng.domains.registration.tests import factories
from quanheng.kernel.identifiers import Status, uscc
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people import county
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account, actor

pytestmark = pytest.mark.django_db


def test_codes_follow_each_other_whatever_their_category() -> None:
    codes = [services.issue_code("500242", category) for category in ("91", "92", "93")]
    assert [code[8:16] for code in codes] == ["MAQ00001", "MAQ00002", "MAQ00003"]
    assert all(uscc.check(code).status is Status.VALID for code in codes)


def test_each_authority_has_a_series_of_its_own() -> None:
    assert services.issue_code("500242", "91")[8:16] == services.issue_code("500243", "91")[8:16]


def test_an_act_that_fails_gives_its_number_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        services.issue_code("500242", "91")
        raise RuntimeError
    assert services.issue_code("500242", "91")[8:16] == "MAQ00001"


def test_a_subject_that_the_register_holds_already_is_passed_over() -> None:
    factories.business(1, code=code_of("92", "500242", "MAQ", 2))
    codes = services.issue_codes("500242", "91", 3)
    assert [code[8:16] for code in codes] == ["MAQ00001", "MAQ00003", "MAQ00004"]


def test_a_spent_segment_is_refused() -> None:
    CodeSerial.objects.create(authority="500242", segment="MAQ", last=31**5 - 1)
    with pytest.raises(SegmentSpent):
        services.issue_code("500242", "91")


DAY = date(2026, 3, 2)
SYSTEM = Actor.system("test")


def set_to(segment: str, by: Actor = SYSTEM, authority: str = "500242") -> CodeSerial:
    return services.set_segment(authority, segment, by=by, today=DAY)


def test_codes_are_given_out_from_the_segment_that_was_entered() -> None:
    county.lay_out()
    row = set_to("ma8k")
    assert services.issue_code("500242", "92")[8:16] == "MA8K0001"
    assert [entry.act for entry in ledger.entries_about(row)] == ["code_segment_set"]
    set_to("MA8K")
    assert ledger.entries_about(row).count() == 1


def test_a_segment_in_use_gives_way_only_when_it_is_used_up() -> None:
    county.lay_out()
    services.issue_code("500242", "91")
    with pytest.raises(SegmentInUse):
        set_to("MA8")
    CodeSerial.objects.update(last=last_serial("MAQ"))
    set_to("MA8")
    assert services.issue_code("500242", "91")[8:16] == "MA800001"


@pytest.mark.parametrize("wrong", ["", "MAI", "MA-", "MA8K12"])
def test_what_is_no_segment_is_refused(wrong: str) -> None:
    county.lay_out()
    with pytest.raises(Refused):
        set_to(wrong)


def test_only_an_administrator_sets_the_segment_of_an_authority_that_exists() -> None:
    county.lay_out()
    with pytest.raises(Forbidden):
        set_to("MA8", by=actor(Role.SECTION))
    with pytest.raises(Missing):
        set_to("MA8", authority="999999")


def test_the_page_shows_the_segment_and_sets_it() -> None:
    county.lay_out()
    client, url = Client(), reverse("registration:codes")
    client.force_login(account(Role.OPERATOR))
    assert "尚未设置" in client.get(url).content.decode()
    sent = {"authority": "500242", "segment": "MA8"}
    assert "MA8" in client.post(url, sent, follow=True).content.decode()
    services.issue_code("500242", "91")
    answer = client.post(url, sent | {"segment": "MA9"})
    assert answer.status_code == 409
    assert "还没有用完" in answer.content.decode()
