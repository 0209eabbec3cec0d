"""Setting, importing and reading classes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from quanheng.domains.credit import queries, services
from quanheng.domains.credit.models import CreditClass
from quanheng.domains.credit.rules.classes import Klass, NoSuchClass, ReasonMissing
from quanheng.domains.credit.services import ClassRow
from quanheng.domains.registration.tests.factories import business, code
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import MAWANG, actor

pytestmark = pytest.mark.django_db

MARCH, JUNE = date(2021, 3, 1), date(2021, 6, 1)
SECTION = actor(Role.SECTION)
IMPORTER = Actor.system("import")


def put(klass: str, on: date = JUNE, number: int = 1, **given: object) -> CreditClass:
    said = {"reason": "近一年受过两次行政处罚", "source": "本局研判", "by": SECTION, "today": on} | given
    return services.set_class(code(number), klass, **said)  # type: ignore[arg-type]


def row(klass: str, on: date = JUNE, number: int = 1, reason: str = "分类结果") -> ClassRow:
    return ClassRow(code(number), klass, reason, "市局", on)


def test_a_new_class_follows_the_old_one_and_the_history_is_whole() -> None:
    business()
    put("C", MARCH)
    made = put("D", JUNE)
    assert [(r.klass, r.current) for r in CreditClass.objects.all()] == [("D", True), ("C", False)]
    entry = ledger.entries_about(made).get()
    assert '"before":"C"' in entry.body


def test_the_same_decision_sent_twice_is_one_classification_and_one_entry() -> None:
    business()
    first, second = put("D"), put("D")
    assert first.pk == second.pk
    assert ledger.entries_about(first).count() == 1


def test_a_class_needs_a_reason_and_one_of_four_letters() -> None:
    business()
    with pytest.raises(ReasonMissing):
        put("D", reason=" ")
    with pytest.raises(NoSuchClass):
        put("E")


def test_the_database_holds_one_current_class_per_business() -> None:
    business()
    made = put("C")
    with pytest.raises(IntegrityError), transaction.atomic():
        made.pk = None
        made.source = "另一来源"
        made.save(force_insert=True)


def test_a_class_is_asked_as_of_a_day() -> None:
    business()
    put("C", MARCH)
    put("D", JUNE)
    assert queries.class_of(code()) is Klass.D
    assert queries.class_of(code(), on=date(2021, 5, 31)) is Klass.C
    assert queries.class_of(code(), on=date(2021, 2, 1)) is Klass.B
    assert queries.class_of("nobody") is Klass.B


def test_an_older_list_joins_the_history_without_taking_over() -> None:
    business()
    put("D", JUNE)
    report = services.import_classes([row("A", MARCH)], by=IMPORTER, today=JUNE)
    assert report.accepted == 1
    assert queries.class_of(code()) is Klass.D
    assert queries.class_of(code(), on=MARCH) is Klass.A


def test_an_import_names_what_it_refuses_and_a_second_run_changes_nothing() -> None:
    business(1)
    business(2)
    rows = [row("A", number=1), row("X", number=2), row("B", number=3), row("C类", number=2)]
    first = services.import_classes(rows, by=IMPORTER, today=JUNE)
    assert (first.accepted, first.unchanged) == (2, 0)
    assert [position for position, _ in first.refused] == [2, 3]
    second = services.import_classes(rows, by=IMPORTER, today=JUNE)
    assert (second.accepted, second.unchanged) == (0, 2)
    assert CreditClass.objects.count() == 2


def test_of_two_rows_on_one_business_the_later_one_leads() -> None:
    business()
    rows = [row("D", JUNE), row("A", MARCH)]
    services.import_classes(rows, by=IMPORTER, today=JUNE)
    assert queries.class_of(code()) is Klass.D
    assert CreditClass.objects.current().count() == 1


def test_tens_of_thousands_of_classes_are_read_in_a_few_queries() -> None:
    business()
    put("D")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.classes([*(f"{n:018d}" for n in range(60_000)), code()])
    assert len(asked) <= 13
    assert (len(found), found[code()], found["0" * 18]) == (60_001, Klass.D, Klass.B)


def test_an_official_of_another_area_neither_sets_nor_reads_a_class() -> None:
    business()
    put("D")
    stranger = actor(Role.SECTION, Role.LEADER, area_code=MAWANG)
    with pytest.raises(Missing):
        put("A", by=stranger)
    assert not queries.current(viewer=stranger).exists()
    assert not queries.history(code(), viewer=stranger).exists()
    assert queries.distribution(viewer=stranger)[Klass.D] == 0
    assert queries.distribution(viewer=SECTION)[Klass.D] == 1


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.SECTION, Role.LEADER}])
def test_only_sections_and_leaders_set_classes(role: Role) -> None:
    business()
    with pytest.raises(Forbidden):
        put("A", by=actor(role))


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.BUSINESS, Role.TOWNSHIP, Role.CLERK, Role.WITNESS])
def test_a_class_is_internal(role: Role) -> None:
    business()
    put("D")
    assert queries.about_business(code(), actor(role)) is None
    with pytest.raises(Forbidden):
        queries.current(viewer=actor(role))


def test_the_business_file_says_when_nobody_classified_a_business() -> None:
    business()
    standing = queries.about_business(code(), SECTION)
    assert standing is not None
    assert (standing.klass, standing.classified, standing.history) == (Klass.B, False, ())


@pytest.mark.parametrize("waste", [0, 4])
def test_classes_are_the_same_however_they_are_read(monkeypatch: pytest.MonkeyPatch, waste: int) -> None:
    for number, klass in enumerate("ACD", start=1):
        business(number)
        put(klass, number=number)
    monkeypatch.setattr(queries, "BATCH", 2)
    monkeypatch.setattr(queries, "WASTE", waste)
    asked = [code(1), code(3), code(4), code(1)]
    assert queries.classes(iter(asked)) == {code(1): Klass.A, code(3): Klass.D, code(4): Klass.B}
