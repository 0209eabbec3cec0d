"""The permits section of the file on a business: what it holds, and what a hint says it lacks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from quanheng.domains.licences.tests import factories as make
from quanheng.kernel import clock
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import account

pytestmark = pytest.mark.django_db


def shown(code: str) -> str:
    client = Client()
    client.force_login(account(Role.SECTION))
    with clock.fixed(make.DAY):
        return client.get(reverse("cockpit:business", args=[code])).content.decode()


def test_a_business_with_a_permit_shows_it_and_lacks_nothing() -> None:
    permit = make.permit()
    text = shown(permit.holder_code)
    assert permit.number in text
    assert "可能需要" not in text


def test_a_restaurant_without_a_permit_is_pointed_out() -> None:
    make.section()
    assert "没有查到有效的：食品经营许可" in shown(make.shop().code)
