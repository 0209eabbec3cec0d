"""What outlets' clerks and visitors may open, and what not."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing, HomeVisit
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules.doors import VisitResult
from quanheng.domains.registration.services.channels.outlets import OutletHasWork
from quanheng.domains.registration.tests.doors import people
from quanheng.domains.registration.tests.doors.shop import PROMISES, SHOP
from quanheng.kernel import clock
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.people.roles import Role

pytestmark = pytest.mark.django_db
TODAY = people.TODAY


@pytest.fixture(autouse=True)
def county():
    people.lay_out()
    with clock.fixed(TODAY):
        yield


def logged_in(account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


@pytest.fixture
def outlet():
    officer = people.actor("officer", Role.SECTION)
    return services.open_outlet(services.NewOutlet("龙潭邮政所", people.LONGTAN), by=officer, today=TODAY)


def clerk_of(outlet, username):
    operator = people.actor(f"operator-{username}", Role.OPERATOR)
    new = services.NewClerk(username, f"{username}号窗口", people.PASSWORD)
    return services.seat_outlet_clerk(outlet.pk, new, by=operator, today=TODAY)


def opened(browser) -> Filing:
    sent = {"kind": "establishment", "subject": "individual"}
    browser.post(reverse("registration:filing_open"), sent)
    return Filing.objects.latest("pk")


def handed_in(browser) -> Filing:
    filing = opened(browser)
    url = reverse("registration:filing_save", args=[filing.pk])
    browser.post(url, {**SHOP, "revision": filing.revision})
    answer = browser.post(
        reverse("registration:filing_check", args=[filing.pk]), {**PROMISES, "then": "decide"}
    )
    assert answer.status_code == 302, answer.content.decode()
    filing.refresh_from_db()
    return filing


def test_an_outlet_filing_bears_its_outlet_and_waits_for_the_bureau(outlet):
    filing = handed_in(logged_in(clerk_of(outlet, "postal1")))
    assert (filing.channel, filing.outlet, filing.stage) == ("postal", outlet, "submitted")
    assert filing.details["area_code"] == people.LONGTAN


def test_an_outlet_clerk_decides_nothing(outlet):
    account = clerk_of(outlet, "postal1")
    filing = handed_in(logged_in(account))
    with pytest.raises(Forbidden):
        services.approve_filing(filing.pk, by=account.as_actor(), today=TODAY)
    answer = logged_in(account).post(reverse("registration:filing_approve", args=[filing.pk]))
    assert answer.status_code == 403
    for name in ("filing_supplement", "filing_refuse"):
        url = reverse(f"registration:{name}", args=[filing.pk])
        assert logged_in(account).get(url).status_code == 403


def test_two_clerks_of_one_outlet_see_their_own_filings_only(outlet):
    first, second = clerk_of(outlet, "postal1"), clerk_of(outlet, "postal2")
    filing = opened(logged_in(first))
    assert list(doors.own_filings(viewer=first.as_actor())) == [filing]
    assert list(doors.own_filings(viewer=second.as_actor())) == []
    with pytest.raises(Missing):
        services.save_draft(filing.pk, {"scope": "餐饮"}, by=second.as_actor(), today=TODAY)
    for name in ("filing", "filing_form", "filing_check", "filing_licence"):
        url = reverse(f"registration:{name}", args=[filing.pk])
        assert logged_in(second).get(url).status_code == 404, name


def test_the_window_sees_what_the_outlets_handed_in(outlet):
    filing = opened(logged_in(clerk_of(outlet, "postal1")))
    window = people.account("window", Role.CLERK)
    assert list(doors.own_filings(viewer=window.as_actor())) == [filing]


def test_outlet_and_clerk_earn_their_counts(outlet):
    browser = logged_in(clerk_of(outlet, "postal1"))
    handed_in(browser)
    since = TODAY.replace(month=1, day=1)
    counts = doors.counts_by_clerk(outlet, since=since, until=TODAY)
    assert counts == [("postal1号窗口", 1, 0)]
    rows = doors.with_counts(doors.outlets(viewer=people.actor("o2", Role.SECTION)), since=since, until=TODAY)
    assert rows.get().submitted_count == 1
    page = browser.get(reverse("registration:outlet_desk")).content.decode()
    assert "今天提交" in page


def test_an_outlet_with_unfinished_filings_is_not_closed(outlet):
    opened(logged_in(clerk_of(outlet, "postal1")))
    with pytest.raises(OutletHasWork) as refused:
        services.close_outlet(outlet.pk, reason="撤", by=people.actor("o2", Role.SECTION), today=TODAY)
    assert refused.value.cites


def test_an_outlet_clerk_opens_no_page_of_the_bureau(outlet):
    browser = logged_in(clerk_of(outlet, "postal1"))
    for name in ("outlets", "outlet_new", "visits", "visits_plan", "visits_today", "businesses"):
        assert browser.get(reverse(f"registration:{name}")).status_code == 403, name


def test_evidence_of_a_filing_is_not_handed_out_by_its_bare_number(outlet):
    first, second = clerk_of(outlet, "postal1"), clerk_of(outlet, "postal2")
    filing = opened(logged_in(first))
    pdf = b"%PDF-1.4\n%%EOF\n"
    kept = services.add_filing_evidence(filing.pk, "identity", pdf, by=first.as_actor(), today=TODAY)
    own = reverse("registration:filing_file", args=[filing.pk, kept.pk])
    assert logged_in(first).get(own).status_code == 200
    assert logged_in(second).get(own).status_code == 404
    assert logged_in(second).get(reverse("documents:download", args=[kept.pk])).status_code == 404


def visited(visitor, **given) -> HomeVisit:
    request = services.VisitRequest(
        people.LONGTAN, "老街1号", "田小满", "13800001234", given.pop("kind", "establishment"), **given
    )
    officer = people.actor("planner", Role.SECTION)
    visit = services.request_visit(request, by=officer, today=TODAY)
    services.plan_route(TODAY, [visit.pk], visitor.pk, by=officer, today=TODAY)
    return visit


def test_a_visit_opens_one_filing_with_what_the_request_said():
    visitor = people.account("visitor", Role.HOME_VISIT)
    visit, browser = visited(visitor), logged_in(visitor)
    url = reverse("registration:visit_begin", args=[visit.pk])
    assert browser.post(url).url == browser.post(url).url
    filing = Filing.objects.get()
    assert (filing.channel, filing.visit) == ("home_visit", visit)
    assert filing.details["operator"]["name"] == "田小满"
    assert filing.details["area_code"] == people.LONGTAN


def test_a_visit_is_done_once_the_licence_is_left():
    visitor = people.account("visitor", Role.HOME_VISIT)
    visit, browser = visited(visitor), logged_in(visitor)
    browser.post(reverse("registration:visit_begin", args=[visit.pk]))
    filing = Filing.objects.get()
    browser.post(reverse("registration:filing_save", args=[filing.pk]), {**SHOP, "revision": filing.revision})
    finish = reverse("registration:visit_finish", args=[visit.pk])
    assert browser.post(finish, {"result": VisitResult.LICENCE_LEFT}).status_code == 409
    check = reverse("registration:filing_check", args=[filing.pk])
    assert browser.post(check, {**PROMISES, "then": "decide"}).status_code == 302
    filing.refresh_from_db()
    assert filing.stage == "approved"
    assert browser.post(finish, {"result": VisitResult.LICENCE_LEFT}).status_code == 302
    visit.refresh_from_db()
    assert (visit.stage, visit.result) == ("done", "licence_left")


def test_a_visitor_begins_no_visit_of_a_colleague():
    visit = visited(people.account("visitor", Role.HOME_VISIT))
    other = logged_in(people.account("other", Role.HOME_VISIT))
    assert other.post(reverse("registration:visit_begin", args=[visit.pk])).status_code == 404


def test_a_visit_is_put_off_and_given_up_with_a_reason():
    visitor = people.account("visitor", Role.HOME_VISIT)
    visit, browser = visited(visitor), logged_in(visitor)
    put_off = reverse("registration:visit_put_off", args=[visit.pk])
    assert browser.post(put_off, {"reason": ""}).status_code == 409
    assert browser.post(put_off, {"reason": "店主外出"}).status_code == 302
    give_up = reverse("registration:visit_give_up", args=[visit.pk])
    assert browser.post(give_up, {"reason": "道路塌方"}).status_code == 302
    visit.refresh_from_db()
    assert visit.stage == "cancelled"
    assert "道路塌方" in browser.get(reverse("registration:visit", args=[visit.pk])).content.decode()


def test_the_public_asks_for_a_visit_and_nobody_reads_its_list_without_a_seat(client):
    sent = {
        "asked_for": "establishment-individual",
        "applicant_name": "田小满",
        "applicant_phone": "13800001234",
        "area_code": people.LONGTAN,
        "address": "老街1号",
    }
    answer = client.post(reverse("portal:visit_request"), sent)
    visit = HomeVisit.objects.get()
    assert visit.requested_by == "public"
    assert answer.url == reverse("portal:visit", args=[visit.pk])
    assert client.get(reverse("registration:visits")).status_code == 302
    assert "account" in client.get(reverse("registration:visits")).url


def test_a_visit_for_a_cooperative_opens_its_errand_as_one():
    visitor = people.account("visitor", Role.HOME_VISIT)
    visit, browser = visited(visitor, subject="cooperative"), logged_in(visitor)
    browser.post(reverse("registration:visit_begin", args=[visit.pk]))
    filing = Filing.objects.get()
    assert filing.subject == "cooperative"
    assert filing.details["legal_representative"]["name"] == "田小满"


def asking(asked_for: str) -> dict[str, str]:
    return {
        "asked_for": asked_for,
        "applicant_name": "田小满",
        "applicant_phone": "13800001234",
        "area_code": people.LONGTAN,
        "address": "老街1号",
    }


def test_who_asked_for_a_visit_follows_and_cancels_it_with_number_and_code(client):
    sent = asking("establishment-cooperative")
    page = client.post(reverse("portal:visit_request"), sent, follow=True).content.decode()
    visit = HomeVisit.objects.get()
    assert (visit.asked_for, visit.subject) == ("establishment", "cooperative")
    code = re.search(r'class="secret">([0-9A-Z-]{14})<', page)[1]
    assert "tel:12315" in page
    stranger = type(client)()
    assert stranger.get(reverse("portal:visit", args=[visit.pk])).url == reverse("portal:resume")
    again = stranger.post(reverse("portal:visit_request"), sent)
    assert again.status_code == 409
    assert "已经申请过" in again.content.decode()
    wrong = stranger.post(reverse("portal:resume"), {"number": visit.number, "code": "WRONG"})
    assert wrong.status_code == 409
    found = stranger.post(reverse("portal:resume"), {"number": visit.number, "code": code}, follow=True)
    assert "正在安排时间" in found.content.decode()
    gone = stranger.post(reverse("portal:visit_cancel", args=[visit.pk]), follow=True).content.decode()
    assert "申请人取消" in gone


def test_an_officer_who_takes_a_request_by_telephone_reads_the_code_out():
    browser = logged_in(people.account("window", Role.CLERK))
    sent = asking("reissue")
    page = browser.post(reverse("registration:visit_request"), sent, follow=True).content.decode()
    assert "办理码" in page
    visit = HomeVisit.objects.get()
    before = visit.access
    browser.post(reverse("registration:visit_code", args=[visit.pk]))
    visit.refresh_from_db()
    assert visit.access not in {"", before}


def test_the_visitor_moves_a_stop_up():
    visitor = people.account("visitor", Role.HOME_VISIT)
    officer = people.actor("planner", Role.SECTION)
    visits = [
        services.request_visit(
            services.VisitRequest(people.LONGTAN, f"老街{n}号", f"田{n}", f"1380000123{n}", "reissue"),
            by=officer,
            today=TODAY,
        )
        for n in (1, 2)
    ]
    services.plan_route(TODAY, [one.pk for one in visits], visitor.pk, by=officer, today=TODAY)
    browser = logged_in(visitor)
    place = reverse("registration:visit_place", args=[visits[1].pk])
    page = browser.post(place, {"place": "1"}, follow=True).content.decode()
    assert page.index("田2") < page.index("田1")
    assert browser.post(place, {"place": "x"}).status_code == 404
