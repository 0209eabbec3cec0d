"""Refusals carry what the person needs to hear."""

import pickle

import pytest

from quanheng.kernel.refusal import Forbidden, Missing, Refused


class CertificateExpired(Refused):
    """执法证件已过期."""


def test_a_refusal_reads_as_its_sentence():
    assert str(Refused("证件已过期", cites="第四十二条")) == "证件已过期"


def test_a_refusal_tells_article_remedy_and_field():
    refused = CertificateExpired("证件已过期", cites="第四十二条", instead="换证", field="officer")
    assert refused.as_dict() == {
        "says": "证件已过期",
        "cites": "第四十二条",
        "instead": "换证",
        "field": "officer",
    }


def test_a_refusal_survives_the_way_to_another_process():
    sent = CertificateExpired("证件已过期", cites="第四十二条", field="officer")
    received = pickle.loads(pickle.dumps(sent))
    assert type(received) is CertificateExpired
    assert received.as_dict() == sent.as_dict()


@pytest.mark.parametrize("kind", [Forbidden, Missing])
def test_missing_rights_and_missing_records_are_refusals_too(kind):
    with pytest.raises(Refused, match="不行"):
        raise kind("不行")


def test_what_is_missing_says_the_same_wherever_it_is():
    assert str(Missing()) == str(Missing())
    assert "管辖范围" in str(Missing())
