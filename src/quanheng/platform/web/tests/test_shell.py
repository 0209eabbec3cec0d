import importlib
import re
from datetime import date

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import translation

from quanheng.kernel import clock
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.people.roles import OFFICIALS, Role
from quanheng.platform.testing import people
from quanheng.platform.web import acts, middleware, navigation, views
from quanheng.platform.web.forms import act

pytestmark = pytest.mark.django_db

real = importlib.import_module(settings.ROOT_URLCONF)
done: list[str] = []


def register_once(request):
    done.append(request.POST["name"])
    return HttpResponseRedirect(f"/made/{len(done)}/")


def invalid(request):
    done.append("tried")
    return HttpResponse("please mend")


def hearing_open(request):
    raise Refused("听证期限未满", cites="《行政处罚法》第六十四条", instead="期限届满后再作出决定")


def not_yours(request):
    raise Forbidden("您的岗位不能办理这件事")


def nowhere(request):
    raise Missing()


def broken(request):
    raise RuntimeError("a fault of ours")


handler400, handler403, handler404 = real.handler400, real.handler403, real.handler404
handler429, handler500 = real.handler429, real.handler500
urlpatterns = [
    path("t/once/", register_once),
    path("t/invalid/", invalid),
    path("t/refused/", hearing_open),
    path("t/forbidden/", not_yours),
    path("t/missing/", nowhere),
    path("t/broken/", broken),
    *real.urlpatterns,
]


@pytest.fixture(autouse=True)
def with_these_addresses(settings):
    settings.ROOT_URLCONF = __name__
    cache.clear()
    done.clear()


def test_a_form_sent_twice_acts_once_and_leads_to_the_same_place(client):
    first = client.post("/t/once/", {"name": "甲", "once": "abc"})
    second = client.post("/t/once/", {"name": "甲", "once": "abc"})
    assert first["Location"] == second["Location"] == "/made/1/"
    assert done == ["甲"]
    client.post("/t/once/", {"name": "乙", "once": "def"})
    assert done == ["甲", "乙"]


def test_a_form_that_came_back_with_errors_may_be_sent_again(client):
    for _ in range(2):
        assert client.post("/t/invalid/", {"once": "abc"}).status_code == 200
    assert done == ["tried", "tried"]


def test_a_form_still_being_acted_on_is_refused(client):
    token = "abc"
    key = "once:" + middleware.sha256_hex(f"public|/t/once/|{token}")
    cache.add(key, "", 60)
    response = client.post("/t/once/", {"name": "甲", "once": token})
    assert response.status_code == 409
    assert "正在办理" in response.content.decode()
    assert done == []


def test_the_token_of_one_person_does_not_lead_another(client):
    client.post("/t/once/", {"name": "甲", "once": "abc"})
    client.force_login(people.account(Role.SECTION))
    client.post("/t/once/", {"name": "乙", "once": "abc"})
    assert done == ["甲", "乙"]


def test_a_refusal_says_what_by_which_article_and_what_instead(client):
    response = client.get("/t/refused/")
    html = response.content.decode()
    assert response.status_code == 409
    for words in ["听证期限未满", "《行政处罚法》第六十四条", "期限届满后再作出决定"]:
        assert words in html


def test_a_refusal_answers_in_json_where_json_is_asked_for(client):
    response = client.get("/t/refused/", headers={"accept": "application/json"})
    assert response.json()["cites"] == "《行政处罚法》第六十四条"


def test_a_refusal_leads_back_only_to_a_page_of_ours(client):
    ours = client.get("/t/refused/", headers={"referer": "http://testserver/desk/"}).content.decode()
    assert 'href="http://testserver/desk/"' in ours
    theirs = client.get("/t/refused/", headers={"referer": "https://evil.example/"}).content.decode()
    assert "evil.example" not in theirs


def test_without_a_right_the_public_is_led_to_the_login_and_an_official_refused(client):
    assert client.get("/t/forbidden/")["Location"].startswith("/accounts/login/")
    client.force_login(people.account(Role.SECTION))
    assert client.get("/t/forbidden/").status_code == 403


def test_after_the_login_a_form_sent_too_late_leads_back_to_its_page(client):
    sent = client.post("/t/forbidden/", headers={"referer": "http://testserver/inspections/1/"})
    assert "inspections/1/" in sent["Location"]
    assert "forbidden" not in sent["Location"]


def test_a_part_of_a_page_says_in_a_line_that_the_login_has_ended(client):
    part = client.get("/t/forbidden/", headers={"hx-request": "true"})
    assert part.status_code == 200
    assert "登录已过期" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_an_address_for_a_form_opened_like_a_page_says_so(client):
    response = client.get("/language/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "没有办理" in response.content.decode()


def test_what_is_missing_is_404(client):
    assert client.get("/t/missing/").status_code == 404
    assert "没有这一页" in client.get("/no/such/page/").content.decode()


def test_a_fault_shows_a_reference_that_stands_in_the_log(caplog, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        response = client.get("/t/broken/")
    reference = re.search(r"<code>([0-9A-F]{8})</code>", response.content.decode()).group(1)
    assert response.status_code == 500
    assert any(reference in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404), (views.too_many, 429)],
)
def test_error_pages_need_neither_session_nor_database(view, status, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = view(RequestFactory().get("/"), Exception())
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


def test_a_form_without_its_protection_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/t/once/", {"name": "甲"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_too_many_attempts_to_log_in_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    seen = [client.post("/accounts/login/", {"login": "x", "password": "y"}).status_code for _ in range(3)]
    assert seen == [200, 200, 429]


def test_pages_carry_no_inline_script_or_style_element(client):
    client.force_login(people.account(Role.SECTION))
    for address in ["/accounts/login/", "/desk/", "/t/refused/", "/no/such/page/"]:
        html = client.get(address, follow=True).content.decode()
        for script in re.findall(r"<script[^>]*>", html):
            assert "src=" in script or "application/json" in script
        assert "<style" not in html
        assert not re.search(r"\son\w+=", html)


def test_every_control_has_a_label(client):
    client.force_login(people.account(Role.AUDITOR))
    for address in ["/desk/", "/desk/ledger/", "/accounts/password/change/"]:
        html = client.get(address, follow=True).content.decode()
        for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html):
            if 'type="hidden"' in tag or 'type="checkbox" name="columns"' in tag:
                continue
            key = re.search(r'\bid="([^"]+)"', tag).group(1)
            assert f'for="{key}"' in html, tag


