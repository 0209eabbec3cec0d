"""Tagging businesses 标签: what the bureau sorts by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Business, BusinessTag
from quanheng.domains.registration.queries import business as business_of
from quanheng.domains.registration.queries import businesses
from quanheng.domains.registration.rules import rights
from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


@transaction.atomic
def tag_business(code: str, tag: str, *, by: Actor, today: date) -> Business:
    """Put a tag on a business 加标签; a tag it has is not put twice."""
    business = business_of(code, viewer=by)
    by.require(rights.TAG, area=business.area_code)
    _, fresh = BusinessTag.objects.get_or_create(
        business=business, tag=_tidy(tag), defaults={"added_on": today}
    )
    if fresh:
        record("business_tagged", on=business, by=by, today=today, facts={"tag": _tidy(tag)})
    return business


@transaction.atomic
def untag_business(code: str, tag: str, *, by: Actor, today: date) -> Business:
    """Take a tag off a business 去标签."""
    business = business_of(code, viewer=by)
    by.require(rights.TAG, area=business.area_code)
    removed, _ = business.tags.filter(tag=_tidy(tag)).delete()
    if removed:
        record("business_untagged", on=business, by=by, today=today, facts={"tag": _tidy(tag)})
    return business


@transaction.atomic
def tag_businesses(codes: Sequence[str], tag: str, *, by: Actor, today: date) -> int:
    """Put one tag on many businesses 批量加标签; returns how many got it anew.

    One ledger entry stands for all: their number and the SHA-256 of their sorted codes. Codes outside the
    actor's area are passed over.
    """
    by.require(rights.TAG)
    word, tagged = _tidy(tag), []
    for start in range(0, len(codes), 900):
        rows = businesses(viewer=by).filter(code__in=codes[start : start + 900])
        tagged += list(rows.exclude(tags__tag=word).order_by("code").values_list("pk", "code"))
    BusinessTag.objects.bulk_create(
        [BusinessTag(business_id=key, tag=word, added_on=today) for key, _ in tagged], batch_size=5000
    )
    digest = sha256_hex("\n".join(sorted(code for _, code in tagged)))
    facts = {"tag": word, "count": len(tagged), "sha256": digest}
    record("businesses_tagged", on="registration.business:many", by=by, today=today, facts=facts)
    return len(tagged)


def _tidy(tag: str) -> str:
    word = tag.strip()
    if not word or len(word) > 30 or any(sign in word for sign in "、,，;；|"):
        raise Refused("标签须为1到30个字，不含顿号、逗号和分号。", field="tag")
    return word
