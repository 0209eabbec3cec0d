"""The installation's ledger keys: Ed25519 to sign checkpoints, a secret to seal the head.

Both lie in ``keys/`` of the installation, outside the database that they guard.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def _folder() -> Path:
    folder = Path(settings.HOME) / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _private(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        spare = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem)
        with contextlib.suppress(FileExistsError):
            os.link(spare, path)
        spare.unlink()
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


@cache
def _keys(folder: Path) -> tuple[Ed25519PrivateKey, bytes]:
    key = _private(folder / "ledger.pem")
    raw = key.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    return key, hashlib.sha256(b"quanheng-ledger-seal|" + raw).digest()


def sign(message: bytes) -> str:
    """Ed25519 signature of ``message``, 128 hex characters."""
    return _keys(_folder())[0].sign(message).hex()


def seal(text: str) -> str:
    """HMAC-SHA256 of ``text`` with the sealing secret, 64 hex characters."""
    return hmac.new(_keys(_folder())[1], text.encode(), hashlib.sha256).hexdigest()


def public_key() -> str:
    """The public key that checks our signatures, 64 hex characters."""
    public = _keys(_folder())[0].public_key()
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()


def signed(message: bytes, signature: str, key: str) -> bool:
    """Whether ``signature`` over ``message`` was made by the holder of public key ``key`` (hex)."""
    from cryptography.exceptions import InvalidSignature

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def forget() -> None:
    """Read the keys anew at the next use: after a restore has put others in their place."""
    _keys.cache_clear()
