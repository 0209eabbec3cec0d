"""The pages of officials: where a draw stands, and that it is made by POST alone, once."""

import pytest
from django.urls import reverse

from quanheng.kernel import clock
from quanheng.platform.draws import services
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.states import State
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import AFTER, BEFORE, LOTTERY_AT, TODAY, VALUES
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(client):
    make.section()
    client.force_login(Account.objects.get(username=f"section1-{people.COUNTY}"))
    return client


def page(draw, name="draw", *more):
    return reverse(f"draws:{name}", args=[draw.pk, *more])


def test_the_list_shows_drafts_committed_and_aborted_draws(section):
    make.drafted()
    services.abort(make.committed().pk, "见证人未公开", by=make.section(), today=TODAY)
    text = section.get(reverse("draws:list")).content.decode()
    assert "未编号" in text
    assert "2021-0001" in text
    assert "已作废" in text


@pytest.mark.parametrize("stage", [make.drafted, make.committed, make.seeded, make.drawn])
def test_the_page_of_a_draw_answers_in_every_stage(section, stage):
    draw = stage()
    response = section.get(page(draw))
    assert response.status_code == 200
    text = response.content.decode()
    assert draw.item in text
    assert Draw.objects.get(pk=draw.pk).state_says in text


def test_a_draft_is_committed_from_its_page(section):
    draw = make.drafted()
    make.hand_in_all(draw)
    assert page(draw, "commit") in section.get(page(draw)).content.decode()
    assert section.get(page(draw, "commit")).status_code == 200
    assert Draw.objects.get().state == State.DRAFTED
    assert section.post(page(draw, "commit")).url == page(draw)
    assert Draw.objects.get().serial == f"{clock.today().year}-0001"


def test_a_refused_commitment_is_said_on_the_page(section):
    draw = make.drafted()
    response = section.post(page(draw, "commit"))
    assert response.status_code == 409
    assert "还没有提交摘要" in response.content.decode()


def test_no_get_ever_draws(section):
    draw = make.seeded()
    for name in ("draw", "run", "abort"):
        section.get(page(draw, name))
        section.head(page(draw, name))
    section.get(reverse("draws:list"))
    section.get(reverse("draws:public_draw", args=[people.BUREAU, draw.serial]))
    assert Draw.objects.get().state == State.SEEDED
    assert draw.drawn.count() == 0
    assert section.put(page(draw, "run")).status_code == 405


def test_two_posts_make_one_draw(section):
    draw = make.seeded()
    first = section.post(page(draw, "run"))
    digest = Draw.objects.get().result_digest
    second = section.post(page(draw, "run"))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Draw.objects.get().result_digest == digest
    assert draw.drawn.count() == 8


def test_running_without_every_value_names_who_is_silent(section):
    draw = make.committed()
    response = section.post(page(draw, "run"))
    assert response.status_code == 409
    assert "纪检监察" in response.content.decode()


def test_a_draw_that_cannot_be_staffed_is_told_and_shown_as_aborted(section):
    recusals = [(code, id) for code, _ in make.ROSTER for id, *_ in make.INSPECTORS[1:]]
    draw = make.seeded(recusals=recusals)
    response = section.post(page(draw, "run"), follow=True)
    text = response.content.decode()
    assert "无法组队" in text
    assert "已作废" in text


def test_an_abort_needs_a_reason_and_shows_it(section):
    draw = make.committed()
    assert "必填" in section.post(page(draw, "abort"), {"reason": ""}).content.decode()
    section.post(page(draw, "abort"), {"reason": "见证人逾期未公开"})
    assert "见证人逾期未公开" in section.get(page(draw)).content.decode()


def test_a_business_is_substituted_from_the_page(section):
    draw = make.drawn()
    code = draw.drawn.get(order=1).code
    assert page(draw, "substitute", code) in section.get(page(draw)).content.decode()
    section.post(page(draw, "substitute", code), {"reason": "已注销"})
    came = draw.substitutions.get().replaced_by
    assert came in section.get(page(draw)).content.decode()
    refused = section.post(page(draw, "substitute", "911"), {"reason": "已注销"})
    assert refused.status_code == 409


