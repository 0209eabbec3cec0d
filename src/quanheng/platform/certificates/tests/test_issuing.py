"""Issuing and ending: one version in force, every version kept, every payload signed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quanheng.kernel.refusal import Missing
from quanheng.platform.certificates import payload, queries, services
from quanheng.platform.certificates.authority import authority, fits
from quanheng.platform.certificates.kinds import CertificateKind, declare_kind
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db


def test_an_issued_certificate_is_signed_and_found_by_its_unguessable_name() -> None:
    row = make.issued()
    assert queries.by_public_id(row.public_id) == row
    assert len(row.public_id) == 26
    found = payload.decode(row.payload)
    assert found.statement.holder == row.holder_name
    assert fits(found.message, found.signature, authority().key(found.statement.key_id) or "")


def test_a_second_issue_supersedes_the_first_and_keeps_it() -> None:
    first = make.issued()
    second = make.issued(today=date(2021, 6, 1), holder_name="酉阳县第一家老面馆")
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("superseded", date(2021, 6, 1))
    assert second.version == 2
    assert queries.current(second.kind, second.number) == second


def test_a_revoked_certificate_says_why_and_cannot_be_revoked_twice() -> None:
    row = make.issued()
    services.revoke(row.kind, row.number, "注销登记", "《条例》第三十一条", by=make.SYSTEM, today=make.DAY)
    assert queries.current(row.kind, row.number) is None
    assert queries.newest(row.kind, row.number).ended_reason == "注销登记"  # type: ignore[union-attr]
    with pytest.raises(services.NoCurrentCertificate):
        services.revoke(row.kind, row.number, "再次", "", by=make.SYSTEM, today=make.DAY)


def test_after_a_revocation_the_next_issue_goes_on_counting_versions() -> None:
    row = make.issued()
    services.revoke(row.kind, row.number, "误发", "第四十条", by=make.SYSTEM, today=make.DAY)
    assert make.issued().version == 2


def test_many_are_issued_at_once_each_once() -> None:
    make.issued("A1")
    rows = services.issue_many([make.new("A1"), make.new("A2")], by=make.SYSTEM, today=make.DAY)
    assert [row.version for row in rows] == [2, 1]
    assert Certificate.objects.filter(state="current").count() == 2
    with pytest.raises(ValueError, match="twice"):
        services.issue_many([make.new("A3"), make.new("A3")], by=make.SYSTEM, today=make.DAY)


def test_every_act_is_in_the_ledger_and_falls_with_its_transaction() -> None:
    make.issued()
    make.issued()
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts == ["certificate_issued", "certificate_superseded", "certificate_issued"]
    with pytest.raises(RuntimeError), transaction.atomic():
        make.issued("B1")
        raise RuntimeError
    assert queries.current(make.KIND.key, "B1") is None


def test_the_database_holds_one_current_version() -> None:
    row = make.issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin = Certificate.objects.get(pk=row.pk)
        twin.pk, twin.public_id, twin.version = None, services.issuing.new_public_id(), 2
        twin.save()


def test_an_unknown_name_is_missing_and_an_unknown_kind_a_fault() -> None:
    with pytest.raises(Missing):
        queries.by_public_id("a" * 26)
    with pytest.raises(LookupError):
        make.issued(kind="nobody_declared_this")


def test_a_kind_is_declared_once() -> None:
    declare_kind(make.KIND)
    with pytest.raises(ValueError, match="twice"):
        declare_kind(CertificateKind(make.KIND.key, "别的", "Other", "x/y"))


def test_officers_see_the_certificates_of_their_area_only() -> None:
    row = make.issued()
    here = people.actor(Role.TOWNSHIP, area_code=people.LONGTAN)
    there = people.actor(Role.TOWNSHIP, area_code=people.MAWANG)
    assert list(queries.about_holder(row.holder_code, viewer=here)) == [row]
    assert not queries.about_holder(row.holder_code, viewer=there)
    assert not queries.about_holder(row.holder_code, viewer=Actor.public())


def test_verifications_are_read_within_the_own_area() -> None:
    row = make.issued()
    services.count_verification(row, "valid", services.Channel.PAGE, today=make.DAY)
    services.count_verification(row, "valid", services.Channel.PAGE, today=make.DAY)
    services.count_verification(None, "unknown", services.Channel.PAGE, today=make.DAY)
    here = queries.verifications(viewer=people.actor(Role.TOWNSHIP, area_code=people.LONGTAN))
    there = queries.verifications(viewer=people.actor(Role.TOWNSHIP, area_code=people.MAWANG))
    assert [one.count for one in here] == [2]
    assert not there
