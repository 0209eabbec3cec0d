"""The least business, for the tests of every domain that needs one."""

from __future__ import annotations

from datetime import date

from quanheng.domains.registration.models import Business
from quanheng.kernel.identifiers import uscc


def code(number: int = 1, area: str = "500242") -> str:
    """A sound unified social credit code: the ``number``-th of an area."""
    return uscc.make("91", area, f"MA{number:06d}")


def business(number: int = 1, **given: object) -> Business:
    """One open company in 龙潭镇."""
    values: dict[str, object] = {
        "code": code(number),
        "name": f"酉阳县第{number}号商贸有限公司",
        "kind": "company",
        "state": "open",
        "established_on": date(2015, 6, 1),
        "address": f"重庆市酉阳县龙潭镇老街{number}号",
        "area_code": "500242101",
        "area_confidence": "certain",
    }
    return Business.objects.create(**values | given)
