"""Taking in a bureau's list of permits: matched, flagged, refused by name, safe to run again."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.licences import queries, services
from quanheng.domains.licences.importing import import_file
from quanheng.domains.licences.models import Permit, Serial
from quanheng.domains.licences.tests import factories as make
from quanheng.kernel.identifiers import licence_number
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables import reports
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.testing.people import area, organ

pytestmark = pytest.mark.django_db

TODAY = date(2021, 12, 31)
HEADINGS = "许可证编号,许可种类,社会信用代码,经营者名称,有效期起,有效期至,经营项目,经营场所,状态,产品"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path


def jy(serial: int, form: str = "2") -> str:
    return licence_number.make("JY", form, "500242", f"{serial:06d}")


def brought(*lines: str, today: date = TODAY) -> ImportRun:
    area("500242101")
    organ()
    content = "\n".join([HEADINGS, *lines, ""]).encode()
    return import_file(content, name="台账.csv", area_code="", by=Actor.system("test"), today=today)


def said(run: ImportRun) -> list[tuple[str, str]]:
    return [(verdict, reason) for _, verdict, _, reason in reports.lines_of(run)]


def test_a_list_becomes_permits_of_the_businesses_of_the_register() -> None:
    known = make.shop()
    by_name = make.shop(2)
    run = brought(
        f"{jy(7)},食品经营许可,{known.code},{known.name},2019-03-05,2024-03-04,热食类食品制售、冷食类食品制售,龙潭镇,有效,",
        f"{jy(9)},,,{by_name.name},2019/3/5,2024/3/4,,,,",
        "XK08-001-00012,工业产品生产许可,,酉阳县某水泥厂,2018-01-02,2023-01-01,,,,",
    )
    assert said(run) == [
        ("accepted", ""),
        ("accepted", ""),
        ("flagged", "名录中没有找到持证人，请核实"),
    ]
    first, second, third = Permit.objects.order_by("id")
    assert (first.holder_code, first.area_code, first.items) == (
        known.code,
        known.area_code,
        ["热食类食品制售", "冷食类食品制售"],
    )
    assert (second.holder_code, second.premises) == (by_name.code, by_name.address)
    assert (third.products, third.flags, third.kind) == (
        "水泥",
        ["名录中没有找到持证人，请核实"],
        "industrial",
    )


def test_a_wrong_check_digit_is_flagged_and_kept_and_no_number_is_refused() -> None:
    shop = make.shop()
    wrong = jy(7)[:-1] + ("0" if jy(7)[-1] != "0" else "1")
    run = brought(
        f"{wrong},,{shop.code},{shop.name},2019-03-05,2024-03-04,,,,",
        f"不知道,,{shop.code},{shop.name},2019-03-05,2024-03-04,,,,",
        f"{jy(8)},,{shop.code},{shop.name},,,,,,",
    )
    assert [verdict for verdict, _ in said(run)] == ["flagged", "refused", "refused"]
    assert Permit.objects.get().flags[0].startswith("校验位")


def test_the_same_list_again_changes_nothing_whatever_the_day() -> None:
    shop = make.shop()
    line = f"{jy(7)},,{shop.code},{shop.name},2017-01-10,2022-01-09,,,,"
    brought(line)
    again = brought(line, today=date(2022, 6, 1))
    assert (again.unchanged_count, Permit.objects.count()) == (1, 1)


def test_what_had_run_out_or_ended_before_is_so_in_the_register() -> None:
    shop = make.shop()
    brought(
        f"{jy(7)},,{shop.code},{shop.name},2015-01-10,2020-01-09,,,,",
        f"{jy(8)},,{shop.code},{shop.name},2019-01-10,2024-01-09,,,注销,",
    )
    assert list(Permit.objects.order_by("id").values_list("state", "ended_on")) == [
        ("expired", None),
        ("cancelled", TODAY),
    ]


def test_a_newer_list_renews_and_an_older_one_does_not_turn_back() -> None:
    shop = make.shop()
    old = f"{jy(7)},,{shop.code},{shop.name},2017-01-10,2022-01-09,,,,"
    brought(old)
    brought(f"{jy(7)},,{shop.code},{shop.name},2021-12-20,2026-12-19,,,,")
    brought(old)
    permit = Permit.objects.get()
    assert (permit.from_on, permit.first_on) == (date(2021, 12, 20), date(2017, 1, 10))
    assert [(term.from_on, term.until_on) for term in permit.terms.all()] == [
        (date(2017, 1, 10), date(2021, 12, 19)),
        (date(2021, 12, 20), date(2026, 12, 19)),
    ]


def test_numbering_goes_on_behind_the_numbers_of_the_list() -> None:
    shop = make.shop()
    brought(f"{jy(41)},,{shop.code},{shop.name},2019-03-05,2024-03-04,,,,")
    assert Serial.objects.get(scope="JY|2|500242").last == 41
    assert make.permit(code=make.shop(2).code).number == jy(42)


def test_no_list_writes_over_what_this_bureau_granted() -> None:
    permit = make.permit()
    run = brought(f"{permit.number},,,别人,2019-03-05,2024-03-04,,,,")
    permit.refresh_from_db()
    assert said(run) == [("refused", "本局办理的许可，不能用台账改写")]
    assert permit.holder_name == "酉阳县第1家面馆"


def test_two_businesses_of_one_name_match_nobody() -> None:
    make.shop(1, name="酉阳县老街小吃店")
    make.shop(2, name="酉阳县老街小吃店")
    run = brought(f"{jy(7)},,,酉阳县老街小吃店,2019-03-05,2024-03-04,,,,")
    assert said(run)[0] == ("flagged", "名录中有多个同名的持证人，请核实")
    assert Permit.objects.get().holder_code == ""


def test_holders_of_a_kind_on_a_day_are_each_found_once() -> None:
    first, second = make.shop(1), make.shop(2)
    brought(
        f"{jy(1)},,{first.code},{first.name},2017-01-10,2022-01-09,,,,",
        f"{jy(2, '1')},,{first.code},{first.name},2019-01-10,2024-01-09,,,,",
        f"{jy(3)},,{second.code},{second.name},2016-01-10,2021-01-09,,,,",
        "XK08-001-00012,,,某水泥厂,2018-01-02,2023-01-01,,,,",
    )
    on = date(2021, 12, 31)
    assert list(queries.holder_codes("food_business", on=on, area="500242")) == [first.code]
    assert queries.holders(["food_business", "industrial"], on=on, area="500242").count() == 3
    assert queries.holders("food_business", on=date(2020, 6, 1)).count() == 3
    assert queries.holders("food_business", on=on, area="500243").count() == 0


def test_an_ended_permit_was_in_force_until_the_day_before() -> None:
    permit = make.permit()
    services.revoke_permit(
        permit, decision="〔2024〕8号", reason="", by=make.section(), today=date(2024, 6, 3)
    )
    found = [Permit.objects.current_on(day).count() for day in (date(2024, 6, 2), date(2024, 6, 3))]
    assert found == [1, 0]
