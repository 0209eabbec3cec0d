"""Entering a business by hand 录入, and filling the search index anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from quanheng.domains.registration.filing import file_new
from quanheng.domains.registration.importing import STORED, spellings
from quanheng.domains.registration.models import Business, BusinessTag, FormerName
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.rows import RECORD, split
from quanheng.domains.registration.rules.sheet import BUSINESSES
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area


class CodeTaken(Refused):
    """The register holds a business with this code already 代码已存在."""


@transaction.atomic
def register_business(details: Mapping[str, str], *, by: Actor, today: date) -> Business:
    """Enter one business 录入经营主体, judged by the same rules as an imported row.

    ``details`` holds texts by the names of the sheet's columns (``code``, ``name``, ``address``, …). Raises
    ``Refused`` with the reason, ``CodeTaken``; what looks wrong is kept and flagged.
    """
    by.require(rights.REGISTER)
    areas = [[code, name] for code, name in Area.objects.values_list("code", "name") if len(code) in (6, 9)]
    judge = BUSINESSES.prepare(
        {"area": by.area, "today": today.isoformat(), "areas": areas, "spellings": spellings()}
    )
    _, code, reason, written = judge([details.get(column.name, "") for column in BUSINESSES.columns])
    if written is None:
        raise Refused(f"不能录入：{reason}。", instead="请改正后再提交。", field="code")
    if Business.objects.filter(code=code).exists():
        raise CodeTaken("名录中已有这个代码的经营主体。", instead="请在名录中查找并更正。", field="code")
    business = _create(dict(zip(RECORD, written, strict=True)), today=today)
    record(
        "business_registered", on=business, by=by, today=today, facts={"code": code, "name": business.name}
    )
    return business


def _create(values: dict[str, str | None], *, today: date) -> Business:
    business = Business(**{name: values[name] or "" for name in STORED if name not in _TYPED})
    business.established_on, business.ended_on = _day(values["established_on"]), _day(values["ended_on"])
    business.capital_yuan = Decimal(values["capital_yuan"]) if values["capital_yuan"] else None
    business.flags = json.loads(values["flags"] or "[]")
    business.save(force_insert=True)
    FormerName.objects.bulk_create(
        [FormerName(business=business, name=name) for name in split(values["former_names"] or "")]
    )
    BusinessTag.objects.bulk_create(
        [BusinessTag(business=business, tag=tag[:30], added_on=today) for tag in split(values["tags"] or "")]
    )
    file_new([business.pk])
    return business


_TYPED = frozenset({"established_on", "ended_on", "capital_yuan", "flags"})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
