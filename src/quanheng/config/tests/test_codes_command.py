"""``quanheng codes segment AUTHORITY SEGMENT``."""

import pytest
from typer.testing import CliRunner

from quanheng.config.commands import codes
from quanheng.domains.registration.models import CodeSerial
from quanheng.domains.registration.services import issue_code
from quanheng.kernel.refusal import Refused
from quanheng.platform.people import county

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(codes.app, ["segment", *words])


def test_a_segment_is_set_and_said():
    county.lay_out()
    told = run("500242", "ma8")
    assert told.exit_code == 0
    assert "码段为 MA8" in told.output
    assert CodeSerial.objects.get().segment == "MA8"


def test_a_segment_in_use_is_not_changed():
    county.lay_out()
    issue_code("500242", "91")
    told = run("500242", "MA8")
    assert isinstance(told.exception, Refused)
    assert CodeSerial.objects.get().segment == "MAQ"
