"""Keeping the keys 密钥管理: beginning a new generation, on record."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.platform.certificates import authority
from quanheng.platform.certificates.rights import ROTATE
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


def rotate_keys(*, by: Actor, today: date) -> authority.Generation:
    """Begin a new generation of keys 更换密钥; what older ones signed stays valid. Raises ``Forbidden``."""
    by.require(ROTATE)
    made = authority.rotate(today=today)
    with transaction.atomic():
        record(
            "certificate_keys_rotated",
            on=f"certificates:key-{made.number}",
            by=by,
            today=today,
            facts={
                "key": made.public,
                "key_id": made.id,
                "signer": authority.fingerprint(made.signer),
            },
        )
    return made
