"""The bureau's own authority 证照签发机构: the keys that sign certificates, made at set-up.

``keys/certificates/`` of the installation holds ``authority.pem`` (the root of the chain, ECDSA P-256) and
one file per generation of keys, ``0001.pem`` and so on: an Ed25519 key that signs payloads and lists, and an
ECDSA P-256 key with its X.509 certificate that signs PDF files. A file takes its name only when it is whole
on disk, and the first to take a name wins, so that workers starting together end with the same keys. The
highest number signs; older generations stay to verify what they signed. Each generation's Ed25519 key is
endorsed by the one before, so that whoever holds an old key can follow to the new one.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

from quanheng.kernel import clock
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.platform.certificates import chain

KEY_FORMAT = "quanheng-key/1"


@dataclass(frozen=True)
class Generation:
    """One generation of keys 一代密钥: ``number`` from 1, ``since`` its first day."""

    number: int
    since: date
    payload_key: Ed25519PrivateKey
    signer_key: ec.EllipticCurvePrivateKey
    signer: x509.Certificate

    @cached_property
    def public(self) -> str:
        """The public key that checks payloads and lists, 64 hex characters."""
        return self.payload_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    @cached_property
    def id(self) -> str:
        """What a payload calls the key: the first 8 hex characters of its fingerprint."""
        return sha256_hex(bytes.fromhex(self.public))[:8]

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of ``message``, 64 bytes."""
        return self.payload_key.sign(message)


@dataclass(frozen=True)
class Authority:
    """Everything that signs and verifies: the root's certificate and every generation, oldest first."""

    root: x509.Certificate
    generations: tuple[Generation, ...]

    @property
    def current(self) -> Generation:
        """The generation that signs."""
        return self.generations[-1]

    def key(self, key_id: str) -> str | None:
        """The public key with this id, None if it is not ours."""
        return next((one.public for one in self.generations if one.id == key_id), None)


_read: dict[tuple[Path, frozenset[str], int], Authority] = {}


def authority() -> Authority:
    """The installation's authority, made if there is none yet; read again when its folder has changed."""
    folder = _folder()
    if not (folder / "0001.pem").exists():
        _begin(folder)
    mark = (folder, frozenset(os.listdir(folder)), folder.stat().st_mtime_ns)
    if mark not in _read:
        found = _load(folder)
        _read.clear()
        _read[mark] = found
    return _read[mark]


def rotate(*, today: date) -> Generation:
    """Begin a new generation of keys 更换密钥; the old one stays to verify. Returns the new one."""
    number = authority().current.number + 1
    _write_generation(_folder(), number, today)
    return next(one for one in authority().generations if one.number == number)


def endorsement_bytes(key_id: str, public: str, since: date) -> bytes:
    """What the generation before signs when it endorses a new key."""
    return canonical_json([KEY_FORMAT, key_id, public, since.isoformat()])


def published_keys() -> list[dict[str, str]]:
    """Every payload key as published, oldest first, each but the first endorsed by the one before."""
    told = []
    before: Generation | None = None
    for one in authority().generations:
        message = endorsement_bytes(one.id, one.public, one.since)
        told.append(
            {
                "endorsed_by": before.id if before else "",
                "endorsement": before.sign(message).hex() if before else "",
                "id": one.id,
                "key": one.public,
                "since": one.since.isoformat(),
            }
        )
        before = one
    return told


def fits(message: bytes, signature: bytes, public: str) -> bool:
    """Whether ``signature`` over ``message`` was made with the key whose public half (hex) is given."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, 64 hex characters."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _folder() -> Path:
    folder = Path(settings.HOME) / "keys" / "certificates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _begin(folder: Path) -> None:
    if not (folder / "authority.pem").exists():
        _place(folder / "authority.pem", chain.new_root())
    _write_generation(folder, 1, clock.today())


def _write_generation(folder: Path, number: int, since: date) -> None:
    root_key, root = _root(folder)
    head = f"quanheng-certificate-keys since={since.isoformat()}\n".encode()
    _place(folder / f"{number:04}.pem", head + chain.new_generation(root_key, root, number=number))


def _place(path: Path, content: bytes) -> None:
    """Give ``content`` its name, whole and durable, unless somebody was first."""
    spare = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(spare, path)
    spare.unlink()


def _root(folder: Path) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    content = (folder / "authority.pem").read_bytes()
    key = load_pem_private_key(content, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("authority.pem does not hold an elliptic curve key")
    return key, x509.load_pem_x509_certificate(content)


def _load(folder: Path) -> Authority:
    paths = sorted(folder.glob("[0-9][0-9][0-9][0-9].pem"))
    return Authority(_root(folder)[1], tuple(_generation(path) for path in paths))


def _generation(path: Path) -> Generation:
    content = path.read_bytes()
    since = date.fromisoformat(content.split(b"\n", 1)[0].rpartition(b"since=")[2].decode())
    payload_key, signer_key = (load_pem_private_key(pem, None) for pem in chain.private_keys(content))
    if not isinstance(payload_key, Ed25519PrivateKey) or not isinstance(
        signer_key, ec.EllipticCurvePrivateKey
    ):
        raise TypeError(f"{path.name} does not hold an Ed25519 and an elliptic curve key")
    return Generation(int(path.stem), since, payload_key, signer_key, x509.load_pem_x509_certificate(content))
