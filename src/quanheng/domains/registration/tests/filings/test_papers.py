"""The documents of an application: which there are, and that they are filed with it once."""

from __future__ import annotations

import pytest

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.rules.notices import Paper
from quanheng.domains.registration.services import papers
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.queries import content

pytestmark = pytest.mark.django_db
DAY = make.DAY


def kinds(filing: Filing) -> list[str]:
    return [paper.value for paper, _ in papers.papers_of(filing)]


def test_a_granted_application_has_its_form_its_receipt_and_its_notice() -> None:
    filing = make.approved()
    assert kinds(filing) == ["application", "receipt", "acceptance", "granted"]
    assert papers.make_papers(filing, today=DAY) == 4
    assert papers.make_papers(filing, today=DAY) == 4
    rows = Attachment.objects.filter(about=f"registration.filing:{filing.pk}", kind__startswith="paper_")
    assert rows.count() == 4
    assert all(content(row.stored_id).startswith(b"%PDF") for row in rows)
    assert not rows.filter(public=True).exists()


def test_a_supplement_notice_lists_every_point() -> None:
    filing = make.submitted()
    filing = services.ask_supplement(filing.pk, ["甲材料", "乙材料"], by=make.clerk(), today=DAY)
    assert kinds(filing)[-1] == "supplement"
    assert papers.paper_of(filing, Paper.SUPPLEMENT, today=DAY).size > 1000


def test_a_refusal_has_no_notice_that_grants() -> None:
    filing = services.refuse_filing(make.submitted().pk, reason="场所不存在", by=make.clerk(), today=DAY)
    assert kinds(filing)[-1] == "refused"
    with pytest.raises(Missing):
        papers.paper_of(filing, Paper.GRANTED, today=DAY)


def test_the_commitment_of_a_simple_deregistration_is_public() -> None:
    business = make.business()
    promises = {"promises": ["no_debts", "all_investors"]}
    filing = make.submitted(promises, kind="simple_dereg", business_code=business.code)
    papers.paper_of(filing, Paper.COMMITMENT, today=DAY)
    assert Attachment.objects.get(kind="paper_commitment").public


def test_the_form_and_the_receipt_stay_as_they_were_handed_out() -> None:
    filing = make.submitted()
    papers.make_papers(filing, today=DAY)
    filing = services.refuse_filing(filing.pk, reason="场所不存在", by=make.clerk(), today=DAY)
    papers.make_papers(filing, today=DAY)
    rows = Attachment.objects.filter(about=f"registration.filing:{filing.pk}", kind__startswith="paper_")
    assert sorted(rows.values_list("kind", flat=True)) == [
        "paper_application",
        "paper_receipt",
        "paper_refused",
    ]
