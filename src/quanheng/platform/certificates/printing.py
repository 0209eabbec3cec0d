"""What a certificate's template finds in its data 证照打印内容, and the code that leads to verification."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings

from quanheng.platform.certificates.kinds import kind_of
from quanheng.platform.certificates.models import Certificate

QUIET = 3
MASK = 0
"""One mask for every code: trying all eight costs more than setting the page, and readers take any."""
DARK = re.compile(rb"\x01+")


def address(certificate: Certificate) -> str:
    """Where the public verifies this certificate, without the payload."""
    return f"{settings.ADDRESS}/verify/{certificate.public_id}/"


def coded(certificate: Certificate) -> str:
    """What the QR holds: the address, and behind ``#`` the payload, which never reaches the server."""
    return f"{address(certificate)}#{certificate.payload}"


def qr_rows(text: str) -> list[bytes]:
    """A QR code row by row, one byte per module, 1 for a dark one, without the quiet zone."""
    return [
        bytes(row) for row in segno.make(text, error="m", micro=False, boost_error=False, mask=MASK).matrix
    ]


def qr_svg(text: str) -> str:
    """A QR code as SVG, one unit per module."""
    rows = qr_rows(text)
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{run.start() + QUIET} {y + QUIET}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, row in enumerate(rows)
        for run in DARK.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )


def data_of(certificate: Certificate) -> dict[str, Any]:
    """Everything the template finds in ``data``: the domain's own values, and the platform's."""
    kind = kind_of(certificate.kind)
    return {
        **certificate.data,
        "title": kind.title,
        "number": certificate.number,
        "number_says": kind.number_says,
        "holder_name": certificate.holder_name,
        "holder_code": certificate.holder_code,
        "version": certificate.version,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until": certificate.valid_until.isoformat() if certificate.valid_until else "",
        "organ": certificate.organ.name,
        "qr": qr_svg(coded(certificate)),
        "verify": address(certificate),
        "verify-host": urlsplit(settings.ADDRESS).netloc,
    }
