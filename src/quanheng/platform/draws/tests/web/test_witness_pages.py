"""The narrow seat of a witness: own sources alone; the value never reaches the server before its time."""

import re

import pytest
from django.urls import reverse

from quanheng.kernel.draw import witness_digest
from quanheng.platform.draws import services
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.services import SourceDraft
from quanheng.platform.draws.states import State
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import TODAY, VALUES
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db

NAME = "个私协会"


@pytest.fixture
def witness(client):
    make.witness_account("association")
    client.force_login(Account.objects.get(username="association"))
    return client


def address(page, source):
    return reverse(f"draws:{page}", args=[source.pk])


def test_a_witness_goes_from_digest_to_value(witness):
    draw = make.drafted()
    source = make.source_of(draw, NAME)
    assert address("hand_in", source) in witness.get(reverse("draws:witness")).content.decode()
    assert (
        witness.post(address("hand_in", source), {"digest": witness_digest(VALUES[NAME])}).status_code == 302
    )
    make.hand_in_all(draw)
    services.commit(draw.pk, by=make.section(), today=TODAY)
    assert address("reveal", source) in witness.get(reverse("draws:witness")).content.decode()
    typed = " ".join(re.findall(".{1,4}", VALUES[NAME]))
    assert witness.post(address("reveal", source), {"value": typed}).status_code == 302
    assert Source.objects.get(pk=source.pk).value == VALUES[NAME]
    assert "等待其他来源" in witness.get(reverse("draws:witness")).content.decode()


def test_the_newest_draw_stands_first(witness):
    older, newer = make.drafted(), make.drafted()
    text = witness.get(reverse("draws:witness")).content.decode()
    assert text.index(address("hand_in", make.source_of(newer, NAME))) < text.index(
        address("hand_in", make.source_of(older, NAME))
    )


def test_the_hand_in_page_sends_the_digest_alone(witness):
    source = make.source_of(make.drafted(), NAME)
    text = witness.get(address("hand_in", source)).content.decode()
    names = set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', text.split("data-guard")[-1]))
    assert names - {"csrfmiddlewaretoken", "once"} == {"digest"}
    assert "draws/witness.js" in text
    assert 'type="module"' in text


def test_something_that_is_no_digest_is_refused_beside_the_form(witness):
    source = make.source_of(make.drafted(), NAME)
    response = witness.post(address("hand_in", source), {"digest": VALUES[NAME]})
    assert response.status_code == 409
    assert "64 位" in response.content.decode()


def test_revealing_before_the_commitment_is_refused(witness):
    draw = make.drafted()
    make.hand_in_all(draw)
    source = make.source_of(draw, NAME)
    response = witness.post(address("reveal", source), {"value": VALUES[NAME]})
    assert response.status_code == 409
    assert "还没有承诺" in response.content.decode()
    assert Source.objects.get(pk=source.pk).value == ""


def test_another_value_than_the_committed_one_is_refused(witness):
    draw = make.committed()
    source = make.source_of(draw, NAME)
    response = witness.post(address("reveal", source), {"value": "another_value_entirely"})
    assert response.status_code == 409
    assert "摘要不符" in response.content.decode()
    assert Draw.objects.get().state == State.COMMITTED


def test_anothers_source_does_not_exist_for_a_witness(witness):
    other = make.source_of(make.committed(), "纪检监察")
    for page in ("hand_in", "reveal"):
        assert witness.get(address(page, other)).status_code == 404
    assert witness.post(address("reveal", other), {"value": VALUES["纪检监察"]}).status_code == 404
    assert address("reveal", other) not in witness.get(reverse("draws:witness")).content.decode()


def test_a_witness_sees_nothing_else_of_a_draw(witness):
    draw = make.committed()
    for page in ("draw", "run", "commit", "abort"):
        assert witness.get(reverse(f"draws:{page}", args=[draw.pk])).status_code == 403


def test_a_section_officer_does_not_sit_in_a_witnesss_seat(client):
    source = make.source_of(make.drafted(), NAME)
    client.force_login(Account.objects.get(username=f"section1-{people.COUNTY}"))
    assert client.get(address("hand_in", source)).status_code == 403


def test_an_officer_files_a_paper_for_a_witness_without_a_login(client):
    draw = make.drafted(sources=[*make.sources()[:1], SourceDraft("witness", NAME)])
    source = make.source_of(draw, NAME)
    client.force_login(Account.objects.get(username=f"section1-{people.COUNTY}"))
    answer = client.post(address("hand_in", source), {"digest": witness_digest(VALUES[NAME])})
    assert answer.url == reverse("draws:draw", args=[draw.pk])
    client.force_login(people.account(Role.WITNESS, username="stranger"))
    assert client.get(address("hand_in", source)).status_code == 403
