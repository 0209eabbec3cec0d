"""The names' index says what the register says, whichever way the register was changed."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.registration import services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import NAME_INDEX, Business, UnfiledNames
from quanheng.domains.registration.name_claims import rows_of_businesses
from quanheng.domains.registration.name_filing import (
    AT_ONCE,
    catch_up,
    leave_for_later,
    rebuild_names,
    unfiled_count,
)
from quanheng.domains.registration.services import NameQuestion
from quanheng.domains.registration.services.names.checking import FILED_WHILE_WAITING, require_name
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.people import county
from quanheng.platform.people.actors import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
SYSTEM = Actor.system("test")


@pytest.fixture(autouse=True)
def _county(db: object) -> None:
    NAME_INDEX.clear()  # it is no model's table: transactional tests leave their rows
    county.lay_out()


def question(brand: str, trade: str = "商贸") -> NameQuestion:
    return NameQuestion("酉阳县", brand, trade, "股份有限公司", "500242", "company")


def is_taken(brand: str, trade: str = "商贸") -> bool:
    return not services.check_name(question(brand, trade), today=TODAY).is_free


def rows() -> int:
    every = list(Business.objects.values_list("pk", flat=True))
    return len(rows_of_businesses(every))


def test_registering_renaming_and_moving_keep_the_index_true():
    made = business(1, name="酉阳县武陵春商贸有限公司")
    file_new([made.pk])
    assert is_taken("武陵春")
    services.rename_business(
        made.code, "酉阳县毛坝云雾商贸有限公司", on=date(2020, 1, 1), by=SYSTEM, today=TODAY
    )
    assert is_taken("毛坝云雾")
    assert not is_taken("武陵春"), "given up more than a year ago"
    services.correct_township(made.code, "500242102", reason="核实", by=SYSTEM, today=TODAY)
    assert is_taken("毛坝云雾")
    assert NAME_INDEX.count() == rows()


def test_a_large_import_is_noted_and_filed_in_a_second_pass():
    made = [business(number, name=f"酉阳县武陵{number}春商贸有限公司") for number in range(1, 6)]
    UnfiledNames.objects.create(first_id=made[0].pk, last_id=made[-1].pk)
    verdict = services.check_name(question("毛坝云雾"), today=TODAY)
    assert not verdict.complete
    assert unfiled_count() == 5
    assert catch_up() == 5
    assert services.check_name(question("毛坝云雾"), today=TODAY).complete
    assert NAME_INDEX.count() == rows()
    assert catch_up() == 0


def test_a_small_import_is_filed_at_once():
    made = business(1, name="酉阳县武陵春商贸有限公司")
    leave_for_later([made.pk])
    assert not UnfiledNames.objects.exists()
    assert is_taken("武陵春")
    leave_for_later(range(made.pk + 1, made.pk + 2 + AT_ONCE))
    assert UnfiledNames.objects.exists()


def test_a_decision_files_first_what_an_import_left_or_waits():
    made = business(1, name="酉阳县武陵春商贸有限公司")
    span = UnfiledNames.objects.create(first_id=made.pk, last_id=made.pk)
    assert not require_name(question("武陵春"), today=TODAY).is_free
    assert not UnfiledNames.objects.exists()
    span.pk, span.last_id = None, made.pk + FILED_WHILE_WAITING + 1
    span.save(force_insert=True)
    with pytest.raises(services.NamesNotReady):
        require_name(question("武陵春"), today=TODAY)


def test_the_index_can_be_made_anew():
    made = business(1, name="酉阳县武陵春商贸有限公司")
    file_new([made.pk])
    asked = NameQuestion("酉阳县", "毛坝云雾", "茶业", "有限公司", "500242", "company")
    who = services.NameApplicant("田某", "13800000001")
    services.retain_name(asked, who, promised=True, by=Actor.public(), today=TODAY)
    before = NAME_INDEX.count()
    NAME_INDEX.clear()
    assert rebuild_names() == 1
    assert NAME_INDEX.count() == before
    assert is_taken("武陵春")
    assert is_taken("毛坝云雾", "茶叶")
