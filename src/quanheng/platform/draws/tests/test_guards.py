"""What the database refuses by itself: deleting anything of a draw, changing anything committed."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from quanheng.kernel import clock
from quanheng.platform.draws.models import Draw, DrawnBusiness, File, Source, Stratum, Substitution, TeamPlace
from quanheng.platform.draws.states import State
from quanheng.platform.draws.tests import factories as make

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


@pytest.mark.parametrize("model", [Draw, Source, File, Stratum, DrawnBusiness, TeamPlace])
def test_no_row_of_a_draw_can_be_deleted(model):
    make.drawn()
    table = model._meta.db_table
    assert model.objects.exists()
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"DELETE FROM {table}"))
    assert model.objects.exists()


@pytest.mark.parametrize("model", [Draw, Source, File, Stratum, DrawnBusiness, TeamPlace, Substitution])
def test_no_table_of_a_draw_can_be_emptied_at_once(model):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; emptying a table there is deleting its rows")
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE"))


def test_a_draw_is_protected_from_deletion_by_what_hangs_on_it():
    draw = make.drawn()
    with pytest.raises(models.ProtectedError):
        draw.delete()


@pytest.mark.parametrize(
    "change",
    [
        {"commitment": "0" * 64}, {"plan_text": "{}"}, {"number": 9}, {"item": "别的事项"},
        {"seed": "0" * 64}, {"result_digest": "0" * 64}, {"state": State.SEEDED},
        {"purpose": "x"}, {"committed_at": None},
    ],
)  # fmt: skip
def test_a_made_draw_is_not_changed(change):
    draw = make.drawn()
    refused(lambda: Draw.objects.filter(pk=draw.pk).update(**change))


@pytest.mark.parametrize(
    "change", [{"digest": "0" * 64}, {"name": "别人"}, {"kind": "public"}, {"position": 9}]
)
def test_a_source_is_fixed_by_the_commitment(change):
    draw = make.committed()
    refused(lambda: draw.sources.filter(position=1).update(**change))


def test_a_revealed_value_is_not_changed():
    draw = make.seeded()
    refused(lambda: draw.sources.filter(position=1).update(value="another_value_entirely"))


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (File, {"packed": b"x"}), (DrawnBusiness, {"code": "9"}),
        (TeamPlace, {"pseudonym": "x"}), (Stratum, {"size": 9}),
    ],
)  # fmt: skip
def test_what_a_draw_recorded_is_not_changed(model, change):
    make.drawn()
    first = model.objects.order_by("pk").first()
    refused(lambda: model.objects.filter(pk=first.pk).update(**change))


def test_an_organs_serial_exists_once():
    make.committed()
    second = make.drafted()
    row = Draw.objects.filter(pk=second.pk)
    values = {"state": State.COMMITTED, "commitment": "0" * 64, "year": 2021}
    refused(lambda: row.update(**values, number=1))
    assert row.update(**values, number=2) == 1


def test_a_draw_has_one_result():
    draw = make.drawn()
    first = draw.drawn.first()
    again = {"draw": draw, "stratum": "A", "key": "0" * 64, "place": 0}
    refused(lambda: DrawnBusiness.objects.create(order=99, code=first.code, **again))
    refused(lambda: DrawnBusiness.objects.create(order=first.order, code="9", **again))


def test_a_witness_has_no_value_without_a_digest():
    draw = make.drafted()
    refused(lambda: draw.sources.filter(position=1).update(value="x" * 20))


def test_one_officer_alone_does_not_make_an_outcome_known():
    with clock.fixed(make.BEFORE):
        with_lottery = make.drafted(sources=make.sources(known_at=make.LOTTERY_AT))
    row = with_lottery.sources.filter(kind="public")
    refused(lambda: row.update(value="x" * 20, entered_by="a", confirmed_by="a"))
    assert row.update(value="x" * 20, entered_by="a", confirmed_by="b") == 1


def test_a_business_is_substituted_once_and_a_substitute_used_once():
    draw = make.drawn()
    given = {"draw": draw, "reason": "已注销", "on": make.TODAY, "by": "x"}
    Substitution.objects.create(code="1", replaced_by="2", **given)
    refused(lambda: Substitution.objects.create(code="1", replaced_by="3", **given))
    refused(lambda: Substitution.objects.create(code="4", replaced_by="2", **given))
