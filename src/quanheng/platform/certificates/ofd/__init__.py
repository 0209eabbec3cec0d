"""A certificate as OFD 版式文件 (GB/T 33190-2016): the project's own small writer.

An OFD file is a ZIP of XML files (namespace ``http://www.ofdspec.org/2016``, lengths in millimetres) with the
font it is set in, cut down to the signs it uses. What is written here follows the published structure and is
tested for it; no independent reader has opened it yet, and it carries no electronic seal of its own: what
vouches for it is the signed code on the page, and its digest kept by the platform.
"""

from __future__ import annotations

from quanheng.platform.certificates import printing
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.ofd import font, package, sheet

NOTE = "本文件没有内置电子印章，以二维码中的数字签名和平台存档为准。"


def write(certificate: Certificate) -> bytes:
    """The OFD file of a certificate, always the same bytes for the same certificate and font.

    Raises ``CharacterNotInFont`` or ``NoDocumentFont``.
    """
    data = printing.data_of(certificate)
    signs = sheet.signs(data, NOTE)
    face = font.Face(font.subset(signs))
    body = sheet.laid_out(data, printing.qr_rows(printing.coded(certificate)), face, NOTE)
    about = package.About(
        identity=certificate.public_id,
        title=f"{data['title']} {certificate.number}",
        author=data["organ"],
        created=certificate.issued_on,
    )
    return package.packed(about, body, face.content)
