"""Every kind of task has a name that people read."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.conf import settings

from quanheng.platform.worklist.kinds import says

KIND = re.compile(r"[a-z]+\.[a-z_]+")


def kinds(domain: str) -> set[str]:
    """The kinds of task that a domain's ``services.tasks`` names."""
    try:
        module = import_module(f"quanheng.domains.{domain}.services.tasks")
    except ModuleNotFoundError:
        return set()
    return {
        value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and KIND.fullmatch(value)
    }


@pytest.mark.parametrize("domain", settings.DOMAINS)
def test_no_task_shows_its_key_in_place_of_a_name(domain: str) -> None:
    assert not {kind for kind in kinds(domain) if says(kind) == kind}


def test_the_kinds_are_found() -> None:
    assert {"registration.annul_decide", "inspections.draw"} <= kinds("registration") | kinds("inspections")
