from datetime import date
from itertools import count as count_up

import pytest

from quanheng.domains.registration.models import Filing, Outlet
from quanheng.domains.registration.tests.factories import business
from quanheng.platform.indicators import Period, count, indicator
from quanheng.platform.people import county
from quanheng.platform.testing.people import LONGTAN, MAWANG

pytestmark = pytest.mark.django_db

YEAR = Period.year(2021)
_NUMBERS = count_up(1)


@pytest.fixture(autouse=True)
def _county() -> None:
    county.lay_out()


def filing(kind: str = "establishment", **given: object) -> Filing:
    """One application granted on 1 June 2021, without paper, at the window."""
    values: dict[str, object] = {
        "number": f"F{next(_NUMBERS)}",
        "kind": kind,
        "subject": "individual",
        "channel": "window",
        "stage": "approved",
        "organ_id": "500242-amr",
        "area_code": LONGTAN,
        "opened_on": date(2021, 5, 31),
        "decided_on": date(2021, 6, 1),
    }
    return Filing.objects.create(**values | given)


def number(key: str, area: str = "500242") -> int:
    return int(count(indicator(key), YEAR, area).number)


def test_a_business_exists_from_its_establishment_until_its_end():
    business(1, established_on=date(2020, 1, 1))
    business(2, established_on=date(2021, 12, 31))
    business(3, established_on=date(2022, 1, 1))
    business(4, state="deregistered", ended_on=date(2021, 12, 31))
    business(5, state="deregistered", ended_on=date(2022, 1, 1))
    business(6, established_on=None)
    assert number("businesses_in_existence") == 4
    assert number("new_businesses") == 1
    assert number("businesses_deregistered") == 1


def test_kinds_and_townships_add_up_to_all():
    business(1)
    business(2, kind="individual", area_code=MAWANG)
    total = number("businesses_in_existence")
    kinds = ("company", "branch", "individual", "cooperative", "partnership", "sole", "other")
    assert sum(number(f"businesses_in_existence_{kind}") for kind in kinds) == total == 2
    assert number("businesses_in_existence", LONGTAN) == number("businesses_in_existence", MAWANG) == 1


def test_growth_compares_with_the_same_days_a_year_before():
    for key in range(1, 5):
        business(key, established_on=date(2020, 6, 1))
    assert number("new_businesses_growth_pct") == -100
    for key in range(5, 12):
        business(key, established_on=date(2021, 6, 1))
    assert count(indicator("new_businesses_growth_pct"), YEAR, "500242").shown == "75.00"


def test_a_registration_counts_as_paperless_only_if_nothing_was_on_paper():
    one = business(1)
    for _ in range(3):
        filing(business=one)
    filing("change", business=one, paper_reason="申请人坚持提交纸质材料")
    filing("suspension", business=one, paper_reason="备案不是登记")
    filing(business=one, stage="withdrawn", paper_reason="没有准予")
    filing(business=one, decided_on=date(2022, 1, 1), paper_reason="不在本年")
    assert count(indicator("paperless_registration_pct"), YEAR, "500242").shown == "75.0"


def test_an_outlet_counts_once_it_has_taken_an_application():
    post, idle = (
        Outlet.objects.create(organ_id=organ, name=organ, area_code=LONGTAN, opened_on=date(2021, 1, 4))
        for organ in ("500242101-gov", "500242102-gov")
    )
    assert number("postal_outlets") == 0
    for _ in range(2):
        filing(channel="postal", outlet=post, stage="withdrawn")
    filing(channel="postal", outlet=idle, opened_on=date(2022, 1, 4), stage="withdrawn")
    assert number("postal_outlets") == number("postal_outlets", LONGTAN) == 1
    assert number("postal_outlets", MAWANG) == 0


def test_a_business_visited_twice_at_its_door_counts_once():
    one, two = business(1), business(2)
    filing(business=one, channel="home_visit")
    filing("reissue", business=one, channel="home_visit")
    filing("reissue", business=two, channel="home_visit")
    filing("suspension", business=business(3), channel="home_visit")
    assert number("home_visit_licences") == 2
