"""Where an installation keeps what is its own: database, keys, documents, exports.

``QUANHENG_HOME`` names the folder; without it ``var/`` of the working folder is used. Keys are made on
first use, readable by the owner alone, and never enter the repository.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def home() -> Path:
    """The installation's folder, made if it is absent."""
    folder = Path(os.environ.get("QUANHENG_HOME", "var")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(name: str, *, size: int = 50) -> str:
    """A secret kept in ``keys/NAME`` of the installation, made when first asked for."""
    path = home() / "keys" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with (
        contextlib.suppress(FileExistsError),
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file,
    ):
        file.write(secrets.token_urlsafe(size))
    return path.read_text().strip()
