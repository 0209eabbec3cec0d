"""Counting verifications 核验计数: day, certificate, result and way, nothing about who asked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import F

from quanheng.platform.certificates.models import Certificate, Verification


class Channel(StrEnum):
    """The way in which a certificate was verified 核验方式: its page, an uploaded file, a pasted text.

    What a phone verifies by itself is not known here, and therefore not counted.
    """

    PAGE = "page"
    FILE = "file"
    TEXT = "text"


def count_verification(
    certificate: Certificate | None, result: str, channel: Channel, *, today: date
) -> None:
    """Add one to the day's count for this certificate (None for what is not ours), result and channel."""
    rows = Verification.objects.filter(day=today, certificate=certificate, result=result, channel=channel)
    if rows.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            Verification.objects.create(
                day=today, certificate=certificate, result=result, channel=channel, count=1
            )
    except IntegrityError:  # another worker counted the first one
        rows.update(count=F("count") + 1)
