"""Checking an uploaded certificate file 核验证照文件: is it, byte for byte, what this platform keeps?

A file that is kept here under its digest is genuine as a whole; what its certificate is worth today is
another question. Every other file is looked at only to say what is wrong with it: signed by us but changed or
appended to since, signed by somebody else, or not signed at all. Nothing but the kept bytes ever counts as
genuine.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.certificates.authority import authority
from quanheng.platform.certificates.models import Certificate

if TYPE_CHECKING:
    from quanheng.platform.certificates.signing import EmbeddedPdfSignature

LIMIT = 5 * 1024 * 1024


class Found(StrEnum):
    """What an uploaded file is 文件核验结果."""

    GENUINE = "genuine"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


SAYS = {
    Found.GENUINE: _("文件与平台存档的版本逐字节一致，签名有效。"),
    Found.ALTERED: _("文件在签发之后被改动过，不能作为证照使用。"),
    Found.FOREIGN: _("文件不是本平台签名的，不能在这里核验。"),
    Found.UNSIGNED: _("文件没有本平台的签名，不是本平台签发的电子证照。"),
    Found.UNREADABLE: _("文件不能读取，可能已经损坏，或者不是 PDF、OFD 文件。"),
}


@dataclass(frozen=True)
class FileCheck:
    """What was found, and of a genuine file its certificate."""

    found: Found
    certificate: Certificate | None = None

    @property
    def says(self) -> str:
        """The finding as a sentence."""
        return str(SAYS[self.found])


def check_file(content: bytes) -> FileCheck:
    """Say what an uploaded file is 核验文件; never trusts anything the file says of itself."""
    kept = _kept(sha256_hex(content))
    if kept:
        return FileCheck(Found.GENUINE, kept)
    if content.startswith(b"PK"):
        return FileCheck(Found.UNSIGNED)
    if len(content) > LIMIT or b"%PDF-" not in content[:1024]:
        return FileCheck(Found.UNREADABLE)
    return FileCheck(_signed_by(content))


def _kept(digest: str) -> Certificate | None:
    rows = Certificate.objects.select_related("organ")
    return rows.filter(pdf_id=digest).first() or rows.filter(ofd_id=digest).first()


def _signed_by(content: bytes) -> Found:
    """What the signatures of a file that is not kept here tell about it."""
    from quanheng.platform.certificates.signing import PdfFileReader  # slow to load; few files are unknown

    try:
        signatures = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
        if not signatures:
            return Found.UNSIGNED
        return Found.ALTERED if any(_is_ours(one) for one in signatures) else Found.FOREIGN
    except (
        Exception
    ):  # a broken or hostile file may fail the reader in any way: whatever it is, it is not ours
        return Found.UNREADABLE


def _is_ours(signature: EmbeddedPdfSignature) -> bool:
    from quanheng.platform.certificates.signing import as_asn1

    ours = {as_asn1(one.signer).sha256 for one in authority().generations}
    return signature.signer_cert.sha256 in ours


def holds(content: bytes) -> bool:
    """Whether a PDF carries exactly one signature of ours that is intact and covers the whole file."""
    from quanheng.platform.certificates.signing import (
        PdfFileReader,
        SignatureCoverageLevel,
        ValidationContext,
        as_asn1,
        validate_pdf_signature,
    )

    reader = PdfFileReader(io.BytesIO(content))
    context = ValidationContext(trust_roots=[as_asn1(authority().root)], allow_fetching=False)
    signatures = reader.embedded_signatures
    if len(signatures) != 1 or not _is_ours(signatures[0]):
        return False
    status = validate_pdf_signature(signatures[0], signer_validation_context=context)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.intact and status.valid and status.trusted and whole)
