"""Carrying a decision over to the electronic certificate 签发、注销电子许可证.

A permit that came by import has no certificate of ours until it is changed, renewed or replaced.
"""

from __future__ import annotations

from datetime import date

from quanheng.domains.licences.certificates import LABELS, printed
from quanheng.domains.licences.models import Permit
from quanheng.platform.certificates import queries as certificates
from quanheng.platform.certificates.services import NewCertificate, issue, revoke
from quanheng.platform.people.actors import Actor


def certify(permit: Permit, *, decided_on: date, by: Actor, today: date) -> None:
    """Issue the certificate of a permit, or its next version 签发电子许可证."""
    if permit.kind not in LABELS:
        return
    issue(
        NewCertificate(
            kind=permit.kind,
            number=permit.number,
            holder_name=permit.holder_name,
            holder_code=permit.holder_code,
            area_code=permit.area_code,
            organ_id=permit.organ_id,
            valid_until=permit.valid_until,
            data=printed(permit, decided_on=decided_on),
        ),
        by=by,
        today=today,
    )


def revoke_certificate(permit: Permit, reason: str, cites: str, *, by: Actor, today: date) -> None:
    """End the electronic certificate of a permit, if it has one in force."""
    if certificates.current(permit.kind, permit.number):
        revoke(permit.kind, permit.number, reason, cites, by=by, today=today)
