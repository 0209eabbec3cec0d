"""Somebody else applies for the owner: named, known by number, with a written authority."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from quanheng.domains.registration import services
from quanheng.domains.registration.rules.notices import Paper
from quanheng.domains.registration.services import papers
from quanheng.domains.registration.services.filing import NotComplete
from quanheng.domains.registration.tests.filings import make
from quanheng.platform.documents.queries import content

pytestmark = pytest.mark.django_db
AGENT = {"name": "冉代办", "id_number": make.id_number(77), "phone": "13900000000"}


def shop(**agent: str) -> dict[str, object]:
    return make.noodle_shop(agent=AGENT | agent)


def test_an_agent_with_an_authority_applies_and_stands_on_the_application() -> None:
    filing = make.submitted(shop(), "authorization")
    stored = papers.paper_of(filing, Paper.APPLICATION, today=make.DAY)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content(stored.digest))).pages)
    assert "代理人" in text
    assert "冉代办" in text
    assert AGENT["id_number"] not in text, "the number is masked"
    assert services.approve_filing(filing.pk, by=make.clerk(), today=make.DAY).stage == "approved"


@pytest.mark.parametrize(
    ("agent", "evidence", "says", "cites"),
    [
        ({}, (), "授权委托书", "第十四条"),
        ({"id_number": ""}, ("authorization",), "没有填写代理人冉代办的证件号码", "第十六条第一款第（五）项"),
        (
            {"id_number": AGENT["id_number"][:-1] + "?"},
            ("authorization",),
            "证件号码不对",
            "第十六条第一款第（五）项",
        ),
        ({"name": ""}, ("authorization",), "没有填写代理人的姓名", "第十六条第一款第（五）项"),
    ],
)
def test_what_an_agent_lacks_is_told_with_its_article(
    agent: dict[str, str], evidence: tuple[str, ...], says: str, cites: str
) -> None:
    filing = make.drafted(shop(**agent), *evidence)
    with pytest.raises(NotComplete) as refused:
        services.submit_filing(filing.pk, by=make.clerk(), today=make.DAY)
    assert says in str(refused.value)
    found = services.judge(filing, today=make.DAY)
    assert [cites in one.cites for one in found if says in one.says] == [True]


def test_an_owner_who_applies_in_person_is_asked_for_no_authority() -> None:
    filing = make.submitted(make.noodle_shop(agent={"name": " ", "phone": ""}))
    assert filing.stage == "submitted"
