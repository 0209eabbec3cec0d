"""The same questions, the same answers: run on SQLite, and on PostgreSQL where DATABASE_URL says so."""

import pytest

from quanheng.platform.search import Texts, tokens
from quanheng.platform.search.index import SearchIndex

pytestmark = pytest.mark.django_db

INDEX = SearchIndex("registration_business_search")
RECORDS = {
    1: Texts(
        ("酉阳县龙潭茶油有限公司",), ("重庆市酉阳县龙潭镇老街1号",), ("91500242709455432N",), ("500242101",)
    ),
    2: Texts(("吉祥𠮷䶮百货店", "龙腾商店"), ("酉阳县麻旺镇",), ("91500242MA5UF2430E",), ("500242102",)),
    3: Texts(("3M China 服务部",), ("渝中区",), ("500103000000019",), ("500103",)),
}


@pytest.fixture(autouse=True)
def _filed(db):
    with INDEX.made_anew():
        INDEX.add([(key, tokens(texts)) for key, texts in RECORDS.items()])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("龙潭茶油", [1]),
        ("油", [1]),
        ("司", [1]),
        ("酉阳", [1, 2]),
        ("𠮷䶮", [2]),
        ("䶮", [2]),
        ("龙腾", [2]),
        ("m chi", [3]),
        ("3m中", []),
        ("915002427094", [1]),
        ("00242709", [1]),
        ("5432n", []),
        ("55432N", [1]),
        ("430e", [2]),
        ("龙潭公司", []),
        ("百货店龙腾", []),
        ("潭茶油有", [1]),
        ("茶油油", []),
        ("0242MA5UF", [2]),
        ("MA5UF2430E", [2]),
        ("500103", [3]),
        ("龙潭 公司", [1]),
        ("龙潭 百货", []),
        ("（）'\"*:", []),
        ("", []),
        ("老街1号", [1]),
        ("１号", [1]),
    ],
)
def test_any_part_of_a_name_a_code_or_an_address_finds_the_record(text, keys):
    assert INDEX.find(text) == keys


def test_an_area_bounds_the_answer_at_every_level():
    assert [INDEX.find("酉阳", area=area) for area in ("50", "500242", "500242102", "500103")] == [
        [1, 2],
        [1, 2],
        [2],
        [],
    ]


def test_names_come_before_addresses():
    INDEX.add([(4, tokens(Texts(("老街茶馆",), ("酉阳县",))))])
    assert INDEX.find("老街") == [4, 1]


def test_a_removed_record_is_found_no_more():
    INDEX.remove([(1, tokens(RECORDS[1]))])
    assert INDEX.find("龙潭") == []
    assert INDEX.find("酉阳") == [2]


def test_the_answer_is_bounded():
    assert INDEX.find("酉阳", limit=1) == [1]


def test_filling_anew_is_all_or_nothing():
    with pytest.raises(ZeroDivisionError), INDEX.made_anew():
        INDEX.add([(9, tokens(RECORDS[1]))])
        1 / 0  # noqa: B018
    assert INDEX.find("龙潭茶油") == [1]
