"""The signature container inside a PDF 签名容器: CMS SignedData (RFC 5652) as PAdES asks for it.

Only the encoding is written here, a few nested values of DER (ETSI EN 319 142, RFC 5035); the signature
itself is made by ``cryptography``. A general library spends more time on taking certificates apart and
putting them together again than the page takes to be set. What is written here is validated by that library,
and by OpenSSL, in the tests.

>>> der(0x02, b"\\x01").hex()
'020101'
>>> len(der(0x04, bytes(300))) - 300
4
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from quanheng.kernel.canonical import sha256_hex

INTEGER, OCTETS, OID, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
DATA = bytes.fromhex("2a864886f70d010701")
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910022f")
SHA256 = bytes.fromhex("608648016503040201")
ECDSA_SHA256 = bytes.fromhex("2a8648ce3d040302")


def der(tag: int, *parts: bytes) -> bytes:
    """One value of DER: its tag, its length, its parts."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content


@dataclass(frozen=True)
class Signer:
    """Who signs: the key, and what of the container is the same every time."""

    key: ec.EllipticCurvePrivateKey
    who: bytes
    certificates: bytes
    fixed: tuple[bytes, ...]

    def container(self, digest: bytes) -> bytes:
        """The container over a document with this SHA-256."""
        told = der(SEQUENCE, der(OID, MESSAGE_DIGEST), der(SET, der(OCTETS, digest)))
        attributes = b"".join(sorted([*self.fixed, told]))
        signature = self.key.sign(der(SET, attributes), ec.ECDSA(hashes.SHA256()))
        info = der(
            SEQUENCE,
            der(INTEGER, b"\x01"),
            self.who,
            der(SEQUENCE, der(OID, SHA256)),
            der(0xA0, attributes),
            der(SEQUENCE, der(OID, ECDSA_SHA256)),
            der(OCTETS, signature),
        )
        signed = der(
            SEQUENCE,
            der(INTEGER, b"\x01"),
            der(SET, der(SEQUENCE, der(OID, SHA256))),
            der(SEQUENCE, der(OID, DATA)),
            self.certificates,
            der(SET, info),
        )
        return der(SEQUENCE, der(OID, SIGNED_DATA), der(0xA0, signed))


def signer(key: ec.EllipticCurvePrivateKey, own: x509.Certificate, root: x509.Certificate) -> Signer:
    """The signer with this key, its certificate and the one above it."""
    serial = own.serial_number
    number = der(INTEGER, serial.to_bytes(serial.bit_length() // 8 + 1, "big"))
    encoded = own.public_bytes(Encoding.DER)
    named = der(SEQUENCE, der(OCTETS, bytes.fromhex(sha256_hex(encoded))))
    return Signer(
        key=key,
        who=der(SEQUENCE, own.issuer.public_bytes(), number),
        certificates=der(0xA0, *sorted([encoded, root.public_bytes(Encoding.DER)])),
        fixed=(
            der(SEQUENCE, der(OID, CONTENT_TYPE), der(SET, der(OID, DATA))),
            der(
                SEQUENCE,
                der(OID, SIGNING_CERTIFICATE),
                der(SET, der(SEQUENCE, der(SEQUENCE, named))),
            ),
        ),
    )
