import pytest

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform.testing.people import MAWANG

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _businesses(db):
    made = [business(n, contact_name="张三丰", contact_phone="13812345678") for n in range(1, 6)]
    made.append(business(6, name="麻旺茶油坊", area_code=MAWANG, state="revoked"))
    file_new([one.pk for one in made])


def test_anybody_may_read_a_business_but_not_its_contact(client):
    answer = client.get(f"/api/businesses/{code(1)}")
    assert answer.json()["name"] == "酉阳县第1号商贸有限公司"
    assert "13812345678" not in answer.content.decode()


def test_an_unknown_code_is_answered_with_what_to_do(client):
    answer = client.get("/api/businesses/915002427094554320")
    assert (answer.status_code, answer.json()["says"]) == (404, "没有查到这个代码对应的经营主体。")


def test_pages_follow_each_other_without_a_gap(client):
    seen, after = [], ""
    while True:
        page = client.get("/api/businesses", {"size": 2, "after": after}).json()
        seen += [item["code"] for item in page["items"]]
        after = page["after"]
        if not after:
            break
    assert seen == sorted(code(n) for n in range(1, 7))


def test_text_area_and_state_narrow_the_answer(client):
    def codes(**asked):
        return [item["code"] for item in client.get("/api/businesses", asked).json()["items"]]

    assert codes(q="茶油") == [code(6)]
    assert codes(area=MAWANG) == [code(6)]
    assert codes(state="revoked") == [code(6)]
    assert codes(q="茶油", state="open") == []


@pytest.mark.parametrize(
    "asked", [{"size": 0}, {"size": 101}, {"area": "5"}, {"state": "gone"}, {"q": "x" * 101}]
)
def test_what_cannot_be_asked_is_refused(client, asked):
    assert client.get("/api/businesses", asked).status_code == 422
