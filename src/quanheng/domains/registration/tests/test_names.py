"""Names against the register: who stands in the way, until when, and one of two who want the same."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import Business, NameReservation
from quanheng.domains.registration.services import NameApplicant, NameQuestion
from quanheng.domains.registration.tests.factories import business
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people import county
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
ANYBODY = Actor.public()
TIAN = NameApplicant("田某", "13800000001")
RAN = NameApplicant("冉某", "13800000002")


@pytest.fixture(autouse=True)
def _county(db: object) -> None:
    county.lay_out()


def registered(name: str, number: int = 1, **given: object) -> Business:
    made = business(number, name=name, **given)
    file_new([made.pk])
    return made


def question(
    brand: str = "武陵春", trade: str = "商贸", form: str = "有限公司", **given: object
) -> NameQuestion:
    values = {"region": "酉阳县", "area_code": "500242", "subject": "company"} | given
    return NameQuestion(brand=brand, trade=trade, form=form, **values)  # type: ignore[arg-type]


def rivals(asked: NameQuestion, today: date = TODAY) -> list[str]:
    verdict = services.check_name(asked, today=today)
    return [found.rival.name for found in verdict.refusals if found.rival]


def keep(
    asked: NameQuestion | None = None, who: NameApplicant = TIAN, **given: object
) -> services.RetainedName:
    values = {"promised": True, "by": ANYBODY, "today": TODAY} | given
    return services.retain_name(asked or question(), who, **values)  # type: ignore[arg-type]


def test_a_registered_name_stands_in_the_way_with_its_article():
    registered("重庆市酉阳县武陵春贸易有限责任公司")
    verdict = services.check_name(question(), today=TODAY)
    assert not verdict.is_free
    (found,) = verdict.refusals
    assert found.rival
    assert "第十七条第（一）项" in found.cites
    assert "第二十四条第（三）项" in found.cites


def test_another_county_is_another_authority():
    registered("重庆市秀山县武陵春商贸有限公司", area_code="500241")
    assert rivals(question()) == []


def test_a_deregistered_name_is_free_after_a_year_and_not_a_day_sooner():
    name = "酉阳县武陵春商贸有限公司"
    registered(name, state="deregistered", ended_on=date(2025, 3, 10))
    assert rivals(question(), date(2026, 3, 9)) == [name]
    assert rivals(question(), date(2026, 3, 10)) == []


def test_a_former_name_is_free_a_year_after_the_change():
    made = registered("酉阳县武陵春商贸有限公司")
    by = Actor.system("test")
    services.rename_business(made.code, "酉阳县毛坝云雾茶业有限公司", on=date(2026, 1, 5), by=by, today=TODAY)
    assert rivals(question()) == ["酉阳县武陵春商贸有限公司"]
    assert rivals(question(), date(2027, 1, 5)) == []
    assert rivals(question("毛坝云雾", "茶叶")) == ["酉阳县毛坝云雾茶业有限公司"]


def test_a_business_that_moved_out_or_lost_its_licence():
    registered("酉阳县武陵春商贸有限公司", 1, state="moved_out", ended_on=TODAY)
    registered("酉阳县毛坝云雾商贸有限公司", 2, state="revoked", ended_on=date(2020, 1, 1))
    assert rivals(question()) == []
    assert rivals(question("毛坝云雾")) == ["酉阳县毛坝云雾商贸有限公司"]


def test_an_investment_relation_exempts_but_has_to_be_proved():
    made = registered("酉阳县武陵春商贸有限公司")
    verdict = services.check_name(question(form="有限责任公司", related=(made.code,)), today=TODAY)
    assert verdict.is_free
    assert "投资关系" in verdict.warnings[0].instead


def test_a_transferred_name_exempts_only_where_it_was_given_up():
    made = registered("酉阳县武陵春商贸有限公司", state="deregistered", ended_on=date(2026, 1, 5))
    assert services.check_name(question(transferred=(made.code,)), today=TODAY).is_free
    standing = registered("酉阳县毛坝云雾商贸有限公司", 2)
    asked = question("毛坝云雾", transferred=(standing.code,))
    assert not services.check_name(asked, today=TODAY).is_free


def test_a_change_is_not_stopped_by_its_own_name():
    made = registered("酉阳县武陵春商贸有限公司")
    assert services.check_name(question(form="有限责任公司", owner=made.code), today=TODAY).is_free


def test_near_names_are_shown_nearest_first_and_need_a_promise():
    registered("酉阳县武林春商贸有限公司", 1)
    registered("酉阳县春武陵商贸经营部", 2)
    verdict = services.check_name(question(), today=TODAY)
    assert verdict.is_free
    assert [one.rival.name for one in verdict.near if one.rival] == [
        "酉阳县武林春商贸有限公司",
        "酉阳县春武陵商贸经营部",
    ]
    with pytest.raises(services.PromiseMissing) as refused:
        keep(promised=False)
    assert "第十六条" in refused.value.cites
    assert keep().reservation.near == ["酉阳县武林春商贸有限公司", "酉阳县春武陵商贸经营部"]


def test_a_shop_named_by_its_form_is_compared_by_its_trade():
    registered("酉阳县老王茶楼（个体工商户）", kind="individual")
    asked = question("老王", "", "面馆", subject="individual", region="酉阳县龙潭镇")
    assert services.check_name(asked, today=TODAY).is_free
    asked = question("老王", "", "茶馆", subject="individual", region="酉阳县龙潭镇")
    assert not services.check_name(asked, today=TODAY).is_free


def test_an_individual_business_may_go_without_a_name():
    verdict = services.check_name(question("", "", "", subject="individual", region=""), today=TODAY)
    assert (verdict.full_name, verdict.findings) == ("", ())


def test_a_retained_name_bars_others_until_its_last_day_without_any_job():
    kept = keep()
    assert kept.reservation.until_on == date(2026, 5, 2)
    assert rivals(question(form="股份有限公司"), date(2026, 5, 2)) == [kept.reservation.name]
    assert rivals(question(form="股份有限公司"), date(2026, 5, 3)) == []
    again = keep(who=RAN, today=date(2026, 5, 3))
    assert again.reservation.stage == "held"
    kept.reservation.refresh_from_db()
    assert kept.reservation.stage == "lapsed"


def test_what_needs_an_approval_first_is_kept_for_a_year():
    kept = keep(approval="食品生产许可")
    assert kept.reservation.until_on == date(2027, 3, 2)
    assert "第十八条" in kept.reservation.until_cites


def test_before_the_regulation_of_2021_a_name_was_kept_for_six_months():
    assert keep(today=date(2021, 1, 4)).reservation.until_on == date(2021, 7, 4)


def test_retentions_lapse_on_time_and_once():
    keep()
    by = Actor.system("test")
    assert services.lapse_names(by=by, today=date(2026, 5, 2)) == 0
    assert services.lapse_names(by=by, today=date(2026, 5, 3)) == 1
    assert services.lapse_names(by=by, today=date(2026, 5, 3)) == 0
    assert Entry.objects.filter(act="name_lapsed").count() == 1


def test_only_the_holder_of_the_code_uses_or_gives_up_a_name():
    kept = keep()
    number, name = kept.reservation.number, kept.reservation
    assert kept.code not in str(name.__dict__), "the code itself is not stored"
    with pytest.raises(Missing):
        services.release_name(number, "WRONGCODE2", by=ANYBODY, today=TODAY)
    mine = question(reservation=number, reservation_code=kept.code.lower())
    assert services.check_name(mine, today=TODAY).is_free
    assert not services.check_name(question(reservation=number), today=TODAY).is_free
    assert services.held_name(number, kept.code, today=TODAY) == name
    services.release_name(number, kept.code, by=ANYBODY, today=TODAY)
    assert rivals(question()) == []
    with pytest.raises(services.RetentionOver):
        services.held_name(number, kept.code, today=TODAY)


def test_a_used_name_is_not_used_again():
    kept = keep()
    by = Actor.system("test")
    services.use_retained_name(kept.reservation.number, used_for="F1", by=by, today=TODAY)
    with pytest.raises(services.RetentionOver):
        services.use_retained_name(kept.reservation.number, used_for="F2", by=by, today=TODAY)


def test_a_name_taken_between_check_and_keeping_is_refused():
    assert services.check_name(question(), today=TODAY).is_free
    registered("酉阳县武陵春商贸有限公司")
    with pytest.raises(services.NameNotFree) as refused:
        keep()
    assert "第十七条" in refused.value.cites


def test_nobody_hoards_names():
    for number in range(5):
        keep(question(f"武陵{'甲乙丙丁戊'[number]}峰", ("商贸", "餐饮", "建材", "茶业", "运输")[number]))
    with pytest.raises(Refused) as refused:
        keep(question("毛坝云雾", "物流"))
    assert "第二十三条" in refused.value.cites
    assert keep(question("毛坝云雾", "物流"), RAN)


def test_the_database_itself_holds_a_name_once():
    kept = keep().reservation
    kept.pk, kept.number = None, "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_striking_a_name_needs_a_reason_an_article_and_the_right():
    kept = keep()
    section = actor(Role.SECTION)
    with pytest.raises(Forbidden):
        services.strike_name(kept.reservation.number, "x", "y", by=actor(Role.CLERK), today=TODAY)
    with pytest.raises(Refused):
        services.strike_name(kept.reservation.number, "", "", by=section, today=TODAY)
    cites = "《企业名称登记管理规定》第十一条"
    struck = services.strike_name(kept.reservation.number, "有不良影响", cites, by=section, today=TODAY)
    assert (struck.stage, rivals(question())) == ("struck", [])


def test_officers_of_another_area_see_no_retained_names():
    keep()
    assert queries.retained_names(viewer=actor(Role.SECTION)).count() == 1
    assert queries.retained_names(viewer=actor(Role.SECTION, area_code="500241")).count() == 0
    with pytest.raises(Forbidden):
        queries.retained_names(viewer=ANYBODY)


def test_a_day_before_any_rule_is_refused_and_not_guessed():
    with pytest.raises(Refused):
        services.check_name(question(), today=date(1990, 1, 1))


RACER = """
import django; django.setup()
from datetime import date
from quanheng.domains.registration import services
from quanheng.kernel.refusal import Refused
from quanheng.platform.people.actors import Actor
import sys
form, phone = sys.argv[1], sys.argv[2]
asked = services.NameQuestion("酉阳县", "武陵春", "商贸", form, "500242", "company")
print("ready", flush=True); sys.stdin.readline()
try:
    services.retain_name(asked, services.NameApplicant("某", phone), promised=True, by=Actor.public(),
                         today=date(2026, 3, 2))
    print("kept")
