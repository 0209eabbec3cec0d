"""What people really type and leave out: full-width numbers, an empty form; buttons that say what they do."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing, HomeVisit
from quanheng.domains.registration.tests.doors import people
from quanheng.domains.registration.tests.doors.shop import OWNER_ID
from quanheng.domains.registration.tests.web.filings.test_window import existing, opened, typed
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role

pytestmark = pytest.mark.django_db
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture(autouse=True)
def county():
    people.lay_out()
    with clock.fixed(people.TODAY):
        yield


@pytest.fixture
def clerk(client):
    client.force_login(people.account("clerk", Role.CLERK))
    return client


def summary(client, filing: Filing) -> str:
    return client.get(reverse("registration:filing_check", args=[filing.pk])).content.decode()


def test_numbers_in_full_width_signs_are_kept_in_half_width(clerk):
    filing = opened(clerk, "establishment", "individual")
    given = {
        "operator__id_number": OWNER_ID.translate(WIDE),
        "operator__phone": "１３８００００１２３４",
        "capital_yuan": "５００００",
    }
    details = Filing.objects.get(pk=typed(clerk, filing, given).pk).details
    assert details["operator"] == {"id_number": OWNER_ID, "phone": "13800001234"}
    assert details["capital_yuan"] == "50000"


def test_a_visit_is_asked_for_with_a_telephone_number_in_full_width_signs(client):
    sent = {
        "asked_for": "reissue",
        "applicant_name": "田师傅",
        "applicant_phone": "１３７００００２２２２",
        "area_code": "500242101",
        "address": "老街7号",
    }
    answer = client.post(reverse("portal:visit_request"), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert HomeVisit.objects.get().applicant_phone == "13700002222"


def test_an_empty_form_is_not_told_of_a_promise_that_comes_later(clerk):
    page = summary(clerk, opened(clerk, "establishment", "individual"))
    assert "没有填写经营范围" in page
    assert "没有签署" not in page


def test_each_person_of_a_founding_has_a_row_of_their_own(clerk):
    filing = opened(clerk, "establishment", "company")
    page = clerk.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert "<legend>股东 1</legend>" in page


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("suspension", "提交并当场备案"),
        ("dereg", "提交并当场注销登记"),
        ("reissue", "提交并当场登记发照"),
    ],
)
def test_the_button_says_what_is_done_on_the_spot(clerk, kind, says):
    filing = opened(clerk, kind, "individual", existing().code)
    Filing.objects.filter(pk=filing.pk).update(details={})
    answer = clerk.get(reverse("registration:filing_check", args=[filing.pk]))
    assert answer.context["at_once"] == says


def test_whoever_looks_at_an_application_is_at_applications(clerk):
    filing = opened(clerk, "establishment", "individual")
    page = clerk.get(reverse("registration:filing", args=[filing.pk])).content.decode()
    assert '<a href="/registration/apply/" aria-current="page">' in page


def wide(text: str) -> str:
    """A text in full-width signs."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


def spaced(code: str) -> str:
    """A code in full-width small letters, in groups, with a blank before it: as pasted from a message."""
    return " " + "　".join(wide(code[at : at + 4].lower()) for at in range(0, len(code), 4)) + " "


def test_an_owner_is_known_by_numbers_in_full_width_signs_and_groups(client):
    shop = existing()
    sent = {"business": spaced(shop.code), "id_number": spaced(OWNER_ID)}
    answer = client.post(reverse("portal:apply_owner"), sent)
    assert answer.context["business"] == shop, answer.content.decode()


def test_a_dispute_takes_the_telephone_number_as_it_is_typed():
    from quanheng.domains.registration.web.dispute_forms import DisputeForm

    given = {
        "business_code": spaced("91500242MA0000011H"),
        "applicant_name": "重庆武陵春集团有限公司",
        "applicant_phone": wide("02355551234"),
        "request": "停止使用",
        "grounds": "在先使用",
    }
    form = DisputeForm(given)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["applicant_phone"] == "02355551234"
    assert form.cleaned_data["business_code"] == "91500242MA0000011H"


@pytest.mark.parametrize(
    "typed", ["名称争议(2026)2号", "名称争议（2026） 2号", "名称争议［２０２６］2号", "名称争议〔2026〕2号"]
)
def test_the_number_of_a_dispute_is_known_whichever_brackets_a_keyboard_has(typed):
    from quanheng.domains.registration.web.views.name_sides import SideForm

    form = SideForm({"number": typed, "code": "7ahf ymxj ktaf"})
    assert form.is_valid()
    assert form.cleaned_data["number"] == "名称争议〔2026〕2号"