def test_the_language_switches_and_leads_back(client):
    response = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert response["Location"] == "/accounts/login/"
    html = client.get("/accounts/login/").content.decode()
    assert '<html lang="en">' in html
    assert 'value="zh-hans"' in html
    client.post("/language/", {"language": "zh-hans"})
    assert '<html lang="zh-hans">' in client.get("/accounts/login/").content.decode()


def test_the_language_switch_does_not_lead_elsewhere(client):
    response = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_every_navigation_entry_has_its_page():
    for entry in navigation.entries():
        assert reverse(entry.url_name).startswith("/")


def test_navigation_shows_only_what_the_actor_may_open():
    right = people_right("test.navigate", {Role.AUDITOR})
    entry = navigation.Entry("甲", "cockpit:ledger", right)
    assert entry.is_for(people.actor(Role.AUDITOR))
    assert not entry.is_for(people.actor(Role.TOWNSHIP))
    everybody = navigation.Entry("乙", "cockpit:ledger")
    assert all(everybody.is_for(people.actor(role)) for role in OFFICIALS)
    assert not everybody.is_for(people.actor(Role.BUSINESS))


def people_right(key, roles):
    from quanheng.platform.people.rights import Right

    return Right(key, "试", frozenset(roles))


def test_the_nearest_entry_is_the_current_one():
    links = navigation.links(people.actor(Role.AUDITOR), "/desk/ledger/7/")
    assert [link.url for link in links if link.current] == ["/desk/ledger/"]


def test_an_act_is_named_once():
    acts.label("test_act", "试办")
    acts.label("test_act", "试办")
    assert acts.says("test_act") == "试办"
    with pytest.raises(ValueError, match="twice"):
        acts.label("test_act", "另办")


class Hearing(forms.Form):
    decided_on = forms.DateField(label="决定日期")


def test_a_refusal_stands_beside_its_field_with_article_and_way_out():
    form = Hearing({"decided_on": "2021-03-05"})
    assert form.is_valid()

    def refuse():
        raise Refused("<b>未满</b>", cites="第六十四条", instead="等期限届满", field="decided_on")

    assert act(form, refuse) is None
    shown = str(form.errors["decided_on"])
    for words in ["&lt;b&gt;未满&lt;/b&gt;", "第六十四条", "等期限届满"]:
        assert words in shown


def test_a_refusal_of_the_whole_stands_above_the_form():
    form = Hearing({"decided_on": "2021-03-05"})
    form.is_valid()

    def refuse():
        raise Refused("人数不足", field="not_a_field")

    act(form, refuse)
    assert "人数不足" in str(form.non_field_errors())


@pytest.mark.parametrize("refusal", [Forbidden("不可"), Missing("没有")])
def test_without_a_right_or_a_record_the_form_is_not_the_place_to_say_so(refusal):
    form = Hearing({"decided_on": "2021-03-05"})
    form.is_valid()

    def refuse():
        raise refusal

    with pytest.raises(type(refusal)):
        act(form, refuse)


def test_an_act_done_returns_its_value():
    form = Hearing({"decided_on": "2021-03-05"})
    form.is_valid()
    assert act(form, lambda: 7) == 7


def test_english_pages_write_dates_in_english():
    from quanheng.platform.web.templatetags import official

    assert official.day_text(date(2021, 3, 5)) == "2021年3月5日"
    with translation.override("en"):
        assert official.day_text(date(2021, 3, 5)) == "5 March 2021"


def test_the_login_page_is_ours_and_in_chinese(client):
    html = client.get("/accounts/login/").content.decode()
    assert "账号由本单位系统管理员开立" in html
    assert "<label for=" in html


def test_nobody_signs_up(client):
    assert "不开放注册" in client.get("/accounts/signup/").content.decode()


def test_a_second_factor_is_set_up_shown_and_taken_off(client):
    account = people.account(Role.SECTION)
    account.set_password("correct horse battery")
    account.save()
    client.post("/accounts/login/", {"login": account.username, "password": "correct horse battery"})
    assert "未启用" in client.get("/accounts/2fa/").content.decode()
    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "请再输一次密码" in asked.content.decode()
    client.post(asked.redirect_chain[-1][0], {"password": "correct horse battery"})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml" in page
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert "已启用" in client.get("/accounts/2fa/").content.decode()
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    client.post("/accounts/logout/")
    second = client.post(
        "/accounts/login/", {"login": account.username, "password": "correct horse battery"}, follow=True
    )
    assert "六位数字" in second.content.decode()
    assert client.get("/desk/").status_code == 302


def test_due_dates_are_counted_in_working_days():
    from quanheng.platform.web.deadlines import left

    friday = date(2021, 3, 5)
    assert left(date(2021, 3, 8), friday).says == "还剩 1 个工作日"
    assert left(date(2021, 3, 5), friday).says == "今天到期"
    assert left(date(2021, 3, 3), friday).says == "已超期 2 天"
    with clock.fixed(friday):
        assert left(date(2030, 1, 1), date(2029, 12, 30)).says == "还剩 2 天"
