"""The signed list of ended certificates 撤销与变更名单, and the published keys.

The list is made when it is asked for and something has ended since the last one, or another day has begun: so
whoever fetches it after a revocation gets it with that revocation in it, and an import that ends ten thousand
certificates signs one list. Editions are numbered without gaps.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from quanheng.kernel.canonical import canonical_json
from quanheng.platform.certificates.authority import authority, published_keys
from quanheng.platform.certificates.models import Certificate, SignedList

LIST_FORMAT, KEYS_FORMAT = "quanheng-revocations/1", "quanheng-keys/1"
RENEWED_AFTER_DAYS = 1
HOLDS_DAYS = 7
"""A choice of the platform: how long a phone without a network may go by a list before it says that it cannot
be sure."""
MARKS = {"revoked": "r", "superseded": "s"}


def signed_list(*, today: date) -> SignedList:
    """The list as it stands today 撤销与变更名单, made anew if anything has ended or the key has changed."""
    ended = Certificate.objects.filter(state__in=MARKS).count()
    last = SignedList.objects.order_by("-version").first()
    if last and (last.ended_count, last.key_id) == (ended, authority().current.id) and last.day >= today:
        return last
    try:
        with transaction.atomic():
            return _next_list(last.version + 1 if last else 1, max(today, last.day) if last else today)
    except IntegrityError:  # another worker was first
        return SignedList.objects.order_by("-version")[0]


def published_list(*, today: date) -> dict[str, Any]:
    """The list as it is published: its text, and the signature over exactly this text."""
    row = signed_list(today=today)
    return {"key": row.key_id, "list": row.text, "signature": row.signature}


def published_key_file(*, today: date) -> dict[str, Any]:
    """The keys as they are published: each but the first is endorsed by the one before."""
    return {"day": today.isoformat(), "format": KEYS_FORMAT, "keys": published_keys()}


def _next_list(version: int, day: date) -> SignedList:
    rows = Certificate.objects.filter(state__in=MARKS).order_by("public_id")
    entries = {
        public_id: MARKS[state] + (ended_on or day).isoformat()
        for public_id, state, ended_on in rows.values_list("public_id", "state", "ended_on")
    }
    told = {
        "day": day.isoformat(),
        "entries": entries,
        "format": LIST_FORMAT,
        "good_until": (day + timedelta(days=HOLDS_DAYS)).isoformat(),
        "next_update": (day + timedelta(days=RENEWED_AFTER_DAYS)).isoformat(),
        "version": version,
    }
    text = canonical_json(told).decode()
    key = authority().current
    return SignedList.objects.create(
        version=version,
        day=day,
        ended_count=len(entries),
        text=text,
        signature=key.sign(text.encode()).hex(),
        key_id=key.id,
    )
