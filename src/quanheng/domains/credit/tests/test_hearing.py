"""Credit hears what may move a class, puts it before its section once, and a class set settles it."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.credit import services
from quanheng.domains.credit.services import REVIEW
from quanheng.domains.registration.events import RegistrationAnnulled, RenamingOverdue
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform.events import announce
from quanheng.platform.people import county
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import actor
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 21)


@pytest.fixture(autouse=True)
def heard(django_capture_on_commit_callbacks):
    county.lay_out()
    business()

    def say(fact):
        with django_capture_on_commit_callbacks(execute=True):
            announce(fact)

    return say


def test_a_name_kept_against_a_ruling_is_a_reason_to_look_at_the_class(heard):
    fact = RenamingOverdue(code(1), "名称争议〔2026〕1号", date(2026, 4, 20), DAY)
    heard(fact)
    heard(fact)
    item = Item.objects.open().get(kind=REVIEW)
    assert "逾期未按裁决变更名称" in item.title
    assert item.for_organ_id == "500242-amr-credit"
    given = {"reason": "拒不执行裁决", "source": "本局研判", "by": actor(Role.SECTION), "today": DAY}
    services.set_class(code(1), "C", **given)
    assert not Item.objects.open().filter(kind=REVIEW).exists()


def test_an_annulled_change_is_looked_at_and_an_annulled_business_is_not(heard):
    heard(RegistrationAnnulled(code(1), "CX1", True, DAY))
    assert not Item.objects.filter(kind=REVIEW).exists()
    heard(RegistrationAnnulled(code(1), "CX2", False, DAY))
    assert Item.objects.open().filter(kind=REVIEW).count() == 1