def test_a_box_for_a_code_does_not_cut_what_is_pasted_with_a_blank_before_it(client):
    page = client.get(reverse("portal:visit_request")).content.decode()
    box = page[page.index('name="business_code"') - 60 :][:200]
    assert "maxlength" not in box


def test_a_visit_asked_for_without_a_code_takes_it_at_the_door(client):
    visitor, shop = people.account("visitor", Role.HOME_VISIT), existing()
    asked = services.VisitRequest(people.LONGTAN, "老街7号", "田师傅", "13700002222", "reissue")
    by, today = people.actor("officer", Role.SECTION), people.TODAY
    visit = services.request_visit(asked, by=by, today=today)
    services.plan_route(today, [visit.pk], visitor.pk, by=by, today=today)
    client.force_login(visitor)
    assert (
        'name="business_code"' in client.get(reverse("registration:visit", args=[visit.pk])).content.decode()
    )
    begin = reverse("registration:visit_begin", args=[visit.pk])
    answer = client.post(begin)
    assert answer.status_code == 404
    assert "没有填统一社会信用代码" in answer.content.decode()
    assert client.post(begin, {"business_code": spaced(shop.code)}).status_code == 302
    assert Filing.objects.get().business == shop


def test_whoever_is_barred_is_found_however_the_number_is_grouped(clerk):
    document = ("县人民法院", "（2026）渝0242执8号", date(2026, 1, 5))
    bar = services.NewBar("田小满", OWNER_ID, "defaulter", *document)
    services.bar_person(bar, by=Actor.system("court list"), today=people.TODAY, area_code="500242")
    filing = opened(clerk, "establishment", "company")
    grouped = f"{OWNER_ID[:6]}-{OWNER_ID[6:14]} {OWNER_ID[14:].lower()}"
    given = {"legal_representative__name": "田　小满", "legal_representative__id_number": grouped}
    typed(clerk, filing, given)
    head = Filing.objects.get(pk=filing.pk).details["legal_representative"]
    assert (head["name"], head["id_number"]) == ("田小满", OWNER_ID)
    assert "依法不得担任公司法定代表人" in summary(clerk, filing)


def test_only_a_shop_is_told_that_it_may_do_without_a_name(clerk):
    said = {}
    for subject in ("individual", "company"):
        filing = opened(clerk, "establishment", subject)
        said[subject] = clerk.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert "以经营者姓名登记" in said["individual"]
    assert "以经营者姓名登记" not in said["company"]


def test_a_shareholder_may_be_an_enterprise(clerk):
    filing = opened(clerk, "establishment", "company")
    page = clerk.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert "公民身份号码（单位填统一社会信用代码）" in page


def test_the_summary_writes_an_enterprise_out_and_masks_a_person(clerk):
    filing = opened(clerk, "establishment", "company")
    given = {"persons__0__id_number": "91500242MA0000011H", "legal_representative__id_number": OWNER_ID}
    shown = summary(clerk, typed(clerk, filing, given))
    assert "91500242MA0000011H" in shown
    assert OWNER_ID not in shown


@pytest.mark.parametrize(
    "written",
    [
        "重庆市酉阳县龙潭镇老街25号",
        "酉阳县龙潭镇老街25号",
        "龙潭镇老街25号",
        "老街25号",
        "重庆市酉阳县麻旺镇老街25号",
    ],
)
def test_a_county_called_by_its_short_name_is_not_written_twice(clerk, written):
    filing = opened(clerk, "establishment", "individual")
    shown = summary(clerk, typed(clerk, filing, {"area_code": "500242101", "address": written}))
    assert "重庆市酉阳土家族苗族自治县龙潭镇老街25号" in shown, Filing.objects.get().details["address"]


def test_a_conversion_is_called_by_what_the_shop_becomes(clerk):
    filing = opened(clerk, "conversion", "company", existing().code)
    page = clerk.get(reverse("registration:filing_form", args=[filing.pk])).content.decode()
    assert "<h1>个体工商户转型为公司</h1>" in page


def test_what_a_visit_is_for_is_said_in_the_language_of_the_page(client):
    url = reverse("portal:visit_request")
    assert "设立登记（个体工商户）" in client.get(url).content.decode()
    english = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "设立登记" not in english
