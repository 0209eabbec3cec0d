"""What a certificate is worth on a day 证照现状: pure, from its own row."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from quanheng.platform.certificates.models import Certificate


class Standing(StrEnum):
    """Whether a certificate is in force 证照状态."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


SAYS = {
    Standing.VALID: _("有效"),
    Standing.EXPIRED: _("已过期"),
    Standing.REVOKED: _("已注销、吊销或者撤销"),
    Standing.SUPERSEDED: _("已被新版本替代"),
}


def standing(certificate: Certificate, today: date) -> Standing:
    """What the certificate is worth today: what ended it comes before what ran out."""
    if certificate.state != "current":
        return Standing(certificate.state)
    if certificate.valid_until and certificate.valid_until < today:
        return Standing.EXPIRED
    return Standing.VALID
