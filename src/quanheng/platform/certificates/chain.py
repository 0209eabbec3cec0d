"""The X.509 chain behind signed PDF files 签名证书链: a root and a document signer per generation of keys."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from quanheng.kernel import clock

ROOT_YEARS, SIGNER_YEARS = 30, 20
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
"""From when the chain holds: also for the licences of earlier days that a new installation takes over."""
ROOT_NAME = "电子证照签发根证书（本平台自建）"
ORGANISATION = "权衡市场监督管理平台"
PRIVATE_KEY = re.compile(rb"-----BEGIN PRIVATE KEY-----.+?-----END PRIVATE KEY-----\n", re.DOTALL)
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


def new_root() -> bytes:
    """A new root: private key and self-signed certificate as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(ROOT_NAME)
    made = _builder(name, name, key, ROOT_YEARS).add_extension(x509.BasicConstraints(True, 0), critical=True)
    return _pem(key) + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def new_generation(root_key: ec.EllipticCurvePrivateKey, root: x509.Certificate, *, number: int) -> bytes:
    """A new generation: Ed25519 key, document signer's key and its certificate as PEM, in this order."""
    key = ec.generate_private_key(ec.SECP256R1())
    usage = [DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
    made = (
        _builder(_name(f"电子证照签名 第{number}代"), root.subject, key, SIGNER_YEARS, issuer_key=root_key)
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(x509.ExtendedKeyUsage(usage), critical=False)
    )
    certificate = made.sign(root_key, hashes.SHA256()).public_bytes(Encoding.PEM)
    return _pem(Ed25519PrivateKey.generate()) + _pem(key) + certificate


def private_keys(content: bytes) -> list[bytes]:
    """The private keys of a PEM file, in order."""
    return PRIVATE_KEY.findall(content)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    years: int,
    issuer_key: ec.EllipticCurvePrivateKey | None = None,
) -> x509.CertificateBuilder:
    signs = issuer_key is None
    above = (issuer_key or key).public_key()
    start = min(clock.now().astimezone(UTC), EARLIEST)
    end = max(clock.now().astimezone(UTC), EARLIEST) + timedelta(days=years * 365)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
        .add_extension(_usage(certifies=signs), critical=True)
    )


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies,
        content_commitment=not certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
