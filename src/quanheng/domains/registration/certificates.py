"""The business licence as an electronic certificate 电子营业执照: its kind, and what it prints."""

from __future__ import annotations

from typing import Any

from quanheng.domains.registration.rules.licence import CITES, NOTE, TITLE, Licence, fields
from quanheng.platform.certificates.kinds import CertificateKind, declare_kind

BUSINESS_LICENCE = declare_kind(
    CertificateKind(
        key="business_licence",
        title=TITLE,
        title_en="Business licence",
        template="registration/business_licence",
        number_says="统一社会信用代码",
        cites=CITES,
    )
)


def printed(licence: Licence) -> dict[str, Any]:
    """The ``data`` of a business licence's certificate: what is printed and shown when it is verified."""
    return {"fields": [list(pair) for pair in fields(licence)], "note": NOTE}