except Refused as refused:
    print(type(refused).__name__)
"""
PREPARE = """
import django; django.setup()
from django.core.management import call_command
from quanheng.platform.people import county
call_command("migrate", verbosity=0); county.lay_out()
"""


@pytest.mark.slow
def test_of_two_workers_who_want_one_name_one_gets_it_on_sqlite(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"QUANHENG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "quanheng.config.settings"}
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True)
    forms = ("有限公司", "有限责任公司")
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, form, f"1380000000{place}"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for place, form in enumerate(forms)
    ]
    for one in racers:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in racers:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    told = sorted(one.communicate()[0].strip() for one in racers)
    assert told == ["NameNotFree", "kept"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite the test above races by processes")
@pytest.mark.django_db(transaction=True)
def test_of_four_workers_who_want_one_name_one_gets_it_on_postgresql():
    def race(place: int) -> str:
        forms = ("有限公司", "有限责任公司", "股份有限公司", "有限公司")
        try:
            keep(question(form=forms[place]), NameApplicant("某", f"1390000000{place}"))
        except Refused as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(race, range(4)))
    assert told == ["NameNotFree", "NameNotFree", "NameNotFree", "kept"]
    assert NameReservation.objects.count() == 1


def test_a_name_is_kept_for_whole_months_whatever_the_calendar_says():
    for day in (date(2026, 12, 31), date(2026, 11, 30)):
        until = services.names.retaining.kept_until(day, approval="")[0]
        assert until - day >= timedelta(days=59)