def test_a_public_outcome_is_entered_by_one_and_confirmed_by_another(client):
    with clock.fixed(BEFORE):
        draw = make.committed(sources=make.sources(known_at=LOTTERY_AT))
    source = make.source_of(draw, "福彩双色球")
    enter = reverse("draws:enter_outcome", args=[source.pk])
    confirm = reverse("draws:confirm_outcome", args=[source.pk])
    first = Account.objects.get(username=f"section1-{people.COUNTY}")
    make.section(2)
    second = Account.objects.get(username=f"section2-{people.COUNTY}")
    with clock.fixed(AFTER):
        make.reveal_all(draw)
        client.force_login(first)
        client.post(enter, {"value": VALUES[source.name]})
        assert client.post(confirm, {"value": VALUES[source.name]}).status_code == 409
        client.force_login(second)
        assert VALUES[source.name] not in client.get(confirm).content.decode()
        assert confirm in client.get(page(draw)).content.decode()
        assert client.post(confirm, {"value": "another-outcome-0000"}).status_code == 409
        client.post(confirm, {"value": VALUES[source.name]})
    assert Draw.objects.get().state == State.SEEDED


def test_the_lists_are_read_by_officials_before_the_draw(section):
    draw = make.committed()
    response = section.get(page(draw, "file", "roster.csv"))
    assert response.content.startswith(b"code,stratum\n")
    assert response["Content-Disposition"].startswith("attachment")
    assert section.get(page(draw, "file", "result.csv")).status_code == 404


def test_officials_read_the_names_behind_the_pseudonyms_and_the_public_does_not(section, client):
    officers = [people.officer(f"2420000{n}", qualifications=["food"], name=f"陈检{n}") for n in range(4)]
    from quanheng.platform.draws import queries

    draw = make.drawn(inspectors=queries.inspectors_for([people.BUREAU], TODAY, "food"))
    inside = section.get(page(draw)).content.decode()
    client.logout()
    outside = client.get(reverse("draws:public_draw", args=[people.BUREAU, draw.serial])).content.decode()
    sent = queries.officers_of(set(draw.places.values_list("pseudonym", flat=True)), TODAY.year)
    assert sent
    assert set(sent.values()) <= set(officers)
    for pseudonym, officer in sent.items():
        assert pseudonym in inside
        assert officer.name in inside
        assert pseudonym in outside
        assert officer.name not in outside


ACTS = ["commit", "run", "abort"]
MAY = {Role.SECTION, Role.LEADER}
READS = {Role.CLERK, Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP, Role.LEADER, Role.AUDITOR, Role.OPERATOR}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_every_role_reads_and_acts_as_its_rights_say(client, role):
    draw = make.seeded()
    client.force_login(people.account(role, username=f"tried-{role}"))
    assert client.get(page(draw)).status_code == (200 if role in READS else 403)
    for name in ACTS:
        answer = client.get(page(draw, name))
        assert answer.status_code in ({200, 302} if role in MAY else {403})
        if role not in MAY:
            assert client.post(page(draw, name), {"reason": "x"}).status_code == 403
    assert Draw.objects.get().state == State.SEEDED


@pytest.mark.parametrize("role", [Role.SECTION, Role.LEADER, Role.AUDITOR, Role.TOWNSHIP])
def test_another_areas_draw_answers_404(client, role):
    draw = make.seeded(area_code=people.LONGTAN)
    people.area(people.MAWANG)
    client.force_login(people.account(role, username="elsewhere", area_code=people.MAWANG))
    for address in (page(draw), page(draw, "file", "roster.csv")):
        assert client.get(address).status_code == 404
    for name in ACTS:
        assert client.post(page(draw, name), {"reason": "x"}).status_code in {403, 404}


def test_the_public_is_led_to_the_login(client):
    draw = make.seeded()
    answer = client.get(page(draw))
    assert answer.status_code == 302
    assert "login" in answer.url


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_only_who_may_enters_or_confirms_an_outcome(client, role):
    with clock.fixed(BEFORE):
        source = make.source_of(make.committed(sources=make.sources(known_at=LOTTERY_AT)), "福彩双色球")
    client.force_login(people.account(role, username=f"tried-{role}"))
    may = role in {Role.SECTION, Role.LEADER, Role.AUDITOR}
    for name in ("enter_outcome", "confirm_outcome"):
        address = reverse(f"draws:{name}", args=[source.pk])
        assert client.get(address).status_code == (200 if may else 403)
    source.refresh_from_db()
    assert source.entered_value == ""


def test_an_outcome_of_another_area_answers_404(client):
    with clock.fixed(BEFORE):
        given = {"sources": make.sources(known_at=LOTTERY_AT), "area_code": people.LONGTAN}
        source = make.source_of(make.committed(**given), "福彩双色球")
    people.area(people.MAWANG)
    client.force_login(people.account(Role.SECTION, username="elsewhere", area_code=people.MAWANG))
    assert client.get(reverse("draws:enter_outcome", args=[source.pk])).status_code == 404
