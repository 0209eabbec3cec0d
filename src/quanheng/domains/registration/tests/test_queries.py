import pytest

from quanheng.domains.registration import queries
from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.models import BusinessTag, FormerName
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.domains.registration.tests.factories import business, code
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import MAWANG, actor

pytestmark = pytest.mark.django_db

SECTION = actor(Role.SECTION)
MAWANG_OFFICER = actor(Role.TOWNSHIP, area_code=MAWANG)


@pytest.fixture
def two():
    made = [
        business(1, name="酉阳县𠮷祥茶油有限公司", trade="C1332"),
        business(
            2,
            name="麻旺茶馆",
            area_code=MAWANG,
            kind="individual",
            trade="H6230",
            address="酉阳县麻旺镇油坊街",
        ),
    ]
    FormerName.objects.create(business=made[0], name="老酉州油坊")
    file_new([one.pk for one in made])
    return made


def found(text, viewer=SECTION):
    return [row.pk for row in queries.search(text, viewer=viewer)]


def test_any_part_of_names_addresses_and_codes_finds(two):
    first, second = two
    assert found("𠮷") == [first.pk]
    assert found("祥茶油有") == [first.pk]
    assert found("酉州油") == [first.pk]
    assert found(code(2)[8:]) == [second.pk]
    assert found("油坊街") == [second.pk]
    assert found("茶 麻旺") == [second.pk]


def test_characters_that_stand_apart_are_not_a_part(two):
    assert found("祥油有") == []


def test_names_come_before_addresses(two):
    third = business(3, name="油坊街茶楼")
    file_new([third.pk])
    assert found("油坊街") == [third.pk, two[1].pk]


def test_nobody_searches_beyond_their_area(two):
    assert found("茶", MAWANG_OFFICER) == [two[1].pk]
    assert found("茶", Actor.public()) == []


def test_another_area_is_as_if_it_were_not_there(two):
    with pytest.raises(Missing):
        queries.business(code(1), viewer=MAWANG_OFFICER)
    assert queries.business(code(1).lower(), viewer=SECTION) == two[0]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (BusinessFilter(), [1, 2]),
        (BusinessFilter(area=MAWANG), [2]),
        (BusinessFilter(trades=("H62", "H61")), [2]),
        (BusinessFilter(kinds=("company",)), [1]),
        (BusinessFilter(tags=("重点", "其他")), [1]),
        (BusinessFilter(states=("revoked",)), []),
        (BusinessFilter(states=()), [1, 2]),
    ],
)
def test_a_filter_gives_exactly_what_meets_it(two, wanted, numbers):
    BusinessTag.objects.create(business=two[0], tag="重点", added_on="2021-01-01")
    again = BusinessFilter.from_dict(wanted.as_dict())
    codes = {row.code for row in queries.matching(again, viewer=SECTION)}
    assert codes == {code(n) for n in numbers}
