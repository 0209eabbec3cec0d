"""Signing PDF files 文件签名: PAdES (ETSI.CAdES.detached) with the current generation's document signer.

pyHanko writes the signature into the file and reads it back; ``cms`` makes the container that goes into it.
"""

from __future__ import annotations

import io
import warnings

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from quanheng.kernel import clock
from quanheng.platform.certificates import cms
from quanheng.platform.certificates.authority import authority

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the libraries below say about algorithms that are not used here
    from pyhanko.pdf_utils.generic import pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

__all__ = [
    "EmbeddedPdfSignature",
    "PdfFileReader",
    "SignatureCoverageLevel",
    "ValidationContext",
    "as_asn1",
    "sign_pdf",
    "validate_pdf_signature",
]
FIELD = "Certificate"
RESERVED = 6144
"""Hex digits kept free for the signature: what it takes is about half."""


def sign_pdf(pdf: bytes, *, reason: str, contact: str) -> bytes:
    """Sign a PDF so that nothing may be added or changed 签名. The signature covers the whole file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    place = SignatureObject(
        timestamp=clock.now(), subfilter=SigSeedSubFilter.PADES, reason=reason, bytes_reserved=RESERVED
    )
    place["/ContactInfo"] = pdf_string(contact)
    allowed = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps = PdfCMSEmbedder(new_field_spec=SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=place, mdp_setup=allowed))
    prepared, made = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(_signer().container(prepared.document_digest))
    return bytes(made.getvalue())


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """A certificate in the form that the PDF library takes."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


_made: dict[str, cms.Signer] = {}


def _signer() -> cms.Signer:
    """The signer of the current generation, made once."""
    ours = authority()
    if ours.current.id not in _made:
        _made[ours.current.id] = cms.signer(ours.current.signer_key, ours.current.signer, ours.root)
    return _made[ours.current.id]
